//! A cell put together from pieces of text.

use domain::Place;

use crate::model::{Cell, Table};
use crate::text::builder::{Builder, Carry};

/// A cell under construction: pieces of text, bold or not, and tables.
pub struct Pieces {
    builder: Builder,
    bold: bool,
}

impl Default for Pieces {
    fn default() -> Self {
        Self { builder: Builder::new(Carry::default()), bold: false }
    }
}

impl Pieces {
    /// Adds text; white space is joined across pieces.
    pub fn push(&mut self, text: &str, bold: bool) {
        if bold != self.bold {
            self.builder.tag(self.bold);
            self.bold = bold;
        }
        self.builder.push_str(text);
    }

    /// Sets what follows apart by a space.
    pub fn space(&mut self) {
        self.builder.space();
    }

    /// Adds a table inside the cell.
    pub fn nest(&mut self, table: Table) {
        self.builder.nest(table);
    }

    /// The cell in a column, from 1, with its text in normal form; `None` when it is blank.
    pub fn finish(self, column: u16) -> Option<Cell> {
        self.builder.finish(Place::new(0, column)).cell
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bold_is_kept_where_it_stood() {
        let mut pieces = Pieces::default();
        for (text, bold) in [("Peso", true), (":", true), (" 25\n", false), ("", true), ("%", false)] {
            pieces.push(text, bold);
        }
        pieces.space();
        pieces.push("x", true);
        let cell = pieces.finish(3).unwrap();
        assert_eq!((cell.text.as_str(), cell.place.column), ("Peso: 25 % x", 3));
        assert_eq!(cell.emphasis, [0..5, 11..12]);
        assert_eq!(Pieces::default().finish(1), None);
    }
}
