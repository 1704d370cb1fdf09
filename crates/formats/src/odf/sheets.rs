//! OpenDocument spreadsheet -> blocks.

use std::collections::HashMap;

use document::{Block, Cell};

use super::read::Reader;
use crate::sheet::Sheet;
use crate::story::Item;
use crate::xml::Tag;
use crate::{Unreadable, story};

/// The most rows that a repeated row with content stands for.
const REPEATED: u32 = 1000;

/// The blocks of all tables that are displayed.
pub(super) fn blocks(reader: &mut Reader<'_>) -> Result<Vec<Block>, Unreadable> {
    let outside = reader.xml.outside();
    let mut blocks = Vec::new();
    while let Some(tag) = reader.xml.within(outside)? {
        if tag.name() == "table:table" {
            let style = tag.get("table:style-name").unwrap_or_default();
            if reader.styles.undisplayed(&style) {
                reader.xml.skip()?;
            } else {
                blocks.extend(table(reader)?);
            }
        } else if tag.name() == "table:tracked-changes" {
            reader.xml.skip()?;
        }
    }
    Ok(blocks)
}

fn table(reader: &mut Reader<'_>) -> Result<Vec<Block>, Unreadable> {
    let outside = reader.xml.outside();
    let mut sheet = Sheet::default();
    let mut columns: HashMap<u32, bool> = HashMap::new();
    let (mut column, mut line) = (0_u32, 0_u32);
    while let Some(tag) = reader.xml.within(outside)? {
        match tag.name() {
            "table:table-column" => {
                let repeated = tag.number("table:number-columns-repeated").unwrap_or(1);
                let style = tag.get("table:default-cell-style-name").unwrap_or_default();
                if reader.styles.bold("table-cell", &style) == Some(true) {
                    columns
                        .extend((column..column.saturating_add(repeated.min(REPEATED))).map(|at| (at, true)));
                }
                column = column.saturating_add(repeated);
            }
            "table:table-row" => {
                let repeated = tag.number("table:number-rows-repeated").unwrap_or(1);
                let (cells, merged) = row(reader, &columns)?;
                let times = if cells.is_empty() { 0 } else { repeated.min(REPEATED) };
                for below in 0..times {
                    for cell in &cells {
                        // The first copy was counted when it was read.
                        if below > 0 {
                            reader.budget.cell()?;
                        }
                        sheet.put(line.saturating_add(below), cell.clone());
                    }
                    for (first, last) in &merged {
                        sheet.merge(line.saturating_add(below), *first, *last);
                    }
                }
                line = line.saturating_add(repeated);
            }
            "table:shapes" | "office:forms" => reader.xml.skip()?,
            _ => {}
        }
    }
    Ok(sheet.blocks())
}

/// The first and last columns of merged cells, from 1.
type Areas = Vec<(u16, u16)>;

/// The cells of a row, and the first and last columns of those that are merged.
fn row(reader: &mut Reader<'_>, columns: &HashMap<u32, bool>) -> Result<(Vec<Cell>, Areas), Unreadable> {
    let outside = reader.xml.outside();
    let (mut cells, mut merged) = (Vec::new(), Vec::new());
    let mut column: u32 = 0;
    while let Some(tag) = reader.xml.within(outside)? {
        if matches!(tag.name(), "table:table-cell" | "table:covered-table-cell") {
            let repeated = tag.number("table:number-columns-repeated").unwrap_or(1).max(1);
            let covered = tag.name() == "table:covered-table-cell";
            let bold = columns.get(&column).copied().unwrap_or(false);
            let spanned = tag.number("table:number-columns-spanned").unwrap_or(1).max(1);
            merged.push((narrow(column), narrow(column.saturating_add(spanned - 1))));
            let items = items(reader, &tag, bold)?;
            let times = if covered || items.is_empty() { 0 } else { repeated.min(REPEATED) };
            for right in 0..times {
                reader.budget.cell()?;
                cells.extend(story::cell(items.clone(), narrow(column.saturating_add(right))));
            }
            column = column.saturating_add(repeated);
        }
    }
    Ok((cells, merged))
}

/// The number of a column, from 1.
fn narrow(column: u32) -> u16 {
    u16::try_from(column.saturating_add(1)).unwrap_or(u16::MAX)
}

/// The paragraphs of a cell; the look of the cell holds where they say nothing.
fn items(reader: &mut Reader<'_>, tag: &Tag<'_>, column_bold: bool) -> Result<Vec<Item>, Unreadable> {
    let style = tag.get("table:style-name");
    let bold = style.map_or(column_bold, |style| reader.styles.bold("table-cell", &style).unwrap_or(false));
    let outside = reader.xml.outside();
    let mut items = Vec::new();
    while let Some(tag) = reader.xml.within(outside)? {
        match tag.name() {
            "text:p" => {
                let mut para = reader.paragraph(&tag)?;
                if bold {
                    para.embolden();
                }
                if !para.is_blank() {
                    items.push(Item::Para(para));
                }
            }
            "office:annotation" | "draw:frame" | "table:detective" => reader.xml.skip()?,
            _ => {}
        }
    }
    Ok(items)
}
