//! Tables with merged cells, laid on the grid of their columns.

use document::{Cell, Row, Table};

/// The most columns a table is given; what stands further right is in the last one.
const COLUMNS: u16 = 4096;

/// A table under construction, row by row.
#[derive(Default)]
pub(crate) struct Grid {
    rows: Vec<Row>,
    row: Row,
    /// Next free column, from 1.
    column: u16,
    /// For each column, how many further rows a cell from above covers.
    covered: Vec<u32>,
}

impl Grid {
    /// Begins a row.
    pub fn begin(&mut self) {
        self.row = Row::default();
        self.column = 1;
        self.pass_covered();
    }

    /// The column of the next cell.
    pub fn column(&self) -> u16 {
        self.column
    }

    /// Adds a cell that covers columns and rows; `None` is a blank one.
    pub fn cell(&mut self, cell: Option<Cell>, columns: u32, rows: u32) {
        let columns = u16::try_from(columns).unwrap_or(COLUMNS).clamp(1, COLUMNS);
        let end = self.column.saturating_add(columns).min(COLUMNS);
        if rows > 1 {
            let from = usize::from(self.column - 1);
            let to = usize::from(end - 1).max(from + 1);
            if self.covered.len() < to {
                self.covered.resize(to, 0);
            }
            self.covered[from..to].fill(rows);
        }
        self.row.cells.extend(cell);
        self.column = end;
        self.pass_covered();
    }

    fn pass_covered(&mut self) {
        while self.column < COLUMNS
            && self.covered.get(usize::from(self.column - 1)).is_some_and(|rows| *rows > 0)
        {
            self.column += 1;
        }
    }

    /// Ends the row.
    pub fn end(&mut self) {
        let width = self.column.saturating_sub(1).max(1);
        for rows in &mut self.covered {
            *rows = rows.saturating_sub(1);
        }
        self.row.width = width;
        self.rows.push(std::mem::take(&mut self.row));
    }

    /// The table.
    pub fn finish(self) -> Table {
        Table { rows: self.rows }
    }
}

#[cfg(test)]
mod tests {
    use document::Pieces;

    use super::*;

    fn cell(text: &str, grid: &Grid) -> Option<Cell> {
        let mut pieces = Pieces::default();
        pieces.push(text, false);
        pieces.finish(grid.column())
    }

    #[test]
    fn merged_cells_keep_the_columns_of_the_others() {
        let mut grid = Grid::default();
        for row in [
            vec![("a", 2, 2), ("b", 1, 1), ("c", 1, 3)],
            vec![("d", 1, 1)],
            vec![("e", 1, 1), ("", 1, 1), ("f", 1, 1)],
        ] {
            grid.begin();
            for (text, columns, rows) in row {
                let made = cell(text, &grid);
                grid.cell(made, columns, rows);
            }
            grid.end();
        }
        let rows = grid.finish().rows;
        let shown: Vec<String> = rows
            .iter()
            .map(|row| {
                row.cells
                    .iter()
                    .map(|cell| format!("{}{}", cell.text, cell.place.column))
                    .collect::<Vec<_>>()
                    .join(" ")
            })
            .collect();
        assert_eq!(shown, ["a1 b3 c4", "d3", "e1 f3"]);
        assert_eq!(rows.iter().map(|row| row.width).collect::<Vec<_>>(), [4, 4, 4]);
    }
}
