//! Document -> Excel workbook, to look at and to print: a sheet for each page that begins.

use document::layout::{Grid, Shade, Strip, strips};
use document::{Block, Cell, Document, LEGEND, Look, Page, Role, Row};
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

use super::edges::Edges;
use super::names::SheetNames;
use crate::shade::colour;

/// Characters on a line of an upright sheet.
const UPRIGHT: u32 = 110;
/// Characters on a line of a sheet on its side.
const LYING: u32 = 165;
/// Height of a line of text, in points.
const LINE: f64 = 12.5;
/// The most characters of a text in one cell: Excel takes no more than 32,767.
const LONGEST: usize = 32_000;
/// The most that a row may be high, in points.
const HIGHEST: f64 = 400.0;

/// Writes a document as a workbook. All cells hold text as it is written in the plan.
///
/// A text longer than a cell can hold goes on in the cells below.
pub fn write(document: &Document, look: &Look) -> Vec<u8> {
    book(document, look).unwrap_or_default()
}

fn book(document: &Document, look: &Look) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let properties = rust_xlsxwriter::DocProperties::new().set_title(&look.title).set_author(&look.body);
    // A fixed moment: the same plan gives the same file.
    let properties = properties.set_creation_datetime(&rust_xlsxwriter::ExcelDateTime::from_ymd(2000, 1, 1)?);
    book.set_properties(&properties);
    let formats = Formats::new();
    let mut names = SheetNames::default();
    for (page, blocks) in pages(document) {
        let sheet = book.add_worksheet();
        sheet.set_name(names.give(first_text(blocks), "Foglio"))?;
        Filling {
            sheet,
            formats: &formats,
            row: 0,
            line: if page.landscape { LYING } else { UPRIGHT },
            rest: Vec::new(),
        }
        .fill(blocks, page, document.bold_labels, look)?;
    }
    book.save_to_buffer()
}

/// The blocks of each page that begins; a document without content has one blank page.
fn pages(document: &Document) -> Vec<(Page, &[Block])> {
    let mut pages = Vec::new();
    let mut page = Page::default();
    let mut rest = document.blocks.as_slice();
    loop {
        let end = rest.iter().position(|block| matches!(block, Block::Page(_)));
        let (here, below) = rest.split_at(end.unwrap_or(rest.len()));
        if !here.is_empty() {
            pages.push((page, here));
        }
        let Some((Block::Page(next), after)) = below.split_first() else { break };
        page = *next;
        rest = after;
    }
    if pages.is_empty() {
        pages.push((page, &[]));
    }
    pages
}

/// What a sheet is called by: its first text.
fn first_text(blocks: &[Block]) -> &str {
    let first = blocks.iter().find_map(|block| match block {
        Block::Paragraph(paragraph) => paragraph.lines.first(),
        Block::Table(table) => table.rows.first().and_then(|row| row.cells.first()),
        Block::Rule(_) | Block::Page(_) | Block::Picture(_) => None,
    });
    first.map_or("", |cell| cell.text.as_str())
}

struct Formats {
    text: Format,
    /// A text that begins with the form's own words.
    begun: Format,
    heading: Format,
    legend: Format,
    value: Format,
    mark: Format,
    label: Format,
    header: Format,
    total: Format,
    total_label: Format,
    title: Format,
    bold: Format,
    plain: Format,
}

impl Formats {
    fn new() -> Self {
        let text = Format::new().set_font_size(9).set_text_wrap().set_align(FormatAlign::Top);
        let value = text.clone().set_border(FormatBorder::Thin).set_border_color(Color::RGB(0x005C_6F82));
        let shaded = |shade: Shade| {
            let colour = colour(shade).and_then(|digits| u32::from_str_radix(digits, 16).ok());
            value.clone().set_background_color(Color::RGB(colour.unwrap_or(0x00FF_FFFF)))
        };
        Self {
            heading: text.clone().set_bold().set_font_size(13).set_font_color(Color::RGB(0x0017_324D)),
            legend: text.clone().set_font_size(7.5).set_font_color(Color::RGB(0x0045_5A64)),
            mark: value.clone().set_bold().set_align(FormatAlign::Center),
            label: shaded(Shade::Label).set_bold(),
            header: shaded(Shade::Header).set_bold(),
            total: shaded(Shade::Total),
            total_label: shaded(Shade::Total).set_bold(),
            title: shaded(Shade::Title).set_bold(),
            bold: Format::new().set_font_size(9).set_bold(),
            plain: Format::new().set_font_size(9),
            begun: text.clone().set_bold(),
            text,
            value,
        }
    }

