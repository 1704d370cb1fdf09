//! Text in normal form, with what of it is bold.

use std::ops::Range;

use document::Cell;
use domain::Place;
use domain::text::normal;
use unicode_normalization::char::{compose, is_combining_mark};

/// Text under construction: single spaces, none at the ends.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Rich {
    pub text: String,
    pub bold: Vec<Range<usize>>,
    /// A space is due before what comes next.
    space: bool,
}

impl Rich {
    pub fn push(&mut self, text: &str, bold: bool) {
        for c in text.chars() {
            if c.is_whitespace() {
                self.space();
            } else {
                self.push_char(c, bold);
            }
        }
    }

    pub fn space(&mut self) {
        self.space = !self.text.is_empty();
    }

    fn push_char(&mut self, c: char, bold: bool) {
        if is_combining_mark(c)
            && !self.space
            && let Some(last) = self.text.chars().next_back()
            && let Some(both) = compose(last, c)
        {
            self.text.truncate(self.text.len() - last.len_utf8());
            self.text.push(both);
            let end = self.text.len();
            if let Some(range) =
                self.bold.last_mut().filter(|range| range.end + 2 >= end && range.start < end)
            {
                range.end = end;
            }
            return;
        }
        let joined = self.bold.last().is_some_and(|range| range.end == self.text.len());
        if std::mem::take(&mut self.space) {
            self.text.push(' ');
        }
        let start = self.text.len();
        self.text.push(c);
        if bold {
            match self.bold.last_mut() {
                Some(range) if joined => range.end = self.text.len(),
                _ => self.bold.push(start..self.text.len()),
            }
        }
    }

    /// Adds other text after what is there, without a space unless one is due.
    pub fn append(&mut self, other: &Self) {
        let mut at = 0;
        for range in &other.bold {
            self.push(&other.text[at..range.start], false);
            self.push(&other.text[range.clone()], true);
            at = range.end;
        }
        self.push(&other.text[at..], false);
        if other.space {
            self.space();
        }
    }

    /// Takes its last character away.
    pub fn pop(&mut self) {
        self.text.pop();
        let end = self.text.len();
        if let Some(range) = self.bold.last_mut() {
            range.end = range.end.min(end);
        }
        self.bold.retain(|range| range.start < range.end);
    }

    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// All of it is bold.
    pub fn is_bold(&self) -> bool {
        matches!(self.bold.as_slice(), [range] if *range == (0..self.text.len()))
    }

    /// The cell of a column that has this text.
    pub fn into_cell(self, column: u16) -> Cell {
        let text = normal(&self.text).into_owned();
        // Ranges of another text would be wrong ones.
        let emphasis = if text == self.text { self.bold } else { Vec::new() };
        Cell { place: Place::new(0, column), text, emphasis, ..Cell::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_bold_and_accents() {
        let mut text = Rich::default();
        for (part, bold) in
            [(" Peso", true), (" ", false), (":", true), (" 1", false), ("0 e\u{300} ", false)]
        {
            text.push(part, bold);
        }
        assert_eq!(
            (text.text.as_str(), text.bold.as_slice()),
            ("Peso : 10 è", std::slice::from_ref(&(0..6)))
        );
        let mut all = Rich::default();
        all.append(&text);
        all.append(&text);
        assert_eq!(
            (all.text.as_str(), all.bold.as_slice()),
            ("Peso : 10 è Peso : 10 è", [0..6, 13..19].as_slice())
        );
        all.pop();
        assert_eq!(all.text, "Peso : 10 è Peso : 10 ");
    }
}
