//! The sheet that is being printed: blocks, with texts guarded against being read as labels.

use std::collections::{HashMap, HashSet};

use document::layout::lay_pages;
use document::{Block, Cell, Document, Page, Paragraph, Role, Row, Table};
use domain::{Entity, Place};
use method::Method;

use crate::signs::Signs;

/// A cell to print: the form's own words, content that must not be read as a label, or content after a label.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Text {
    /// The text.
    pub text: String,
    /// So many of its first bytes are the form's own words.
    own: usize,
}

impl Text {
    /// A printed label.
    pub fn label(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { own: text.len(), text }
    }

    /// A value.
    pub fn value(text: impl Into<String>) -> Self {
        Self { text: text.into(), own: 0 }
    }

    /// A printed label with its value in the same cell.
    pub fn labelled(label: &str, value: &str) -> Self {
        Self { text: format!("{label} {value}"), own: label.len() }
    }

    /// Content whose beginning says what it is: the first word is the form's own.
    pub fn signed(text: String) -> Self {
        let own = text.find(char::is_whitespace).unwrap_or(text.len());
        Self { text, own }
    }

    /// A blank cell.
    pub fn blank() -> Self {
        Self::default()
    }
}

/// What a heading is about, as its level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// The document, a section of it, or its annex.
    Section = 2,
    /// A unit, or a node of the strategic tree.
    Group = 3,
    /// A form.
    Form = 4,
}

/// The sheet.
pub struct Sheet<'m> {
    /// The method.
    pub method: &'m Method,
    signs: Signs<'m>,
    blocks: Vec<Block>,
    /// The last table takes more rows.
    open: bool,
    placed: HashSet<(usize, &'static str, String)>,
    whole: HashSet<usize>,
    tree_from_links: bool,
    units_from_objectives: bool,
    /// The summaries inside records: numbers in the list of the plan, by the address of the record.
    pub totals: HashMap<usize, Vec<usize>>,
    /// So many summaries of the plan, from the first, are printed.
    pub totals_done: usize,
    /// Items that several tables could print: the address of the table that does, by that of the item.
    pub assigned: HashMap<usize, usize>,
}

impl<'m> Sheet<'m> {
    /// An empty sheet.
    pub fn new(method: &'m Method) -> Self {
        Self {
            method,
            signs: Signs::new(method),
            blocks: Vec::new(),
            open: false,
            placed: HashSet::new(),
            whole: HashSet::new(),
            totals: HashMap::new(),
            totals_done: 0,
            assigned: HashMap::new(),
            units_from_objectives: !method.fills("unit"),
            tree_from_links: method.levels.iter().any(|level| !level.register.is_empty()),
        }
    }

    /// Whether the tree follows from the links of the objectives, and so is not printed.
    pub fn tree_from_links(&self) -> bool {
        self.tree_from_links
    }

    /// Whether the units are those that objectives name, and so are not printed apart.
    pub fn units_from_objectives(&self) -> bool {
        self.units_from_objectives
    }

    /// How many blocks it has.
    pub fn len(&self) -> usize {
        self.blocks.len()
    }

    /// Takes the last blocks away.
    pub fn truncate(&mut self, len: usize) {
        self.blocks.truncate(len);
        self.open = false;
    }

    /// The next row begins a new table.
    pub fn gap(&mut self) {
        self.open = false;
    }

    /// A heading.
    pub fn heading(&mut self, level: Level, text: &str) {
        self.push_paragraph(&Text::label(text), Some(level as u8));
    }

    /// A paragraph of one line.
    pub fn paragraph(&mut self, text: &Text) {
        self.push_paragraph(text, None);
    }

    fn push_paragraph(&mut self, text: &Text, heading: Option<u8>) {
        if text.text.is_empty() {
            return;
        }
        let cell = self.cell(text, 1);
        self.blocks.push(Block::Paragraph(Paragraph { heading, lines: vec![cell] }));
        self.open = false;
    }

