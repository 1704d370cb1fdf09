//! What is on a page: characters, lines and areas.

use std::rc::Rc;

use super::geometry::{Point, Rect};

/// A page, as it lies before the reader.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub width: f64,
    pub height: f64,
    pub glyphs: Vec<Glyph>,
    pub lines: Vec<Line>,
    /// In the order in which they are painted.
    pub areas: Vec<Area>,
    pub pictures: usize,
    /// Pictures cover so much of it that they may be its content.
    pub pictured: bool,
}

/// A character as it stands on a page.
#[derive(Clone, Debug)]
pub(super) struct Glyph {
    pub text: Rc<str>,
    /// Where it starts on its base line.
    pub at: Point,
    /// Its width, and what is added after it.
    pub width: f64,
    /// What is added after each character, when letters are spaced.
    pub gap: f64,
    pub size: f64,
    pub turn: Turn,
    pub bold: bool,
    pub ink: Ink,
    /// How many areas were painted before it.
    pub over: usize,
    /// The page's, not the text's: running heads, repeated rows, watermarks.
    pub artifact: bool,
}

/// Whether something is to be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    Dark,
    /// Only on a dark area.
    White,
    /// Never: the text of a picture of text.
    None,
}

/// Where text runs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Turn {
    Right,
    Up,
    Left,
    Down,
}

/// A line of a table, or what looks like one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// Thin: one of its sides is less than [`THIN`].
    pub rect: Rect,
    pub ink: Ink,
    pub over: usize,
}

/// A painted area.
#[derive(Clone, Copy, Debug)]
pub(super) struct Area {
    pub rect: Rect,
    pub shade: Shade,
}

/// What an area looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shade {
    White,
    /// A colour.
    Dark,
    /// A picture: white text may stand on it, but it is no cell.
    Picture,
}

/// Areas up to so thick are lines, in points.
pub(super) const THIN: f64 = 3.0;

impl Glyph {
    /// Place along and across its direction: text runs to greater `x`, lines follow at greater `y`.
    pub fn along(&self) -> Point {
        self.turn.along(self.at)
    }

    /// The middle of the character, at half the height of small letters.
    pub fn middle(&self) -> Point {
        let Point { x, y } = self.at;
        let (half, up) = (self.width / 2.0, self.size * 0.25);
        match self.turn {
            Turn::Right => Point { x: x + half, y: y - up },
            Turn::Left => Point { x: x - half, y: y + up },
            Turn::Up => Point { x: x - up, y: y - half },
            Turn::Down => Point { x: x + up, y: y + half },
        }
    }

    pub fn is_blank(&self) -> bool {
        self.text.chars().all(char::is_whitespace)
    }
}

impl Turn {
    /// The direction of a step to the right of text, on a page whose `y` grows downwards; `None` when it
    /// is askew, as only stamps and watermarks are.
    pub fn of(step: Point) -> Option<Self> {
        const SLACK: f64 = 0.1;
        let length = step.x.hypot(step.y);
        if length.is_nan() || length <= 0.0 {
            return None;
        }
        let (x, y) = (step.x / length, step.y / length);
        match () {
            () if x.abs() > 1.0 - SLACK / 10.0 && y.abs() < SLACK => {
                Some(if x > 0.0 { Self::Right } else { Self::Left })
            }
            () if y.abs() > 1.0 - SLACK / 10.0 && x.abs() < SLACK => {
                Some(if y > 0.0 { Self::Down } else { Self::Up })
            }
            () => None,
        }
    }

    pub fn along(self, Point { x, y }: Point) -> Point {
        match self {
            Self::Right => Point { x, y },
            Self::Up => Point { x: -y, y: x },
            Self::Left => Point { x: -x, y: -y },
            Self::Down => Point { x: y, y: -x },
        }
    }

    /// What this direction becomes on a page that is turned so that `upright` runs to the right.
    fn seen_from(self, upright: Self) -> Self {
        const ROUND: [Turn; 4] = [Turn::Right, Turn::Up, Turn::Left, Turn::Down];
        let steps = |turn: Turn| ROUND.iter().position(|other| *other == turn).unwrap_or(0);
        ROUND[(steps(self) + 4 - steps(upright)) % 4]
    }
}

