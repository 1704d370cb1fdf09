//! Blocks -> text.

use domain::Place;
use domain::text::normal;

use super::escape::{escape, escape_rule};
use super::rule::is_rule;
use crate::model::{Block, Cell, Document, Paragraph, Row, Table};

/// Writes a document as text that [`read`](super::read()) reads back to the same blocks and texts.
///
/// Emphasis is not written, and neither are blank cells, rows without cells and blocks without
/// lines. A heading of more lines becomes one heading for each.
pub fn write(document: &Document) -> String {
    let mut out = String::new();
    for block in &document.blocks {
        let before = out.len();
        if before > 0 {
            out.push('\n');
        }
        let start = out.len();
        write_block(&mut out, block);
        if out.len() == start {
            out.truncate(before);
        }
    }
    out
}

fn write_block(out: &mut String, block: &Block) {
    match block {
        Block::Paragraph(paragraph) => write_paragraph(out, paragraph),
        Block::Table(table) => table.rows.iter().for_each(|row| write_row(out, row)),
        Block::Rule(places) => write_rule(out, places),
        Block::Page(_) | Block::Picture(_) => {}
    }
}

fn write_rule(out: &mut String, places: &[Place]) {
    let mut last = 0;
    for place in places {
        last = advance(out, last, place.column);
        out.push_str("--");
    }
    out.push_str(if places.is_empty() { "--\n" } else { "\n" });
}

fn write_paragraph(out: &mut String, paragraph: &Paragraph) {
    for line in paragraph.lines.iter().filter(|line| !is_blank(line)) {
        if let Some(level) = paragraph.heading {
            out.extend(std::iter::repeat_n('#', usize::from(level.clamp(1, 6))));
            out.push(' ');
        }
        write_cell(out, line, paragraph.heading.is_none() && draws(line));
        out.push('\n');
    }
}

fn write_row(out: &mut String, row: &Row) {
    // One cell with other content is enough for the row not to read as a rule.
    let mut drawn = row.cells.iter().all(|cell| is_blank(cell) || draws(cell));
    let mut last = 0;
    for cell in row.cells.iter().filter(|cell| !is_blank(cell)) {
        last = advance(out, last, cell.place.column);
        write_cell(out, cell, drawn);
        drawn = false;
    }
    if last > 0 {
        // A line without a TAB would not be a row.
        let width = row.width.max(2);
        push_tabs(out, width.saturating_sub(last));
        out.push('\n');
    }
}

/// Moves from the last filled column (0: none) to `column`, or past the last one if that is behind.
fn advance(out: &mut String, last: u16, column: u16) -> u16 {
    let column = column.max(last.saturating_add(1));
    // Columns beyond the count have the same number and still need a TAB between them.
    push_tabs(out, if last == 0 { column - 1 } else { (column - last).max(1) });
    column
}

fn push_tabs(out: &mut String, count: u16) {
    out.extend(std::iter::repeat_n('\t', usize::from(count)));
}

fn write_cell(out: &mut String, cell: &Cell, drawn: bool) {
    let text = normal(&cell.text);
    if drawn {
        escape_rule(out, &text);
    } else {
        escape(out, &text, cell.literal);
    }
    for table in &cell.nested {
        write_nested(out, table);
    }
}

fn write_nested(out: &mut String, table: &Table) {
    out.push_str("<table>");
    for row in &table.rows {
        out.push_str("<tr>");
        let mut last: u16 = 0;
        for cell in &row.cells {
            let column = cell.place.column.max(last.saturating_add(1));
            match column.saturating_sub(last).saturating_sub(1) {
                0 => {}
                1 => out.push_str("<td></td>"),
                gap => {
                    out.push_str("<td colspan=\"");
                    out.push_str(&gap.to_string());
                    out.push_str("\"></td>");
                }
            }
            out.push_str("<td>");
            write_cell(out, cell, false);
            out.push_str("</td>");
            last = column;
        }
        out.push_str("</tr>");
    }
    out.push_str("</table>");
}

/// True for a cell that would be read as a rule if it stood alone.
fn draws(cell: &Cell) -> bool {
    !cell.literal && cell.nested.is_empty() && is_rule(&normal(&cell.text))
}

fn is_blank(cell: &Cell) -> bool {
    cell.nested.is_empty() && cell.text.chars().all(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;

    /// What is written for what is read from `source`.
    fn rewritten(source: &str) -> String {
        write(&read("prova.txt", source.as_bytes(), 1 << 20).unwrap())
    }

    #[test]
    fn blocks_rows_and_rules() {
        let source = "a\nb\n\n## c\n\n1\t\t2\t\n\t3\n\n--\t\t--\n\n4\t\n";
        assert_eq!(rewritten(source), source);
        assert_eq!(rewritten("a\n1\t\n---\nb"), "a\n\n1\t\n\n--\n\nb\n");
    }

    #[test]
    fn emphasis_goes_and_texts_are_guarded() {
        assert_eq!(rewritten("**Peso:** x\t\\Peso\t\\*a"), "Peso: x\t\\Peso\t*a\n");
    }

    #[test]
    fn texts_of_dashes_are_no_rules() {
        let source = "&#45;-\t--\n--\t1\n\n&#45;-\n\n\\--\n";
        assert_eq!(rewritten(source), source);
    }

    #[test]
    fn nested_tables() {
        let source = "x<table><tr><td>1</td><td></td><td>2</td></tr><tr><td colspan=\"2\"></td><td>3</td></tr></table>\ty\n";
        assert_eq!(rewritten(source), source);
    }

    #[test]
    fn what_cannot_be_shown_is_not_written() {
        let blank = Cell { text: " \n".into(), ..Cell::default() };
        let text = Cell { text: "a\tb\nc".into(), ..Cell::default() };
        let row =
            |cells: &[&Cell]| Row { cells: cells.iter().map(|c| (*c).clone()).collect(), ..Row::default() };
        let blocks = vec![
            Block::Paragraph(Paragraph { heading: None, lines: vec![blank.clone()] }),
            Block::Table(Table { rows: vec![row(&[]), row(&[&blank, &text]), row(&[&blank])] }),
            Block::Rule(Vec::new()),
        ];
        assert_eq!(write(&Document { blocks, ..Document::default() }), "a b c\t\n\n--\n");
    }
}
