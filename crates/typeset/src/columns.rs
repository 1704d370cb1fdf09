//! How wide the columns of a table are, and how large its font.

use document::layout::{Room, shares};

use crate::style;
use crate::units::{length, points, snapped};

/// What a column needs, in em.
#[derive(Clone, Copy, Debug, Default)]
pub struct Need {
    /// The width of its longest word.
    pub word: f32,
    /// The width of its longest text in one line.
    pub text: f32,
}

/// The columns of a table.
#[derive(Clone, Debug)]
pub struct Columns {
    /// Their edges, from the left margin on: one more than columns.
    pub edges: Vec<f32>,
    /// The font of their cells.
    pub size: f32,
    /// Left and right of their texts.
    pub side: f32,
    /// Which of them hold nothing but marks, which stand in the middle.
    pub marks: Vec<bool>,
}

/// Columns narrower than this hold no letter that can be read even when enlarged.
const NARROWEST: f32 = 2.5;

impl Columns {
    /// Whether so many columns find no room side by side.
    pub fn are_too_many(count: usize, width: f32) -> bool {
        length(count) * NARROWEST > width
    }

    /// A single column.
    pub fn one(width: f32) -> Self {
        Self {
            edges: vec![0.0, snapped(width)],
            size: style::TABLE_SIZES[0],
            side: style::CELL_SIDE,
            marks: vec![false],
        }
    }

    /// Columns that share a width by what they need: in the largest font in which no word is broken.
    pub fn of(needs: &[Need], width: f32) -> Self {
        // Beside many columns little is kept blank.
        let side = style::CELL_SIDE.min(width / length(needs.len()) * 0.08);
        let marks: Vec<bool> = needs.iter().map(|need| need.text > 0.0 && need.text <= MARK).collect();
        let widest = if needs.len() > 1 { width * WIDEST } else { width };
        for size in style::TABLE_SIZES {
            let least = |need: &Need| (need.word * size).min(widest).max(size) + 2.0 * side + SLACK;
            if needs.iter().map(least).map(points).sum::<u32>() <= points(width) - 1 {
                let room = |need: &Need| {
                    let least = points(least(need));
                    Room { least, most: points(need.text * size + 2.0 * side + SLACK).max(least) }
                };
                let rooms: Vec<Room> = needs.iter().map(room).collect();
                let widths =
                    shares(points(width) - 1, &rooms).into_iter().map(|width| length(width as usize));
                return Self { edges: edges(widths, width), size, side, marks };
            }
        }
        let [.., size] = style::TABLE_SIZES;
        let least: Vec<f32> = needs.iter().map(|need| need.word * size + 2.0 * side + SLACK).collect();
        Self { edges: edges(capped(&least, width).into_iter(), width), size, side, marks }
    }

    /// How many columns.
    pub fn count(&self) -> usize {
        self.edges.len() - 1
    }

    /// The width of a column.
    pub fn width(&self, column: usize) -> f32 {
        match self.edges.get(column..column + 2) {
            Some([left, right]) => right - left,
            _ => 0.0,
        }
    }
}

/// Columns whose widest text is no wider than this, in em, hold marks: crosses under the names of months.
const MARK: f32 = 2.6;
/// So much of the line a single word may ask for beside other columns.
const WIDEST: f32 = 0.4;
/// What rounding may take from a column.
const SLACK: f32 = 0.1;

/// The edges of columns, stretched to fill the width.
fn edges(widths: impl Iterator<Item = f32>, width: f32) -> Vec<f32> {
    let mut at = 0.0;
    let mut edges: Vec<f32> = std::iter::once(0.0)
        .chain(widths.map(|width| {
            at += width;
            at
        }))
        .collect();
    let scale = if at > 0.0 { width / at } else { 1.0 };
    edges.iter_mut().for_each(|edge| *edge = snapped(*edge * scale));
    edges
}

/// Widths for columns that all ask for more than there is: those that ask for little get it, the others
/// the same.
fn capped(least: &[f32], width: f32) -> Vec<f32> {
    let mut sorted = least.to_vec();
    sorted.sort_by(f32::total_cmp);
    let (mut left, mut cap) = (width, width);
    for (index, asked) in sorted.iter().enumerate() {
        cap = left / length(sorted.len() - index);
        if *asked > cap {
            break;
        }
        left -= asked;
    }
    least.iter().map(|asked| asked.min(cap)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_word_that_asks_for_too_much_leaves_room_for_others() {
        let needs = [Need { word: 200.0, text: 200.0 }, Need { word: 5.0, text: 50.0 }];
        let columns = Columns::of(&needs, 510.0);
        assert!((columns.size - 9.0).abs() < 0.01, "{columns:?}");
        assert!(columns.width(1) > 100.0, "{columns:?}");
        let widths = capped(&[10.0, 300.0, 400.0], 210.0);
        assert_eq!(widths, [10.0, 100.0, 100.0]);
    }

    proptest! {
        #[test]
        fn columns_fill_the_line(
            needs in proptest::collection::vec((0.0_f32..60.0, 0.0_f32..900.0), 1..200), landscape: bool,
        ) {
            let width = if landscape { 756.85 } else { 510.24 };
            let needs: Vec<Need> =
                needs.into_iter().map(|(word, more)| Need { word, text: word + more }).collect();
            let columns = Columns::of(&needs, width);
            prop_assert_eq!(columns.count(), needs.len());
            prop_assert!((columns.edges[needs.len()] - width).abs() < 0.02);
            prop_assert!(columns.edges.windows(2).all(|pair| pair[0] < pair[1]), "{:?}", columns);
        }
    }
}
