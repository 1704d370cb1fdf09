//! Excel workbook -> document.

use std::io::Cursor;

use calamine::{Cell as Read, DataRef, Reader as _, SheetVisible, Xlsx, XlsxError};
use document::{Block, Cell, Document, Pieces};

use super::merged::{self, Merged};
use super::numbers::shown;
use crate::archive::repacked;
use crate::sheet::Sheet;
use crate::story::{self, Budget};
use crate::{Limits, Unreadable};

/// Reads an Excel workbook: the sheets that are visible, one after the other.
///
/// # Errors
/// When the file is broken, locked or too much for the limits, or has no text.
pub fn read(name: &str, bytes: &[u8], limits: &Limits) -> Result<Document, Unreadable> {
    // Unpacked within limits first: the library reads what it is given without counting.
    let plain = repacked(bytes, limits, |part| matches!(part.rsplit('.').next(), Some("xml" | "rels")))?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(plain.as_slice())).map_err(|error| broken(&error))?;
    let mut merged = merged::by_sheet(&plain, limits)?;
    let mut budget = Budget::new(limits);
    let mut blocks: Vec<Block> = Vec::new();
    let sheets: Vec<String> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.visible == SheetVisible::Visible)
        .map(|sheet| sheet.name.clone())
        .collect();
    for sheet in sheets {
        let merged = merged.remove(&sheet).unwrap_or_default();
        blocks.extend(self::sheet(&mut book, &sheet, &merged, &mut budget)?);
    }
    story::finished(Document { name: name.to_owned(), blocks, ..Document::default() })
}

fn broken(error: &XlsxError) -> Unreadable {
    match error {
        XlsxError::Password => Unreadable::Locked,
        _ => Unreadable::Broken("cartella di lavoro".into()),
    }
}

fn sheet(
    book: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    merged: &[Merged],
    budget: &mut Budget,
) -> Result<Vec<Block>, Unreadable> {
    let mut reader = match book.worksheet_cells_reader(name) {
        Ok(reader) => reader,
        // Sheets that are charts have no cells.
        Err(XlsxError::NotAWorksheet(_)) => return Ok(Vec::new()),
        Err(error) => return Err(broken(&error)),
    };
    let looks: Vec<(bool, String)> = reader
        .styles()
        .iter()
        .map(|style| {
            let bold = style.font.as_ref().is_some_and(calamine::Font::is_bold);
            let code = style.number_format.as_ref().map(|format| format.format_code.clone());
            (bold, code.as_deref().unwrap_or_default().to_owned())
        })
        .collect();
    let mut sheet = Sheet::default();
    while let Some((read, style)) = reader.next_cell_with_style_id().map_err(|error| broken(&error))? {
        let (bold, code) = looks.get(style).map_or((false, ""), |(bold, code)| (*bold, code.as_str()));
        let (row, _) = read.get_position();
        if let Some(cell) = cell(&read, bold, code) {
            budget.cell()?;
            sheet.put(row, cell);
        }
    }
    for area in merged {
        // What is merged over rows takes its columns in the first of them.
        sheet.merge(area.row, area.first, area.last);
    }
    Ok(sheet.blocks())
}

fn cell(read: &Read<DataRef<'_>>, bold: bool, code: &str) -> Option<Cell> {
    let (_, column) = read.get_position();
    let mut pieces = Pieces::default();
    match read.get_value() {
        DataRef::SharedString(text) => pieces.push(text, bold),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            pieces.push(text, bold);
        }
        DataRef::Bool(true) => pieces.push("VERO", bold),
        DataRef::Bool(false) => pieces.push("FALSO", bold),
        DataRef::Float(value) => pieces.push(&shown(*value, code), bold),
        #[allow(clippy::cast_precision_loss, reason = "no cell holds more digits than a double")]
        DataRef::Int(value) => pieces.push(&shown(*value as f64, code), bold),
        DataRef::DateTime(moment) => pieces.push(&date(moment), bold),
        DataRef::Error(_) | DataRef::Empty => {}
    }
    pieces.finish(u16::try_from(column).unwrap_or(u16::MAX - 1).saturating_add(1))
}

/// A date as it is written in Italy; its time only where there is one.
fn date(moment: &calamine::ExcelDateTime) -> String {
    let (year, month, day, hour, minute, _, _) = moment.to_ymd_hms_milli();
    let date = format!("{day:02}/{month:02}/{year}");
    if (hour, minute) == (0, 0) { date } else { format!("{date} {hour:02}:{minute:02}") }
}
