//! A page as what stands on it: tables and lines of text, from the top.

use super::edges::Edges;
use super::geometry::{Point, Rect};
use super::grid::{self, Grid};
use super::lines::{TextLine, lines};
use super::page::{Area, Glyph, Page};
use super::rich::Rich;

/// What stands on a page.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub width: f64,
    pub height: f64,
    pub parts: Vec<Part>,
    /// Pictures cover so much of it that they may be its content.
    pub pictured: bool,
}

/// A part of a page.
#[derive(Debug)]
pub(super) enum Part {
    Table(Ruled),
    Line(TextLine),
}

/// A table as it is ruled on one page.
#[derive(Clone, Debug, Default)]
pub(super) struct Ruled {
    pub rect: Rect,
    pub rows: Vec<RuledRow>,
    /// Its first row has no line above it.
    pub open_top: bool,
    /// Its last row has no line below it.
    pub open_bottom: bool,
}

/// The cells that begin in a row.
#[derive(Clone, Debug, Default)]
pub(super) struct RuledRow {
    pub cells: Vec<RuledCell>,
    /// All of it stands on areas of colour.
    pub shaded: bool,
}

/// A cell, blank or not.
#[derive(Clone, Debug, Default)]
pub(super) struct RuledCell {
    pub rect: Rect,
    pub lines: Vec<TextLine>,
    /// Its lines, once it is known how lines go on.
    pub text: Rich,
    /// What is left of its last line.
    pub room: f64,
    pub nested: Vec<Ruled>,
}

/// What a page has, with its running heads.
pub(super) fn lay_out(page: &Page) -> Sheet {
    let mut grids = grid::find(&Edges::of(page));
    // A table in a cell comes before the one around it.
    grids.sort_by(|a, b| size(a).total_cmp(&size(b)));
    let mut places: Vec<Vec<Vec<&Glyph>>> =
        grids.iter().map(|grid| vec![Vec::new(); grid.cells.len()]).collect();
    let mut free: Vec<&Glyph> = Vec::new();
    let frames: Vec<Rect> = grids.iter().map(Grid::around).collect();
    for glyph in &page.glyphs {
        let middle = glyph.middle();
        let found = frames.iter().zip(&grids).enumerate().find_map(|(index, (frame, grid))| {
            frame.has(middle).then(|| grid.at(middle)).flatten().map(|cell| (index, cell))
        });
        match found {
            Some((index, cell)) => places[index][cell].push(glyph),
            None => free.push(glyph),
        }
    }
    let mut tables: Vec<Option<Ruled>> =
        grids.iter().zip(&places).map(|(grid, cells)| ruled(grid, cells, &page.areas)).collect();
    nest(&mut tables);
    let mut parts: Vec<Part> = tables.into_iter().flatten().map(Part::Table).collect();
    parts.extend(lines(free.into_iter()).into_iter().map(Part::Line));
    parts.sort_by(|a, b| a.top().total_cmp(&b.top()));
    Sheet { width: page.width, height: page.height, parts, pictured: page.pictured }
}

fn size(grid: &Grid) -> f64 {
    let around = grid.around();
    around.width() * around.height()
}

/// Areas that are looked at for the shades of rows: more are a drawing.
const MOST_AREAS: usize = 1 << 12;

/// A table with the texts of its cells; `None` when it has none.
fn ruled(grid: &Grid, cells: &[Vec<&Glyph>], areas: &[Area]) -> Option<Ruled> {
    let mut table = Ruled {
        rect: grid.around(),
        rows: Vec::new(),
        open_top: grid.open_top,
        open_bottom: grid.open_bottom,
    };
    let mut order: Vec<_> = grid.cells.iter().zip(cells).collect();
    order.sort_by(|(a, _), (b, _)| a.row.cmp(&b.row).then(a.rect.x0.total_cmp(&b.rect.x0)));
    for same in order.chunk_by(|(a, _), (b, _)| a.row == b.row) {
        let cells = same.iter().map(|(span, glyphs)| RuledCell {
            rect: span.rect,
            lines: lines(glyphs.iter().copied()),
            ..RuledCell::default()
        });
        let middle =
            |rect: &Rect| Point { x: f64::midpoint(rect.x0, rect.x1), y: f64::midpoint(rect.y0, rect.y1) };
        let mut middles = same.iter().map(|(span, _)| middle(&span.rect));
        let near = || areas.iter().take(MOST_AREAS);
        let shaded = middles.all(|middle| near().any(|area| area.rect.has(middle)));
        table.rows.push(RuledRow { cells: cells.collect(), shaded });
    }
    let filled = table.cells().any(|cell| !cell.is_blank());
    filled.then_some(table)
}

