//! How tests show emphasis.

use crate::model::Cell;

/// The text of a cell, with its emphasis in brackets.
pub(super) fn shown(cell: &Cell) -> String {
    let mut out = cell.text.clone();
    for range in cell.emphasis.iter().rev() {
        out.insert(range.end, ']');
        out.insert(range.start, '[');
    }
    out
}
