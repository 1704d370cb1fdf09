//! The sheet that is being printed: blocks, with texts guarded against being read as labels.

use std::collections::{HashMap, HashSet};

use document::{Block, Cell, Document, Paragraph, Row, Table};
use domain::{Entity, Place};
use method::words::words;
use method::{BlockKind, Method, Template};

use crate::read::labels::{Labels, Spot, Use};

/// A cell to print: its text, and whether it is content that must not be read as a label.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Text {
    /// The text.
    pub text: String,
    /// It is content.
    pub content: bool,
}

impl Text {
    /// A printed label.
    pub fn label(text: impl Into<String>) -> Self {
        Self { text: text.into(), content: false }
    }

    /// A value.
    pub fn value(text: impl Into<String>) -> Self {
        Self { text: text.into(), content: true }
    }

    /// A blank cell.
    pub fn blank() -> Self {
        Self::default()
    }
}

/// The sheet.
pub struct Sheet<'m> {
    /// The method.
    pub method: &'m Method,
    labels: Labels<'m>,
    /// Texts of rows that sum up others.
    sums: Vec<&'m Template>,
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
            labels: Labels::new(method),
            sums: sums(method),
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
    pub fn heading(&mut self, text: &str) {
        self.push_paragraph(text, Some(2), false);
    }

    /// A paragraph of one line.
    pub fn paragraph(&mut self, text: &str, content: bool) {
        self.push_paragraph(text, None, content);
    }

    fn push_paragraph(&mut self, text: &str, heading: Option<u8>, content: bool) {
        if text.is_empty() {
            return;
        }
        let cell = self.cell(&Text { text: text.to_owned(), content }, 1);
        self.blocks.push(Block::Paragraph(Paragraph { heading, lines: vec![cell] }));
        self.open = false;
    }

    /// A row of a table.
    pub fn row(&mut self, texts: &[Text]) {
        let cells: Vec<Cell> = texts
            .iter()
            .enumerate()
            .filter(|(_, text)| !text.text.is_empty())
            .map(|(index, text)| self.cell(text, u16::try_from(index + 1).unwrap_or(u16::MAX)))
            .collect();
        let width = u16::try_from(texts.len()).unwrap_or(u16::MAX).max(2);
        self.push_row(Row { line: 0, width, cells });
    }

    /// A row of a table that is only text.
    pub fn prose_row(&mut self, cells: Vec<(u16, String)>) {
        let width = cells.iter().map(|(column, _)| *column).max().unwrap_or(1).max(2);
        let cells = cells.into_iter().map(|(column, text)| self.cell(&Text::value(text), column)).collect();
        self.push_row(Row { line: 0, width, cells });
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
        let literal = text.content && self.looks_like_label(&text.text);
        let text = domain::text::normal(&text.text).into_owned();
        Cell { place: Place::new(0, column), text, literal, ..Cell::default() }
    }

    /// Whether a text would be read as a label, a heading or a note.
    pub fn looks_like_label(&self, text: &str) -> bool {
        let words = words(text);
        self.labels.is_sign(text)
            || text.starts_with(super::NOTE)
            || text.starts_with(super::TORN)
            || self.labels.stand_inside(text)
            || self.labels.begins_item(text, &words, None)
            || self.sums.iter().any(|sum| sum.matches(text, &words, 0, true).is_some())
            || (!is_number(text) && self.labels.spots(text, &words, 0, &|_| true).iter().any(is_read))
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
    pub fn into_document(self, name: &str) -> Document {
        Document { name: name.to_owned(), blocks: self.blocks }
    }
}

fn sums(method: &Method) -> Vec<&Template> {
    let totals = method.blocks().filter_map(|block| match &block.kind {
        BlockKind::Table(table) => Some(&table.totals),
        _ => None,
    });
    totals.flatten().collect()
}

/// Whether a label at the beginning of a text is read as one: most must be the whole of it.
fn is_read(spot: &Spot<'_>) -> bool {
    spot.whole || matches!(spot.label.of, Use::Pair(..) | Use::Second(_))
}

/// A number alone is no label, even where columns are numbered.
fn is_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Entities are told apart by where they stand in memory: the plan does not change while it prints.
pub fn address(entity: &dyn Entity) -> usize {
    std::ptr::from_ref(entity).cast::<()>().addr()
}
