//! The blocks of a document as items for its pages.

use std::rc::Rc;

use document::layout::Nesting;
use document::{Block, Cell, Document, LEGEND, Paragraph};

use crate::drawing::Drawing;
use crate::flow::Flow;
use crate::item::{Item, Passage, Type, What};
use crate::lines::{Breaks, Line, lines};
use crate::page::Frame;
use crate::style::{self, Ink};
use crate::table::Tables;
use crate::text::Text;
use crate::tree::{Kind, Part, Tree};
use crate::words::Words;

/// A heading of the printed document.
#[derive(Clone, Debug)]
pub struct Heading {
    /// Its text.
    pub text: String,
    /// Its level; 1 is the title, and no level is left out on the way down.
    pub level: u16,
}

/// Everything that grows while a document is laid out.
#[derive(Default)]
pub struct Composer {
    /// The words.
    pub words: Words,
    /// The structure.
    pub tree: Tree,
    /// The headings.
    pub headings: Vec<Heading>,
    /// The headings that are open.
    nesting: Nesting,
}

/// Titles in the properties of a file and in its structure must not be longer.
const LONGEST: usize = 400;

impl Composer {
    /// The blocks of a document, on the pages of a flow.
    pub fn blocks(&mut self, document: &Document, flow: &mut Flow, mut frame: Frame) {
        let mut items = Vec::new();
        let mut blank = true;
        for block in &document.blocks {
            match block {
                Block::Page(page) => {
                    flow.put(&std::mem::take(&mut items));
                    frame = Frame { landscape: page.landscape };
                    if !blank || frame != flow.frame {
                        flow.begin(frame);
                    }
                }
                Block::Paragraph(paragraph) => {
                    let item = self.paragraph(paragraph, frame);
                    let below = items.last().is_some_and(Item::is_heading);
                    items.extend(item.map(|item| if below { item.near() } else { item }));
                }
                Block::Table(table) => {
                    let mut tables = Tables { words: &mut self.words, tree: &mut self.tree, frame };
                    items.extend(tables.items(table));
                }
                Block::Picture(picture) => {
                    let part = self.tree.root(Kind::Figure(shortened(&picture.alt)));
                    let drawing = Drawing::of(picture, frame, part, &mut self.words);
                    let what = What::Drawing(Rc::new(drawing));
                    // The table that says the same stands on the same page.
                    items.push(Item { gap: style::TEXT_GAP, keeps: true, what });
                }
                Block::Rule(_) => {
                    items.push(Item { gap: style::TEXT_GAP, keeps: false, what: What::Rule(Ink::Edge) });
                }
            }
            blank &= items.is_empty();
        }
        if blank && items.is_empty() {
            items.push(self.line("Nessun contenuto.", style::TEXT_SIZE, frame));
        }
        if document.bold_labels {
            items.push(self.line(LEGEND, style::SMALL_SIZE, frame));
        }
        flow.put(&items);
    }

    fn text(&mut self, text: &Text, look: Type, width: f32, indent: f32, part: Part) -> Item {
        let lines = lines(text, width / look.size, Breaks::Spaces, &mut self.words);
        let lines = Passage { lines, look, indent, part, heading: None, reference: None };
        Item { gap: 0.0, keeps: true, what: What::Lines(lines) }
    }

    /// A line of the program's own.
    fn line(&mut self, text: &str, size: f32, frame: Frame) -> Item {
        let text = Text::plain(text, false, &mut self.words);
        let look = Type { size, leading: style::TEXT_LEADING, ink: Ink::Faint };
        let part = self.tree.root(Kind::Paragraph);
        Item { gap: 2.0 * style::TEXT_GAP, keeps: false, ..self.text(&text, look, frame.width(), 0.0, part) }
    }

    fn paragraph(&mut self, paragraph: &Paragraph, frame: Frame) -> Option<Item> {
        let texts: Vec<Text> = paragraph.lines.iter().map(|line| Text::of(line, &mut self.words)).collect();
        let texts: Vec<Text> = texts.into_iter().filter(|text| !text.words.is_empty()).collect();
        if texts.is_empty() {
            return None;
        }
        let said = paragraph.lines.iter().map(|line: &Cell| line.text.trim());
        let level = paragraph.heading.map(|level| u16::from(self.nesting.level(level)));
        let (look, gap, part, breaks) = if let Some(level) = level {
            let text = shortened(&said.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" "));
            let part = self.tree.root(Kind::Heading(level, text.clone()));
            self.headings.push(Heading { text, level });
            let (size, gap) = style::heading(level);
            let look = Type { size, leading: style::HEADING_LEADING, ink: Ink::Title };
            (look, gap, part, Breaks::Spaces)
        } else {
            let look = Type { size: style::TEXT_SIZE, leading: style::TEXT_LEADING, ink: Ink::Text };
            (look, style::TEXT_GAP, self.tree.root(Kind::Paragraph), Breaks::Hyphens)
        };
        let limit = frame.width() / look.size;
        let lines = self.broken(&texts, limit, breaks);
        let heading = level.map(|_| self.headings.len() - 1);
        let lines = Passage { lines, look, indent: 0.0, part, heading, reference: None };
        Some(Item { gap, keeps: level.is_some(), what: What::Lines(lines) })
    }

    /// Each text on lines of its own, with a space between them for those who read on.
    fn broken(&mut self, texts: &[Text], limit: f32, breaks: Breaks) -> Vec<Line> {
        let mut all: Vec<Line> = Vec::new();
        for text in texts {
            if let Some(last) = all.last_mut() {
                let space = self.words.id(" ", false);
                *last = last.iter().copied().chain([space]).collect();
            }
            all.extend(lines(text, limit, breaks, &mut self.words));
        }
        all
    }
}

/// A text that is not too long for a property.
pub fn shortened(text: &str) -> String {
    let mut chars = text.chars().filter(|character| !character.is_control());
    let short: String = chars.by_ref().take(LONGEST).collect();
    if chars.next().is_some() { short + "…" } else { short }
}
