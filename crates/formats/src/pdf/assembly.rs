//! Pages -> blocks of a document, in reading order.

use std::collections::HashMap;

use document::{Block, UnreadPages};

use super::prose::{Prose, Setting};
use super::sheet::{Part, Ruled, Sheet};
use super::tables;

/// The blocks of a document. Pages that are only pictures have a line in their place.
pub(super) fn blocks(sheets: Vec<Sheet>) -> Vec<Block> {
    let setting = Setting::of(&sheets);
    let pictures = pictures(&sheets);
    let mut assembly = Assembly { blocks: Vec::new(), prose: Prose::new(&setting), open: None, room: 0.0 };
    for (mut sheet, page) in sheets.into_iter().zip(1..) {
        if let Some(&last) = pictures.get(&page) {
            assembly.end();
            assembly.blocks.push(UnreadPages { first: page, last }.block());
        }
        let bottom = setting.bottom(&sheet);
        let parts = std::mem::take(&mut sheet.parts);
        for (index, part) in parts.into_iter().enumerate() {
            match part {
                Part::Line(line) => {
                    assembly.end_table();
                    let ended = assembly.prose.push(line, &sheet);
                    assembly.blocks.extend(ended);
                }
                Part::Table(table) => assembly.table(table, index == 0, bottom),
            }
        }
    }
    assembly.end();
    assembly.blocks
}

/// The pages that are only pictures: the first of each stretch of them, with its last.
fn pictures(sheets: &[Sheet]) -> HashMap<u32, u32> {
    let mut stretches = HashMap::new();
    let mut first = None;
    for (sheet, page) in sheets.iter().zip(1..) {
        if sheet.is_picture() {
            stretches.insert(*first.get_or_insert(page), page);
        } else {
            first = None;
        }
    }
    stretches
}

/// Blocks under construction.
struct Assembly<'s> {
    blocks: Vec<Block>,
    prose: Prose<'s>,
    /// The table that ended the page before.
    open: Option<Ruled>,
    /// What was left of the page below it.
    room: f64,
}

impl Assembly<'_> {
    /// A table of a page that ends at `bottom`; at its top, it may be the rest of the one before.
    fn table(&mut self, next: Ruled, at_top: bool, bottom: f64) {
        let ended = self.prose.end();
        self.blocks.extend(ended);
        let below = next.rect.y1;
        let rest = match &mut self.open {
            Some(table) if at_top => tables::go_on(table, next, self.room),
            _ => Some(next),
        };
        self.room = bottom - below;
        if let Some(next) = rest {
            self.end_table();
            self.open = Some(next);
        }
    }

    fn end_table(&mut self) {
        self.blocks.extend(self.open.take().map(|table| Block::Table(tables::table(table))));
    }

    /// Nothing goes on from what was read.
    fn end(&mut self) {
        self.end_table();
        let ended = self.prose.end();
        self.blocks.extend(ended);
    }
}
