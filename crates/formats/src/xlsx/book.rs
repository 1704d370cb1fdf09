//! A workbook: its sheets, their cells, and what these show.

use std::borrow::Cow;
use std::collections::HashMap;
use std::rc::Rc;

use super::numbers::shown;
use super::styles::Styles;
use crate::archive::Archive;
use crate::story::{Budget, Run};
use crate::xml::{Tag, Xml};
use crate::{Limits, Unreadable};

/// A sheet.
#[derive(Clone, Debug, Default)]
pub struct SheetCells {
    /// Its name.
    pub name: String,
    /// It is shown to the one who opens the workbook.
    pub visible: bool,
    /// Its cells that are not blank, row by row.
    pub cells: Vec<SheetCell>,
    /// Cells that are merged over columns.
    pub merged: Vec<Merged>,
}

/// A cell as it shows itself.
#[derive(Clone, Debug, PartialEq)]
pub struct SheetCell {
    /// Its row, from 1.
    pub row: u32,
    /// Its column, from 1.
    pub column: u16,
    /// Its text, in stretches that are bold or not; cells share it.
    runs: Rc<[Run]>,
    /// The look of the cell is bold.
    bold: bool,
}

impl SheetCell {
    /// The stretches of its text, each with whether it is bold: by itself, or by the look of the cell.
    pub(crate) fn stretches(&self) -> impl Iterator<Item = (&str, bool)> {
        self.runs.iter().map(|run| (run.text.as_str(), run.bold || self.bold))
    }

    /// Its text.
    pub fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}

/// Columns of a row that are one cell, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merged {
    /// The first row.
    pub row: u32,
    /// The first column.
    pub first: u16,
    /// The last column.
    pub last: u16,
}

/// Reads all sheets of a workbook, hidden ones too.
///
/// # Errors
/// When the file is broken, locked or too much for the limits.
pub fn sheets(bytes: &[u8], limits: &Limits) -> Result<Vec<SheetCells>, Unreadable> {
    let mut archive = Archive::open(bytes, limits)?;
    let book = archive.required("xl/workbook.xml")?;
    let relations = archive.part("xl/_rels/workbook.xml.rels")?.unwrap_or_default();
    let targets = targets(&relations, limits)?;
    let strings = archive.part("xl/sharedStrings.xml")?;
    let strings = strings.map_or_else(|| Ok(Vec::new()), |bytes| strings_of(&bytes, limits))?;
    let styles = archive.part("xl/styles.xml")?;
    let styles = styles.map_or_else(|| Ok(Styles::default()), |bytes| Styles::read(&bytes, limits))?;
    let (entries, since_1904) = entries(&book, limits)?;
    let mut budget = Budget::new(limits);
    let mut sheets = Vec::new();
    for entry in entries {
        let Some(path) = targets.get(&entry.id) else { continue };
        let Some(part) = archive.part(path)? else { continue };
        let mut reader = Reader {
            xml: Xml::new(&part, "foglio", limits),
            strings: &strings,
            styles: &styles,
            since_1904,
            budget: &mut budget,
            sheet: SheetCells { name: entry.name, visible: entry.visible, ..SheetCells::default() },
            row: 0,
            column: 0,
        };
        reader.run()?;
        sheets.push(reader.sheet);
    }
    Ok(sheets)
}

struct Entry {
    name: String,
    id: String,
    visible: bool,
}

/// The sheets a workbook lists, and whether its dates count from 1904.
fn entries(book: &[u8], limits: &Limits) -> Result<(Vec<Entry>, bool), Unreadable> {
    let mut xml = Xml::new(book, "xl/workbook.xml", limits);
    let (mut entries, mut since_1904) = (Vec::new(), false);
    while let Some(tag) = xml.next_tag()? {
        match tag.local() {
            "workbookPr" => {
                since_1904 = matches!(tag.get("date1904").as_deref(), Some("1" | "true"));
            }
            "sheet" => entries.push(Entry {
                name: tag.get("name").unwrap_or_default(),
                id: tag.get("r:id").or_else(|| tag.get("d3p1:id")).unwrap_or_default(),
                visible: tag.get("state").is_none_or(|state| state == "visible"),
            }),
            _ => {}
        }
    }
    Ok((entries, since_1904))
}

/// The parts of the sheets, by the identifier of their relation.
fn targets(relations: &[u8], limits: &Limits) -> Result<HashMap<String, String>, Unreadable> {
    let mut xml = Xml::new(relations, "xl/_rels/workbook.xml.rels", limits);
    let mut targets = HashMap::new();
    while let Some(tag) = xml.next_tag()? {
        // Charts and macros have relations of other types.
        if tag.get("Type").is_some_and(|kind| kind.ends_with("/worksheet")) {
            let path = tag.get("Target").map(|target| match target.strip_prefix('/') {
                Some(path) => path.to_owned(),
                None => format!("xl/{target}"),
            });
            targets.extend(tag.get("Id").zip(path));
        }
    }
    Ok(targets)
}

