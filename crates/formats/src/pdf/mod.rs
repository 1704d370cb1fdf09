//! PDF -> document.
//!
//! The way of a file: its objects (`file`), what its pages paint (`content` with `font` and
//! `path`: a `page`), tables and lines of text on each (`sheet`), and the document that they make
//! together (`tables`, `prose`).
//!
//! The objects are read with `lopdf`, the tables of characters and widths are those of `pdfplumber`. Content
//! streams and fonts are read here: a file may come from anyone, and must not make this machine work or
//! remember more than its size and the limits allow, however its parts nest or repeat.

mod assembly;
mod cells;
mod cmap;
mod content;
mod edges;
mod fields;
mod file;
mod font;
mod geometry;
mod grid;
mod lexer;
mod lines;
mod marks;
mod page;
mod path;
mod prose;
mod rich;
mod running;
mod sheet;
mod state;
mod strings;
mod tables;

use std::panic::{AssertUnwindSafe, catch_unwind};

use document::Document;

use self::content::{Fonts, read_page};
use self::file::File;
use self::sheet::{Sheet, lay_out};
use crate::story::finished;
use crate::{Limits, Unreadable};

/// Reads a PDF with text: ruled tables, and paragraphs elsewhere.
///
/// Rows and words that the end of a page cut are joined when that is certain; running heads, page numbers
/// and the lines of an index are left out. Pages that are only pictures have a line in their place ([`document::UnreadPages`]).
///
/// # Errors
/// The file is broken, locked, only pictures, without text, or beyond the limits.
pub fn read(name: &str, bytes: &[u8], limits: &Limits) -> Result<Document, Unreadable> {
    // A broken file must not end the program: the reader of objects is not ours, and may panic on bytes
    // that nobody has tried. Nothing of it is used afterwards.
    let document =
        catch_unwind(AssertUnwindSafe(|| sheets(bytes, limits).and_then(|sheets| assemble(name, sheets))));
    finished(document.map_err(|_| Unreadable::Broken("la struttura del PDF".to_owned()))??)
}

fn assemble(name: &str, mut sheets: Vec<Sheet>) -> Result<Document, Unreadable> {
    cells::settle(&mut sheets);
    running::take_off(&mut sheets);
    // Running heads may be printed on pictures.
    if sheets.iter().all(|sheet| sheet.parts.is_empty()) && sheets.iter().any(Sheet::is_picture) {
        return Err(Unreadable::Scan);
    }
    Ok(Document { name: name.to_owned(), blocks: assembly::blocks(sheets), ..Document::default() })
}

/// What stands on the pages of a file.
fn sheets(bytes: &[u8], limits: &Limits) -> Result<Vec<Sheet>, Unreadable> {
    let file = File::open(bytes, limits)?;
    let mut fonts = Fonts::new();
    let (mut pictures, mut cells) = (0, 0);
    let mut sheets = Vec::new();
    for leaf in file.leaves(limits)? {
        let mut page = read_page(&file, &leaf, &mut fonts, limits)?;
        page.clean();
        pictures += page.pictures;
        let sheet = lay_out(&page);
        cells += sheet.count();
        if cells > limits.cells {
            return Err(Unreadable::TooMuch("celle"));
        }
        sheets.push(sheet);
    }
    let (known, unknown) = sheets.iter().map(Sheet::characters).fold((0, 0), |(a, b), (c, d)| (a + c, b + d));
    match () {
        () if unknown > known => Err(Unreadable::Other(
            "ha caratteri di cui non dice il testo: si leggono a video ma non si possono copiare. Serve il file da cui è stato stampato, oppure un riconoscimento del testo (OCR)",
        )),
        () if known > 0 => Ok(sheets),
        () if pictures > 0 => Err(Unreadable::Scan),
        () => Err(Unreadable::Empty),
    }
}
