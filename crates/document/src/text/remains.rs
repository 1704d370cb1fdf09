//! Remains of Markdown and HTML in documents that were made from extracted text.

use super::markup;
use super::read::heading;
use super::rule::is_rule;
use crate::model::{Block, Cell, Document, Paragraph, Row, Table};

/// Reads the remains of markup away, as [`read`](super::read()) does.
///
/// Who puts extracted text into an office file puts its asterisks, tags and dashes there, too. Not for what
/// was printed with bold labels: there every character is content.
pub fn clear(document: &mut Document) {
    let blocks = std::mem::take(&mut document.blocks);
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => clear_paragraph(&mut document.blocks, paragraph),
            Block::Table(table) => clear_table(&mut document.blocks, table),
            Block::Rule(_) | Block::Page(_) | Block::Picture(_) => document.blocks.push(block),
        }
    }
}

fn clear_cell(cell: Cell) -> Option<Cell> {
    if !markup::has_markup(&cell.text) {
        return Some(cell);
    }
    let read = markup::cell(&cell.text, cell.place);
    match read {
        Some(read) if read.text == cell.text => Some(cell),
        Some(mut read) => {
            read.nested.extend(cell.nested);
            Some(read)
        }
        None if cell.nested.is_empty() => None,
        None => Some(Cell { text: String::new(), emphasis: Vec::new(), ..cell }),
    }
}

fn clear_paragraph(blocks: &mut Vec<Block>, paragraph: Paragraph) {
    let marked = match paragraph.lines.as_slice() {
        [line] if paragraph.heading.is_none() => {
            heading(&line.text).map(|(level, text)| (level, text.to_owned()))
        }
        _ => None,
    };
    let mut paragraph = paragraph;
    if let (Some((level, text)), Some(line)) = (marked, paragraph.lines.first_mut()) {
        *line = Cell { place: line.place, text, ..Cell::default() };
        paragraph.heading = Some(level);
    }
    if let [line] = paragraph.lines.as_slice()
        && is_rule(&line.text)
    {
        blocks.push(Block::Rule(vec![line.place]));
        return;
    }
    paragraph.lines = paragraph.lines.into_iter().filter_map(clear_cell).collect();
    blocks.push(Block::Paragraph(paragraph));
}

fn clear_table(blocks: &mut Vec<Block>, table: Table) {
    let mut rows: Vec<Row> = Vec::new();
    for mut row in table.rows {
        if !row.cells.is_empty() && row.cells.iter().all(|cell| cell.nested.is_empty() && is_rule(&cell.text))
        {
            if !rows.is_empty() {
                blocks.push(Block::Table(Table { rows: std::mem::take(&mut rows) }));
            }
            blocks.push(Block::Rule(row.cells.iter().map(|cell| cell.place).collect()));
            continue;
        }
        row.cells = row.cells.into_iter().filter_map(clear_cell).collect();
        rows.push(row);
    }
    if !rows.is_empty() {
        blocks.push(Block::Table(Table { rows }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text;

    /// A document as an office file gives it: one cell for each text, nothing understood.
    fn raw(source: &str) -> Document {
        let mut document = Document::default();
        for block in source.split("\n\n") {
            let cell = |(text, column): (&str, u16)| Cell {
                place: domain::Place::new(0, column),
                text: text.to_owned(),
                ..Cell::default()
            };
            let cells =
                |line: &str| line.split('\t').zip(1..).filter(|(t, _)| !t.is_empty()).map(cell).collect();
            document.blocks.push(if block.contains('\t') {
                let row = |line: &str| Row { width: 3, cells: cells(line), ..Row::default() };
                Block::Table(Table { rows: block.lines().map(row).collect() })
            } else {
                Block::Paragraph(Paragraph { heading: None, lines: cells(block) })
            });
        }
        document
    }

    #[test]
    fn what_was_extracted_text_is_read_like_it() {
        let source = "## Titolo\n\n**Peso:** 25\n\n**N.**\tA &amp; B\t\n--\t--\t\n1\tx<br>y\t\n\n--";
        let mut document = raw(source);
        clear(&mut document);
        crate::number(&mut document);
        let read = text::read("x", source.as_bytes(), 1 << 20).unwrap();
        assert_eq!(text::write(&document), text::write(&read));
        let Block::Paragraph(paragraph) = &document.blocks[1] else { panic!("a paragraph") };
        assert_eq!(paragraph.lines[0].runs(), [("Peso:", true), (" 25", false)]);
    }
}
