//! The table of people to fill in.

use appraisal::table::written;

use super::{COLUMNS, ROLE, UNIT};
use crate::frame::Frame;

/// The table to fill in, as CSV: one ready row for the head of each unit, in the role of those who head units; the
/// rest is blank.
///
/// # Errors
/// When a row cannot be written, which memory alone could bring about.
pub fn template(frame: &Frame<'_>) -> Result<String, csv::Error> {
    let role = frame.smvp.roles.iter().find(|role| role.manager).map(|role| role.name.as_str());
    let rows = frame.units().map(|(id, name)| {
        let mut cells = Cells::default();
        cells.set(ROLE, role.unwrap_or_default());
        cells.set(UNIT, id);
        cells.set("note", &format!("a capo di: {name}"));
        cells.into_row()
    });
    written(&COLUMNS, rows)
}

/// A row of the table.
#[derive(Default)]
pub(super) struct Cells([String; COLUMNS.len()]);

impl Cells {
    /// Writes a column.
    pub(super) fn set(&mut self, column: &str, text: &str) {
        let place = COLUMNS.iter().position(|known| *known == column);
        if let Some(cell) = place.and_then(|place| self.0.get_mut(place)) {
            text.clone_into(cell);
        }
    }

    /// The cells, in the order of the columns.
    pub(super) fn into_row(self) -> [String; COLUMNS.len()] {
        self.0
    }
}
