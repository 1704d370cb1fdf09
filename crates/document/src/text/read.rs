//! Text -> blocks.

use domain::Place;

use super::decode::{Unusable, decode};
use super::flow::Flow;
use super::markup;
use super::rule::is_rule;
use crate::model::{Block, Document, Paragraph, Row, Table};

/// Reads extracted text.
///
/// # Errors
/// When the bytes are no text, are blank, or are more than `limit`.
pub fn read(name: &str, bytes: &[u8], limit: usize) -> Result<Document, Unusable> {
    let text = decode(bytes, limit)?;
    let mut reader = Reader::default();
    for (line, number) in text.split('\n').zip(1..) {
        reader.line(line, number);
    }
    reader.end_block();
    if reader.blocks.is_empty() {
        return Err(Unusable::Empty);
    }
    Ok(Document { name: name.to_owned(), blocks: reader.blocks, ..Document::default() })
}

/// The blocks so far, and the one under construction: at most one of `rows` and `flow` has content.
#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    rows: Vec<Row>,
    flow: Flow,
}

impl Reader {
    fn line(&mut self, raw: &str, number: u32) {
        if let Some(places) = rule(raw, number) {
            self.end_block();
            self.blocks.push(Block::Rule(places));
        } else if raw.contains('\t') {
            self.row(raw, number);
        } else if let Some((level, text)) = heading(raw) {
            self.end_block();
            self.text(text, number);
            self.end_paragraph(Some(level));
        } else {
            self.end_table();
            self.text(raw, number);
        }
    }

    fn row(&mut self, raw: &str, number: u32) {
        self.end_paragraph(None);
        let row = row(raw, number);
        if row.cells.is_empty() {
            self.end_table();
        } else {
            self.rows.push(row);
        }
    }

    fn text(&mut self, raw: &str, number: u32) {
        if !self.flow.push(raw, Place::new(number, 1)) {
            self.end_paragraph(None);
        }
    }

    fn end_block(&mut self) {
        self.end_paragraph(None);
        self.end_table();
    }

    fn end_paragraph(&mut self, heading: Option<u8>) {
        let lines = self.flow.take();
        if !lines.is_empty() {
            self.blocks.push(Block::Paragraph(Paragraph { heading, lines }));
        }
    }

    fn end_table(&mut self) {
        if !self.rows.is_empty() {
            self.blocks.push(Block::Table(Table { rows: std::mem::take(&mut self.rows) }));
        }
    }
}

/// Columns of a row at most, as many as a sheet of a workbook has.
const MOST_COLUMNS: usize = 16_384;

/// The cells of a line with their columns. What stands beyond the last column stays in it.
fn columns(raw: &str) -> impl Iterator<Item = (u16, &str)> {
    raw.splitn(MOST_COLUMNS, '\t')
        .enumerate()
        .map(|(index, cell)| (u16::try_from(index + 1).unwrap_or(u16::MAX), cell.trim()))
}

fn row(raw: &str, line: u32) -> Row {
    let mut row = Row { line, ..Row::default() };
    for (column, cell) in columns(raw) {
        row.width = column;
        if !cell.is_empty() {
            row.cells.extend(markup::cell(cell, Place::new(line, column)));
        }
    }
    row
}

/// The places of the cells of a rule.
fn rule(raw: &str, line: u32) -> Option<Vec<Place>> {
    let filled = || columns(raw).filter(|(_, cell)| !cell.is_empty());
    filled().next()?;
    filled()
        .all(|(_, cell)| is_rule(cell))
        .then(|| filled().map(|(column, _)| Place::new(line, column)).collect())
}

