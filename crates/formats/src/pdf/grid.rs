//! Tables: cells between edges.

use super::edges::{Edge, Edges};
use super::geometry::{Point, Rect};

/// The cells of a table.
#[derive(Debug, Default)]
pub(super) struct Grid {
    /// Where columns and rows begin, and where the last ones end.
    xs: Vec<f64>,
    ys: Vec<f64>,
    /// Which cell has a box, row by row; none: it lies outside.
    owner: Vec<Option<usize>>,
    pub cells: Vec<Span>,
    /// There is no line at its top, or at its bottom.
    pub open_top: bool,
    pub open_bottom: bool,
}

/// A cell: the boxes that it takes of a grid, and its place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    pub rect: Rect,
    /// Row of its first box.
    pub row: usize,
}

/// Pairs of edges of a page that may be looked at: beyond, it is no page of tables but a drawing.
const MOST_PAIRS: usize = 20_000_000;
/// Boxes of a table.
const MOST_BOXES: usize = 1 << 20;

/// The tables of a page: cells next to each other. A single cell is a frame, and none.
pub(super) fn find(edges: &Edges) -> Vec<Grid> {
    let Some(groups) = groups(edges) else { return Vec::new() };
    groups.iter().filter_map(|(across, down)| Grid::new(across, down, edges.near)).collect()
}

/// Edges that touch, directly or through others.
fn groups(edges: &Edges) -> Option<Vec<(Vec<Edge>, Vec<Edge>)>> {
    let (across, down, gap) = (&edges.across, &edges.down, edges.near);
    let mut sets = Sets::new(across.len() + down.len());
    let mut pairs = 0;
    for (index, edge) in down.iter().enumerate() {
        // Edges are in the order of their places.
        let from = across.partition_point(|other| other.at < edge.from - gap);
        let near = across[from..].iter().take_while(|other| other.at <= edge.to + gap);
        for (other, place) in near.zip(from..) {
            pairs += 1;
            if other.from - gap <= edge.at && edge.at <= other.to + gap {
                sets.join(place, across.len() + index);
            }
        }
        if pairs > MOST_PAIRS {
            return None;
        }
    }
    let mut groups: Vec<(Vec<Edge>, Vec<Edge>)> = Vec::new();
    let mut known = vec![usize::MAX; across.len() + down.len()];
    for index in 0..known.len() {
        let root = sets.root(index);
        if known[root] == usize::MAX {
            known[root] = groups.len();
            groups.push((Vec::new(), Vec::new()));
        }
        let group = &mut groups[known[root]];
        match index.checked_sub(across.len()) {
            None => group.0.push(across[index]),
            Some(index) => group.1.push(down[index]),
        }
    }
    groups.retain(|(across, down)| !across.is_empty() && !down.is_empty());
    Some(groups)
}

/// Sets that are joined.
struct Sets(Vec<usize>);

impl Sets {
    fn new(count: usize) -> Self {
        Self((0..count).collect())
    }

    fn root(&mut self, mut index: usize) -> usize {
        while self.0[index] != index {
            self.0[index] = self.0[self.0[index]];
            index = self.0[index];
        }
        index
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b)] = a.min(b);
    }
}

/// Places of edges, and whether the first and the last are only where edges of the other direction end.
fn places(edges: &[Edge], others: &[Edge], gap: f64) -> (Vec<f64>, bool, bool) {
    // So far must edges reach beyond the last one for a side that is not drawn.
    let beyond = 2.0 * gap;
    let mut places: Vec<f64> = edges.iter().map(|edge| edge.at).collect();
    places.sort_by(f64::total_cmp);
    places.dedup_by(|a, b| (*a - *b).abs() < 0.001);
    let (Some(&first), Some(&last)) = (places.first(), places.last()) else { return (places, false, false) };
    let before: Vec<f64> =
        others.iter().map(|edge| edge.from).filter(|from| *from < first - beyond).collect();
    let after: Vec<f64> = others.iter().map(|edge| edge.to).filter(|to| *to > last + beyond).collect();
    let most = |ends: &[f64]| ends.len() * 2 > others.len();
    let (open_first, open_last) = (most(&before), most(&after));
    if open_first {
        places.insert(0, before.into_iter().fold(f64::INFINITY, f64::min));
    }
    if open_last {
        places.push(after.into_iter().fold(f64::NEG_INFINITY, f64::max));
    }
    (places, open_first, open_last)
}