    fn of(&self, row: &Row, cell: Option<&Cell>) -> &Format {
        match Shade::of(row, cell) {
            Shade::Label => &self.label,
            Shade::Header => &self.header,
            Shade::Title => &self.title,
            Shade::Total if cell.is_some_and(begins_bold) => &self.total_label,
            Shade::Total => &self.total,
            Shade::None if cell.is_some_and(Cell::is_bold) => &self.mark,
            // A cell that begins with a label is bold as a cell; its value is not.
            Shade::None if cell.is_some_and(begins_bold) => &self.label,
            Shade::None => &self.value,
        }
    }
}

fn begins_bold(cell: &Cell) -> bool {
    cell.emphasis.first().is_some_and(|range| range.start == 0)
}

/// A sheet that is being filled.
struct Filling<'w, 'f> {
    sheet: &'w mut Worksheet,
    formats: &'f Formats,
    row: u32,
    line: u32,
    /// Texts that go on in the next row: their columns, what is left of them, how they look.
    rest: Vec<(u16, u16, String, Format)>,
}

impl Filling<'_, '_> {
    fn fill(mut self, blocks: &[Block], page: Page, bold: bool, look: &Look) -> Result<(), XlsxError> {
        let widths: Vec<Vec<u32>> = blocks.iter().flat_map(|block| self.widths_of(block)).collect();
        let edges = Edges::of(&[widths.as_slice(), &[vec![self.line]]].concat());
        for (column, width) in (0_u16..).zip(edges.widths()) {
            self.sheet.set_column_width(column, f64::from(width))?;
        }
        for block in blocks {
            self.block(block, &edges)?;
        }
        if bold {
            self.lines(&[LEGEND], &edges)?;
        }
        self.sheet.set_paper_size(9).set_print_fit_to_pages(1, 0).set_margins(0.4, 0.4, 0.6, 0.6, 0.3, 0.3);
        if page.landscape {
            self.sheet.set_landscape();
        }
        let head = [look.body.as_str(), look.title.as_str()].map(|text| text.replace('&', "&&"));
        self.sheet.set_header(format!("&L&8{}&R&8{}", head[0], head[1]));
        self.sheet.set_footer(format!("&L&8{}&R&8Pagina &P di &N", look.foot().unwrap_or_default()));
        Ok(())
    }

    fn widths_of(&self, block: &Block) -> Vec<Vec<u32>> {
        let Block::Table(table) = block else { return Vec::new() };
        let grids = strips(table).into_iter().filter_map(|strip| match strip {
            Strip::Grid(grid) => Some(grid.widths(self.line)),
            Strip::Title(_) => None,
        });
        grids.collect()
    }

    fn block(&mut self, block: &Block, edges: &Edges) -> Result<(), XlsxError> {
        match block {
            Block::Paragraph(paragraph) => {
                for line in &paragraph.lines {
                    let format = match paragraph.heading {
                        Some(_) => &self.formats.heading,
                        None if begins_bold(line) => &self.formats.begun,
                        None => &self.formats.text,
                    };
                    let lines = if paragraph.heading.is_some() { 1.5 } else { 1.0 };
                    self.across(line, format, edges)?;
                    self.height(lines * wrapped(&line.text, self.line))?;
                    self.end_row()?;
                }
            }
            Block::Table(table) => {
                for strip in strips(table) {
                    match strip {
                        Strip::Title(cell) => {
                            self.across(cell, &self.formats.title, edges)?;
                            self.end_row()?;
                        }
                        Strip::Grid(grid) => self.grid(grid, edges)?,
                    }
                }
            }
            Block::Rule(_) | Block::Page(_) | Block::Picture(_) => {}
        }
        self.row += 1;
        Ok(())
    }

    fn lines(&mut self, texts: &[&str], edges: &Edges) -> Result<(), XlsxError> {
        for text in texts {
            let cell = Cell { text: (*text).to_owned(), ..Cell::default() };
            self.across(&cell, &self.formats.legend, edges)?;
            self.end_row()?;
        }
        Ok(())
    }

    /// A cell as wide as the sheet.
    fn across(&mut self, cell: &Cell, format: &Format, edges: &Edges) -> Result<(), XlsxError> {
        let last = u16::try_from(edges.widths().len()).unwrap_or(u16::MAX).saturating_sub(1);
        self.put(0, last, Some(cell), format)
    }

