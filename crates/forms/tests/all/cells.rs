//! The cells of a document, by number.

use document::{Block, Cell, Document};

/// The cells that hold text: lines of text and cells of tables (not those of tables inside a cell).
pub fn cells(document: &mut Document) -> Vec<&mut Cell> {
    let mut out = Vec::new();
    for block in &mut document.blocks {
        match block {
            Block::Paragraph(paragraph) => out.extend(&mut paragraph.lines),
            Block::Table(table) => table.rows.iter_mut().for_each(|row| out.extend(&mut row.cells)),
            Block::Rule(_) | Block::Page(_) | Block::Picture(_) => {}
        }
    }
    out.retain(|cell| !cell.text.is_empty());
    out
}
