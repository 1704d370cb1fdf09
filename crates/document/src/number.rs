//! Lines of documents that do not come from text.

use domain::Place;

use crate::model::{Block, Cell, Document};

/// Numbers the lines of a document as they are when it is written as text ([`crate::text::write`]), and
/// takes what cannot be shown away: blank lines and rows, and blocks without any.
///
/// So a place in a document that came from an office file or a PDF can be looked up in its text.
pub fn number(document: &mut Document) {
    let mut line = 0;
    for block in &mut document.blocks {
        // A blank line stands between blocks.
        let before = line;
        line += u32::from(line > 0);
        let start = line;
        match block {
            Block::Paragraph(paragraph) => {
                paragraph.lines.retain(|cell| !is_blank(cell));
                for cell in &mut paragraph.lines {
                    line += 1;
                    set(cell, line);
                }
            }
            Block::Table(table) => {
                for row in &mut table.rows {
                    row.cells.retain(|cell| !is_blank(cell));
                }
                table.rows.retain(|row| !row.cells.is_empty());
                for row in &mut table.rows {
                    line += 1;
                    row.line = line;
                    row.cells.iter_mut().for_each(|cell| set(cell, line));
                }
            }
            Block::Rule(places) => {
                line += 1;
                for place in places {
                    place.line = line;
                }
            }
            Block::Page(_) | Block::Picture(_) => {}
        }
        if line == start {
            line = before;
        }
    }
    document.blocks.retain(|block| match block {
        Block::Paragraph(paragraph) => !paragraph.lines.is_empty(),
        Block::Table(table) => !table.rows.is_empty(),
        Block::Rule(_) | Block::Page(_) | Block::Picture(_) => true,
    });
}

fn set(cell: &mut Cell, line: u32) {
    cell.place = Place { line, ..cell.place };
    for row in cell.nested.iter_mut().flat_map(|table| &mut table.rows) {
        row.line = line;
        row.cells.iter_mut().for_each(|cell| set(cell, line));
    }
}

fn is_blank(cell: &Cell) -> bool {
    cell.nested.is_empty() && cell.text.chars().all(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text;

    #[test]
    fn lines_are_those_of_the_written_text() {
        let source = "a\nb\n\n## c\n\n1\t\t2\t\n\t3\n\n--\t\t--\n\n4\t\n";
        let mut document = text::read("prova.txt", source.as_bytes(), 1 << 20).unwrap();
        let read = document.clone();
        for block in &mut document.blocks {
            if let Block::Table(table) = block {
                table.rows.iter_mut().for_each(|row| row.line = 0);
            }
        }
        number(&mut document);
        assert_eq!(document, read);
    }
}