/// For each place of edges, which steps between the places of the other direction they cover.
fn covered(edges: &[Edge], places: &[f64], steps: &[f64], open: (bool, bool), gap: f64) -> Vec<bool> {
    let count = steps.len() - 1;
    let mut covered = vec![false; places.len() * count];
    for edge in edges {
        let line = places.partition_point(|place| *place < edge.at - 0.001);
        let from = steps.partition_point(|step| *step < edge.from - gap);
        let to = steps.partition_point(|step| *step <= edge.to + gap);
        if line < places.len() && from + 1 < to {
            covered[line * count + from..line * count + to - 1].fill(true);
        }
    }
    if open.0 {
        covered[..count].fill(true);
    }
    if open.1 {
        let last = covered.len() - count;
        covered[last..].fill(true);
    }
    covered
}

impl Grid {
    fn new(across: &[Edge], down: &[Edge], gap: f64) -> Option<Self> {
        let (xs, open_left, open_right) = places(down, across, gap);
        let (ys, open_top, open_bottom) = places(across, down, gap);
        let (columns, rows) = (xs.len().checked_sub(1)?, ys.len().checked_sub(1)?);
        if columns * rows == 0 || columns.checked_mul(rows)? > MOST_BOXES {
            return None;
        }
        let level = covered(across, &ys, &xs, (open_top, open_bottom), gap);
        let upright = covered(down, &xs, &ys, (open_left, open_right), gap);
        let mut grid =
            Self { xs, ys, owner: vec![None; columns * rows], open_top, open_bottom, ..Self::default() };
        grid.fill(&level, &upright);
        let drawn = across.iter().chain(down).any(|edge| edge.drawn);
        let first = grid.cells.first()?.rect;
        let one_column = grid.cells.iter().all(|cell| (cell.rect.x0 - first.x0).abs() < gap);
        // Marked lines of text are areas on top of each other, and no table.
        (grid.cells.len() > 1 && (drawn || !one_column)).then_some(grid)
    }

    fn columns(&self) -> usize {
        self.xs.len() - 1
    }

    fn rows(&self) -> usize {
        self.ys.len() - 1
    }

    /// Joins the boxes without an edge between them to cells.
    fn fill(&mut self, level: &[bool], upright: &[bool]) {
        let (columns, rows) = (self.columns(), self.rows());
        let mut sets = Sets::new(columns * rows);
        for row in 0..rows {
            for column in 0..columns {
                let this = row * columns + column;
                if column + 1 < columns && !upright[(column + 1) * rows + row] {
                    sets.join(this, this + 1);
                }
                if row + 1 < rows && !level[(row + 1) * columns + column] {
                    sets.join(this, this + columns);
                }
            }
        }
        let mut regions: Vec<Vec<usize>> = vec![Vec::new(); columns * rows];
        for index in 0..columns * rows {
            regions[sets.root(index)].push(index);
        }
        for region in regions.iter().filter(|region| !region.is_empty()) {
            if self.is_closed(region, level, upright) {
                self.cell(region);
            }
        }
        self.cells.shrink_to_fit();
    }

    /// True unless a region lies open to the outside of the table.
    fn is_closed(&self, region: &[usize], level: &[bool], upright: &[bool]) -> bool {
        let (columns, rows) = (self.columns(), self.rows());
        let mut sides = [(0_usize, 0_usize); 4];
        let mut side = |index: usize, closed: bool| {
            sides[index].0 += 1;
            sides[index].1 += usize::from(closed);
        };
        for index in region {
            let (row, column) = (index / columns, index % columns);
            if row == 0 {
                side(0, level[column]);
            }
            if row + 1 == rows {
                side(1, level[rows * columns + column]);
            }
            if column == 0 {
                side(2, upright[row]);
            }
            if column + 1 == columns {
                side(3, upright[columns * rows + row]);
            }
        }
        sides.iter().all(|(all, closed)| closed * 2 >= *all)
    }

    /// Makes a region a cell; one that is no rectangle, a cell for each of its rows.
    fn cell(&mut self, region: &[usize]) {
        let columns = self.columns();
        let left = region.iter().map(|index| index % columns).min().unwrap_or(0);
        let right = region.iter().map(|index| index % columns).max().unwrap_or(0);
        let (top, bottom) = (region[0] / columns, region[region.len() - 1] / columns);
        if (right - left + 1) * (bottom - top + 1) == region.len() {
            self.add(region, (left, right), (top, bottom));
            return;
        }
        let mut rest = region;
        while let Some(&first) = rest.first() {
            let follows = |(step, index): (usize, &usize)| {
                *index == first + step && *index / columns == first / columns
            };
            let count = rest.iter().enumerate().take_while(|pair| follows(*pair)).count().max(1);
            let (run, after) = rest.split_at(count);
            self.add(run, (first % columns, first % columns + count - 1), (first / columns, first / columns));
            rest = after;
        }
    }

