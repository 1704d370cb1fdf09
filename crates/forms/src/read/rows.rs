//! The document as one list of rows: what the aligner walks.

use std::collections::VecDeque;

use document::{Block, Cell, Document, Row, Table};
use domain::Place;
use method::words::{Word, first_words};

/// A cell on its way into the plan.
#[derive(Clone, Debug)]
pub struct Item<'d> {
    /// The cell.
    pub cell: &'d Cell,
    /// Index of the source cell it belongs to; the cells of a nested table share one.
    pub id: usize,
    /// Column of the row, from 1.
    pub column: u16,
    /// Its place, file included.
    pub place: Place,
    /// The words at its beginning, enough to recognise a label.
    pub words: Vec<Word>,
}

impl Item<'_> {
    /// The text of the cell.
    pub fn text(&self) -> &str {
        &self.cell.text
    }
}

/// A row of the document.
#[derive(Clone, Debug)]
pub struct Line<'d> {
    /// Its place: first cell of the line.
    pub place: Place,
    /// Its cells that are not blank.
    pub items: Vec<Item<'d>>,
    /// It is a line of text, not a row of a table.
    pub prose: bool,
    /// It is the first of its block: a blank line, or the beginning, is above it.
    pub first: bool,
    /// It repeats a row of a nested table above it.
    pub copy: bool,
    /// The cells of a rule: no content.
    pub rule: std::ops::Range<usize>,
}

/// All rows of the documents, and the places of all their cells by cell id. Cells are divided into
/// words up to `head`, enough to recognise a label at their beginning.
pub fn lines(documents: &[Document], head: usize) -> (Vec<Line<'_>>, Vec<Place>) {
    let mut flat = Flat { head, lines: Vec::new(), places: Vec::new(), file: 0, nested: VecDeque::new() };
    for (file, document) in documents.iter().enumerate() {
        flat.file = u16::try_from(file).unwrap_or(u16::MAX);
        for block in &document.blocks {
            flat.block(block);
        }
    }
    (flat.lines, flat.places)
}

struct Flat<'d> {
    lines: Vec<Line<'d>>,
    places: Vec<Place>,
    file: u16,
    head: usize,
    /// Texts of the rows of the last nested table: below it they often stand again.
    nested: VecDeque<Vec<String>>,
}

impl<'d> Flat<'d> {
    fn block(&mut self, block: &'d Block) {
        match block {
            Block::Paragraph(paragraph) => {
                for (index, cell) in paragraph.lines.iter().enumerate() {
                    let item = self.item(cell);
                    self.push(item.place, vec![item], true, index == 0);
                }
            }
            Block::Table(table) => self.table(table),
            Block::Page(_) | Block::Picture(_) => {}
            Block::Rule(places) => {
                let Some(first) = places.first().copied() else { return };
                let begin = self.places.len();
                self.places.extend(places.iter().map(|place| Place { file: self.file, ..*place }));
                let place = Place { file: self.file, ..first };
                let rule = begin..self.places.len();
                self.lines.push(Line {
                    place,
                    items: Vec::new(),
                    prose: false,
                    first: true,
                    copy: false,
                    rule,
                });
            }
        }
    }

    fn table(&mut self, table: &'d Table) {
        for (index, row) in table.rows.iter().enumerate() {
            let items: Vec<Item<'d>> = row.cells.iter().map(|cell| self.item(cell)).collect();
            let nested: Vec<(usize, Place, &'d Row)> = items
                .iter()
                .flat_map(|item| nested_rows(item.cell).into_iter().map(|row| (item.id, item.place, row)))
                .collect();
            let place = Place { file: self.file, line: row.line, column: 1 };
            let items: Vec<Item<'d>> = items.into_iter().filter(|item| !item.text().is_empty()).collect();
            let (items, copies) = set_copies_apart(items, &nested);
            let has_copies = !copies.is_empty();
            let copy = !items.is_empty() && self.nested.front() == Some(&texts(&items));
            if copy {
                self.nested.pop_front();
            } else {
                self.nested.clear();
            }
            self.push(place, items, false, index == 0);
            if let Some(line) = self.lines.last_mut().filter(|_| copy) {
                line.copy = true;
            }
            self.push(place, copies, false, false);
            if let Some(line) = self.lines.last_mut().filter(|_| has_copies) {
                line.copy = true;
            }
            for (id, place, row) in nested {
                let items = row.cells.iter().filter(|cell| !cell.text.is_empty());
                let items: Vec<Item<'d>> = items.map(|cell| item(cell, id, place, self.head)).collect();
                self.nested.push_back(texts(&items));
                self.push(place, items, false, false);
            }
        }
    }

    fn item(&mut self, cell: &'d Cell) -> Item<'d> {
        let place = Place { file: self.file, ..cell.place };
        self.places.push(place);
        item(cell, self.places.len() - 1, place, self.head)
    }

    fn push(&mut self, place: Place, items: Vec<Item<'d>>, prose: bool, first: bool) {
        if !items.is_empty() {
            self.lines.push(Line { place, items, prose, first, copy: false, rule: 0..0 });
        }
    }
}

/// The cells of a row that only repeat the cells of a table nested in it.
fn set_copies_apart<'d>(
    items: Vec<Item<'d>>,
    nested: &[(usize, Place, &'d Row)],
) -> (Vec<Item<'d>>, Vec<Item<'d>>) {
    let inside: Vec<&str> =
        nested.iter().flat_map(|(_, _, row)| row.cells.iter().map(|cell| cell.text.as_str())).collect();
    let repeats = |item: &Item<'d>| inside.contains(&item.text());
    let first = items.iter().rposition(|item| !repeats(item)).map_or(0, |last| last + 1);
    let mut items = items;
    let copies = if inside.is_empty() { Vec::new() } else { items.split_off(first) };
    (items, copies)
}

fn texts(items: &[Item<'_>]) -> Vec<String> {
    items.iter().map(|item| item.text().to_owned()).collect()
}

fn item(cell: &Cell, id: usize, place: Place, head: usize) -> Item<'_> {
    let words = first_words(&cell.text, head);
    Item { cell, id, column: cell.place.column, place, words }
}

/// The rows of the tables inside a cell, at any depth, outermost first.
fn nested_rows(cell: &Cell) -> Vec<&Row> {
    let mut rows = Vec::new();
    let mut waiting: Vec<&Table> = cell.nested.iter().rev().collect();
    while let Some(table) = waiting.pop() {
        for row in &table.rows {
            rows.push(row);
            waiting.extend(row.cells.iter().flat_map(|cell| cell.nested.iter()).rev());
        }
    }
    rows
}