/// The texts that cells share.
fn strings_of(bytes: &[u8], limits: &Limits) -> Result<Vec<Rc<[Run]>>, Unreadable> {
    let mut xml = Xml::new(bytes, "xl/sharedStrings.xml", limits);
    let mut strings = Vec::new();
    while let Some(tag) = xml.next_tag()? {
        if tag.local() == "si" {
            strings.push(runs(&mut xml)?.into());
        }
    }
    Ok(strings)
}

/// The stretches of the text that has just begun. Signs of pronunciation are no text.
fn runs(xml: &mut Xml<'_>) -> Result<Vec<Run>, Unreadable> {
    let outside = xml.outside();
    let (mut runs, mut bold) = (Vec::new(), false);
    while let Some(tag) = xml.within(outside)? {
        match tag.local() {
            "r" => bold = false,
            "b" => bold = !matches!(tag.get("val").as_deref(), Some("0" | "false")),
            "rPh" => xml.skip()?,
            "t" => runs.push(Run { text: xml.text()?, bold }),
            _ => {}
        }
    }
    Ok(runs)
}

struct Reader<'b, 's> {
    xml: Xml<'b>,
    strings: &'s [Rc<[Run]>],
    styles: &'s Styles,
    since_1904: bool,
    budget: &'s mut Budget,
    sheet: SheetCells,
    /// The row and the column of the last cell, from 1.
    row: u32,
    column: u16,
}

impl Reader<'_, '_> {
    fn run(&mut self) -> Result<(), Unreadable> {
        while let Some(tag) = self.xml.next_tag()? {
            match tag.local() {
                "row" => {
                    self.row = tag.number("r").unwrap_or_else(|| self.row.saturating_add(1));
                    self.column = 0;
                }
                "c" => self.cell(&tag)?,
                "mergeCell" => self.sheet.merged.extend(tag.get("ref").as_deref().and_then(area)),
                "headerFooter" | "dataValidations" | "conditionalFormatting" => self.xml.skip()?,
                _ => {}
            }
        }
        Ok(())
    }

    fn cell(&mut self, tag: &Tag<'_>) -> Result<(), Unreadable> {
        let (mut place, mut number) = (None, 0);
        let mut kind = Cow::Borrowed("");
        for (name, value) in tag.attributes() {
            match name {
                "r" => place = reference(&value),
                "s" => number = value.trim().parse().unwrap_or(0),
                "t" => kind = value,
                _ => {}
            }
        }
        (self.column, self.row) = place.unwrap_or((self.column.saturating_add(1), self.row));
        let look = self.styles.look(number);
        let outside = self.xml.outside();
        let mut made: Rc<[Run]> = Rc::default();
        while let Some(tag) = self.xml.within(outside)? {
            match tag.local() {
                "v" => {
                    let text = self.xml.text()?;
                    made = self.value(&kind, &text, &look.code);
                }
                "is" => made = runs(&mut self.xml)?.into(),
                _ => {}
            }
        }
        if made.iter().any(|run| !run.text.trim().is_empty()) {
            self.budget.cell()?;
            let (row, column) = (self.row, self.column);
            // The look of the cell holds where its text says nothing.
            self.sheet.cells.push(SheetCell { row, column, runs: made, bold: look.bold });
        }
        Ok(())
    }

    fn value(&self, kind: &str, text: &str, code: &str) -> Rc<[Run]> {
        let plain = |text: String| -> Rc<[Run]> { Rc::new([Run { text, bold: false }]) };
        match kind {
            "s" => {
                let shared = text.trim().parse::<usize>().ok().and_then(|index| self.strings.get(index));
                shared.map(Rc::clone).unwrap_or_default()
            }
            "b" => plain(if text.trim() == "1" { "VERO" } else { "FALSO" }.to_owned()),
            "e" => Rc::default(),
            "str" | "d" => plain(text.to_owned()),
            _ => match text.trim().parse::<f64>() {
                Ok(value) => plain(shown(value, code, self.since_1904)),
                Err(_) => plain(text.to_owned()),
            },
        }
    }
}

/// An area as it is written: `B2:D2`.
fn area(text: &str) -> Option<Merged> {
    let (from, to) = text.split_once(':')?;
    let ((first, row), (last, _)) = (reference(from)?, reference(to)?);
    Some(Merged { row, first, last })
}

/// Column and row of a cell, from 1.
fn reference(text: &str) -> Option<(u16, u32)> {
    let text = text.trim_start_matches('$');
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (letters, row) = text.split_at(letters);
    let column = letters.bytes().try_fold(0_u16, |sum, letter| {
        let value = u16::from(letter.to_ascii_uppercase().checked_sub(b'A')?);
        sum.checked_mul(26)?.checked_add(value + 1)
    })?;
    let row = row.trim_start_matches('$').parse().ok().filter(|row| *row > 0)?;
    (column > 0).then_some((column, row))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_of_cells() {
        let cases = [
            ("B2:D2", Some(Merged { row: 2, first: 2, last: 4 })),
            ("$AA$12:AB13", Some(Merged { row: 12, first: 27, last: 28 })),
            ("A0:B1", None),
            ("12:13", None),
            ("AAAAAAAA1:B1", None),
        ];
        for (text, expected) in cases {
            assert_eq!(area(text), expected, "{text}");
        }
    }
}
