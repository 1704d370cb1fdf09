//! Tables as rows of boxes.

use std::rc::Rc;

use document::layout::{Grid, Strip, strips};
use document::{Cell, Role, Row as Source, Table};

use crate::balance::RowTexts;
use crate::columns::{Columns, Need};
use crate::item::{Box, Item, Row, Shape, Type, What};
use crate::lines::{Breaks, Line, lines};
use crate::page::Frame;
use crate::style::{self, Ink};
use crate::text::Text;
use crate::tree::{Kind, Part, Tree};
use crate::units::length;
use crate::words::Words;

/// Lays tables out.
pub struct Tables<'a> {
    /// The words of the document.
    pub words: &'a mut Words,
    /// The structure of the document.
    pub tree: &'a mut Tree,
    /// The page.
    pub frame: Frame,
}

/// A row whose texts are measured.
struct Measured<'d> {
    source: &'d Source,
    /// The texts of its cells with their columns, from 0, in order.
    cells: Vec<(usize, Vec<Text>)>,
    /// It is one cell as wide as the table: nothing else is in the row, nor is asked for by a label.
    across: bool,
}

impl Tables<'_> {
    /// The rows of a table as items; a stretch with columns of its own is a table of its own.
    pub fn items(&mut self, table: &Table) -> Vec<Item> {
        let mut items = Vec::new();
        let mut titles: Vec<&Cell> = Vec::new();
        for strip in strips(table) {
            match strip {
                Strip::Title(cell) => titles.push(cell),
                Strip::Grid(grid) => self.grid(&std::mem::take(&mut titles), grid, &mut items),
            }
        }
        for title in titles {
            let part = self.tree.root(Kind::Paragraph);
            let columns = Columns::one(self.frame.width());
            let row = Rc::new(self.title(title, &columns, part));
            let shape = Rc::new(Shape { edges: columns.edges, header: Vec::new() });
            items.push(Item { gap: style::TABLE_GAP, keeps: true, what: What::Row(row, shape) });
        }
        items
    }

    fn grid(&mut self, titles: &[&Cell], grid: Grid<'_>, items: &mut Vec<Item>) {
        let width = self.frame.width();
        let wide = Columns::are_too_many(usize::from(grid.columns), width);
        let count = if wide { 1 } else { usize::from(grid.columns) };
        let rows: Vec<Measured<'_>> =
            grid.all().map(|row| self.measured(row, count, !grid.header.is_empty())).collect();
        let columns = self.columns(&rows, count, grid.header.len(), width);
        let table = self.tree.root(Kind::Table);
        // A header that nothing follows heads nothing.
        let heads = if grid.rows.is_empty() { 0 } else { grid.header.len() };
        let head = (heads > 0 || !titles.is_empty()).then(|| self.tree.part(table, Kind::Head));
        let mut made: Vec<Rc<Row>> = Vec::new();
        for title in titles {
            let above = self.tree.part(head.unwrap_or(table), Kind::Row);
            let part = self.tree.part(above, Kind::ColumnName(count));
            made.push(Rc::new(self.title(title, &columns, part)));
        }
        let mut header = Vec::new();
        for row in &rows[..heads] {
            let row = Rc::new(self.row(row, &columns, head.unwrap_or(table), true));
            header.push(Rc::clone(&row));
            made.push(row);
        }
        let keeps = made.len();
        if heads < rows.len() {
            let body = self.tree.part(table, Kind::Body);
            made.extend(rows[heads..].iter().map(|row| Rc::new(self.row(row, &columns, body, false))));
        }
        let shape = Rc::new(Shape { edges: columns.edges, header: self.repeated(header) });
        for (index, row) in made.into_iter().enumerate() {
            let gap = if index == 0 { style::TABLE_GAP } else { 0.0 };
            items.push(Item { gap, keeps: index < keeps, what: What::Row(row, Rc::clone(&shape)) });
        }
    }

    /// The columns that suit some rows, the first of which name them.
    fn columns(&self, rows: &[Measured<'_>], count: usize, heads: usize, width: f32) -> Columns {
        // A space is about a quarter of an em.
        const SPACE: f32 = 0.25;
        // Where a form has a blank to be filled in.
        const BLANK: f32 = 20.0;
        let mut needs = vec![Need { labels: true, ..Need::default() }; count];
        for (number, row) in rows.iter().enumerate().filter(|(_, row)| !row.across) {
            for (column, texts) in &row.cells {
                let need = &mut needs[*column];
                need.labels &= number < heads || texts.iter().all(|text| text.is_bold(self.words));
                for text in texts {
                    need.word = need.word.max(text.longest());
                    need.text = need.text.max(text.width(SPACE));
                }
            }
        }
        for need in needs.iter_mut().filter(|need| need.text == 0.0 || heads > 0) {
            need.labels = false;
            if heads == 0 && count <= 8 {
                need.text = BLANK;
            }
        }
        let whole = |texts: &Vec<Text>| texts.iter().map(|text| text.width(SPACE)).sum();
        let texts =
            |row: &Measured<'_>| row.cells.iter().map(|(column, texts)| (*column, whole(texts))).collect();
        let texts: Vec<RowTexts> = rows.iter().filter(|row| !row.across).map(texts).collect();
        Columns::of(&needs, &texts, width)
    }

    /// Rows to be said again on each page: those that leave room for what they head.
    fn repeated(&self, header: Vec<Rc<Row>>) -> Vec<Rc<Row>> {
        const MOST: f32 = 0.4;
        let height: f32 = header.iter().map(|row| row.height).sum();
        if height > self.frame.height() * MOST { Vec::new() } else { header }
    }

    fn measured<'d>(&mut self, source: &'d Source, count: usize, headed: bool) -> Measured<'d> {
        let mut cells: Vec<(usize, Vec<Text>)> = Vec::with_capacity(source.cells.len());
        for cell in &source.cells {
            let column = usize::from(cell.place.column.max(1) - 1).min(count - 1);
            let texts = self.texts(cell);
            if texts.is_empty() {
                continue;
            }
            match cells.binary_search_by_key(&column, |(known, _)| *known) {
                Ok(known) => cells[known].1.extend(texts),
                Err(at) => cells.insert(at, (column, texts)),
            }
        }
        let across = match cells.as_slice() {
            [(0, texts)] => {
                count > 1
                    && !headed
                    && source.role == Role::Item
                    && !texts.iter().all(|text| text.is_bold(self.words))
            }
            _ => false,
        };
        Measured { source, cells, across }
    }

    /// The text of a cell, and those of the tables inside it.
    fn texts(&mut self, cell: &Cell) -> Vec<Text> {
        let mut texts = Vec::new();
        let mut open = vec![cell];
        while let Some(cell) = open.pop() {
            let text = Text::of(cell, self.words);
            if !text.words.is_empty() {
                texts.push(text);
            }
            let inside = cell.nested.iter().flat_map(|table| &table.rows).flat_map(|row| &row.cells);
            open.extend(inside.collect::<Vec<_>>().into_iter().rev());
        }
        texts
    }

    fn title(&mut self, cell: &Cell, columns: &Columns, part: Part) -> Row {
        let texts = self.texts(cell);
        let mut title = self.across(&texts, columns, part);
        title.look.ink = Ink::Title;
        Row {
            height: height(std::slice::from_ref(&title), columns),
            cells: vec![title],
            across: true,
            header: false,
            fill: Some(Ink::Bar),
        }
    }

    fn row(&mut self, row: &Measured<'_>, columns: &Columns, above: Part, header: bool) -> Row {
        let above = self.tree.part(above, Kind::Row);
        let mut cells = Vec::with_capacity(row.cells.len());
        if let (true, [(_, texts)]) = (row.across, row.cells.as_slice()) {
            let part = self.tree.part(above, Kind::Cell(columns.count()));
            cells.push(self.across(texts, columns, part));
            return Row { height: height(&cells, columns), cells, across: true, header, fill: None };
        }
        let mut texts = row.cells.iter().peekable();
        for column in 0..columns.count() {
            let here = texts.next_if(|(of, _)| *of == column);
            let bold = here.is_some_and(|(_, texts)| texts.iter().all(|text| text.is_bold(self.words)));
            let kind = match (header, bold) {
                (true, _) if here.is_some() => Kind::ColumnName(1),
                // A mark names nothing.
                (false, true) if columns.marks.get(column) != Some(&true) => Kind::RowName,
                _ => Kind::Cell(1),
            };
            let part = self.tree.part(above, kind);
            if let Some((_, texts)) = here {
                let width = columns.width(column);
                let mut cell = self.fill_box(texts, column, width, columns, part);
                cell.fill = (bold && !header).then_some(Ink::Label);
                cells.push(cell);
            }
        }
        let fill = match row.source.role {
            Role::Header if header => Some(Ink::Header),
            Role::Total => Some(Ink::Total),
            _ => None,
        };
        Row { height: height(&cells, columns), cells, across: false, header, fill }
    }

    /// A cell as wide as the table.
    fn across(&mut self, texts: &[Text], columns: &Columns, part: Part) -> Box {
        let width = columns.edges.last().copied().unwrap_or_default();
        let cell = self.fill_box(texts, 0, width, columns, part);
        Box { pad: columns.pad, ..cell }
    }

    /// The texts of a cell, one below the other, in a font in which their words fit.
    fn fill_box(&mut self, texts: &[Text], column: usize, width: f32, columns: &Columns, part: Part) -> Box {
        let inner = (width - 2.0 * columns.pad).max(0.1);
        let words = texts.iter().flat_map(|text| &text.tokens).map(|token| token.advance);
        let fitting = words.filter(|advance| advance * style::SMALLEST <= inner).fold(0.0, f32::max);
        let mut size = columns.size;
        if fitting * size > inner {
            size = (inner / fitting).max(style::SMALLEST);
        }
        // Not even a letter would fit.
        size = size.min(inner);
        let mut all: Vec<Line> = Vec::new();
        for text in texts {
            if let Some(last) = all.last_mut() {
                let space = self.words.id(" ", false);
                *last = last.iter().copied().chain([space]).collect();
            }
            all.extend(lines(text, inner / size, Breaks::Spaces, self.words));
        }
        let look = Type { size, leading: style::CELL_LEADING, ink: Ink::Text };
        let pad = match all.as_slice() {
            [mark] if columns.marks.get(column) == Some(&true) => {
                (width - crate::lines::width(mark, self.words) * size) / 2.0
            }
            _ => columns.pad,
        };
        Box { column, lines: all, look, pad, fill: None, part }
    }
}

/// The height of a row.
fn height(cells: &[Box], columns: &Columns) -> f32 {
    let least = columns.size * style::CELL_LEADING;
    let lines = cells.iter().map(|cell| cell.look.line() * length(cell.lines.len()));
    let height = lines.fold(least, f32::max) + 2.0 * style::CELL_ABOVE;
    (height * 100.0).ceil() / 100.0
}
