//! Tables inside a cell.

use domain::Place;

use super::builder::{Builder, Carry, Finished};
use crate::model::{Row, Table};

/// Tables deeper than this are read as text.
pub(super) const DEEPEST: usize = 16;

/// A cell under construction, with the tables that are open inside it.
pub(super) struct Nest {
    place: Place,
    outer: Builder,
    open: Vec<Frame>,
    /// Open tables that are too deep.
    flat: usize,
}

/// An open table.
#[derive(Default)]
struct Frame {
    table: Table,
    row: Row,
    cell: Option<(u16, Builder)>,
}

impl Nest {
    pub(super) fn new(place: Place, carry: Carry) -> Self {
        Self { place, outer: Builder::new(carry), open: Vec::new(), flat: 0 }
    }

    /// The cell that takes the text: the innermost open one. Text of a table that is in none of its
    /// cells goes to the cell around the table, so that nothing is lost.
    pub(super) fn current(&mut self) -> &mut Builder {
        let inner = self.open.iter_mut().rev().find_map(|frame| frame.cell.as_mut());
        inner.map_or(&mut self.outer, |(_, builder)| builder)
    }

    /// `<table>` or `</table>`.
    pub(super) fn table(&mut self, closing: bool) {
        self.current().space();
        if !closing && self.open.len() < DEEPEST {
            self.open.push(Frame::default());
        } else if !closing {
            self.flat += 1;
        } else if self.flat > 0 {
            self.flat -= 1;
        } else {
            self.close();
        }
    }

    /// `<tr>`, `</tr>`, and the tags around rows.
    pub(super) fn row(&mut self) {
        let line = self.place.line;
        if let Some(frame) = self.frame() {
            frame.end_row(line);
        }
        self.current().space();
    }

    /// `<td>` or `</td>`.
    pub(super) fn cell(&mut self, closing: bool, colspan: u16) {
        let line = self.place.line;
        if let Some(frame) = self.frame() {
            frame.end_cell(line);
        }
        self.current().space();
        if let Some(frame) = self.frame().filter(|_| !closing) {
            let column = frame.row.width.saturating_add(1);
            frame.row.width = frame.row.width.saturating_add(colspan);
            frame.cell = Some((column, Builder::default()));
        }
    }

    /// Ends the cell; tables that are still open end with it.
    pub(super) fn finish(mut self) -> Finished {
        while !self.open.is_empty() {
            self.close();
        }
        self.outer.finish(self.place)
    }

    /// The table that rows and cells belong to.
    fn frame(&mut self) -> Option<&mut Frame> {
        if self.flat > 0 { None } else { self.open.last_mut() }
    }

    fn close(&mut self) {
        let Some(mut frame) = self.open.pop() else { return };
        frame.end_row(self.place.line);
        if !frame.table.rows.is_empty() {
            self.current().nest(frame.table);
        }
    }
}

impl Frame {
    fn end_row(&mut self, line: u32) {
        self.end_cell(line);
        let row = std::mem::take(&mut self.row);
        if !row.cells.is_empty() {
            self.table.rows.push(Row { line, ..row });
        }
    }

    fn end_cell(&mut self, line: u32) {
        if let Some((column, builder)) = self.cell.take() {
            self.row.cells.extend(builder.finish(Place::new(line, column)).cell);
        }
    }
}
