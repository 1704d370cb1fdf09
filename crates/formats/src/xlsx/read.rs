//! Excel workbook -> document.

use document::{Block, Document, Pieces};

use super::book::{SheetCells, sheets};
use crate::sheet::Sheet;
use crate::story;
use crate::{Limits, Unreadable};

/// Reads an Excel workbook: the sheets that are visible, one after the other.
///
/// # Errors
/// When the file is broken, locked or too much for the limits, or has no text.
pub fn read(name: &str, bytes: &[u8], limits: &Limits) -> Result<Document, Unreadable> {
    let visible = sheets(bytes, limits)?.into_iter().filter(|sheet| sheet.visible);
    let blocks = visible.flat_map(blocks).collect();
    story::finished(Document { name: name.to_owned(), blocks, ..Document::default() })
}

fn blocks(read: SheetCells) -> Vec<Block> {
    let mut sheet = Sheet::default();
    for cell in read.cells {
        let mut pieces = Pieces::default();
        for (text, bold) in cell.stretches() {
            pieces.push(text, bold);
        }
        if let Some(made) = pieces.finish(cell.column) {
            sheet.put(cell.row, made);
        }
    }
    for area in read.merged {
        // What is merged over rows takes its columns in the first of them.
        sheet.merge(area.row, area.first, area.last);
    }
    sheet.blocks()
}
