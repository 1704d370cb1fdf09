//! A workbook as another program would change it: texts and places of cells, nothing else.

use std::collections::BTreeMap;

use formats::Limits;
use rust_xlsxwriter::{Format, Workbook};

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Held {
    Text(String),
    /// A number in a format.
    Number(f64, &'static str),
}

/// A sheet: its cells by row and column, from 1.
pub type Cells = BTreeMap<(u32, u16), Held>;

#[derive(Clone)]
pub struct Book(Vec<(String, Cells)>);

impl Book {
    pub fn open(bytes: &[u8]) -> Self {
        let sheets = formats::xlsx::sheets(bytes, &Limits::default()).unwrap();
        let cells = |sheet: &formats::xlsx::SheetCells| {
            sheet.cells.iter().map(|cell| ((cell.row, cell.column), Held::Text(cell.text()))).collect()
        };
        Self(sheets.iter().map(|sheet| (sheet.name.clone(), cells(sheet))).collect())
    }

    pub fn save(&self) -> Vec<u8> {
        let mut workbook = Workbook::new();
        for (name, cells) in &self.0 {
            let sheet = workbook.add_worksheet();
            sheet.set_name(name).unwrap();
            for ((row, column), held) in cells {
                let (row, column) = (row - 1, column - 1);
                match held {
                    Held::Text(text) => _ = sheet.write_string(row, column, text).unwrap(),
                    Held::Number(number, code) => {
                        let look = Format::new().set_num_format(*code);
                        sheet.write_number_with_format(row, column, *number, &look).unwrap();
                    }
                }
            }
        }
        workbook.save_to_buffer().unwrap()
    }

    pub fn names(&self) -> Vec<&str> {
        self.0.iter().map(|(name, _)| name.as_str()).collect()
    }

    pub fn cells(&mut self, sheet: &str) -> &mut Cells {
        &mut self.0.iter_mut().find(|(name, _)| name == sheet).unwrap().1
    }

    pub fn drop_sheet(&mut self, sheet: &str) {
        self.0.retain(|(name, _)| name != sheet);
    }

    pub fn rename(&mut self, sheet: &str, name: &str) {
        self.0.iter_mut().find(|(known, _)| known == sheet).unwrap().0 = name.into();
    }

    /// The text of a cell.
    pub fn text(&self, sheet: &str, row: u32, column: u16) -> &str {
        let cells = &self.0.iter().find(|(name, _)| name == sheet).unwrap().1;
        match cells.get(&(row, column)) {
            Some(Held::Text(text)) => text,
            _ => "",
        }
    }

    /// The row of an item.
    pub fn row(&self, sheet: &str, item: &str) -> u32 {
        (1..500).find(|row| self.text(sheet, *row, 1) == item).unwrap()
    }

    /// The column under a header.
    pub fn column(&self, sheet: &str, header: &str) -> u16 {
        (1..60).find(|column| self.text(sheet, HEADER, *column) == header).unwrap()
    }

    /// The first blank row of an objective, or of none.
    pub fn blank(&self, sheet: &str, objective: &str) -> u32 {
        let blank = |row: &u32| {
            let of = self.text(sheet, *row, 2) == objective;
            of && self.text(sheet, *row, 1).is_empty() && self.text(sheet, *row, 3).is_empty()
        };
        (HEADER + 1..500).find(blank).unwrap()
    }

    pub fn put(&mut self, sheet: &str, row: u32, header: &str, text: &str) {
        let column = self.column(sheet, header);
        if text.is_empty() {
            self.cells(sheet).remove(&(row, column));
        } else {
            self.cells(sheet).insert((row, column), Held::Text(text.to_owned()));
        }
    }

    /// Types a text into the cell of an item.
    pub fn set(&mut self, sheet: &str, item: &str, header: &str, text: &str) {
        self.put(sheet, self.row(sheet, item), header, text);
    }

    pub fn set_number(&mut self, sheet: &str, item: &str, header: &str, number: f64, code: &'static str) {
        let at = (self.row(sheet, item), self.column(sheet, header));
        self.cells(sheet).insert(at, Held::Number(number, code));
    }

    /// Writes a new row into a blank one.
    pub fn add(&mut self, sheet: &str, objective: &str, kind: &str, cells: &[(&str, &str)]) -> u32 {
        let row = self.blank(sheet, objective);
        self.cells(sheet).insert((row, 3), Held::Text(kind.to_owned()));
        for (header, text) in cells {
            self.put(sheet, row, header, text);
        }
        row
    }

    /// Deletes the whole row of an item: what is below moves up.
    pub fn delete(&mut self, sheet: &str, item: &str) {
        let gone = self.row(sheet, item);
        let cells = self.cells(sheet);
        let old = std::mem::take(cells);
        let left = old.into_iter().filter(|((row, _), _)| *row != gone);
        *cells = left
            .map(|((row, column), held)| ((if row > gone { row - 1 } else { row }, column), held))
            .collect();
    }

    /// Turns the rows below the headers upside down and the columns around.
    pub fn shuffle(&mut self, sheet: &str) {
        let cells = self.cells(sheet);
        let last = cells.keys().map(|(row, _)| *row).max().unwrap();
        let widest = cells.keys().map(|(_, column)| *column).max().unwrap();
        let old = std::mem::take(cells);
        let moved = old.into_iter().map(|((row, column), held)| {
            let row = if row > HEADER { last + HEADER + 1 - row } else { row };
            ((row, widest + 1 - column), held)
        });
        *cells = moved.collect();
    }
}

/// The row of the headers.
pub const HEADER: u32 = 4;