    fn grid(&mut self, grid: Grid<'_>, edges: &Edges) -> Result<(), XlsxError> {
        let widths = grid.widths(self.line);
        let spans = edges.spans(&widths);
        for row in grid.all() {
            let mut height: f64 = 1.0;
            for (cell, ((first, last), width)) in grid.cells(row).zip(spans.iter().zip(&widths)) {
                let format = self.formats.of(row, cell);
                self.put(*first, *last, cell, format)?;
                height = height.max(cell.map_or(1.0, |cell| wrapped(&cell.text, *width)));
            }
            self.height(height)?;
            if row.role == Role::Header && self.row < 200 && grid.rows.len() > 40 {
                self.sheet.set_repeat_rows(self.row, self.row)?;
            }
            self.end_row()?;
        }
        Ok(())
    }

    fn put(&mut self, first: u16, last: u16, cell: Option<&Cell>, format: &Format) -> Result<(), XlsxError> {
        let Some(cell) = cell else { return self.plain(first, last, "", format) };
        let runs = cell.runs();
        if runs.len() < 2 || cell.text.chars().count() > LONGEST {
            return self.plain(first, last, &cell.text, format);
        }
        if last > first {
            self.plain(first, last, "", format)?;
        }
        let rich: Vec<(&Format, &str)> = runs
            .iter()
            .map(|(text, bold)| (if *bold { &self.formats.bold } else { &self.formats.plain }, *text))
            .collect();
        self.sheet.write_rich_string_with_format(self.row, first, &rich, format)?;
        Ok(())
    }

    /// A text of one kind; what is more than a cell can hold waits for the rows below.
    fn plain(&mut self, first: u16, last: u16, text: &str, format: &Format) -> Result<(), XlsxError> {
        let end = text.char_indices().nth(LONGEST).map_or(text.len(), |(end, _)| end);
        let (text, rest) = text.split_at(end);
        if !rest.is_empty() {
            self.rest.push((first, last, rest.to_owned(), format.clone()));
        }
        if last > first {
            self.sheet.merge_range(self.row, first, self.row, last, text, format)?;
        } else if text.is_empty() {
            self.sheet.write_blank(self.row, first, format)?;
        } else {
            self.sheet.write_string_with_format(self.row, first, text, format)?;
        }
        Ok(())
    }

    /// Ends a row, and writes those with what it had no room for.
    fn end_row(&mut self) -> Result<(), XlsxError> {
        self.row += 1;
        while !self.rest.is_empty() {
            for (first, last, text, format) in std::mem::take(&mut self.rest) {
                self.plain(first, last, &text, &format)?;
            }
            self.row += 1;
        }
        Ok(())
    }

    fn height(&mut self, lines: f64) -> Result<(), XlsxError> {
        if lines > 1.0 {
            self.sheet.set_row_height(self.row, (lines * LINE + 2.0).min(HIGHEST))?;
        }
        Ok(())
    }
}

/// How many lines a text takes in a column.
fn wrapped(text: &str, width: u32) -> f64 {
    // Cells wrap a little earlier than characters counted at their average width.
    let width = f64::from(width.max(2)) * 1.05;
    let count = f64::from(u32::try_from(text.chars().count()).unwrap_or(u32::MAX));
    (count / width).ceil().max(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_longer_than_a_cell_can_hold_goes_on_below() {
        let text = "aà1 ".repeat(20_000);
        let row = |column: u16, text: &str| Cell {
            place: domain::Place::new(0, column),
            text: text.trim().to_owned(),
            ..Cell::default()
        };
        let rows = vec![
            Row { width: 2, cells: vec![row(1, "Descrizione"), row(2, &text)], ..Row::default() },
            Row { width: 2, cells: vec![row(1, "Peso"), row(2, "25")], ..Row::default() },
        ];
        let document =
            Document { blocks: vec![Block::Table(document::Table { rows })], ..Document::default() };
        let book = write(&document, &Look::default());
        let read = super::super::read("prova", &book, &crate::Limits::default()).unwrap();
        let [Block::Table(table)] = read.blocks.as_slice() else { panic!("{read:?}") };
        let column = |column: u16| -> String {
            let cells = table.rows.iter().flat_map(|row| &row.cells);
            let here = cells.filter(|cell| cell.place.column == column).map(|cell| cell.text.as_str());
            here.collect::<Vec<_>>().join("")
        };
        assert_eq!(column(1), "DescrizionePeso");
        assert_eq!(column(2).replace(' ', ""), format!("{}25", text.replace(' ', "")));
    }
}
