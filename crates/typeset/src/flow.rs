//! Putting items on pages.

use crate::item::{Item, Lines, RULE, Row, Shape, Type, What};
use crate::page::{Area, Edge, Frame, Page, Shown};
use crate::style::{self, Ink};
use crate::tree::Part;
use crate::units::{length, snapped, times};
use crate::words::WordId;

/// Where a heading came to stand.
#[derive(Clone, Copy, Debug, Default)]
pub struct Spot {
    /// Its page, from 0.
    pub page: usize,
    /// Its upper edge.
    pub y: f32,
}

/// Pages that are being filled.
pub struct Flow {
    /// The pages so far.
    pub pages: Vec<Page>,
    /// Where the headings stand, by their numbers.
    pub spots: Vec<Spot>,
    frame: Frame,
    /// What comes next begins a page.
    next: Option<Frame>,
    page: Page,
    y: f32,
    /// The edges between columns that go on as long as rows with the same columns follow.
    upright: Option<Upright>,
}

struct Upright {
    edges: Vec<f32>,
    from: f32,
    to: f32,
}

impl Flow {
    /// A first page.
    pub fn new(frame: Frame) -> Self {
        let page = Page::new(frame);
        Self { pages: Vec::new(), spots: Vec::new(), frame, next: None, page, y: style::TOP, upright: None }
    }

    /// What follows, if anything does, begins a page.
    pub fn begin(&mut self, frame: Frame) {
        self.next = Some(frame);
    }

    /// The kind of the page that is being filled.
    pub fn frame(&self) -> Frame {
        self.frame
    }

    fn turn(&mut self, frame: Frame) {
        self.end_columns();
        self.frame = frame;
        self.y = style::TOP;
        let page = std::mem::replace(&mut self.page, Page::new(frame));
        self.pages.push(page);
    }

    /// The pages, and where the headings stand.
    pub fn finish(mut self) -> (Vec<Page>, Vec<Spot>) {
        self.end_columns();
        self.pages.push(self.page);
        (self.pages, self.spots)
    }

    /// Puts items on this page and those that follow.
    pub fn put(&mut self, items: &[Item]) {
        if let Some(frame) = self.next.take_if(|_| !items.is_empty()) {
            if self.page.is_blank() {
                (self.frame, self.page) = (frame, Page::new(frame));
            } else {
                self.turn(frame);
            }
        }
        let mut kept = 0;
        for (index, item) in items.iter().enumerate() {
            if index >= kept {
                let (count, height) = chain(&items[index..], self.frame.height());
                kept = index + count;
                if count > 1 && !self.fits(item.gap + height) && height <= self.frame.height() {
                    self.turn(self.frame);
                }
            }
            match &item.what {
                What::Lines(lines) => self.put_lines(lines, item.gap),
                What::Row(row, shape) => self.put_row(row, shape, item.gap),
                What::Rule(ink) => self.put_rule(*ink, item.gap),
                What::Picture(part) => {
                    let area =
                        Area { x: style::MARGIN, y: self.y, width: style::CREST, height: style::CREST };
                    self.page.pictures.push((area, *part));
                }
            }
        }
    }

    fn at_top(&self) -> bool {
        self.y <= style::TOP
    }

    fn room(&self) -> f32 {
        self.frame.bottom() - self.y
    }

    fn fits(&self, height: f32) -> bool {
        height <= self.room() + 0.01
    }

    fn skip(&mut self, gap: f32) {
        if gap > 0.0 {
            self.end_columns();
            if !self.at_top() {
                self.y = snapped(self.y + gap);
            }
        }
    }

    fn put_rule(&mut self, ink: Ink, gap: f32) {
        if !self.fits(gap + RULE) {
            self.turn(self.frame);
        }
        self.skip(gap);
        let area = Area { x: style::MARGIN, y: self.y, width: self.frame.width(), height: 1.0 };
        self.page.fills.push((area, ink));
        self.y += RULE;
    }

    /// Lines may be parted by a page, but none is left alone.
    fn put_lines(&mut self, lines: &Lines, gap: f32) {
        const TOGETHER: usize = 2;
        let step = lines.look.line();
        let mut rest = lines.lines.as_slice();
        let mut gap = gap;
        while !rest.is_empty() {
            let mut count = times(self.room() - gap + 0.01, step).min(rest.len());
            let left = rest.len() - count;
            if (1..TOGETHER).contains(&left) && count > TOGETHER {
                count -= TOGETHER - left;
            }
            if (count == 0 || (left > 0 && count < TOGETHER)) && !self.at_top() {
                self.turn(self.frame);
                continue;
            }
            self.skip(gap);
            gap = 0.0;
            let (now, later) = rest.split_at(count.max(1));
            if rest.len() == lines.lines.len() {
                self.note(lines);
            }
            for line in now {
                let x = style::MARGIN + lines.indent;
                self.show(line, lines.look, x, self.y, Some(lines.part));
                self.y += step;
            }
            if later.is_empty() {
                self.refer(lines);
            } else {
                self.turn(self.frame);
            }
            rest = later;
        }
        self.y = snapped(self.y);
    }

    /// Notes where a heading stands.
    fn note(&mut self, lines: &Lines) {
        if let Some(heading) = lines.heading {
            let spot = Spot { page: self.pages.len(), y: self.y };
            self.spots.resize(self.spots.len().max(heading + 1), spot);
            self.spots[heading] = spot;
        }
    }

    /// Ends a line of the index, which stands right above.
    fn refer(&mut self, lines: &Lines) {
        let Some(reference) = &lines.reference else { return };
        let top = self.y - lines.look.line();
        let right = style::MARGIN + self.frame.width();
        if let Some((dots, width)) = &reference.dots {
            self.show(dots, lines.look, right - reference.number.1 - width, top, None);
        }
        self.show(&reference.number.0, lines.look, right - reference.number.1, top, Some(lines.part));
        let height = lines.look.line() * length(lines.lines.len());
        let first = (self.y - height).max(style::TOP);
        let area = Area { x: style::MARGIN, y: first, width: self.frame.width(), height: self.y - first };
        self.page.links.push((area, reference.heading, reference.part));
    }

    fn put_row(&mut self, row: &Row, shape: &Shape, gap: f32) {
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
        let edges = if row.title { across.as_slice() } else { shape.edges.as_slice() };
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
            let x = style::MARGIN + left + cell.side;
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

    fn show(&mut self, line: &[WordId], look: Type, x: f32, top: f32, part: Option<Part>) {
        let at = (snapped(x), snapped(top + look.base()));
        self.page.texts.push(Shown { at, size: look.size, ink: look.ink, line: line.into(), part });
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

    fn end_columns(&mut self) {
        let Some(upright) = self.upright.take() else { return };
        for edge in &upright.edges {
            let x = snapped(style::MARGIN + edge);
            self.page.edges.push(Edge { from: (x, upright.from), to: (x, upright.to) });
        }
    }
}

/// How many items, from the first, stand on one page, and the height that they need there.
fn chain(items: &[Item], page: f32) -> (usize, f32) {
    let mut height = 0.0;
    for (index, item) in items.iter().enumerate() {
        height += if index > 0 { item.gap } else { 0.0 };
        if !item.keeps {
            let tall = item.height() > page;
            let beginning = if tall { style::CREST } else { item.beginning() };
            return (index + 1, height + beginning);
        }
        height += item.height();
        if height > page {
            return (1, height);
        }
    }
    (items.len(), height)
}
