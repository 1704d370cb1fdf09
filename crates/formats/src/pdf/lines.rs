//! Characters -> lines of text.

use super::geometry::{Point, Rect};
use super::page::{Glyph, Turn};
use super::rich::Rich;

/// A line of text. Its place is along its direction: `x` where it runs to, `y` across.
#[derive(Clone, Debug, Default)]
pub(super) struct TextLine {
    pub text: Rich,
    /// Its end is a soft hyphen: the word goes on.
    pub soft: bool,
    pub x0: f64,
    pub x1: f64,
    /// Its base line.
    pub y: f64,
    /// The size of most of it.
    pub size: f64,
    /// The width of its first word.
    pub first_word: f64,
    /// The width of its first character.
    pub first_char: f64,
    /// A space is written after its last word.
    pub spaced: bool,
    /// How many of its characters are not known.
    pub unknown: usize,
}

/// A gap of so much of the size of the font parts words. Kerning is less, spaces are more.
const SPACE: f64 = 0.17;

/// The lines of some characters, from the top; text of other directions comes after that to the right.
pub(super) fn lines<'g>(glyphs: impl Iterator<Item = &'g Glyph>) -> Vec<TextLine> {
    let mut all: Vec<(Turn, Point, &Glyph)> =
        glyphs.map(|glyph| (glyph.turn, glyph.along(), glyph)).collect();
    all.sort_by(|(turn, at, _), (other_turn, other_at, _)| {
        turn.cmp(other_turn).then(at.y.total_cmp(&other_at.y))
    });
    let mut lines = Vec::new();
    for same in all.chunk_by(|a, b| a.0 == b.0) {
        let start = lines.len();
        lines.extend(rows(same).into_iter().filter_map(line));
        lines[start..].sort_by(|a: &TextLine, b: &TextLine| a.y.total_cmp(&b.y));
    }
    lines
}

type Item<'g> = (Turn, Point, &'g Glyph);

/// Characters in the order of their base lines, as lines.
fn rows<'g>(items: &[Item<'g>]) -> Vec<Vec<Item<'g>>> {
    struct Row<'g> {
        items: Vec<Item<'g>>,
        /// Of its largest character.
        top: f64,
        bottom: f64,
    }
    // A raised character may come before the line it belongs to, and lines before it may be open still.
    const OPEN: usize = 3;
    let mut rows: Vec<Row> = Vec::new();
    for &item in items {
        let (_, at, glyph) = item;
        let (top, bottom) = (at.y - 0.72 * glyph.size, at.y + 0.2 * glyph.size);
        let fits = |row: &&mut Row| {
            let both = bottom.min(row.bottom) - top.max(row.top);
            both > 0.6 * (bottom - top).min(row.bottom - row.top)
        };
        match rows.iter_mut().rev().take(OPEN).find(fits) {
            Some(row) => {
                row.items.push(item);
                if bottom - top > row.bottom - row.top {
                    (row.top, row.bottom) = (top, bottom);
                }
            }
            None => rows.push(Row { items: vec![item], top, bottom }),
        }
    }
    rows.into_iter().map(|row| row.items).collect()
}

fn line(mut items: Vec<Item>) -> Option<TextLine> {
    items.sort_by(|(_, a, _), (_, b, _)| a.x.total_cmp(&b.x));
    let mut line = TextLine { x0: f64::INFINITY, x1: f64::NEG_INFINITY, ..TextLine::default() };
    let mut sizes: Vec<(f64, usize)> = Vec::new();
    let mut end = f64::NEG_INFINITY;
    let mut last: Option<(Point, &Glyph)> = None;
    for (_, at, glyph) in items {
        if glyph.is_blank() && !glyph.text.is_empty() {
            line.text.space();
            line.hyphen();
            line.spaced = true;
            end = end.max(at.x);
            continue;
        }
        if last.is_some_and(|(before, other)| is_again(before, other, at, glyph)) {
            continue;
        }
        if at.x - end > SPACE * glyph.size {
            line.text.space();
        }
        line.hyphen();
        line.push(glyph);
        end = at.x + glyph.width + glyph.gap.max(0.0);
        (line.x0, line.x1) = (line.x0.min(at.x), line.x1.max(at.x + glyph.width));
        line.spaced = false;
        if !line.text.text.contains(' ') {
            line.first_word = at.x + glyph.width - line.x0;
            line.first_char = if last.is_none() { glyph.width } else { line.first_char };
        }
        match sizes.iter().position(|(size, _)| (*size - glyph.size).abs() < 0.1) {
            Some(index) => sizes[index].1 += 1,
            None if sizes.len() < 16 => sizes.push((glyph.size, 1)),
            None => {}
        }
        last = Some((at, glyph));
        if !glyph.text.is_empty() && line.y < at.y {
            line.y = at.y;
        }
    }
    line.size = sizes.iter().max_by_key(|(_, count)| *count).map_or(0.0, |(size, _)| *size);
    if line.text.text.ends_with('\u{2010}') && ends_in_hyphen(&line.text.text) {
        // Hyphens that people type are others: this one was set where a word was parted.
        line.text.pop();
        line.soft = true;
    }
    (!line.text.is_empty() || line.soft).then_some(line)
}

