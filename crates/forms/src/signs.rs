//! Which texts would be read as the form's own words, and how content is kept apart from them.

use std::borrow::Cow;

use document::{Block, Cell, Document, UnreadPages};
use method::words::words;
use method::{BlockKind, Method, Template};

use crate::read::labels::{Labels, Spot, Use};

/// What a form says of its own: labels, headings, notes, the names of sums.
pub struct Signs<'m> {
    labels: Labels<'m>,
    /// Texts of rows that sum up others.
    sums: Vec<&'m Template>,
}

impl<'m> Signs<'m> {
    /// The signs of the forms of a body.
    pub fn new(method: &'m Method) -> Self {
        let totals = method.blocks().filter_map(|block| match &block.kind {
            BlockKind::Table(table) => Some(&table.totals),
            _ => None,
        });
        Self { labels: Labels::new(method), sums: totals.flatten().collect() }
    }

    /// The labels among them.
    pub fn into_labels(self) -> Labels<'m> {
        self.labels
    }

    /// Whether a text would be read as a label, a heading or a note.
    pub fn stand_in(&self, text: &str) -> bool {
        let words = words(text);
        self.labels.is_sign(text)
            || text.starts_with(crate::print::NOTE)
            || text.starts_with(crate::print::TORN)
            || UnreadPages::of(text).is_some()
            || self.labels.stand_inside(text)
            || self.labels.begins_item(text, &words, None)
            || self.sums.iter().any(|sum| sum.matches(text, &words, 0, true).is_some())
            || (!is_number(text) && self.labels.spots(text, &words, 0, &|_| true).iter().any(is_read))
    }

    /// Documents as they are read: where labels are in bold, content that looks like a label is marked as content.
    pub fn guarded<'d>(&self, documents: &'d [Document]) -> Cow<'d, [Document]> {
        if !documents.iter().any(|document| document.bold_labels) {
            return Cow::Borrowed(documents);
        }
        documents.iter().map(|document| self.guarded_one(document.clone())).collect()
    }

    fn guarded_one(&self, mut document: Document) -> Document {
        if !document.bold_labels {
            return document;
        }
        for block in &mut document.blocks {
            match block {
                Block::Paragraph(paragraph) if paragraph.heading.is_none() => {
                    paragraph.lines.iter_mut().for_each(|line| self.guard(line));
                }
                Block::Table(table) => {
                    table.rows.iter_mut().flat_map(|row| &mut row.cells).for_each(|cell| self.guard(cell));
                }
                Block::Paragraph(_) | Block::Rule(_) | Block::Page(_) | Block::Picture(_) => {}
            }
        }
        document
    }

    fn guard(&self, cell: &mut Cell) {
        let bold = cell.emphasis.first().is_some_and(|range| range.start == 0);
        cell.literal |= !bold && self.stand_in(&cell.text);
    }
}

/// A label at the beginning of a text is read as one if it is the whole of it, or may have its value behind it.
fn is_read(spot: &Spot<'_>) -> bool {
    spot.whole || matches!(spot.label.of, Use::Pair(..) | Use::Second(_))
}

/// A number alone is no label, even where columns are numbered.
fn is_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}
