//! Pages with what is drawn on them.

use std::rc::Rc;

use crate::drawing::Drawing;
use crate::lines::Line;
use crate::style::{self, Ink};
use crate::tree::Part;

/// A laid out page. Places are in points from the upper left corner.
#[derive(Default)]
pub struct Page {
    /// It lies on its side.
    pub landscape: bool,
    /// Coloured areas, behind all else.
    pub fills: Vec<(Area, Ink)>,
    /// Passage around cells.
    pub edges: Vec<Edge>,
    /// Text, in reading order.
    pub texts: Vec<Shown>,
    /// Pictures, each with the place of its upper left corner.
    pub drawings: Vec<((f32, f32), Rc<Drawing>)>,
    /// The running head.
    pub head: Vec<Shown>,
    /// The coat of arms in the running head.
    pub head_crest: Option<Area>,
    /// The foot.
    pub foot: Vec<Shown>,
    /// Areas that take the reader to a heading (its number) of the document.
    pub links: Vec<(Area, usize, Part)>,
}

/// An area of a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    /// Left edge.
    pub x: f32,
    /// Upper edge.
    pub y: f32,
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
}

/// A thin line from one point to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Edge {
    /// Where it begins.
    pub from: (f32, f32),
    /// Where it ends.
    pub to: (f32, f32),
}

/// A line of text.
pub struct Shown {
    /// Where its base line begins.
    pub at: (f32, f32),
    /// Size of its font.
    pub size: f32,
    /// Its colour.
    pub ink: Ink,
    /// Its words.
    pub line: Line,
    /// The part of the document it belongs to; none when it is said again or said of the page.
    pub part: Option<Part>,
}

/// The area of a page that text may fill.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    /// The page lies on its side.
    pub landscape: bool,
}

impl Frame {
    /// Width and height of the paper.
    pub fn paper(self) -> (f32, f32) {
        let (width, height) = style::PAPER;
        if self.landscape { (height, width) } else { (width, height) }
    }

    /// Width of the text.
    pub fn width(self) -> f32 {
        self.paper().0 - 2.0 * style::MARGIN
    }

    /// Where text ends.
    pub fn bottom(self) -> f32 {
        self.paper().1 - style::BOTTOM
    }

    /// Height of the text.
    pub fn height(self) -> f32 {
        self.bottom() - style::TOP
    }
}

impl Page {
    /// A blank page.
    pub fn new(frame: Frame) -> Self {
        Self { landscape: frame.landscape, ..Self::default() }
    }

    /// Whether nothing stands on it.
    pub fn is_blank(&self) -> bool {
        self.texts.is_empty() && self.edges.is_empty() && self.fills.is_empty() && self.drawings.is_empty()
    }

    /// Its frame.
    pub fn frame(&self) -> Frame {
        Frame { landscape: self.landscape }
    }
}