    fn add(&mut self, boxes: &[usize], (left, right): (usize, usize), (top, bottom): (usize, usize)) {
        for index in boxes {
            self.owner[*index] = Some(self.cells.len());
        }
        let rect =
            Rect { x0: self.xs[left], y0: self.ys[top], x1: self.xs[right + 1], y1: self.ys[bottom + 1] };
        self.cells.push(Span { rect, row: top });
    }

    /// The cell at a point.
    pub fn at(&self, point: Point) -> Option<usize> {
        let step =
            |places: &[f64], place: f64| places.partition_point(|start| *start <= place).checked_sub(1);
        let (column, row) = (step(&self.xs, point.x)?, step(&self.ys, point.y)?);
        let index =
            (column < self.columns() && row < self.rows()).then_some(row * self.columns() + column)?;
        self.owner[index]
    }

    /// The box around all of it.
    pub fn around(&self) -> Rect {
        let last = |places: &[f64]| places.last().copied().unwrap_or_default();
        Rect { x0: self.xs[0], y0: self.ys[0], x1: last(&self.xs), y1: last(&self.ys) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edges(list: &[(f64, f64, f64)]) -> Vec<Edge> {
        let mut edges: Vec<Edge> =
            list.iter().map(|&(at, from, to)| Edge { at, from, to, drawn: true }).collect();
        edges.sort_by(|a, b| a.at.total_cmp(&b.at));
        edges
    }

    /// The cells of all tables as `x0-x1/y0-y1`.
    fn cells(across: &[(f64, f64, f64)], down: &[(f64, f64, f64)]) -> Vec<String> {
        let grids = find(&Edges { across: edges(across), down: edges(down), near: 3.0 });
        let all = grids.iter().flat_map(|grid| &grid.cells);
        all.map(|Span { rect, .. }| format!("{}-{}/{}-{}", rect.x0, rect.x1, rect.y0, rect.y1)).collect()
    }

    #[test]
    fn cells_over_columns_and_rows() {
        // +---------+----+
        // |         |    |
        // +----+----+    |
        // |    |    |    |
        // +----+----+----+
        let across = [(0.0, 0.0, 90.0), (20.0, 0.0, 60.0), (40.0, 0.0, 90.0)];
        let down = [(0.0, 0.0, 40.0), (30.0, 20.0, 40.0), (60.0, 0.0, 40.0), (90.0, 0.0, 40.0)];
        assert_eq!(cells(&across, &down), ["0-60/0-20", "60-90/0-40", "0-30/20-40", "30-60/20-40"]);
    }

    #[test]
    fn a_frame_is_no_table() {
        let sides = [(0.0, 0.0, 90.0), (90.0, 0.0, 90.0)];
        assert!(cells(&sides, &sides).is_empty());
        assert!(cells(&sides, &[]).is_empty());
    }

    #[test]
    fn sides_that_are_not_drawn() {
        // Rules above and below each row, and one line between two columns.
        let across = [(0.0, 0.0, 90.0), (20.0, 0.0, 90.0), (40.0, 0.0, 90.0)];
        let down = [(30.0, 0.0, 40.0)];
        assert_eq!(cells(&across, &down), ["0-30/0-20", "30-90/0-20", "0-30/20-40", "30-90/20-40"]);
    }

    #[test]
    fn what_lies_open_is_outside() {
        // The second row is shorter.
        let across = [(0.0, 0.0, 90.0), (20.0, 0.0, 90.0), (40.0, 0.0, 30.0)];
        let down = [(0.0, 0.0, 40.0), (30.0, 0.0, 40.0), (90.0, 0.0, 20.0)];
        assert_eq!(cells(&across, &down), ["0-30/0-20", "30-90/0-20", "0-30/20-40"]);
    }

    #[test]
    fn two_tables() {
        let across = [(0.0, 0.0, 60.0), (20.0, 0.0, 60.0), (100.0, 0.0, 60.0), (120.0, 0.0, 60.0)];
        let down = [0.0, 30.0, 60.0].into_iter().flat_map(|at| [(at, 0.0, 20.0), (at, 100.0, 120.0)]);
        assert_eq!(cells(&across, &down.collect::<Vec<_>>()).len(), 4);
    }
}
