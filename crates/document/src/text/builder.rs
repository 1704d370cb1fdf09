//! The text of one cell under construction.

use std::ops::Range;

use domain::Place;
use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::model::{Cell, Table};

/// Collects the text of a cell in normal form, and the ranges of it that are emphasised.
#[derive(Default)]
pub(crate) struct Builder {
    text: String,
    /// White space was met after `text`; it counts only if more text follows.
    space: bool,
    emphasis: Vec<Range<usize>>,
    /// HTML emphasis: how many tags are open, and where their text starts.
    depth: usize,
    tagged: Option<usize>,
    mark: Option<Mark>,
    closed_carried: bool,
    literal: bool,
    nested: Vec<Table>,
}

/// An opening `**` or `__` that waits for its end.
#[derive(Clone, Copy, Debug)]
struct Mark {
    byte: u8,
    /// Where its text starts, once there is any.
    start: Option<usize>,
    /// It was opened on a line before.
    carried: bool,
}

/// Emphasis that goes on from a line of text to the next one.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Carry {
    depth: usize,
    mark: Option<u8>,
}

impl Carry {
    /// True when a mark waits for its end.
    pub(super) fn carries_mark(self) -> bool {
        self.mark.is_some()
    }

    /// True when there is none.
    pub(super) fn is_none(self) -> bool {
        self.depth == 0 && self.mark.is_none()
    }
}

/// A finished cell.
pub(crate) struct Finished {
    /// `None` when the cell is blank.
    pub cell: Option<Cell>,
    /// What goes on in the next line.
    pub carry: Carry,
    /// A mark of a line before has found its end in this one.
    pub closed_carried: bool,
    /// Where the text of a mark without end starts, if it was opened in this line.
    pub waiting: Option<usize>,
}

impl Builder {
    /// A builder that goes on with the emphasis of the line before.
    pub(crate) fn new(carry: Carry) -> Self {
        let mark = carry.mark.map(|byte| Mark { byte, start: None, carried: true });
        Self { depth: carry.depth, mark, ..Self::default() }
    }

    /// True as long as there is no text.
    pub(super) fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    /// Adds text without markup.
    pub(crate) fn push_str(&mut self, text: &str) {
        self.space |= text.starts_with(char::is_whitespace);
        let mut words = text.split_whitespace();
        let Some(first) = words.next() else { return };
        self.push_word(first);
        for word in words {
            self.space = true;
            self.push_word(word);
        }
        self.space = text.ends_with(char::is_whitespace);
    }

    /// Adds a character as it is.
    pub(super) fn push(&mut self, c: char) {
        if c.is_whitespace() {
            self.space = true;
        } else {
            self.push_word(c.encode_utf8(&mut [0; 4]));
        }
    }

    /// Adds what stands for white space.
    pub(crate) fn space(&mut self) {
        self.space = true;
    }

    /// Adds a table inside the cell.
    pub(crate) fn nest(&mut self, table: Table) {
        self.nested.push(table);
    }

    /// Says that the text is content, never a label.
    pub(super) fn set_literal(&mut self) {
        self.literal = true;
    }

    /// A `<b>` or a `</b>`.
    pub(crate) fn tag(&mut self, closing: bool) {
        if !closing {
            self.depth += 1;
        } else if self.depth > 0 {
            self.depth -= 1;
            if self.depth == 0 {
                let start = self.tagged.take();
                self.emphasise(start);
            }
        }
    }

    /// A `**` or a `__` that by its neighbours may open or close.
    pub(super) fn mark(&mut self, byte: u8, opens: bool, closes: bool) {
        match self.mark {
            Some(mark) if mark.byte == byte && closes => {
                self.closed_carried |= mark.carried;
                self.mark = None;
                self.emphasise(mark.start);
            }
            // An opening without an end gives way to the one that comes after it.
            Some(mark) if mark.byte != byte => {}
            _ if opens => self.mark = Some(Mark { byte, start: None, carried: false }),
            _ => {}
        }
    }

