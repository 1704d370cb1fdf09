//! Document -> OpenDocument text.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use document::layout::{Grid, Nesting, Shade, headings, parts as parts_of};
use document::{Block, Cell, Document, LEGEND, Look, Page, Paragraph, Row, Table};

use super::parts;
use crate::pack::{Pack, escape};

/// Hundredths of a millimetre between the margins of an upright A4 page.
const UPRIGHT: u32 = 18_000;
/// Hundredths of a millimetre between the margins of a page on its side.
const LYING: u32 = 26_700;

/// Writes a document as an OpenDocument text: headings, tables with header rows that repeat, pages that lie
/// on their side where they must. What the form says of its own is bold.
pub fn write(document: &Document, look: &Look) -> Vec<u8> {
    let mut writer = Writer {
        out: String::new(),
        nesting: Nesting::default(),
        page: Page::default(),
        table_above: false,
        widths: BTreeSet::new(),
    };
    if look.contents {
        writer.contents(document);
    }
    for block in &document.blocks {
        writer.block(block);
    }
    if document.bold_labels {
        writer.paragraph_of("Legenda", &[(LEGEND, false)]);
    }
    let mut pack = Pack::new();
    pack.add_plain("mimetype", parts::TYPE.as_bytes());
    pack.add("META-INF/manifest.xml", parts::manifest(look).as_bytes());
    pack.add("meta.xml", parts::meta(look).as_bytes());
    pack.add("styles.xml", parts::styles(look).as_bytes());
    pack.add("content.xml", parts::content(&writer.columns(), &writer.out).as_bytes());
    if let Some(crest) = &look.crest {
        pack.add_plain("Pictures/stemma.png", &crest.png);
    }
    pack.finish()
}

struct Writer {
    out: String,
    nesting: Nesting,
    page: Page,
    /// A table is what was written last.
    table_above: bool,
    /// The widths of columns in use.
    widths: BTreeSet<u32>,
}

impl Writer {
    /// The styles of the columns.
    fn columns(&self) -> String {
        let mut out = String::new();
        for width in &self.widths {
            let (whole, rest) = (width / 100, width % 100);
            // Writing to a String does not fail.
            let _ = write!(
                out,
                "<style:style style:name=\"C{width}\" style:family=\"table-column\"><style:table-column-properties style:column-width=\"{whole}.{rest:02}mm\"/></style:style>"
            );
        }
        out
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(paragraph) => self.paragraph(paragraph),
            Block::Table(table) => self.table(table),
            Block::Rule(_) => self.paragraph_of("Riga", &[]),
            Block::Page(page) => {
                self.paragraph_of(if page.landscape { "Orizzontale" } else { "Verticale" }, &[]);
                self.page = *page;
            }
            Block::Picture(_) => {}
        }
    }

    fn contents(&mut self, document: &Document) {
        self.out.push_str(parts::CONTENTS_BEGIN);
        for heading in headings(document) {
            self.paragraph_of("Indice", &[(&heading.text, false)]);
        }
        self.out.push_str(parts::CONTENTS_END);
    }

    fn paragraph(&mut self, paragraph: &Paragraph) {
        for line in &paragraph.lines {
            match paragraph.heading {
                None => self.paragraph_of("Standard", &line.runs()),
                Some(level) => {
                    let level = self.nesting.level(level);
                    let _ = write!(
                        self.out,
                        "<text:h text:style-name=\"Heading_20_{level}\" text:outline-level=\"{level}\">"
                    );
                    escape(&mut self.out, &line.text);
                    self.out.push_str("</text:h>");
                    self.table_above = false;
                }
            }
        }
    }

    fn paragraph_of(&mut self, style: &str, runs: &[(&str, bool)]) {
        let _ = write!(self.out, "<text:p text:style-name=\"{style}\">");
        for (text, bold) in runs {
            if *bold {
                self.out.push_str("<text:span text:style-name=\"G\">");
            }
            escape(&mut self.out, text);
            if *bold {
                self.out.push_str("</text:span>");
            }
        }
        self.out.push_str("</text:p>");
        self.table_above = false;
    }

    fn table(&mut self, table: &Table) {
        for part in parts_of(table) {
            self.grid(part.title, part.grid);
        }
    }

    fn grid(&mut self, title: Option<&Cell>, grid: Grid<'_>) {
        if self.table_above {
            self.paragraph_of("Stacco", &[]);
        }
        let line = if self.page.landscape { LYING } else { UPRIGHT };
        let widths = grid.widths(line / 170);
        let all = widths.iter().sum::<u32>().max(1);
        self.out.push_str("<table:table table:style-name=\"Modulo\">");
        for width in widths {
            let width = width * line / all;
            self.widths.insert(width);
            let _ = write!(self.out, "<table:table-column table:style-name=\"C{width}\"/>");
        }
        let heads = title.is_some() || !grid.header.is_empty();
        if heads && !grid.rows.is_empty() {
            self.out.push_str("<table:table-header-rows>");
        }
        if let Some(title) = title {
            self.out.push_str("<table:table-row table:style-name=\"Fila\">");
            self.cell(Some(title), grid.columns, Shade::Title);
            if grid.columns > 1 {
                let _ = write!(
                    self.out,
                    "<table:covered-table-cell table:number-columns-repeated=\"{}\"/>",
                    grid.columns - 1
                );
            }
            self.out.push_str("</table:table-row>");
        }
        grid.header.iter().for_each(|row| self.row(&grid, row));
        if heads && !grid.rows.is_empty() {
            self.out.push_str("</table:table-header-rows>");
        }
        grid.rows.iter().for_each(|row| self.row(&grid, row));
        self.out.push_str("</table:table>");
        self.table_above = true;
    }

    fn row(&mut self, grid: &Grid<'_>, row: &Row) {
        self.out.push_str("<table:table-row table:style-name=\"Fila\">");
        for cell in grid.cells(row) {
            self.cell(cell, 1, Shade::of(row, cell));
        }
        self.out.push_str("</table:table-row>");
    }

    fn cell(&mut self, cell: Option<&Cell>, columns: u16, shade: Shade) {
        let style = match shade {
            Shade::None => "Valore",
            Shade::Label => "Etichetta",
            Shade::Header => "Intestazione",
            Shade::Total => "Totale",
            Shade::Title => "Titolo",
        };
        let _ =
            write!(self.out, "<table:table-cell table:style-name=\"{style}\" office:value-type=\"string\"");
        if columns > 1 {
            let _ = write!(self.out, " table:number-columns-spanned=\"{columns}\"");
        }
        self.out.push('>');
        match cell {
            None => self.paragraph_of("Cella", &[]),
            Some(cell) => {
                self.paragraph_of("Cella", &cell.runs());
                let inner = cell.nested.iter().flat_map(|table| &table.rows).flat_map(|row| &row.cells);
                inner.for_each(|inner| self.paragraph_of("Cella", &inner.runs()));
            }
        }
        self.out.push_str("</table:table-cell>");
    }
}
