//! Rows of tables as they can be compared.

use std::collections::HashMap;

use document::{Block, Cell, Document};

/// How often each row occurs: the texts of its cells, without spaces and blank cells.
pub type Rows = HashMap<Vec<String>, usize>;

/// A text without spaces: programs part and join lines in their own ways.
fn bare(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace() && *character != '\u{ad}').collect()
}

/// Rows from the texts of their cells; rows without text are none.
pub fn counted(rows: impl Iterator<Item = Vec<String>>) -> Rows {
    let mut counted = Rows::new();
    for row in rows {
        let row: Vec<String> = row.iter().map(|text| bare(text)).filter(|text| !text.is_empty()).collect();
        if !row.is_empty() {
            *counted.entry(row).or_default() += 1;
        }
    }
    counted
}

/// The rows of the tables of a document.
pub fn of(document: &Document) -> Rows {
    let tables = document.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    counted(tables.flat_map(|table| &table.rows).map(|row| row.cells.iter().map(whole).collect()))
}

/// The text of a cell with those of the tables inside it.
fn whole(cell: &Cell) -> String {
    let inside = cell.nested.iter().flat_map(|table| &table.rows).flat_map(|row| &row.cells);
    std::iter::once(cell.text.clone()).chain(inside.map(whole)).collect::<Vec<_>>().join(" ")
}

/// How many rows both have.
pub fn shared(one: &Rows, other: &Rows) -> usize {
    one.iter().map(|(row, count)| other.get(row).map_or(0, |found| (*count).min(*found))).sum()
}
