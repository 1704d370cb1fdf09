//! Rows of tables on pages, with the lines around their cells.

use crate::flow::{Flow, Upright};
use crate::item::{Row, Shape};
use crate::page::{Area, Edge};
use crate::style::{self, Ink};
use crate::units::{length, snapped};

impl Flow {
    /// Puts a row, on the next page if this one has no room.
    pub fn put_row(&mut self, row: &Row, shape: &Shape, gap: f32) {
        let again = if row.header { 0.0 } else { shape.header_height() };
        if !self.fits(gap + row.height) && !self.at_top() {
            let tall = row.height > self.frame.height() - again;
            // A row that no page holds begins where it stands, if some lines find room.
            if !tall || !self.fits(gap + style::CREST) {
                self.turn(self.frame);
                self.repeat(row, shape);
            }
        }
        self.skip(gap);
        if self.fits(row.height) {
            self.put_cells(row, shape, &vec![0; row.cells.len()], row.height, true);
        } else {
            self.put_tall(row, shape);
        }
    }

    /// The names of the columns, at the top of a page.
    fn repeat(&mut self, row: &Row, shape: &Shape) {
        if !row.header {
            for header in &shape.header {
                self.put_cells(header, shape, &vec![0; header.cells.len()], header.height, false);
            }
        }
    }

    /// A row that no page holds: as many lines of each cell as there is room for, page after page.
    fn put_tall(&mut self, row: &Row, shape: &Shape) {
        let mut done = vec![0; row.cells.len()];
        loop {
            let left = row.cells.iter().zip(&done).map(|(cell, done)| cell.rest_height(*done));
            let height = left.fold(0.0, f32::max);
            if height <= 0.0 {
                return;
            }
            let height = height.min(self.room());
            self.put_cells(row, shape, &done, height, true);
            for (cell, done) in row.cells.iter().zip(&mut done) {
                *done = (*done + cell.lines_in(height)).min(cell.lines.len());
            }
            if row.cells.iter().zip(&done).any(|(cell, done)| *done < cell.lines.len()) {
                self.turn(self.frame);
                self.repeat(row, shape);
            }
        }
    }

    /// A row, or what is left of it and fits into a height.
    fn put_cells(&mut self, row: &Row, shape: &Shape, done: &[usize], height: f32, first: bool) {
        let (top, below) = (self.y, snapped(self.y + height));
        let across = [0.0, shape.width()];
        let edges = if row.across { across.as_slice() } else { shape.edges.as_slice() };
        self.frame_cells(edges, top, below);
        if let Some(ink) = row.fill {
            self.fill(0.0, shape.width(), top, below - top, ink);
        }
        for (cell, done) in row.cells.iter().zip(done) {
            let left = edges.get(cell.column).copied().unwrap_or_default();
            let right = edges.get(cell.column + 1).copied().unwrap_or(left);
            if let Some(ink) = cell.fill {
                self.fill(left, right, top, below - top, ink);
            }
            let part = first.then_some(cell.part);
            let x = style::MARGIN + left + cell.pad;
            let lines = cell.lines.iter().skip(*done).take(cell.lines_in(height));
            for (index, line) in lines.enumerate() {
                let y = top + style::CELL_ABOVE + cell.look.line() * length(index);
                self.show(line, cell.look, x, y, part);
            }
        }
        self.y = below;
    }

    fn fill(&mut self, left: f32, right: f32, y: f32, height: f32, ink: Ink) {
        let x = snapped(style::MARGIN + left);
        let width = snapped(style::MARGIN + right) - x;
        self.page.fills.push((Area { x, y, width, height }, ink));
    }

    /// The lines around the cells of a row.
    fn frame_cells(&mut self, edges: &[f32], top: f32, below: f32) {
        let (left, right) =
            (snapped(style::MARGIN), style::MARGIN + edges.last().copied().unwrap_or_default());
        let right = snapped(right);
        let mut goes_on = false;
        if let Some(upright) = &mut self.upright {
            goes_on = (upright.to - top).abs() < 0.001;
            if goes_on && upright.edges == edges {
                upright.to = below;
            } else {
                self.end_columns();
            }
        }
        if self.upright.is_none() {
            self.upright = Some(Upright { edges: edges.to_vec(), from: top, to: below });
        }
        if !goes_on {
            self.page.edges.push(Edge { from: (left, top), to: (right, top) });
        }
        self.page.edges.push(Edge { from: (left, below), to: (right, below) });
    }

    /// Ends the lines between columns.
    pub fn end_columns(&mut self) {
        let Some(upright) = self.upright.take() else { return };
        for edge in &upright.edges {
            let x = snapped(style::MARGIN + edge);
            self.page.edges.push(Edge { from: (x, upright.from), to: (x, upright.to) });
        }
    }
}
