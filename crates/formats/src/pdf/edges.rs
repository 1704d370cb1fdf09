//! The edges of cells: lines and sides of areas, made straight and joined.

use super::geometry::{Point, Rect};
use super::page::{Page, THIN};

/// A straight edge of cells, along x or y.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Edge {
    /// Where it lies across its direction.
    pub at: f64,
    pub from: f64,
    pub to: f64,
    /// A line, not only the side of an area.
    pub drawn: bool,
}

/// All edges of a page.
#[derive(Debug, Default)]
pub(super) struct Edges {
    /// They run along x, and lie at a `y`.
    pub across: Vec<Edge>,
    /// They run along y, and lie at an `x`.
    pub down: Vec<Edge>,
    /// Edges so near to each other are one: double lines, and the two sides of a thick one. It is less where
    /// text is tiny: a wide sheet on one page.
    pub near: f64,
}

/// The most that near is, in points.
pub(super) const NEAR: f64 = 3.0;

impl Edges {
    pub fn of(page: &Page) -> Self {
        let mut edges = Self { near: near(page), ..Self::default() };
        for line in &page.lines {
            edges.line(&line.rect, true);
        }
        let frame = Rect { x0: 0.0, y0: 0.0, x1: page.width, y1: page.height };
        for area in &page.areas {
            if is_bar(&area.rect) {
                edges.line(&area.rect, true);
            } else if !area.rect.covers(&frame, 20.0) {
                edges.sides(&area.rect);
            }
        }
        edges.across = tidy(edges.across, edges.near);
        edges.down = tidy(edges.down, edges.near);
        edges
    }

    fn line(&mut self, rect: &Rect, drawn: bool) {
        let dot = rect.width() <= THIN && rect.height() <= THIN;
        // Dotted lines are made of dots, which belong to lines of either direction.
        if dot || rect.width() >= rect.height() {
            let at = f64::midpoint(rect.y0, rect.y1);
            self.across.push(Edge { at, from: rect.x0, to: rect.x1, drawn });
        }
        if dot || rect.height() > rect.width() {
            let at = f64::midpoint(rect.x0, rect.x1);
            self.down.push(Edge { at, from: rect.y0, to: rect.y1, drawn });
        }
    }

    fn sides(&mut self, rect: &Rect) {
        let [Point { x: x0, y: y0 }, _, Point { x: x1, y: y1 }, _] = rect.corners();
        for at in [y0, y1] {
            self.across.push(Edge { at, from: x0, to: x1, drawn: false });
        }
        for at in [x0, x1] {
            self.down.push(Edge { at, from: y0, to: y1, drawn: false });
        }
    }
}

/// What is near on a page, by the size of half of its text.
fn near(page: &Page) -> f64 {
    let mut sizes: Vec<f64> = page.glyphs.iter().map(|glyph| glyph.size).collect();
    let half = sizes.len() / 2;
    if sizes.is_empty() {
        return NEAR;
    }
    let (_, median, _) = sizes.select_nth_unstable_by(half, f64::total_cmp);
    (*median * 0.375).clamp(0.5, NEAR)
}

/// True for a thick line.
fn is_bar(rect: &Rect) -> bool {
    const THICK: f64 = 5.0;
    let (long, across) = (rect.width().max(rect.height()), rect.width().min(rect.height()));
    across <= THICK && long >= 4.0 * across
}

/// Edges that lie near to each other are moved onto each other, and joined where they meet.
fn tidy(mut edges: Vec<Edge>, gap: f64) -> Vec<Edge> {
    edges.retain(|edge| edge.at.is_finite() && edge.from.is_finite() && edge.to.is_finite());
    edges.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut tidy = Vec::new();
    let mut rest = edges.as_mut_slice();
    while let Some(first) = rest.first().map(|edge| edge.at) {
        let count = rest.partition_point(|edge| edge.at <= first + gap);
        let (near, after) = std::mem::take(&mut rest).split_at_mut(count);
        // Long edges say where they all are.
        let (mut sum, mut lengths) = (0.0, 0.0);
        for edge in near.iter() {
            let length = edge.to - edge.from + 0.01;
            sum += edge.at * length;
            lengths += length;
        }
        join(near, sum / lengths, gap, &mut tidy);
        rest = after;
    }
    tidy
}

fn join(near: &mut [Edge], at: f64, gap: f64, out: &mut Vec<Edge>) {
    near.sort_by(|a, b| a.from.total_cmp(&b.from));
    let mut joined: Option<Edge> = None;
    // Shorter ones are no edges of cells.
    let mut keep = |edge: Option<Edge>| out.extend(edge.filter(|edge| edge.to - edge.from > gap * 1.3));
    for edge in near.iter() {
        match &mut joined {
            Some(last) if edge.from <= last.to + gap => {
                last.to = last.to.max(edge.to);
                last.drawn |= edge.drawn;
            }
            _ => keep(joined.replace(Edge { at, ..*edge })),
        }
    }
    keep(joined);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edge(at: f64, from: f64, to: f64) -> Edge {
        Edge { at, from, to, drawn: true }
    }

    #[test]
    fn near_edges_are_one() {
        let edges =
            tidy(vec![edge(10.0, 0.0, 50.0), edge(10.5, 51.0, 100.0), edge(10.0, 120.0, 160.0)], NEAR);
        let shown: Vec<(f64, f64)> = edges.iter().map(|edge| (edge.from, edge.to)).collect();
        assert_eq!(shown, [(0.0, 100.0), (120.0, 160.0)]);
        assert!(edges.iter().all(|edge| (10.0..10.5).contains(&edge.at)));
    }

    #[test]
    fn dots_make_a_line_and_alone_are_none() {
        let dots = (0..20_u32).map(|step| {
            let from = f64::from(step) * 2.0;
            edge(5.0, from, from + 1.0)
        });
        assert_eq!(tidy(dots.collect(), NEAR).len(), 1);
        assert!(tidy(vec![edge(5.0, 0.0, 1.0)], NEAR).is_empty());
    }
}
