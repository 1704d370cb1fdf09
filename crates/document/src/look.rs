//! What a printed document says of itself on every page.

use jiff::civil::Date;

use crate::model::{Block, Cell, Document};

/// How a document looks beside what it says: the same for every format.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Look {
    /// Its title, for people and for the properties of the file.
    pub title: String,
    /// The body whose document it is; at the head of each page.
    pub body: String,
    /// The coat of arms of the body, beside its name.
    pub crest: Option<Crest>,
    /// An index of its headings stands at its beginning.
    pub contents: bool,
    /// The day of the document; it is said at the foot of each page, and in the properties of a PDF.
    pub day: Option<Date>,
}

impl Look {
    /// What stands at the foot of each page beside its number: the day in words, if there is one.
    pub fn foot(&self) -> Option<String> {
        let day = self.day?;
        let month = u8::try_from(day.month()).ok().and_then(domain::months::name)?;
        Some(format!("{} {month} {}", day.day(), day.year()))
    }
}

/// A coat of arms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crest {
    /// The picture, a PNG.
    pub png: Vec<u8>,
    /// What it shows, for those who do not see it.
    pub alt: String,
}

/// What stands at the end of a printed document: how its labels are told from its content. It is read, too.
pub const LEGEND: &str = "In grassetto le parole del modulo, in chiaro il contenuto.";

/// Takes the legend out of a document that was read, and notes that it was there.
pub fn take_legend(document: &mut Document) {
    let before = document.blocks.len();
    document.blocks.retain(|block| !is_legend(block));
    document.bold_labels |= document.blocks.len() < before;
}

fn is_legend(block: &Block) -> bool {
    let cells: Vec<&Cell> = match block {
        Block::Paragraph(paragraph) => paragraph.lines.iter().collect(),
        Block::Table(table) => table.rows.iter().flat_map(|row| &row.cells).collect(),
        Block::Rule(_) | Block::Page(_) | Block::Picture(_) => return false,
    };
    let texts: Vec<&str> = cells.iter().map(|cell| cell.text.as_str()).collect();
    !texts.is_empty() && texts.join(" ") == LEGEND
}
