//! Excel files, written beside `rust_xlsxwriter` alone and read beside calamine alone.

use std::io::Cursor;

use calamine::{Data, Dimensions, Reader, Xlsx};
use rust_xlsxwriter::{Format, FormatBorder, Workbook};

use crate::content::{Content, times};
use crate::timed;

/// A sheet as calamine gives it: its cells and what is merged.
struct Given {
    cells: Vec<(u32, u16, String)>,
    merged: Vec<Dimensions>,
}

/// Writes and reads all plans as workbooks.
pub fn compare(all: &[Content]) {
    println!("\nExcel: scritto rispetto a rust_xlsxwriter da solo, letto rispetto a calamine da sola");
    for content in all {
        let (ours, book) = timed(5, || formats::xlsx::write(&content.document, &content.look));
        let limits = formats::Limits::default();
        let (reading, _) =
            timed(5, || formats::read(&content.name, &book, &limits).expect("our own file is read"));
        let (theirs, given) = timed(5, || given(&book));
        let (alone, _) = timed(5, || written(&given));
        println!(
            "{:20} scritto {ours:>9.2?} da solo {alone:>9.2?} {:5.2}   letto {reading:>9.2?} da sola {theirs:>9.2?} {:5.2}",
            content.name,
            times(ours, alone),
            times(reading, theirs)
        );
    }
}

/// The same cells in the same places, merged in the same way, with a border around each.
fn written(sheets: &[Given]) -> Vec<u8> {
    let mut book = Workbook::new();
    let format = Format::new().set_border(FormatBorder::Thin).set_text_wrap().set_font_size(9);
    for given in sheets {
        let sheet = book.add_worksheet();
        let narrow = |column: u32| u16::try_from(column).unwrap_or(u16::MAX);
        for area in &given.merged {
            let ((top, left), (bottom, right)) = (area.start, area.end);
            sheet
                .merge_range(top, narrow(left), bottom, narrow(right), "", &format)
                .expect("what was merged can be merged");
        }
        for (row, column, text) in &given.cells {
            sheet.write_string_with_format(*row, *column, text, &format).expect("a cell is written");
        }
    }
    book.save_to_buffer().expect("a workbook is written")
}

/// All cells of a workbook and what is merged in it, as calamine gives them.
fn given(book: &[u8]) -> Vec<Given> {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(book)).expect("a workbook is opened");
    let sheets = book.worksheets();
    let given = sheets.iter().map(|(name, range)| {
        let (top, left) = range.start().unwrap_or_default();
        let texts = range.used_cells().filter_map(|(row, column, cell)| match cell {
            Data::String(text) => {
                let (row, column) = (u32::try_from(row).ok()? + top, u32::try_from(column).ok()? + left);
                Some((row, u16::try_from(column).ok()?, text.clone()))
            }
            _ => None,
        });
        let merged = book.merge_cells_by_sheet_name(name).expect("what is merged is read");
        Given { cells: texts.collect(), merged }
    });
    given.collect()
}
