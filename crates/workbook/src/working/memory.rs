//! The hidden sheet: what the plan held when the spreadsheet was written.

use std::collections::HashMap;

use domain::Plan;
use domain::content::content;
use formats::xlsx::SheetCells;
use rust_xlsxwriter::{Workbook, Worksheet};

use super::Purpose;
use super::item::Item;
use crate::NotWritten;

/// The name of the sheet.
pub const SHEET: &str = "_traguardo";
/// Name and version of the layout, in its first cell.
const LAYOUT: &str = "traguardo-foglio/1";

/// Where the lists to choose from begin: beside everything else.
const LISTS: u16 = 10;

/// What the plan held when the spreadsheet was written.
#[derive(Clone, Debug)]
pub struct Memory {
    pub purpose: Purpose,
    /// SHA-256 of the content of the plan.
    pub digest: String,
    /// The sheets, with the unit of each.
    pub sheets: Vec<Home>,
    /// The headers of the columns that were there to fill in.
    pub headers: Vec<String>,
    /// The items, in their order.
    pub items: Vec<Remembered>,
}

/// A sheet, and the unit that it was written for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home {
    pub sheet: String,
    pub unit: String,
}

/// An item as it was.
#[derive(Clone, Debug)]
pub struct Remembered {
    pub item: Item,
    /// Its sheet, by its place among the sheets.
    pub home: usize,
    /// What it stood within, its code and its title.
    pub known: [String; 3],
    /// What its cells held, by their headers; none for one that was too long to be filled in.
    pub values: HashMap<String, Option<String>>,
}

/// The SHA-256 of the content of a plan.
pub fn digest(plan: &Plan) -> String {
    appraisal::canonical::digest(&content(plan))
}

impl Memory {
    /// Writes the sheet, with lists to choose from beside it; gives the ranges of the lists.
    ///
    /// # Errors
    /// When it is larger than the format allows.
    pub fn write(&self, workbook: &mut Workbook, lists: &[Vec<String>]) -> Result<(), NotWritten> {
        let sheet = workbook.add_worksheet();
        sheet.set_name(SHEET)?.set_very_hidden(true);
        let mut lines = Lines { sheet, row: 0 };
        lines.put(&[LAYOUT, self.purpose.name(), &self.digest])?;
        for home in &self.sheets {
            lines.put(&["foglio", &home.sheet, &home.unit])?;
        }
        for header in &self.headers {
            lines.put(&["colonna", header])?;
        }
        for remembered in &self.items {
            let [within, code, title] = &remembered.known;
            let home = (remembered.home + 1).to_string();
            lines.put(&["voce", &remembered.item.id(), &home, within, code, &beginning(title)])?;
            // The order of the columns keeps the file the same for the same plan.
            for header in &self.headers {
                match remembered.values.get(header) {
                    Some(Some(text)) if !text.is_empty() => lines.put(&["cella", header, text])?,
                    Some(None) => lines.put(&["lunga", header])?,
                    _ => {}
                }
            }
        }
        for (list, column) in lists.iter().zip(LISTS..) {
            for (choice, row) in list.iter().zip(0..) {
                lines.sheet.write_string(row, column, choice)?;
            }
        }
        lines.sheet.protect();
        Ok(())
    }

    /// The memory that a sheet is, when it is one.
    pub fn read(sheet: &SheetCells) -> Option<Self> {
        let mut rows = rows(sheet).into_iter();
        let first = rows.next()?;
        let cell = |row: &[String], at: usize| row.get(at).cloned().unwrap_or_default();
        if cell(&first, 0) != LAYOUT {
            return None;
        }
        let purpose = Purpose::named(&cell(&first, 1))?;
        let (sheets, headers, items) = (Vec::new(), Vec::new(), Vec::new());
        let mut memory = Self { purpose, digest: cell(&first, 2), sheets, headers, items };
        for row in rows {
            match row.first().map(String::as_str) {
                Some("foglio") => memory.sheets.push(Home { sheet: cell(&row, 1), unit: cell(&row, 2) }),
                Some("colonna") => memory.headers.push(cell(&row, 1)),
                Some("voce") => memory.items.extend(remembered(&row)),
                Some("cella") => memory.hold(&cell(&row, 1), Some(cell(&row, 2))),
                Some("lunga") => memory.hold(&cell(&row, 1), None),
                _ => {}
            }
        }
        Some(memory)
    }

    fn hold(&mut self, header: &str, value: Option<String>) {
        if let Some(last) = self.items.last_mut() {
            last.values.insert(header.to_owned(), value);
        }
    }
}

/// The formula that gives a list to choose from, by its place among the lists.
pub fn list_range(place: usize, length: usize) -> Option<String> {
    let column = LISTS.checked_add(u16::try_from(place).ok()?)?;
    let name = rust_xlsxwriter::utility::column_number_to_name(column);
    (length > 0).then(|| format!("='{SHEET}'!${name}$1:${name}${length}"))
}

/// Enough of a title to know it by.
fn beginning(title: &str) -> String {
    const LONGEST: usize = 2_000;
    title.chars().take(LONGEST).collect()
}

struct Lines<'w> {
    sheet: &'w mut Worksheet,
    row: u32,
}

impl Lines<'_> {
    fn put(&mut self, cells: &[&str]) -> Result<(), NotWritten> {
        for (text, column) in cells.iter().zip(0..) {
            if !text.is_empty() {
                self.sheet.write_string(self.row, column, *text)?;
            }
        }
        self.row += 1;
        Ok(())
    }
}

/// The rows of a sheet, without the lists beside them.
fn rows(sheet: &SheetCells) -> Vec<Vec<String>> {
    let mut rows: Vec<(u32, Vec<String>)> = Vec::new();
    for cell in sheet.cells.iter().filter(|cell| cell.column <= LISTS) {
        if rows.last().is_none_or(|(row, _)| *row != cell.row) {
            rows.push((cell.row, Vec::new()));
        }
        if let Some((_, texts)) = rows.last_mut() {
            texts.resize(usize::from(cell.column.saturating_sub(1)).max(texts.len()), String::new());
            texts.push(cell.text());
        }
    }
    rows.into_iter().map(|(_, texts)| texts).collect()
}

fn remembered(row: &[String]) -> Option<Remembered> {
    let cell = |at: usize| row.get(at).cloned().unwrap_or_default();
    let home = cell(2).parse::<usize>().ok()?.checked_sub(1)?;
    let known = [cell(3), cell(4), cell(5)];
    Some(Remembered { item: Item::named(&cell(1))?, home, known, values: HashMap::new() })
}