    /// Ends the cell: HTML emphasis ends with it, a mark without end waits for the next line.
    pub(crate) fn finish(mut self, place: Place) -> Finished {
        let start = self.tagged;
        self.emphasise(start);
        let carry = Carry { depth: self.depth, mark: self.mark.map(|mark| mark.byte) };
        let waiting = self.mark.filter(|mark| !mark.carried).and_then(|mark| mark.start);
        // The start that waits is moved with the ranges when composing moves them.
        self.emphasis.extend(waiting.map(|start| start..self.text.len()));
        let text = composed(self.text, &mut self.emphasis);
        let waiting = waiting.and_then(|_| self.emphasis.pop()).map(|range| range.start);
        merge(&mut self.emphasis);
        let cell = (!text.is_empty() || !self.nested.is_empty()).then_some(Cell {
            place,
            text,
            emphasis: self.emphasis,
            literal: self.literal,
            nested: self.nested,
        });
        Finished { cell, carry, closed_carried: self.closed_carried, waiting }
    }

    fn push_word(&mut self, word: &str) {
        if std::mem::take(&mut self.space) && !self.text.is_empty() {
            self.text.push(' ');
        }
        let start = self.text.len();
        if self.depth > 0 {
            self.tagged.get_or_insert(start);
        }
        if let Some(mark) = &mut self.mark {
            mark.start.get_or_insert(start);
        }
        self.text.push_str(word);
    }

    fn emphasise(&mut self, start: Option<usize>) {
        self.emphasis.extend(start.map(|start| start..self.text.len()));
    }
}

/// Sorts ranges and joins those that touch.
pub(super) fn merge(ranges: &mut Vec<Range<usize>>) {
    ranges.retain(|range| !range.is_empty());
    ranges.sort_unstable_by_key(|range| range.start);
    ranges.dedup_by(|next, kept| {
        let touches = next.start <= kept.end;
        if touches {
            kept.end = kept.end.max(next.end);
        }
        touches
    });
}

/// Composes accents (NFC), and moves the ranges with the text.
fn composed(text: String, ranges: &mut [Range<usize>]) -> String {
    // Below U+0300, whose first byte is 0xCC, every text is composed.
    if text.bytes().all(|b| b < 0xCC) || is_nfc(&text) {
        return text;
    }
    let mut bounds: Vec<usize> = ranges.iter().flat_map(|r| [r.start, r.end]).collect();
    bounds.sort_unstable();
    bounds.dedup();
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    let mut moved = Vec::with_capacity(bounds.len());
    for &bound in &bounds {
        // Only before a character below U+0300 (or at the end) are the two sides surely composed apart.
        let tail = text.get(bound.max(from)..).unwrap_or_default();
        let to = text.len() - tail.len() + tail.find(|c| c < '\u{300}').unwrap_or(tail.len());
        out.extend(text.get(from..to).unwrap_or_default().nfc());
        moved.push(out.len());
        from = to;
    }
    out.extend(text.get(from..).unwrap_or_default().nfc());
    let place = |bound: usize| bounds.binary_search(&bound).ok().and_then(|i| moved.get(i).copied());
    for range in ranges {
        *range = place(range.start).unwrap_or(0)..place(range.end).unwrap_or(out.len());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::shown::shown;
    use super::*;

    fn finish(builder: Builder) -> String {
        shown(&builder.finish(Place::default()).cell.unwrap())
    }

    #[test]
    fn spaces_are_joined_across_pieces() {
        let mut b = Builder::default();
        for piece in ["  a", " ", "\u{A0}b", "c  ", "", "d ", " "] {
            b.push_str(piece);
        }
        b.push('\t');
        b.push('e');
        assert_eq!(finish(b), "a bc d e");
    }

    #[test]
    fn emphasis_keeps_to_the_words() {
        let mut b = Builder::default();
        b.push_str("a");
        b.tag(false);
        b.push_str(" b ");
        b.tag(true);
        b.push_str(" c");
        assert_eq!(finish(b), "a [b] c");
    }

    #[test]
    fn ranges_move_with_composed_accents() {
        let mut b = Builder::default();
        b.push_str("Citta\u{300} ");
        b.tag(false);
        b.push_str("Citta\u{300}");
        b.tag(true);
        b.push_str(" x");
        assert_eq!(finish(b), "Città [Città] x");
        let mut b = Builder::default();
        b.push_str("a");
        b.tag(false);
        b.push_str("\u{300}e");
        b.tag(true);
        assert_eq!(finish(b), "à[e]");
    }

    #[test]
    fn touching_ranges_are_one() {
        let mut ranges = vec![4..6, 0..2, 2..3, 5..9, 11..12];
        merge(&mut ranges);
        assert_eq!(ranges, [0..3, 4..9, 11..12]);
    }
}
