//! Painted paths: lines and areas of a page.

use super::geometry::{Matrix, Point, Rect};
use super::page::{Area, Ink, Line, Page, Shade, THIN};

/// A path under construction, on the page.
#[derive(Default)]
pub(super) struct Path {
    parts: Vec<Part>,
    /// It becomes the clip when it is painted.
    pub clips: bool,
}

#[derive(Default)]
struct Part {
    points: Vec<Point>,
    curved: bool,
    closed: bool,
}

/// How a path is painted.
#[derive(Clone, Copy)]
pub(super) struct Brush {
    pub fill: Option<Ink>,
    pub stroke: Option<Ink>,
    /// On the page.
    pub line_width: f64,
}

/// More points than any drawing of a table has.
const MOST: usize = 1 << 20;

impl Path {
    pub fn start(&mut self, point: Point) {
        if self.parts.len() < MOST {
            self.parts.push(Part { points: vec![point], ..Part::default() });
        }
    }

    pub fn line(&mut self, point: Point) {
        if let Some(part) = self.parts.last_mut()
            && part.points.len() < MOST
        {
            part.points.push(point);
        }
    }

    pub fn curve(&mut self, point: Point) {
        self.line(point);
        if let Some(part) = self.parts.last_mut() {
            part.curved = true;
        }
    }

    pub fn close(&mut self) {
        if let Some(part) = self.parts.last_mut() {
            part.closed = true;
        }
    }

    pub fn rect(&mut self, rect: &Rect, map: &Matrix) {
        let points = rect.corners().map(|corner| map.apply(corner.x, corner.y)).to_vec();
        if self.parts.len() < MOST {
            self.parts.push(Part { points, curved: false, closed: true });
        }
    }

    /// The box around all of it.
    pub fn around(&self) -> Option<Rect> {
        Rect::around(self.parts.iter().flat_map(|part| part.points.iter().copied()))
    }

    /// Paints it, and forgets it.
    pub fn paint(&mut self, page: &mut Page, brush: Brush, clip: &Rect) {
        let parts = std::mem::take(&mut self.parts);
        if let Some(ink) = brush.fill.filter(|ink| *ink != Ink::None) {
            fill(&parts, page, ink, clip);
        }
        if let Some(ink) = brush.stroke.filter(|ink| *ink != Ink::None) {
            for part in &parts {
                stroke(part, page, ink, brush.line_width, clip);
            }
        }
    }
}

fn shade(ink: Ink) -> Shade {
    if ink == Ink::White { Shade::White } else { Shade::Dark }
}

fn push(page: &mut Page, rect: Rect, ink: Ink, clip: &Rect) {
    if let Some(rect) = rect.cut(clip).filter(|_| page.lines.len() < MOST) {
        page.lines.push(Line { rect, ink, over: page.areas.len() });
    }
}

fn fill(parts: &[Part], page: &mut Page, ink: Ink, clip: &Rect) {
    let rects: Vec<Rect> =
        parts.iter().filter_map(|part| Rect::around(part.points.iter().copied())).collect();
    for (index, (rect, part)) in rects.iter().zip(parts).enumerate() {
        let Some(shown) = rect.cut(clip) else { continue };
        if shown.width() <= THIN || shown.height() <= THIN {
            push(page, shown, ink, clip);
        } else if frames(&rects, index) {
            // A border is a rectangle with a smaller one in it that stays empty.
            sides(rect, |side| push(page, side, ink, clip));
        } else if part.is_rect() && page.areas.len() < MOST {
            page.areas.push(Area { rect: shown, shade: shade(ink) });
        }
    }
}

/// True when a rectangle is the outer or inner edge of a border.
fn frames(rects: &[Rect], index: usize) -> bool {
    const BORDER: f64 = 4.0;
    // Borders are painted one by one: the other edge is the next part, or the one before.
    let Some(this) = rects.get(index) else { return false };
    let near =
        [index.checked_sub(1), Some(index + 1)].into_iter().flatten().filter_map(|other| rects.get(other));
    near.into_iter().any(|other| {
        other != this && (this.covers(other, 0.0) || other.covers(this, 0.0)) && {
            let gaps = [this.x0 - other.x0, this.y0 - other.y0, this.x1 - other.x1, this.y1 - other.y1];
            gaps.iter().all(|gap| gap.abs() <= BORDER)
        }
    })
}

fn sides(rect: &Rect, mut each: impl FnMut(Rect)) {
    let Rect { x0, y0, x1, y1 } = *rect;
    each(Rect { x0, y0, x1, y1: y0 });
    each(Rect { x0, y0: y1, x1, y1 });
    each(Rect { x0, y0, x1: x0, y1 });
    each(Rect { x0: x1, y0, x1, y1 });
}

fn stroke(part: &Part, page: &mut Page, ink: Ink, width: f64, clip: &Rect) {
    const STRAIGHT: f64 = 0.5;
    if part.curved {
        return;
    }
    let back = part.points.first().filter(|_| part.closed).copied();
    let ends = part.points.iter().skip(1).copied().chain(back);
    for (from, to) in part.points.iter().zip(ends) {
        let Some(rect) = Rect::around([*from, to]) else { continue };
        // A short stroke with a wide pen is an area, mostly of a cell.
        let (long, across) = (rect.width().max(rect.height()), rect.width().min(rect.height()));
        if across > STRAIGHT || long <= 0.0 {
            continue;
        }
        if width <= THIN {
            push(page, rect, ink, clip);
            continue;
        }
        let half = width / 2.0;
        let rect = if rect.width() > rect.height() {
            Rect { y0: rect.y0 - half, y1: rect.y1 + half, ..rect }
        } else {
            Rect { x0: rect.x0 - half, x1: rect.x1 + half, ..rect }
        };
        if let Some(rect) = rect.cut(clip).filter(|_| page.areas.len() < MOST) {
            page.areas.push(Area { rect, shade: shade(ink) });
        }
    }
}

impl Part {
    /// True when it runs along the sides of the box around it.
    fn is_rect(&self) -> bool {
        const SLACK: f64 = 0.5;
        let Some(around) = Rect::around(self.points.iter().copied()) else { return false };
        !self.curved
            && (4..=6).contains(&self.points.len())
            && self.points.iter().all(|point| {
                let x = (point.x - around.x0).abs() < SLACK || (point.x - around.x1).abs() < SLACK;
                let y = (point.y - around.y0).abs() < SLACK || (point.y - around.y1).abs() < SLACK;
                x && y
            })
    }
}