/// True when a character is the one before once more, a little aside: bold for the poor.
fn is_again(before: Point, other: &Glyph, at: Point, glyph: &Glyph) -> bool {
    const ASIDE: f64 = 0.12;
    !glyph.text.is_empty()
        && other.text == glyph.text
        && (at.x - before.x).abs() < ASIDE * glyph.size
        && (at.y - before.y).abs() < ASIDE * glyph.size
}

impl TextLine {
    fn push(&mut self, glyph: &Glyph) {
        match &*glyph.text {
            "\u{ad}" => self.soft = true,
            text => {
                self.unknown += text.matches('\u{fffd}').count();
                self.text.push(text, glyph.bold);
            }
        }
    }

    /// A soft hyphen that is seen inside a line is a hyphen.
    fn hyphen(&mut self) {
        if std::mem::take(&mut self.soft) {
            self.text.push("-", false);
        }
    }

    /// The box around it on the page, when it runs to the right.
    pub fn around(&self) -> Rect {
        Rect { x0: self.x0, y0: self.y - 0.75 * self.size, x1: self.x1, y1: self.y + 0.25 * self.size }
    }
}

/// True when a text ends within a word, at its hyphen.
pub(super) fn ends_in_hyphen(text: &str) -> bool {
    let mut last = text.chars().rev();
    matches!(last.next(), Some('-' | '\u{2010}')) && last.next().is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::super::page::Ink;
    use super::*;

    /// Characters of half their size, one after the other.
    fn glyphs(text: &str, x: f64, y: f64, size: f64) -> Vec<Glyph> {
        let glyph = |(c, at): (char, u32)| Glyph {
            text: Rc::from(c.to_string()),
            at: Point { x: x + f64::from(at) * size / 2.0, y },
            width: size / 2.0,
            gap: 0.0,
            size,
            turn: Turn::Right,
            bold: c.is_uppercase(),
            ink: Ink::Dark,
            over: 0,
            artifact: false,
        };
        text.chars().zip(0..).map(glyph).collect()
    }

    fn texts(glyphs: &[Glyph]) -> Vec<String> {
        lines(glyphs.iter()).into_iter().map(|line| line.text.text).collect()
    }

    #[test]
    fn words_by_gaps_lines_by_heights() {
        let mut all = glyphs("sotto", 0.0, 20.0, 10.0);
        all.extend(glyphs("parola", 0.0, 10.0, 10.0));
        // Kerning takes nothing apart, a space does.
        all.extend(glyphs("re", 30.8, 10.0, 10.0));
        all.extend(glyphs("una", 43.0, 10.0, 10.0));
        // A raised mark belongs to its line.
        all.extend(glyphs("2", 58.0, 6.0, 6.0));
        assert_eq!(texts(&all), ["parolare una2", "sotto"]);
    }

    #[test]
    fn text_that_runs_up() {
        let mut all = glyphs("su", 0.0, 0.0, 10.0);
        for (glyph, y) in all.iter_mut().zip([50.0, 45.0]) {
            (glyph.turn, glyph.at) = (Turn::Up, Point { x: 5.0, y });
        }
        assert_eq!(texts(&all), ["su"]);
    }

    #[test]
    fn letters_printed_twice_are_one() {
        let mut all = glyphs("ora", 0.0, 10.0, 10.0);
        all.extend(glyphs("ora", 0.3, 10.0, 10.0));
        assert_eq!(texts(&all), ["ora"]);
    }

    #[test]
    fn soft_hyphens() {
        assert_eq!(texts(&glyphs("socio\u{ad}economico", 0.0, 10.0, 10.0)), ["socio-economico"]);
        let all = glyphs("valu\u{ad}", 0.0, 10.0, 10.0);
        assert!(lines(all.iter()).iter().all(|line| line.soft && line.text.text == "valu"));
        let all = glyphs("VALU\u{2010}", 0.0, 10.0, 10.0);
        assert!(lines(all.iter()).iter().all(|line| line.soft && line.text.text == "VALU"));
    }
}
