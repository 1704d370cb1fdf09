//! Excel files, written beside `rust_xlsxwriter` alone and read beside calamine alone.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use document::{Block, Cell, Document, Row};
use rust_xlsxwriter::{Format, FormatBorder, Workbook};

use crate::content::{Content, times};
use crate::timed;

/// Writes and reads all plans as workbooks.
pub fn compare(all: &[Content]) {
    println!("\nExcel: scritto rispetto a rust_xlsxwriter da solo, letto rispetto a calamine da sola");
    for content in all {
        let (ours, book) = timed(5, || formats::xlsx::write(&content.document, &content.look));
        let (alone, _) = timed(5, || bare(&content.document));
        let limits = formats::Limits::default();
        let (reading, _) =
            timed(5, || formats::read(&content.name, &book, &limits).expect("our own file is read"));
        let (theirs, _) = timed(5, || cells(&book));
        println!(
            "{:20} scritto {ours:>9.2?} da solo {alone:>9.2?} {:5.2}   letto {reading:>9.2?} da sola {theirs:>9.2?} {:5.2}",
            content.name,
            times(ours, alone),
            times(reading, theirs)
        );
    }
}

/// The same texts in the same places, without anything that we add: a sheet for each page, a border around cells.
fn bare(document: &Document) -> Vec<u8> {
    let mut book = Workbook::new();
    let (plain, bold) =
        (Format::new().set_border(FormatBorder::Thin).set_text_wrap(), Format::new().set_bold());
    let bold = bold.set_border(FormatBorder::Thin).set_text_wrap();
    for blocks in document.blocks.split(|block| matches!(block, Block::Page(_))) {
        if blocks.is_empty() {
            continue;
        }
        let sheet = book.add_worksheet();
        for (number, row) in (0..).zip(rows(blocks)) {
            for (column, cell) in (0..).zip(row) {
                let format = if cell.is_bold() { &bold } else { &plain };
                sheet
                    .write_string_with_format(number, column, &cell.text, format)
                    .expect("a cell is written");
            }
        }
    }
    book.save_to_buffer().expect("a workbook is written")
}

fn rows(blocks: &[Block]) -> impl Iterator<Item = &[Cell]> {
    blocks.iter().flat_map(|block| -> Vec<&[Cell]> {
        match block {
            Block::Paragraph(paragraph) => paragraph.lines.chunks(1).collect(),
            Block::Table(table) => table.rows.iter().map(|row: &Row| row.cells.as_slice()).collect(),
            Block::Rule(_) | Block::Page(_) | Block::Picture(_) => Vec::new(),
        }
    })
}

/// All cells of a workbook as calamine gives them.
fn cells(book: &[u8]) -> usize {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(book)).expect("a workbook is opened");
    let sheets = book.worksheets();
    let cells = sheets.iter().flat_map(|(_, range)| range.cells());
    cells.filter(|(_, _, cell)| **cell != Data::Empty).count()
}
