//! OpenDocument text -> document; spreadsheets in [`super::sheets`].

use document::{Document, Table};

use super::lists::Count;
use super::sheets;
use super::styles::Styles;
use crate::archive::Archive;
use crate::grid::Grid;
use crate::story::{self, Budget, Item, Para};
use crate::xml::{Node, Tag, Xml};
use crate::{Limits, Unreadable};

/// Elements that hold no content of the document: changes that were struck, remarks, indexes, descriptions.
const NO_CONTENT: &[&str] = &[
    "office:annotation",
    "office:annotation-end",
    "office:forms",
    "svg:desc",
    "svg:title",
    "text:alphabetical-index",
    "text:bibliography",
    "text:illustration-index",
    "text:table-index",
    "text:table-of-content",
    "text:tracked-changes",
    "text:user-index",
];

/// Reads an OpenDocument text or spreadsheet.
///
/// # Errors
/// When the file is broken, locked or too much for the limits, or has no text.
pub fn read(name: &str, bytes: &[u8], limits: &Limits) -> Result<Document, Unreadable> {
    let mut archive = Archive::open(bytes, limits)?;
    let content = archive.required("content.xml")?;
    if locked(&mut archive)? {
        return Err(Unreadable::Locked);
    }
    let mut styles = Styles::default();
    if let Some(bytes) = archive.part("styles.xml")? {
        styles.add(&bytes, "styles.xml", limits)?;
    }
    styles.add(&content, "content.xml", limits)?;
    let mut reader = Reader {
        xml: Xml::new(&content, "content.xml", limits),
        styles,
        lists: Vec::new(),
        number: None,
        budget: Budget::new(limits),
        waiting: Vec::new(),
    };
    while let Some(tag) = reader.xml.next_tag()? {
        if tag.name() == "office:text" {
            let items = reader.items()?;
            return story::document(name, items);
        } else if tag.name() == "office:spreadsheet" {
            let blocks = sheets::blocks(&mut reader)?;
            return story::finished(Document { name: name.to_owned(), blocks, ..Document::default() });
        }
    }
    Err(Unreadable::Empty)
}

/// Whether parts of the file are encrypted.
fn locked(archive: &mut Archive<'_>) -> Result<bool, Unreadable> {
    let manifest = archive.part("META-INF/manifest.xml")?.unwrap_or_default();
    Ok(String::from_utf8_lossy(&manifest).contains("encryption-data"))
}

/// A list that is open.
struct List {
    style: String,
    count: Count,
}

pub(super) struct Reader<'b> {
    pub xml: Xml<'b>,
    pub styles: Styles,
    lists: Vec<List>,
    /// What stands before the next paragraph.
    number: Option<String>,
    pub budget: Budget,
    /// What a paragraph carries besides its text (notes, frames), to stand below it.
    waiting: Vec<Item>,
}

