//! The rows of a spreadsheet that came back.

use std::collections::HashSet;

use domain::text::{folded, normal};
use formats::xlsx::SheetCells;

use super::columns::Column;
use super::memory::Memory;
use super::page::{ITEM, PART_OF, ROW};
use super::proposal::{CellPlace, Fault, Note, Proposal};

/// A sheet with rows of items.
pub struct Sheet {
    pub name: String,
    /// The columns that are filled in, with where they stand, from 1.
    pub columns: Vec<(u16, Column)>,
    /// Where the column «Riga» stands.
    pub sort_at: u16,
    /// Where the column «Voce» stands.
    pub item_at: u16,
    pub rows: Vec<Row>,
}

/// A row.
#[derive(Default)]
pub struct Row {
    /// From 1.
    pub number: u32,
    /// What its fixed columns say.
    pub item: String,
    pub part_of: String,
    pub sort: String,
    /// The texts of the columns that are filled in, in their order; blank ones, too.
    pub texts: Vec<String>,
}

impl Sheet {
    /// A cell of it.
    pub fn cell(&self, row: &Row, column: u16) -> CellPlace {
        CellPlace { sheet: self.name.clone(), row: row.number, column }
    }
}

impl Row {
    /// Whether nothing is filled in.
    pub fn is_blank(&self) -> bool {
        self.texts.iter().all(|text| text.trim().is_empty())
    }
}

/// The sheets that have the headers, with their rows. What is wrong with headers is told in the proposal.
pub fn read(book: &[SheetCells], memory: &Memory, proposal: &mut Proposal) -> Vec<Sheet> {
    book.iter().filter_map(|cells| sheet(cells, memory, proposal)).collect()
}

fn sheet(cells: &SheetCells, memory: &Memory, proposal: &mut Proposal) -> Option<Sheet> {
    let header = header_row(cells)?;
    let mut columns: Vec<(u16, Column)> = Vec::new();
    let [mut item_at, mut part_of_at, mut sort_at] = [None; 3];
    let mut met = HashSet::new();
    for cell in cells.cells.iter().filter(|cell| cell.row == header) {
        let text = normal(&cell.text()).into_owned();
        let own = match folded(&text) {
            name if name == folded(ITEM) => &mut item_at,
            name if name == folded(PART_OF) => &mut part_of_at,
            name if name == folded(ROW) => &mut sort_at,
            _ => {
                let at = CellPlace { sheet: cells.name.clone(), row: header, column: cell.column };
                let Some(column) = Column::named(&text) else { continue };
                let name = column.header();
                if !memory.headers.contains(&name) {
                    continue;
                }
                if met.insert(name) {
                    columns.push((cell.column, column));
                } else {
                    let what = format!("la colonna «{text}» c'è due volte: togli quella che non serve");
                    proposal.faults.push(Fault { at, what, doubtful: false });
                }
                continue;
            }
        };
        own.get_or_insert(cell.column);
    }
    for missing in memory.headers.iter().filter(|header| !met.contains(*header)) {
        let what =
            format!("foglio «{}»: la colonna «{missing}» non c'è più e non è stata confrontata", cells.name);
        proposal.notes.push(Note { at: None, what });
    }
    let (item_at, sort_at) = (item_at?, sort_at?);
    let mut sheet = Sheet { name: cells.name.clone(), columns, sort_at, item_at, rows: Vec::new() };
    fill(&mut sheet, cells, header, part_of_at);
    Some(sheet)
}

/// The first row that has the headers of every sheet; sorting and inserting rows may have moved it.
fn header_row(cells: &SheetCells) -> Option<u32> {
    let [item, sort] = [ITEM, ROW].map(folded);
    let with = |wanted: &str| -> HashSet<u32> {
        let fits = cells.cells.iter().filter(|cell| folded(&cell.text()) == wanted);
        fits.map(|cell| cell.row).collect()
    };
    with(&item).intersection(&with(&sort)).min().copied()
}

fn fill(sheet: &mut Sheet, cells: &SheetCells, header: u32, part_of_at: Option<u16>) {
    let mut columns = vec![None; usize::from(u16::MAX) + 1];
    for (place, (at, _)) in sheet.columns.iter().enumerate() {
        if let Some(slot) = columns.get_mut(usize::from(*at)) {
            *slot = Some(place);
        }
    }
    for cell in cells.cells.iter().filter(|cell| cell.row > header) {
        if sheet.rows.last().is_none_or(|row| row.number != cell.row) {
            let texts = vec![String::new(); sheet.columns.len()];
            sheet.rows.push(Row { number: cell.row, texts, ..Row::default() });
        }
        let Some(row) = sheet.rows.last_mut() else { continue };
        let text = cell.text();
        if cell.column == sheet.item_at {
            row.item = normal(&text).into_owned();
        } else if cell.column == sheet.sort_at {
            row.sort = normal(&text).into_owned();
        } else if Some(cell.column) == part_of_at {
            row.part_of = normal(&text).into_owned();
        } else if let Some(place) = columns.get(usize::from(cell.column)).copied().flatten()
            && let Some(own) = row.texts.get_mut(place)
        {
            *own = text;
        }
    }
}
