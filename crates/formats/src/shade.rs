//! The backgrounds of cells, which say what a cell is.

use document::{Cell, Role, Row};

/// The background of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shade {
    /// Content.
    None,
    /// A label.
    Label,
    /// The name of a column.
    Header,
    /// The title of a table.
    Title,
}

impl Shade {
    /// The background of a cell in a row.
    pub fn of(row: &Row, cell: Option<&Cell>) -> Self {
        // A mark of a month is the form's own sign, too, but no label.
        const MARK: usize = 2;
        match cell {
            Some(cell) if row.role == Role::Header && cell.is_bold() => Self::Header,
            Some(cell) if cell.is_bold() && cell.text.chars().count() > MARK => Self::Label,
            _ => Self::None,
        }
    }

    /// Its colour, as six hexadecimal digits.
    pub fn colour(self) -> Option<&'static str> {
        match self {
            Self::None => None,
            Self::Label => Some("F0F4F8"),
            Self::Header => Some("DCE6EF"),
            Self::Title => Some("C7D9E8"),
        }
    }
}