/// Which characters are dots after each other.
fn leaders(glyphs: &[Glyph]) -> Vec<bool> {
    const ROW: usize = 3;
    let mut leaders = Vec::with_capacity(glyphs.len());
    for run in glyphs.chunk_by(|a, b| a.text == b.text && (a.along().y - b.along().y).abs() < 0.1) {
        let dots = run.len() >= ROW && run.iter().all(|glyph| matches!(&*glyph.text, "." | "…" | "·"));
        leaders.extend(std::iter::repeat_n(dots, run.len()));
    }
    leaders
}

impl Page {
    /// Takes what cannot be seen off the page.
    ///
    /// A page without any visible text keeps the text under its picture, and no lines.
    pub fn clean(&mut self) {
        let areas = std::mem::take(&mut self.areas);
        let on_dark = |point: Point, over: usize| {
            let below = areas.iter().take(over).rev().find(|area| area.rect.has(point));
            below.is_some_and(|area| area.shade != Shade::White)
        };
        let seen = |glyph: &Glyph| match glyph.ink {
            Ink::Dark => true,
            Ink::White => on_dark(glyph.middle(), glyph.over),
            Ink::None => false,
        };
        let frame = Rect { x0: 0.0, y0: 0.0, x1: self.width, y1: self.height };
        self.glyphs.retain(|glyph| frame.has(glyph.middle()));
        let visible: Vec<bool> = self.glyphs.iter().map(seen).collect();
        let some = |wanted: &dyn Fn(&Glyph, bool) -> bool| {
            self.glyphs.iter().zip(&visible).any(|(glyph, seen)| !glyph.is_blank() && wanted(glyph, *seen))
        };
        if some(&|_, seen| seen) {
            let marked = some(&|glyph, seen| seen && !glyph.artifact);
            let leaders = leaders(&self.glyphs);
            let mut each = visible.iter().zip(leaders);
            self.glyphs.retain(|glyph| {
                let (seen, leader) = each.next().unwrap_or((&false, false));
                // Leaders tell the lines of an index.
                *seen && (!marked || !glyph.artifact || leader)
            });
        } else {
            self.glyphs.retain(|glyph| glyph.ink == Ink::None);
            self.lines.clear();
        }
        self.lines.retain(|line| match line.ink {
            Ink::Dark => true,
            Ink::White => {
                let rect = line.rect;
                on_dark(
                    Point { x: f64::midpoint(rect.x0, rect.x1), y: f64::midpoint(rect.y0, rect.y1) },
                    line.over,
                )
            }
            Ink::None => false,
        });
        self.pictured = self.is_pictured(&areas);
        self.areas = areas;
        self.areas.retain(|area| area.shade == Shade::Dark);
        self.upright();
    }

    /// Whether its pictures are more than a coat of arms or a stamp; scans may be in strips.
    fn is_pictured(&self, areas: &[Area]) -> bool {
        const PART: f64 = 0.2;
        let pictures = areas.iter().filter(|area| area.shade == Shade::Picture);
        let covered: f64 = pictures.map(|area| area.rect.width() * area.rect.height()).sum();
        covered > PART * self.width * self.height
    }

    /// Turns a page whose text runs up or down: a wide table printed on a tall page.
    fn upright(&mut self) {
        let runs = |turn: Turn| self.glyphs.iter().filter(|glyph| glyph.turn == turn).count();
        let most = [Turn::Up, Turn::Down, Turn::Left]
            .into_iter()
            .find(|turn| runs(*turn) * 4 > self.glyphs.len() * 3);
        let Some(upright) = most else { return };
        let corner = upright.along(Point { x: self.width, y: self.height });
        // What was at a negative place moves to a positive one.
        let shift = Point { x: (-corner.x).max(0.0), y: (-corner.y).max(0.0) };
        let moved = |point: Point| {
            let Point { x, y } = upright.along(point);
            Point { x: x + shift.x, y: y + shift.y }
        };
        for glyph in &mut self.glyphs {
            glyph.at = moved(glyph.at);
            glyph.turn = glyph.turn.seen_from(upright);
        }
        let rects = self.lines.iter_mut().map(|line| &mut line.rect);
        for rect in rects.chain(self.areas.iter_mut().map(|area| &mut area.rect)) {
            *rect = Rect::around(rect.corners().map(moved)).unwrap_or(*rect);
        }
        if matches!(upright, Turn::Up | Turn::Down) {
            std::mem::swap(&mut self.width, &mut self.height);
        }
    }
}
