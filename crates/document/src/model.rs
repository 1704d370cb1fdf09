//! Blocks, rows and cells.

use std::ops::Range;

use domain::Place;

use crate::picture::Picture;

/// A document as a list of blocks, in reading order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// File name, for people.
    pub name: String,
    /// The blocks.
    pub blocks: Vec<Block>,
    /// The document says that the form's own words are in bold and content is not.
    pub bold_labels: bool,
}

/// A part of a document. A blank line of the source ends a block.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// Consecutive lines of text.
    Paragraph(Paragraph),
    /// Consecutive rows of cells.
    Table(Table),
    /// A horizontal rule (`--  --  --`): no content, but its cells are counted.
    Rule(Vec<Place>),
    /// What follows begins a page. Text has no pages.
    Page(Page),
    /// A picture of what a table beside it says; formats that are filled in or reckoned with leave it out.
    Picture(Picture),
}

/// A page of a printed document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// It lies on its side, for tables with many columns.
    pub landscape: bool,
}

/// Consecutive lines of text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Paragraph {
    /// Level of the heading, 1 to 6, when the source marks it as one.
    pub heading: Option<u8>,
    /// The lines; each is a cell of its own, in column 1.
    pub lines: Vec<Cell>,
}

/// Consecutive rows of cells.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// The rows, from the top.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// Source line, from 1; 0 for a row that is going to be printed.
    pub line: u32,
    /// Number of columns, blank ones included.
    pub width: u16,
    /// What the row is to its table, where that is known: when a document is printed.
    pub role: Role,
    /// The cells that are not blank, by ascending column.
    pub cells: Vec<Cell>,
}

/// What a row is to its table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// An item, or labels with their values.
    #[default]
    Item,
    /// The title of what follows: one cell as wide as the table.
    Title,
    /// The names of the columns below, said again on each page.
    Header,
    /// A sum of the rows above.
    Total,
}

/// A cell that is not blank.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    /// Where it stands; its column is the column of the table, from 1.
    pub place: Place,
    /// Its text in normal form ([`domain::text::normal`]), without markup. Check boxes are `☑` and
    /// `☐`. Empty only when the cell holds nothing but a nested table.
    pub text: String,
    /// Byte ranges of `text` that the source shows in bold, italic or underlined, in order. What is
    /// printed has the form's own words in bold.
    pub emphasis: Vec<Range<usize>>,
    /// The source says that this text is content, never a label (`\` before its first character, or no
    /// bold where labels are bold).
    pub literal: bool,
    /// Tables inside the cell.
    pub nested: Vec<Table>,
}

impl Cell {
    /// The text in stretches, each with whether it is emphasised.
    pub fn runs(&self) -> Vec<(&str, bool)> {
        let mut runs = Vec::new();
        let mut from = 0;
        for range in &self.emphasis {
            runs.push((self.text.get(from..range.start).unwrap_or_default(), false));
            runs.push((self.text.get(range.clone()).unwrap_or_default(), true));
            from = range.end.max(from);
        }
        runs.push((self.text.get(from..).unwrap_or_default(), false));
        runs.retain(|(text, _)| !text.is_empty());
        runs
    }

    /// Whether all of the text is emphasised.
    pub fn is_bold(&self) -> bool {
        matches!(self.emphasis.as_slice(), [range] if *range == (0..self.text.len()))
    }
}