/// Level and text of a line that Markdown marks as a heading.
pub(super) fn heading(raw: &str) -> Option<(u8, &str)> {
    let raw = raw.trim_start();
    let text = raw.trim_start_matches('#');
    let level = u8::try_from(raw.len() - text.len()).ok()?;
    ((1..=6).contains(&level) && text.starts_with([' ', '\u{A0}'])).then_some((level, text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(text: &str) -> Vec<Block> {
        read("prova.txt", text.as_bytes(), 1 << 20).unwrap().blocks
    }

    /// A document in one line: `P[a/b]`, `H2[a]`, `T[1:a 3:b/…]`, `R[1,2]`.
    fn shown(text: &str) -> String {
        let block = |block: &Block| match block {
            Block::Paragraph(p) => {
                let lines: Vec<&str> = p.lines.iter().map(|line| line.text.as_str()).collect();
                let kind = p.heading.map_or("P".to_owned(), |level| format!("H{level}"));
                format!("{kind}[{}]", lines.join("/"))
            }
            Block::Table(t) => {
                let row = |row: &Row| {
                    let cells: Vec<String> =
                        row.cells.iter().map(|c| format!("{}:{}", c.place.column, c.text)).collect();
                    cells.join(" ")
                };
                format!("T[{}]", t.rows.iter().map(row).collect::<Vec<_>>().join("/"))
            }
            Block::Rule(places) => {
                format!("R[{}]", places.iter().map(|p| p.column.to_string()).collect::<Vec<_>>().join(","))
            }
            Block::Page(_) | Block::Picture(_) => "P".to_owned(),
        };
        blocks(text).iter().map(block).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn blank_lines_and_switches_end_blocks() {
        assert_eq!(shown("a\nb\n\nc\n"), "P[a/b] P[c]");
        assert_eq!(shown("a\n1\t2\n3\t\nb"), "P[a] T[1:1 2:2/1:3] P[b]");
        assert_eq!(shown("1\t\t2\n\t \t\n\t4"), "T[1:1 3:2] T[2:4]");
        assert_eq!(shown("a\r\n\r\nb\rc"), "P[a] P[b/c]");
        assert_eq!(shown("a\n**\nb"), "P[a] P[b]");
    }

    #[test]
    fn headings_stand_alone() {
        assert_eq!(shown("a\n## B **c**\nd"), "P[a] H2[B c] P[d]");
        assert_eq!(shown("#a\n####### b\n# 1\tc\n\\# d"), "P[#a/####### b] T[1:# 1 2:c] P[# d]");
        assert_eq!(shown("a\n## \nb"), "P[a] P[b]");
    }

    #[test]
    fn rules_are_rows_of_dashes() {
        assert_eq!(shown("a\n--\nb"), "P[a] R[1] P[b]");
        assert_eq!(shown("1\t2\n--\t\t----\n-----\t--\n3\t--"), "T[1:1 2:2] R[1,3] R[1,2] T[1:3 2:--]");
        assert_eq!(shown("-\t-"), "T[1:- 2:-]");
    }

    #[test]
    fn places_and_width() {
        let blocks = blocks("titolo\n\n\tPeso\t\t10\t\t");
        let Block::Table(table) = &blocks[1] else { panic!("a table") };
        let row = &table.rows[0];
        assert_eq!((row.line, row.width), (3, 6));
        assert_eq!(
            row.cells.iter().map(|c| c.place).collect::<Vec<_>>(),
            [Place::new(3, 2), Place::new(3, 4)]
        );
        let Block::Paragraph(paragraph) = &blocks[0] else { panic!("a paragraph") };
        assert_eq!(paragraph.lines[0].place, Place::new(1, 1));
    }

    #[test]
    fn what_stands_beyond_the_last_column_is_kept_in_it() {
        let text = "\t".repeat(MOST_COLUMNS) + "quasi\tfondo";
        assert_eq!(shown(&text), "T[16384:quasi fondo]");
    }

    #[test]
    fn nothing_to_read() {
        for text in ["", " \n\t\n\u{A0}", "\u{FEFF}\n", "**\n<p>\n"] {
            assert_eq!(read("vuoto.txt", text.as_bytes(), 99), Err(Unusable::Empty), "{text:?}");
        }
    }
}
