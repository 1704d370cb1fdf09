//! How wide the columns of a table are, and how large its font.

use document::layout::{Room, shares};

use crate::balance::{RowTexts, balance};
use crate::style;
use crate::units::{length, points, snapped};

/// What a column needs, in em.
#[derive(Clone, Copy, Debug, Default)]
pub struct Need {
    /// The width of its longest word.
    pub word: f32,
    /// The width of its longest text in one line.
    pub text: f32,
    /// All its texts are labels.
    pub labels: bool,
}

/// The columns of a table.
#[derive(Clone, Debug)]
pub struct Columns {
    /// Their edges, from the left margin on: one more than columns.
    pub edges: Vec<f32>,
    /// The font of their cells.
    pub size: f32,
    /// Left and right of their texts.
    pub pad: f32,
    /// Which of them hold nothing but marks, which stand in the middle.
    pub marks: Vec<bool>,
}

/// Columns narrower than this hold no letter that can be read even when enlarged.
const NARROWEST: f32 = 2.5;

impl Columns {
    /// Whether so many columns find no room pad by pad.
    pub fn are_too_many(count: usize, width: f32) -> bool {
        length(count) * NARROWEST > width
    }

    /// A single column.
    pub fn one(width: f32) -> Self {
        Self {
            edges: vec![0.0, snapped(width)],
            size: style::TABLE_SIZES[0],
            pad: style::CELL_SIDE,
            marks: vec![false],
        }
    }

    /// Columns that share a width by what they need: in the largest font in which no word is broken. The texts
    /// of the rows have their widths in em.
    pub fn of(needs: &[Need], rows: &[RowTexts], width: f32) -> Self {
        // Beside many columns little is kept blank.
        let pad = style::CELL_SIDE.min(width / length(needs.len()) * 0.08);
        let marks: Vec<bool> = needs.iter().map(|need| need.text > 0.0 && need.text <= MARK).collect();
        let widest = if needs.len() > 1 { width * WIDEST } else { width };
        let [large, small, ..] = style::TABLE_SIZES;
        let first = [(large, ROOMY), (small, ROOMY)];
        let tight = style::TABLE_SIZES.map(|size| (size, 1.0)).into_iter().skip(1);
        for (size, share) in first.into_iter().chain(tight) {
            let least = |need: &Need| (need.word * size).min(widest).max(size) + 2.0 * pad + SLACK;
            let most = |need: &Need| need.text * size + 2.0 * pad + SLACK;
            let rooms: Vec<Room> = needs.iter().map(|need| room(least(need), most(need))).collect();
            let line = points(width) - 1;
            let sum = |part: fn(&Room) -> u32| rooms.iter().map(part).fold(0, u32::saturating_add);
            if sum(|room| room.least) < points(width * share) || sum(|room| room.most) <= line {
                let widths = shared(rooms, needs, rows, (line, size, pad));
                return Self { edges: edges(&widths, width), size, pad, marks };
            }
        }
        let [.., size] = style::TABLE_SIZES;
        let least: Vec<f32> = needs.iter().map(|need| need.word * size + 2.0 * pad + SLACK).collect();
        Self { edges: edges(&capped(&least, width), width), size, pad, marks }
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

/// Long texts need more than room for their longest words: where these fill more of the line than this, a
/// smaller font is better.
const ROOMY: f32 = 0.8;

fn room(least: f32, most: f32) -> Room {
    Room { least: points(least), most: points(most).max(points(least)) }
}

/// The widths of columns on a line with room for all their words.
fn shared(
    mut rooms: Vec<Room>,
    needs: &[Need],
    rows: &[RowTexts],
    (line, size, pad): (u32, f32, f32),
) -> Vec<f32> {
    // So much of its share a column keeps when others have longer texts. Labels keep all of it.
    const KEPT: f32 = 0.65;
    widen(&mut rooms, needs, line);
    let mut widths: Vec<f32> = shares(line, &rooms).into_iter().map(|width| length(width as usize)).collect();
    let keeps = |((width, need), room): ((&f32, &Need), &Room)| {
        if need.labels { *width } else { length(room.least as usize).max(width * KEPT) }
    };
    let least: Vec<f32> = widths.iter().zip(needs).zip(&rooms).map(keeps).collect();
    let sized = |row: &RowTexts| row.iter().map(|(column, text)| (*column, text * size)).collect();
    balance(&mut widths, &least, pad, &rows.iter().map(sized).collect::<Vec<_>>());
    widths
}

/// Room that no text asks for goes to columns that are not labels.
fn widen(rooms: &mut [Room], needs: &[Need], line: u32) {
    let asked: u32 = rooms.iter().map(|room| room.most).fold(0, u32::saturating_add);
    let open = |need: &Need| !need.labels;
    let values: u32 = rooms.iter().zip(needs).filter(|(_, need)| open(need)).map(|(room, _)| room.most).sum();
    if asked >= line || values == 0 {
        return;
    }
    for (room, _) in rooms.iter_mut().zip(needs).filter(|(_, need)| open(need)) {
        room.most += (line - asked) * room.most / values;
    }
}

/// The edges of columns, stretched to fill the width.
fn edges(widths: &[f32], width: f32) -> Vec<f32> {
    let all: f32 = widths.iter().sum();
    let scale = if all > 0.0 { width / all } else { 1.0 };
    let mut at = 0.0;
    let mut edges = vec![0.0];
    for width in widths {
        at += width;
        edges.push(snapped(at * scale));
    }
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
        let needs =
            [Need { word: 200.0, text: 200.0, labels: false }, Need { word: 5.0, text: 50.0, labels: false }];
        let columns = Columns::of(&needs, &[], 510.0);
        assert!((columns.size - 9.0).abs() < 0.01, "{columns:?}");
        assert!(columns.width(1) > 100.0, "{columns:?}");
        let widths = capped(&[10.0, 300.0, 400.0], 210.0);
        assert_eq!(widths, [10.0, 100.0, 100.0]);
    }

    #[test]
    fn a_blank_to_be_filled_in_is_wider_than_its_label_needs() {
        let needs =
            [Need { word: 9.0, text: 25.0, labels: true }, Need { word: 0.0, text: 20.0, labels: false }];
        let columns = Columns::of(&needs, &[], 510.0);
        assert!(columns.width(1) > 250.0 && columns.width(0) > 225.0, "{columns:?}");
    }

    proptest! {
        #[test]
        fn columns_fill_the_line(
            needs in proptest::collection::vec((0.0_f32..60.0, 0.0_f32..900.0), 1..200), landscape: bool,
        ) {
            let width = if landscape { 756.85 } else { 510.24 };
            let needs: Vec<Need> =
                needs.into_iter().map(|(word, more)| Need { word, text: word + more, labels: more < 9.0 }).collect();
            let columns = Columns::of(&needs, &[], width);
            prop_assert_eq!(columns.count(), needs.len());
            prop_assert!((columns.edges[needs.len()] - width).abs() < 0.02);
            prop_assert!(columns.edges.windows(2).all(|pair| pair[0] < pair[1]), "{:?}", columns);
        }
    }
}
