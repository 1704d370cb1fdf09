//! What is put on pages, one below the other.

use std::rc::Rc;

use crate::drawing::Drawing;
use crate::lines::Line;
use crate::style::{self, Ink};
use crate::tree::Part;
use crate::units::{length, times};

/// Something that stands on pages, as wide as the text.
pub struct Item {
    /// Space above, unless it begins a page.
    pub gap: f32,
    /// No page ends below it.
    pub keeps: bool,
    /// What it is.
    pub what: What,
}

/// What an item is.
pub enum What {
    /// Passage of text.
    Lines(Passage),
    /// A row of a table.
    Row(Rc<Row>, Rc<Shape>),
    /// A horizontal rule.
    Rule(Ink),
    /// A picture.
    Drawing(Rc<Drawing>),
}

/// Passage of text.
pub struct Passage {
    /// The lines.
    pub lines: Vec<Line>,
    /// How they look.
    pub look: Type,
    /// How far right of the margin they begin.
    pub indent: f32,
    /// What they are in the document.
    pub part: Part,
    /// The number of the heading that they are.
    pub heading: Option<usize>,
    /// Where they lead, when they are a line of the index.
    pub reference: Option<Reference>,
}

/// The end of a line of the index.
pub struct Reference {
    /// The number of the heading it is about.
    pub heading: usize,
    /// The number of its page, and how wide it is.
    pub number: (Line, f32),
    /// Dots before it, and how wide they are; none when there is no room.
    pub dots: Option<(Line, f32)>,
    /// The part that is heard as a link.
    pub part: Part,
}

/// How text looks.
#[derive(Clone, Copy, Debug)]
pub struct Type {
    /// Size of the font.
    pub size: f32,
    /// Distance of lines, in em.
    pub leading: f32,
    /// Colour.
    pub ink: Ink,
}

impl Type {
    /// Height of a line.
    pub fn line(self) -> f32 {
        self.size * self.leading
    }

    /// From the top of a line to its base line.
    pub fn base(self) -> f32 {
        self.size * style::base(self.leading)
    }
}

/// The columns of a table and what its pages begin with.
pub struct Shape {
    /// The edges of the columns, from the left margin on: one more than columns.
    pub edges: Vec<f32>,
    /// Rows said again on each page.
    pub header: Vec<Rc<Row>>,
}

impl Shape {
    /// Height of the rows said again.
    pub fn header_height(&self) -> f32 {
        self.header.iter().map(|row| row.height).sum()
    }

    /// Width of the whole table.
    pub fn width(&self) -> f32 {
        self.edges.last().copied().unwrap_or_default()
    }
}

/// A row of a table.
pub struct Row {
    /// Its cells, blank ones left out, from the left.
    pub cells: Vec<Box>,
    /// Its height.
    pub height: f32,
    /// It is one cell as wide as the table.
    pub across: bool,
    /// It is said again on each page, and stands at its beginning.
    pub header: bool,
    /// Colour behind all of it.
    pub fill: Option<Ink>,
}

/// A cell of a row.
pub struct Box {
    /// Its column, from 0.
    pub column: usize,
    /// Its lines.
    pub lines: Vec<Line>,
    /// How they look.
    pub look: Type,
    /// Left and right of its text.
    pub pad: f32,
    /// Colour behind it.
    pub fill: Option<Ink>,
    /// What it is in the document.
    pub part: Part,
}

impl Box {
    /// The height of the lines that are left when some are done; none when all are.
    pub fn rest_height(&self, done: usize) -> f32 {
        let left = self.lines.len().saturating_sub(done);
        if left == 0 { 0.0 } else { self.look.line() * length(left) + 2.0 * style::CELL_ABOVE }
    }

    /// How many lines find room in a height.
    pub fn lines_in(&self, height: f32) -> usize {
        const SLACK: f32 = 0.02;
        times(height - 2.0 * style::CELL_ABOVE + SLACK, self.look.line())
    }
}

impl Item {
    /// Its whole height.
    pub fn height(&self) -> f32 {
        match &self.what {
            What::Lines(lines) => lines.look.line() * length(lines.lines.len()),
            What::Row(row, _) => row.height,
            What::Rule(_) => RULE,
            What::Drawing(drawing) => drawing.height,
        }
    }

    /// Whether it is a heading.
    pub fn is_heading(&self) -> bool {
        matches!(&self.what, What::Lines(lines) if lines.heading.is_some())
    }

    /// The item below a heading: little space parts headings that follow each other.
    pub fn near(self) -> Self {
        Self { gap: self.gap.min(style::TABLE_GAP), ..self }
    }

    /// The height that must not be parted from what is above.
    pub fn beginning(&self) -> f32 {
        match &self.what {
            What::Lines(lines) => lines.look.line() * length(lines.lines.len().min(2)),
            _ => self.height(),
        }
    }
}

/// Height of a horizontal rule.
pub const RULE: f32 = 3.0;