/// Moves tables that lie in a cell of another into it.
fn nest(tables: &mut [Option<Ruled>]) {
    const SLACK: f64 = 1.0;
    for index in 0..tables.len() {
        let (inner, outer) = tables.split_at_mut(index + 1);
        let Some(table) = &inner[index] else { continue };
        let rect = table.rect;
        let cells = outer.iter_mut().flatten().flat_map(Ruled::cells_mut);
        if let Some(cell) = cells.into_iter().find(|cell| cell.rect.covers(&rect, SLACK)) {
            cell.nested.extend(inner[index].take());
        }
    }
}

impl Ruled {
    pub fn cells(&self) -> impl Iterator<Item = &RuledCell> {
        self.rows.iter().flat_map(|row| &row.cells)
    }

    pub fn cells_mut(&mut self) -> impl Iterator<Item = &mut RuledCell> {
        self.rows.iter_mut().flat_map(|row| &mut row.cells)
    }
}

impl RuledRow {
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(RuledCell::is_blank)
    }

    pub fn height(&self) -> f64 {
        self.cells.iter().map(|cell| cell.rect.height()).fold(f64::INFINITY, f64::min)
    }

    /// What lies below the lowest of its texts; `None` for a blank one.
    pub fn foot(&self) -> Option<f64> {
        self.cells.iter().filter_map(RuledCell::foot).min_by(f64::total_cmp)
    }

    /// By how much the feet of rows differ that are meant to be the same: half of the size of its text.
    pub fn slack(&self) -> f64 {
        let sizes = self.cells.iter().flat_map(|cell| &cell.lines).map(|line| line.size);
        sizes.fold(0.0, f64::max) / 2.0
    }

    /// Its texts, each with where its cell begins.
    pub fn texts(&self) -> impl Iterator<Item = (f64, &str)> {
        self.cells.iter().filter(|cell| !cell.is_blank()).map(|cell| (cell.rect.x0, cell.text.text.as_str()))
    }
}

impl RuledCell {
    pub fn is_blank(&self) -> bool {
        self.lines.is_empty() && self.text.is_empty() && self.nested.is_empty()
    }

    /// What lies below the base line of its last line; `None` without one that is in the cell.
    pub fn foot(&self) -> Option<f64> {
        let foot = self.rect.y1 - self.lines.last()?.y;
        (0.0..self.rect.height()).contains(&foot).then_some(foot)
    }
}

impl Part {
    pub fn rect(&self) -> Rect {
        match self {
            Self::Table(table) => table.rect,
            Self::Line(line) => line.around(),
        }
    }

    pub fn top(&self) -> f64 {
        self.rect().y0
    }

    /// All that it says, in one line.
    pub fn text(&self) -> String {
        match self {
            Self::Table(table) => {
                let texts: Vec<&str> = table.cells().map(|cell| cell.text.text.as_str()).collect();
                texts.join(" ")
            }
            Self::Line(line) => line.text.text.clone(),
        }
    }
}

impl Sheet {
    pub fn tables(&self) -> impl Iterator<Item = &Ruled> {
        self.parts.iter().filter_map(|part| match part {
            Part::Table(table) => Some(table),
            Part::Line(_) => None,
        })
    }

    pub fn lines(&self) -> impl Iterator<Item = &TextLine> {
        self.parts.iter().filter_map(|part| match part {
            Part::Line(line) => Some(line),
            Part::Table(_) => None,
        })
    }

    /// Only pictures are on it.
    pub fn is_picture(&self) -> bool {
        self.pictured && self.parts.is_empty()
    }

    /// Cells and lines that are not blank.
    pub fn count(&self) -> usize {
        let count = |part: &Part| match part {
            Part::Line(_) => 1,
            Part::Table(table) => table.cells().filter(|cell| !cell.is_blank()).count(),
        };
        self.parts.iter().map(count).sum()
    }

    /// How many characters it has, and how many of them are not known.
    pub fn characters(&self) -> (usize, usize) {
        let mut count = (0, 0);
        let mut add = |line: &TextLine| {
            count.0 += line.text.text.chars().count().saturating_sub(line.unknown);
            count.1 += line.unknown;
        };
        for part in &self.parts {
            match part {
                Part::Line(line) => add(line),
                Part::Table(table) => table.cells().flat_map(|cell| &cell.lines).for_each(&mut add),
            }
        }
        count
    }
}
