//! A document that is being laid out: the one builder of all of them.

use document::layout::lay_pages;
use document::picture::Picture;
use document::{Block, Cell, Document, Page, Paragraph, Role, Row, Table};
use domain::Place;
use domain::text::normal;

/// What a person fills in by hand.
pub const BLANK: &str = "____";

/// The most columns that stand side by side on an upright page.
const UPRIGHT: u16 = 6;

/// A text of a document.
#[derive(Clone, Debug)]
pub enum Text {
    /// The document's own words, in bold.
    Own(String),
    /// What the plan holds, or what was computed from it.
    Value(String),
}

/// A text of the plan, or a figure.
pub fn value(text: impl Into<String>) -> Text {
    Text::Value(text.into())
}

/// The document's own words.
pub fn own(text: impl Into<String>) -> Text {
    Text::Own(text.into())
}

/// A document that is being laid out.
#[derive(Debug, Default)]
pub struct Paper {
    blocks: Vec<Block>,
    /// The last table takes more rows.
    open: bool,
}

impl Paper {
    /// A document with its title.
    pub fn titled(title: &str) -> Self {
        let mut paper = Self::default();
        paper.heading(1, title);
        paper
    }

    /// A heading, from 1 (the title) to 6.
    pub fn heading(&mut self, level: u8, text: &str) {
        self.paragraph(Some(level), vec![cell(&own(text), 1)]);
    }

    /// A sentence of the document.
    pub fn say(&mut self, text: impl Into<String>) {
        self.paragraph(None, vec![cell(&value(text), 1)]);
    }

    /// A word of the document that stands by itself: *DELIBERA*.
    pub fn call(&mut self, text: &str) {
        self.paragraph(None, vec![cell(&own(text), 1)]);
    }

    /// A label with its value; nothing when there is none.
    pub fn fact(&mut self, label: &str, text: &str) {
        if !text.is_empty() {
            self.paragraph(None, vec![labelled(label, text)]);
        }
    }

    /// A label with its value, or with a blank to fill in.
    pub fn blank_fact(&mut self, label: &str, text: &str) {
        self.fact(label, if text.is_empty() { BLANK } else { text });
    }

    /// Pictures of what the rows that follow say.
    pub fn pictures(&mut self, pictures: Vec<Picture>) {
        self.open = false;
        self.blocks.extend(pictures.into_iter().map(Block::Picture));
    }

    /// What follows begins a page.
    pub fn page(&mut self) {
        self.blocks.push(Block::Page(Page::default()));
        self.open = false;
    }

    /// The next row begins a new table.
    pub fn gap(&mut self) {
        self.open = false;
    }

    /// The title of the rows below it.
    pub fn caption(&mut self, text: &str) {
        self.push(Role::Title, vec![cell(&own(text), 1)], 2);
    }

    /// The names of the columns of a new table.
    pub fn header(&mut self, names: &[&str]) {
        self.row_of(Role::Header, &names.iter().map(|name| own(*name)).collect::<Vec<_>>());
    }

    /// A row of a table.
    pub fn row(&mut self, texts: &[Text]) {
        self.row_of(Role::Item, texts);
    }

    /// A row of values.
    pub fn values<T: AsRef<str>>(&mut self, texts: &[T]) {
        self.row(&texts.iter().map(|text| value(text.as_ref())).collect::<Vec<_>>());
    }

    /// A row that sums up those above; its first text is its label.
    pub fn total<T: AsRef<str>>(&mut self, texts: &[T]) {
        let texts = texts.iter().enumerate().map(|(at, text)| {
            let text = text.as_ref();
            if at == 0 { own(text) } else { value(text) }
        });
        self.row_of(Role::Total, &texts.collect::<Vec<_>>());
    }

    /// The document.
    pub fn finish(mut self, name: &str) -> Document {
        lay_pages(&mut self.blocks, UPRIGHT);
        Document { name: name.to_owned(), blocks: self.blocks, bold_labels: false }
    }

    fn paragraph(&mut self, heading: Option<u8>, lines: Vec<Cell>) {
        self.open = false;
        if lines.iter().any(|line| !line.text.is_empty()) {
            self.blocks.push(Block::Paragraph(Paragraph { heading, lines }));
        }
    }

    fn row_of(&mut self, role: Role, texts: &[Text]) {
        let width = u16::try_from(texts.len()).unwrap_or(u16::MAX).max(2);
        let cells = (1..).zip(texts).map(|(column, text)| cell(text, column));
        self.push(role, cells.filter(|cell| !cell.text.is_empty()).collect(), width);
    }

    fn push(&mut self, role: Role, cells: Vec<Cell>, width: u16) {
        if cells.is_empty() {
            return;
        }
        let row = Row { line: 0, width, role, cells };
        match self.blocks.last_mut() {
            Some(Block::Table(table)) if self.open => table.rows.push(row),
            _ => self.blocks.push(Block::Table(Table { rows: vec![row] })),
        }
        self.open = true;
    }
}

fn cell(text: &Text, column: u16) -> Cell {
    let (text, is_own) = match text {
        Text::Own(text) => (normal(text).into_owned(), true),
        Text::Value(text) => (normal(text).into_owned(), false),
    };
    let emphasis: Vec<_> = (is_own && !text.is_empty()).then_some(0..text.len()).into_iter().collect();
    Cell { place: Place::new(0, column), text, emphasis, ..Cell::default() }
}

fn labelled(label: &str, text: &str) -> Cell {
    let label = normal(label).into_owned();
    let text = normal(&format!("{label}: {text}")).into_owned();
    let end = (label.len() + 1).min(text.len());
    let emphasis: Vec<_> = std::iter::once(0..end).collect();
    Cell { place: Place::new(0, 1), text, emphasis, ..Cell::default() }
}
