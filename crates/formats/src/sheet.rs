//! A spreadsheet's cells made into blocks.

use std::collections::BTreeMap;

use document::{Block, Cell, LEGEND, Paragraph, Row, Table};

/// The cells of a sheet, row by row.
#[derive(Default)]
pub(crate) struct Sheet {
    rows: BTreeMap<u32, Vec<Cell>>,
    /// Columns that are merged into one cell, by the row: first and last, from 1.
    merged: BTreeMap<u32, Vec<(u16, u16)>>,
}

impl Sheet {
    /// Puts a cell in a row; its column is its own.
    pub fn put(&mut self, row: u32, cell: Cell) {
        self.rows.entry(row).or_default().push(cell);
    }

    /// Notes that columns of a row, from the first to the last, are one cell.
    pub fn merge(&mut self, row: u32, first: u16, last: u16) {
        if last > first {
            self.merged.entry(row).or_default().push((first, last));
        }
    }

    /// On a sheet that was printed from a form, tables with different columns stand one below the other on
    /// narrow columns that are merged: there a column is what looks like one.
    fn count_columns_as_seen(&mut self) {
        for (number, cells) in &mut self.rows {
            let merged = self.merged.get(number).map(Vec::as_slice).unwrap_or_default();
            for cell in cells {
                let column = cell.place.column;
                let left = merged.iter().filter(|(_, last)| *last < column);
                let hidden: u16 = left.map(|(first, last)| last - first).fold(0, u16::saturating_add);
                cell.place.column = column.saturating_sub(hidden).max(1);
            }
        }
    }

    /// The blocks: blank rows end them. Rows of one cell that stand among no others are the lines of a paragraph.
    ///
    /// On a printed sheet a line of text is one cell as wide as the sheet, and a row of one cell is not.
    pub fn blocks(mut self) -> Vec<Block> {
        let printed = self.rows.values().flatten().any(|cell| cell.text == LEGEND);
        let widest = self.merged.values().flatten().map(|(_, last)| *last).max();
        if printed {
            self.count_columns_as_seen();
        }
        let is_line = |number: u32, row: &[Cell], merged: &BTreeMap<u32, Vec<(u16, u16)>>| {
            let wide = || {
                let areas = merged.get(&number).map(Vec::as_slice).unwrap_or_default();
                areas.iter().any(|(first, last)| *first == 1 && Some(*last) == widest)
            };
            matches!(row, [cell] if cell.place.column == 1) && (!printed || widest.is_none() || wide())
        };
        let mut blocks = Vec::new();
        let mut lines = true;
        let mut stretch: Vec<Vec<Cell>> = Vec::new();
        let mut last = None;
        for (number, row) in self.rows {
            if last.is_some_and(|last| number > last + 1) {
                close(&mut blocks, std::mem::take(&mut stretch), lines);
                lines = true;
            }
            last = Some(number);
            lines &= is_line(number, &row, &self.merged);
            stretch.push(row);
        }
        close(&mut blocks, stretch, lines);
        blocks
    }
}

fn close(blocks: &mut Vec<Block>, stretch: Vec<Vec<Cell>>, lines: bool) {
    if stretch.is_empty() {
        return;
    }
    if lines {
        let lines = stretch.into_iter().flatten().collect();
        blocks.push(Block::Paragraph(Paragraph { heading: None, lines }));
        return;
    }
    let columns = stretch.iter().flatten().map(|cell| cell.place.column);
    let width = columns.max().unwrap_or(1).max(2);
    let rows = stretch.into_iter().map(|mut cells| {
        cells.sort_by_key(|cell| cell.place.column);
        Row { width, cells, ..Row::default() }
    });
    blocks.push(Block::Table(Table { rows: rows.collect() }));
}

#[cfg(test)]
mod tests {
    use document::Pieces;

    use super::*;

    fn cell(text: &str, column: u16) -> Cell {
        let mut pieces = Pieces::default();
        pieces.push(text, false);
        pieces.finish(column).unwrap()
    }

    #[test]
    fn blank_rows_end_blocks_and_lone_cells_are_lines_of_a_paragraph() {
        let mut sheet = Sheet::default();
        for (row, text, column) in
            [(0, "Titolo", 1), (1, "Premessa", 1), (3, "FASI", 1), (4, "1", 1), (4, "Bando", 3), (9, "x", 2)]
        {
            sheet.put(row, cell(text, column));
        }
        let shown: Vec<String> = sheet
            .blocks()
            .iter()
            .map(|block| match block {
                Block::Paragraph(paragraph) => {
                    let lines: Vec<&str> = paragraph.lines.iter().map(|line| line.text.as_str()).collect();
                    lines.join("/")
                }
                Block::Table(table) => format!("{}x{}", table.rows.len(), table.rows[0].width),
                Block::Rule(_) | Block::Page(_) | Block::Picture(_) => String::new(),
            })
            .collect();
        assert_eq!(shown, ["Titolo/Premessa", "2x3", "1x2"]);
    }
}