impl Reader<'_> {
    /// Paragraphs and tables up to the end of the element that has just begun.
    fn items(&mut self) -> Result<Vec<Item>, Unreadable> {
        let outside = self.xml.outside();
        let mut items = Vec::new();
        while let Some(tag) = self.xml.within(outside)? {
            self.item(&tag, &mut items)?;
        }
        Ok(items)
    }

    fn item(&mut self, tag: &Tag<'_>, items: &mut Vec<Item>) -> Result<(), Unreadable> {
        match tag.name() {
            "text:p" | "text:h" => {
                let mut para = self.paragraph(tag)?;
                if tag.name() == "text:h" {
                    let level = tag.number("text:outline-level").unwrap_or(1);
                    para.heading = u8::try_from(level.clamp(1, 6)).ok();
                }
                items.push(Item::Para(para));
                let below = std::mem::take(&mut self.waiting);
                items.extend(below);
            }
            "table:table" => {
                let table = self.table()?;
                if !table.rows.is_empty() {
                    items.push(Item::Table(table));
                }
            }
            "text:list" => self.list(tag, items)?,
            "text:section" if tag.get("text:display").is_some_and(|display| display == "none") => {
                self.xml.skip()?;
            }
            name if NO_CONTENT.contains(&name) => self.xml.skip()?,
            _ => {}
        }
        Ok(())
    }

    fn list(&mut self, tag: &Tag<'_>, items: &mut Vec<Item>) -> Result<(), Unreadable> {
        let outside = self.xml.outside();
        let around = self.lists.last().map(|list| (list.style.clone(), list.count.clone()));
        let (style, count) = around.unwrap_or_default();
        let style = tag.get("text:style-name").unwrap_or(style);
        self.lists.push(List { style, count });
        while let Some(tag) = self.xml.within(outside)? {
            if tag.name() == "text:list-item" {
                self.number = self.next_number();
            } else {
                self.item(&tag, items)?;
            }
        }
        self.number = None;
        self.lists.pop();
        Ok(())
    }

    fn next_number(&mut self) -> Option<String> {
        let depth = self.lists.len();
        let list = self.lists.last_mut()?;
        self.styles.lists.next(&list.style, depth, &mut list.count)
    }

    pub(super) fn paragraph(&mut self, tag: &Tag<'_>) -> Result<Para, Unreadable> {
        let style = tag.get("text:style-name").unwrap_or_default();
        let bold = self.styles.bold("paragraph", &style);
        let hidden = self.styles.hidden("paragraph", &style);
        let mut para = Para::default();
        self.text(&mut para, bold.unwrap_or(false), hidden)?;
        if let Some(number) = self.number.take().filter(|_| !para.is_blank()) {
            para.begin(&number);
        }
        Ok(para)
    }

    /// Text up to the end of the element that has just begun.
    fn text(&mut self, para: &mut Para, bold: bool, hidden: bool) -> Result<(), Unreadable> {
        let outside = self.xml.outside();
        while self.xml.depth() > outside {
            match self.xml.next()? {
                Node::Text(text) if !hidden => para.push(&text, bold),
                Node::Open(tag) => self.inline(&tag, para, bold, hidden)?,
                Node::End => break,
                Node::Close | Node::Text(_) => {}
            }
        }
        Ok(())
    }

    fn inline(&mut self, tag: &Tag<'_>, para: &mut Para, bold: bool, hidden: bool) -> Result<(), Unreadable> {
        match tag.name() {
            "text:span" => {
                let style = tag.get("text:style-name").unwrap_or_default();
                let bold = self.styles.bold("text", &style).unwrap_or(bold);
                let hidden = hidden || self.styles.hidden("text", &style);
                self.text(para, bold, hidden)?;
            }
            "text:s" if !hidden => para.push(" ", bold),
            "text:tab" if !hidden => para.tab(),
            "text:line-break" if !hidden => para.end_line(),
            "text:note" => self.note()?,
            "draw:text-box" => {
                let inside = self.items()?;
                self.waiting.extend(inside);
            }
            "text:hidden-text" | "text:hidden-paragraph" => self.xml.skip()?,
            name if NO_CONTENT.contains(&name) => self.xml.skip()?,
            _ => {}
        }
        Ok(())
    }

    /// A footnote: its text stands below the paragraph, its sign nowhere.
    fn note(&mut self) -> Result<(), Unreadable> {
        let outside = self.xml.outside();
        while let Some(tag) = self.xml.within(outside)? {
            if tag.name() == "text:note-citation" {
                self.xml.skip()?;
            } else if tag.name() == "text:note-body" {
                let before = std::mem::take(&mut self.waiting);
                let inside = self.items()?;
                self.waiting = before;
                self.waiting.extend(inside);
            }
        }
        Ok(())
    }

    fn table(&mut self) -> Result<Table, Unreadable> {
        let outside = self.xml.outside();
        let mut grid = Grid::default();
        while let Some(tag) = self.xml.within(outside)? {
            if tag.name() == "table:table-row" {
                self.row(&mut grid)?;
            }
        }
        let mut table = grid.finish();
        table.rows.retain(|row| !row.cells.is_empty());
        Ok(table)
    }

    fn row(&mut self, grid: &mut Grid) -> Result<(), Unreadable> {
        let outside = self.xml.outside();
        grid.begin();
        while let Some(tag) = self.xml.within(outside)? {
            match tag.name() {
                "table:covered-table-cell" => {
                    self.xml.skip()?;
                    grid.cell(None, tag.number("table:number-columns-repeated").unwrap_or(1), 1);
                }
                "table:table-cell" => {
                    let repeated = tag.number("table:number-columns-repeated").unwrap_or(1);
                    let items = self.items()?;
                    let cell = story::cell(items, grid.column());
                    if cell.is_some() {
                        self.budget.cell()?;
                    }
                    // The columns it covers come as covered cells.
                    grid.cell(cell, repeated, 1);
                }
                _ => {}
            }
        }
        grid.end();
        Ok(())
    }
}
