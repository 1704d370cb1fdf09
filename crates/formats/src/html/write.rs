//! Document -> HTML page.

use std::fmt::Write as _;

use base64::Engine as _;
use document::layout::{Grid, Nesting, Shade, headings, parts as parts_of};
use document::{Block, Cell, Document, LEGEND, Look, Page, Paragraph, Role, Row, Table};

use crate::html::svg::figure;
use crate::pack::{escape, escaped};

const STYLE: &str = include_str!("page.css");

/// Writes a document as a page that stands alone: no script, nothing to fetch. Labels are header cells, and
/// bold; pages begin where the document says so when it is printed.
pub fn write(document: &Document, look: &Look) -> Vec<u8> {
    let mut writer = Writer {
        out: String::new(),
        nesting: Nesting::default(),
        headings: 0,
        pictures: 0,
        open: false,
        is_part: false,
    };
    writer.begin(document, look);
    if !matches!(document.blocks.first(), Some(Block::Page(_))) {
        writer.page(Page::default());
    }
    for block in &document.blocks {
        writer.block(block);
    }
    if document.bold_labels {
        writer.out.push_str("<p class=\"legenda\">");
        writer.out.push_str(LEGEND);
        writer.out.push_str("</p>\n");
    }
    writer.end(look);
    writer.out.into_bytes()
}

/// A document as a part of a page: only elements, without any style of their own, so that a page with a strict policy can
/// hold it.
pub fn fragment(document: &Document) -> String {
    let mut writer = Writer {
        out: String::new(),
        nesting: Nesting::default(),
        headings: 0,
        pictures: 0,
        open: false,
        is_part: true,
    };
    for block in document.blocks.iter().filter(|block| !matches!(block, Block::Page(_))) {
        writer.block(block);
    }
    writer.out
}

struct Writer {
    out: String,
    nesting: Nesting,
    headings: usize,
    pictures: usize,
    /// A page is open.
    open: bool,
    /// It is part of a page that has its own style.
    is_part: bool,
}

impl Writer {
    fn begin(&mut self, document: &Document, look: &Look) {
        let title = escaped(&look.title);
        let _ = write!(
            self.out,
            "<!DOCTYPE html>\n<html lang=\"it\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
             <style>\n{STYLE}</style>\n</head>\n<body>\n<header>"
        );
        if let Some(crest) = &look.crest {
            let picture = base64::engine::general_purpose::STANDARD.encode(&crest.png);
            let alt = escaped(&crest.alt);
            let _ = write!(self.out, "<img src=\"data:image/png;base64,{picture}\" alt=\"{alt}\">");
        }
        let _ = writeln!(self.out, "<p>{}</p><h1>{title}</h1></header>", escaped(&look.body));
        if look.contents {
            self.contents(document);
        }
        self.out.push_str("<main>\n");
    }

    fn end(&mut self, look: &Look) {
        if self.open {
            self.out.push_str("</section>\n");
        }
        self.out.push_str("</main>\n");
        if let Some(foot) = look.foot() {
            let _ = writeln!(self.out, "<footer>{foot}</footer>");
        }
        self.out.push_str("</body>\n</html>\n");
    }

    fn contents(&mut self, document: &Document) {
        self.out.push_str("<nav aria-label=\"Indice\"><ol>\n");
        for (number, line) in (1..).zip(headings(document)) {
            let _ = writeln!(self.out, "<li><a href=\"#t{number}\">{}</a></li>", escaped(&line.text));
        }
        self.out.push_str("</ol></nav>\n");
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(paragraph) => self.paragraph(paragraph),
            Block::Table(table) => self.table(table),
            Block::Rule(_) => self.out.push_str("<hr>\n"),
            Block::Page(page) => self.page(*page),
            Block::Picture(picture) => {
                self.pictures += 1;
                self.out.push_str(&figure(picture, &format!("p{}", self.pictures)));
            }
        }
    }

    fn page(&mut self, page: Page) {
        if self.open {
            self.out.push_str("</section>\n");
        }
        self.out.push_str(if page.landscape { "<section class=\"orizzontale\">\n" } else { "<section>\n" });
        self.open = true;
    }

    fn paragraph(&mut self, paragraph: &Paragraph) {
        if let Some(level) = paragraph.heading {
            // The title of the page is its only heading of the first level.
            let level = (self.nesting.level(level) + 1).min(6);
            for line in &paragraph.lines {
                self.headings += 1;
                let _ = writeln!(
                    self.out,
                    "<h{level} id=\"t{}\">{}</h{level}>",
                    self.headings,
                    escaped(&line.text)
                );
            }
            return;
        }
        self.out.push_str("<p>");
        for (index, line) in paragraph.lines.iter().enumerate() {
            if index > 0 {
                self.out.push_str("<br>");
            }
            self.runs(line);
        }
        self.out.push_str("</p>\n");
    }

    fn runs(&mut self, cell: &Cell) {
        for (text, bold) in cell.runs() {
            if bold {
                self.out.push_str("<b>");
            }
            escape(&mut self.out, text);
            if bold {
                self.out.push_str("</b>");
            }
        }
        for inner in cell.nested.iter().flat_map(|table| &table.rows).flat_map(|row| &row.cells) {
            self.out.push_str("<br>");
            self.runs(inner);
        }
    }

    fn table(&mut self, table: &Table) {
        for part in parts_of(table) {
            self.grid(part.title, part.grid);
        }
    }

    fn grid(&mut self, title: Option<&Cell>, grid: Grid<'_>) {
        // A wide table scrolls by itself, with the keyboard, too.
        self.out.push_str("<div class=\"tabella\" tabindex=\"0\"><table>");
        if let Some(title) = title {
            self.out.push_str("<caption>");
            escape(&mut self.out, &title.text);
            self.out.push_str("</caption>");
        }
        if !self.is_part {
            self.widths(&grid);
        }
        if !grid.header.is_empty() {
            self.out.push_str("<thead>");
            grid.header.iter().for_each(|row| self.row(&grid, row));
            self.out.push_str("</thead>");
        }
        self.out.push_str("<tbody>");
        grid.rows.iter().for_each(|row| self.row(&grid, row));
        self.out.push_str("</tbody></table></div>\n");
    }

    fn widths(&mut self, grid: &Grid<'_>) {
        let widths = grid.widths(1000);
        let all = widths.iter().sum::<u32>().max(1);
        self.out.push_str("<colgroup>");
        for width in widths {
            let _ = write!(self.out, "<col style=\"width:{}%\">", width * 100 / all);
        }
        self.out.push_str("</colgroup>");
    }

    fn row(&mut self, grid: &Grid<'_>, row: &Row) {
        self.out.push_str(if row.role == Role::Total { "\n<tr class=\"totale\">" } else { "\n<tr>" });
        for cell in grid.cells(row) {
            let Some(cell) = cell else {
                self.out.push_str("<td></td>");
                continue;
            };
            let scope = match Shade::of(row, Some(cell)) {
                Shade::Header => Some("col"),
                Shade::Label => Some("row"),
                Shade::None | Shade::Total | Shade::Title => None,
            };
            let Some(scope) = scope else {
                self.out.push_str("<td>");
                self.runs(cell);
                self.out.push_str("</td>");
                continue;
            };
            let _ = write!(self.out, "<th scope=\"{scope}\">");
            escape(&mut self.out, &cell.text);
            self.out.push_str("</th>");
        }
        self.out.push_str("</tr>");
    }
}