    /// What follows begins a page with the headings above it, unless it does already.
    pub fn page(&mut self) {
        let is_heading =
            |block: &&Block| matches!(block, Block::Paragraph(Paragraph { heading: Some(_), .. }));
        let headings = self.blocks.iter().rev().take_while(is_heading).count();
        let at = self.blocks.len() - headings;
        if at > 0 && !matches!(self.blocks[at - 1], Block::Page(_)) {
            self.blocks.insert(at, Block::Page(Page::default()));
        }
        self.open = false;
    }

    /// The title of the table below it.
    pub fn title(&mut self, text: String) {
        self.row_of(Role::Title, &[Text::label(text)]);
    }

    /// The names of the columns of a table.
    pub fn header(&mut self, texts: &[Text]) {
        self.row_of(Role::Header, texts);
    }

    /// A row that sums up a table.
    pub fn total(&mut self, texts: &[Text]) {
        self.row_of(Role::Total, texts);
    }

    /// A row of a table.
    pub fn row(&mut self, texts: &[Text]) {
        self.row_of(Role::Item, texts);
    }

    fn row_of(&mut self, role: Role, texts: &[Text]) {
        let cells: Vec<Cell> = texts
            .iter()
            .enumerate()
            .filter(|(_, text)| !text.text.is_empty())
            .map(|(index, text)| self.cell(text, u16::try_from(index + 1).unwrap_or(u16::MAX)))
            .collect();
        let width = u16::try_from(texts.len()).unwrap_or(u16::MAX).max(2);
        self.push_row(Row { line: 0, width, role, cells });
    }

    /// A row of a table that is only text.
    pub fn prose_row(&mut self, cells: Vec<(u16, String)>) {
        let width = cells.iter().map(|(column, _)| *column).max().unwrap_or(1).max(2);
        let cells = cells.into_iter().map(|(column, text)| self.cell(&Text::value(text), column)).collect();
        self.push_row(Row { line: 0, width, role: Role::Item, cells });
    }

    fn push_row(&mut self, row: Row) {
        if row.cells.is_empty() {
            return;
        }
        if let (Some(Block::Table(table)), true) = (self.blocks.last_mut(), self.open) {
            table.rows.push(row);
            return;
        }
        self.blocks.push(Block::Table(Table { rows: vec![row] }));
        self.open = true;
    }

    fn cell(&self, text: &Text, column: u16) -> Cell {
        let literal = text.own == 0 && self.signs.stand_in(&text.text);
        let own = domain::text::normal(text.text.get(..text.own).unwrap_or_default()).len();
        let emphasis: Vec<_> = (own > 0).then_some(0..own).into_iter().collect();
        let text = domain::text::normal(&text.text).into_owned();
        Cell { place: Place::new(0, column), text, emphasis, literal, ..Cell::default() }
    }

    /// Whether a text would be read as a label, a heading or a note.
    pub fn looks_like_label(&self, text: &str) -> bool {
        self.signs.stand_in(text)
    }

    /// Notes that a field of an entity has its place on the sheet.
    pub fn placed(&mut self, entity: &dyn Entity, field: &'static str, key: Option<&str>) {
        self.placed.insert((address(entity), field, key.unwrap_or_default().to_owned()));
    }

    /// Notes that an entity is on the sheet with all it holds.
    pub fn place(&mut self, entity: &dyn Entity) {
        self.whole.insert(address(entity));
    }

    /// Whether a field of an entity has its place on the sheet.
    pub fn is_placed(&self, entity: &dyn Entity, field: &'static str, key: Option<&str>) -> bool {
        let address = address(entity);
        self.whole.contains(&address)
            || self.placed.contains(&(address, field, String::new()))
            || self.placed.contains(&(address, field, key.unwrap_or_default().to_owned()))
    }

    /// The document.
    pub fn into_document(mut self, name: &str) -> Document {
        lay_pages(&mut self.blocks, UPRIGHT);
        Document { name: name.to_owned(), blocks: self.blocks, bold_labels: true }
    }
}

/// The most columns that stand side by side on an upright page.
const UPRIGHT: u16 = 12;

/// Entities are told apart by where they stand in memory: the plan does not change while it prints.
pub fn address(entity: &dyn Entity) -> usize {
    std::ptr::from_ref(entity).cast::<()>().addr()
}
