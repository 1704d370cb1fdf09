//! Putting items on pages.

use std::rc::Rc;

use crate::drawing::Drawing;
use crate::item::{Item, Passage, RULE, Type, What};
use crate::page::{Area, Frame, Page, Shown};
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
    /// The kind of the page that is being filled.
    pub frame: Frame,
    /// What comes next begins a page.
    next: Option<Frame>,
    /// The page that is being filled.
    pub page: Page,
    /// Where it goes on.
    pub y: f32,
    /// The edges between columns that go on as long as rows with the same columns follow.
    pub upright: Option<Upright>,
}

/// Lines between columns.
pub struct Upright {
    /// Where they stand, from the left margin on.
    pub edges: Vec<f32>,
    /// Their upper end.
    pub from: f32,
    /// Their lower end.
    pub to: f32,
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

    /// Begins a page.
    pub fn turn(&mut self, frame: Frame) {
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
                What::Drawing(drawing) => self.put_drawing(drawing, item.gap),
            }
        }
    }

    /// Shows a line whose top is known.
    pub fn show(&mut self, line: &[WordId], look: Type, x: f32, top: f32, part: Option<Part>) {
        let at = (snapped(x), snapped(top + look.base()));
        self.page.texts.push(Shown { at, size: look.size, ink: look.ink, line: line.into(), part });
    }

    /// Whether nothing stands on this page.
    pub fn at_top(&self) -> bool {
        self.y <= style::TOP
    }

    /// The height that is left.
    pub fn room(&self) -> f32 {
        self.frame.bottom() - self.y
    }

    /// Whether a height is left.
    pub fn fits(&self, height: f32) -> bool {
        height <= self.room() + 0.01
    }

    /// Leaves a gap, unless a page begins.
    pub fn skip(&mut self, gap: f32) {
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

    /// A picture is never parted.
    fn put_drawing(&mut self, drawing: &Rc<Drawing>, gap: f32) {
        if !self.fits(gap + drawing.height) && !self.at_top() {
            self.turn(self.frame);
        }
        self.skip(gap);
        self.page.drawings.push(((style::MARGIN, self.y), Rc::clone(drawing)));
        self.y = snapped(self.y + drawing.height);
    }

    /// Passage may be parted by a page, but none is left alone.
    fn put_lines(&mut self, lines: &Passage, gap: f32) {
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
    fn note(&mut self, lines: &Passage) {
        if let Some(heading) = lines.heading {
            let spot = Spot { page: self.pages.len(), y: self.y };
            self.spots.resize(self.spots.len().max(heading + 1), spot);
            self.spots[heading] = spot;
        }
    }

    /// Ends a line of the index, which stands right above.
    fn refer(&mut self, lines: &Passage) {
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
