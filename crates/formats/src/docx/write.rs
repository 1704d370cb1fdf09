//! Document -> Word document.

use std::fmt::Write as _;

use document::layout::{Grid, Nesting, Shade, headings, parts as parts_of};
use document::{Block, Cell, Document, LEGEND, Look, Page, Paragraph, Row, Table};

use super::parts;
use crate::pack::{Pack, escape};
use crate::shade::colour;

/// Twips (twentieths of a point) between the margins of an upright A4 page.
const UPRIGHT: u32 = 10_204;
/// Twips between the margins of a page on its side.
const LYING: u32 = 15_136;
/// What a blank cell holds.
const BLANK: &str = "<w:p><w:pPr><w:pStyle w:val=\"Cella\"/></w:pPr></w:p>";

/// Writes a document as a Word document: headings, tables with header rows that repeat, sections for pages
/// that lie on their side. What the form says of its own is bold.
pub fn write(document: &Document, look: &Look) -> Vec<u8> {
    let mut writer = Writer {
        out: String::new(),
        nesting: Nesting::default(),
        page: first_page(document),
        table_above: false,
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
    let last = writer.section();
    let mut pack = Pack::new();
    pack.add("[Content_Types].xml", parts::types(look).as_bytes());
    pack.add("_rels/.rels", parts::ROOT.as_bytes());
    pack.add("docProps/core.xml", parts::core(look).as_bytes());
    pack.add("word/document.xml", parts::document(&writer.out, &last).as_bytes());
    pack.add("word/_rels/document.xml.rels", parts::RELATIONS.as_bytes());
    pack.add("word/styles.xml", parts::STYLES.as_bytes());
    pack.add("word/settings.xml", parts::SETTINGS.as_bytes());
    pack.add("word/header1.xml", parts::header(look).as_bytes());
    pack.add("word/footer1.xml", parts::footer(look).as_bytes());
    if let Some(crest) = &look.crest {
        pack.add("word/_rels/header1.xml.rels", parts::CREST.as_bytes());
        pack.add_plain("word/media/stemma.png", &crest.png);
    }
    pack.finish()
}

/// The page on which a document begins.
fn first_page(document: &Document) -> Page {
    match document.blocks.first() {
        Some(Block::Page(page)) => *page,
        _ => Page::default(),
    }
}

struct Writer {
    out: String,
    nesting: Nesting,
    page: Page,
    /// A table is what was written last: the next one would grow into it.
    table_above: bool,
}

impl Writer {
    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(paragraph) => self.paragraph(paragraph),
            Block::Table(table) => self.table(table),
            Block::Rule(_) => self.paragraph_of("Riga", &[]),
            Block::Page(page) => self.begin_page(*page),
            Block::Picture(_) => {}
        }
    }

    fn begin_page(&mut self, page: Page) {
        if self.out.is_empty() {
            self.page = page;
            return;
        }
        if page == self.page {
            self.out.push_str("<w:p><w:pPr><w:pStyle w:val=\"Stacco\"/><w:pageBreakBefore/></w:pPr></w:p>");
        } else {
            let section = self.section();
            self.out.push_str("<w:p><w:pPr><w:pStyle w:val=\"Stacco\"/>");
            self.out.push_str(&section);
            self.out.push_str("</w:pPr></w:p>");
            self.page = page;
        }
        self.table_above = false;
    }

    /// The properties of the pages up to here.
    fn section(&self) -> String {
        parts::section(self.page.landscape)
    }

    fn contents(&mut self, document: &Document) {
        self.out.push_str(parts::CONTENTS_BEGIN);
        for heading in headings(document) {
            self.paragraph_of("Indice", &[(&heading.text, false)]);
        }
        self.out.push_str(parts::CONTENTS_END);
    }

    fn paragraph(&mut self, paragraph: &Paragraph) {
        let style = paragraph.heading.map(|level| format!("Heading{}", self.nesting.level(level)));
        for line in &paragraph.lines {
            self.paragraph_of(style.as_deref().unwrap_or("Normal"), &line.runs());
        }
    }

    fn paragraph_of(&mut self, style: &str, runs: &[(&str, bool)]) {
        self.out.push_str("<w:p><w:pPr><w:pStyle w:val=\"");
        self.out.push_str(style);
        self.out.push_str("\"/></w:pPr>");
        for (text, bold) in runs {
            run(&mut self.out, text, *bold);
        }
        self.out.push_str("</w:p>");
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
        let widths = scaled(&grid.widths(characters(line)), line);
        self.out.push_str(parts::TABLE);
        for width in &widths {
            let _ = write!(self.out, "<w:gridCol w:w=\"{width}\"/>");
        }
        self.out.push_str("</w:tblGrid>");
        if let Some(title) = title {
            self.begin_row(true);
            self.cell(Some(title), line, grid.columns, Shade::Title);
            self.out.push_str("</w:tr>");
        }
        for row in grid.header {
            self.row(&grid, row, &widths, true);
        }
        for row in grid.rows {
            self.row(&grid, row, &widths, false);
        }
        self.out.push_str("</w:tbl>");
        self.table_above = true;
    }

    fn begin_row(&mut self, repeated: bool) {
        self.out.push_str("<w:tr><w:trPr><w:cantSplit/>");
        if repeated {
            self.out.push_str("<w:tblHeader/>");
        }
        self.out.push_str("</w:trPr>");
    }

    fn row(&mut self, grid: &Grid<'_>, row: &Row, widths: &[u32], repeated: bool) {
        self.begin_row(repeated);
        for (cell, width) in grid.cells(row).zip(widths) {
            self.cell(cell, *width, 1, Shade::of(row, cell));
        }
        self.out.push_str("</w:tr>");
    }

    fn cell(&mut self, cell: Option<&Cell>, width: u32, columns: u16, shade: Shade) {
        // Writing to a String does not fail.
        let _ = write!(self.out, "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>");
        if columns > 1 {
            let _ = write!(self.out, "<w:gridSpan w:val=\"{columns}\"/>");
        }
        if let Some(fill) = colour(shade) {
            let _ = write!(self.out, "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{fill}\"/>");
        }
        self.out.push_str("</w:tcPr>");
        match cell {
            None => self.out.push_str(BLANK),
            Some(cell) => {
                self.paragraph_of("Cella", &cell.runs());
                for row in cell.nested.iter().flat_map(|table| &table.rows) {
                    for inner in &row.cells {
                        self.paragraph_of("Cella", &inner.runs());
                    }
                }
            }
        }
        self.out.push_str("</w:tc>");
    }
}

/// Characters that stand on a line of a table, at 9 points.
fn characters(twips: u32) -> u32 {
    twips / 95
}

/// Widths in characters made into twips that fill the line.
fn scaled(widths: &[u32], line: u32) -> Vec<u32> {
    let all: u32 = widths.iter().sum::<u32>().max(1);
    widths.iter().map(|width| width * line / all).collect()
}

fn run(out: &mut String, text: &str, bold: bool) {
    out.push_str(if bold { "<w:r><w:rPr><w:b/></w:rPr>" } else { "<w:r>" });
    out.push_str("<w:t xml:space=\"preserve\">");
    escape(out, text);
    out.push_str("</w:t></w:r>");
}
