//! Which cells of the sheets are merged.
//!
//! The library that reads cells would walk through every sheet a second time for this; the areas stand
//! together behind the cells.

use std::collections::HashMap;

use crate::archive::Archive;
use crate::xml::{Node, Xml};
use crate::{Limits, Unreadable};

/// Columns of a row that are one cell, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Merged {
    /// The first row, from 0.
    pub row: u32,
    pub first: u16,
    pub last: u16,
}

/// The merged cells by the name of the sheet.
pub(super) fn by_sheet(bytes: &[u8], limits: &Limits) -> Result<HashMap<String, Vec<Merged>>, Unreadable> {
    let mut archive = Archive::open(bytes, limits)?;
    let book = archive.required("xl/workbook.xml")?;
    let relations = archive.part("xl/_rels/workbook.xml.rels")?.unwrap_or_default();
    let sheets = pairs(&book, "sheet", "name", "r:id", limits)?;
    let targets: HashMap<String, String> =
        pairs(&relations, "Relationship", "Id", "Target", limits)?.into_iter().collect();
    let mut merged = HashMap::new();
    for (name, id) in sheets {
        let Some(target) = targets.get(&id) else { continue };
        let path = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
        if let Some(part) = archive.part(&path)? {
            merged.insert(name, areas(&String::from_utf8_lossy(&part)));
        }
    }
    Ok(merged)
}

/// Two attributes of every element of a name, prefixes apart.
fn pairs(
    bytes: &[u8],
    element: &str,
    first: &str,
    second: &str,
    limits: &Limits,
) -> Result<Vec<(String, String)>, Unreadable> {
    let mut xml = Xml::new(bytes, "xl/workbook.xml", limits);
    let mut out = Vec::new();
    loop {
        match xml.next()? {
            Node::Open(tag) if tag.name().rsplit(':').next() == Some(element) => {
                out.extend(tag.get(first).zip(tag.get(second)));
            }
            Node::End => return Ok(out),
            _ => {}
        }
    }
}

/// The areas listed at the end of a sheet.
fn areas(sheet: &str) -> Vec<Merged> {
    let Some(at) = sheet.rfind("mergeCells") else { return Vec::new() };
    let list = sheet.get(..at).unwrap_or_default();
    let from = list.rfind("mergeCells").unwrap_or(0);
    let list = list.get(from..).unwrap_or_default();
    let references = list.split("ref=\"").skip(1).filter_map(|rest| rest.split('"').next());
    references.filter_map(area).collect()
}

/// An area as it is written: `B2:D2`.
fn area(text: &str) -> Option<Merged> {
    let (from, to) = text.split_once(':')?;
    let ((first, row), (last, _)) = (reference(from)?, reference(to)?);
    Some(Merged { row: row.checked_sub(1)?, first, last })
}

/// Column and row of a cell, from 1.
fn reference(text: &str) -> Option<(u16, u32)> {
    let text = text.replace('$', "");
    let digits = text.find(|c: char| c.is_ascii_digit())?;
    let (letters, row) = text.split_at(digits);
    let column = letters.bytes().try_fold(0_u16, |sum, letter| {
        let value = u16::from(letter.to_ascii_uppercase().checked_sub(b'A')?);
        sum.checked_mul(26)?.checked_add(value + 1)
    })?;
    Some((column, row.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_are_read_from_the_end_of_a_sheet() {
        let sheet = r#"<sheetData><c t="inlineStr"><is><t>mergeCells ref="A1:B1"</t></is></c></sheetData><mergeCells count="2"><mergeCell ref="A1:C1"/><mergeCell ref="AA$12:AB13"/></mergeCells><pageMargins/>"#;
        let expected = [Merged { row: 0, first: 1, last: 3 }, Merged { row: 11, first: 27, last: 28 }];
        assert_eq!(areas(sheet), expected);
        assert_eq!(areas("<sheetData/>"), []);
        assert_eq!(area("A0:B1"), None);
    }
}
