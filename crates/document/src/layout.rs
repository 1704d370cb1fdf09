//! Tables as they are laid out: stretches of rows that share their columns, and how wide these are.

use crate::model::{Block, Cell, Document, Page, Role, Row, Table};

/// A stretch of a table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Strip<'d> {
    /// The title of what follows, as wide as the table.
    Title(&'d Cell),
    /// Rows with the same number of columns.
    Grid(Grid<'d>),
}

/// Rows with the same number of columns.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Grid<'d> {
    /// How many columns.
    pub columns: u16,
    /// Rows that name the columns, said again on each page; there may be none.
    pub header: &'d [Row],
    /// The rows below them.
    pub rows: &'d [Row],
}

/// How much room a column asks for, in any unit of length.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Room {
    /// Less than this would break a word.
    pub least: u32,
    /// More than this would stay blank.
    pub most: u32,
}

/// A stretch of a table with the title that stands directly above it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part<'d> {
    /// The title.
    pub title: Option<&'d Cell>,
    /// The rows; there may be none below a title.
    pub grid: Grid<'d>,
}

/// The stretches of a table with their titles, from the top.
pub fn parts(table: &Table) -> Vec<Part<'_>> {
    const NOTHING: Grid<'static> = Grid { columns: 1, header: &[], rows: &[] };
    let mut parts: Vec<Part<'_>> = Vec::new();
    for strip in strips(table) {
        match strip {
            Strip::Title(cell) => parts.push(Part { title: Some(cell), grid: NOTHING }),
            Strip::Grid(grid) => match parts.last_mut() {
                Some(part) if part.grid == NOTHING => part.grid = grid,
                _ => parts.push(Part { title: None, grid }),
            },
        }
    }
    parts
}

/// The headings of a document, in order.
pub fn headings(document: &Document) -> impl Iterator<Item = &Cell> {
    let paragraphs = document.blocks.iter().filter_map(|block| match block {
        Block::Paragraph(paragraph) if paragraph.heading.is_some() => Some(&paragraph.lines),
        _ => None,
    });
    paragraphs.flatten()
}

/// Puts pages that have a table with more than so many columns on their side, the first page too.
pub fn lay_pages(blocks: &mut Vec<Block>, upright: u16) {
    let mut wide = false;
    for block in blocks.iter_mut().rev() {
        match block {
            Block::Table(table) => wide |= table.rows.iter().any(|row| row.width > upright),
            Block::Page(page) => page.landscape = std::mem::take(&mut wide),
            Block::Paragraph(_) | Block::Rule(_) | Block::Picture(_) => {}
        }
    }
    if wide {
        blocks.insert(0, Block::Page(Page { landscape: true }));
    }
}

/// What the background of a cell says that it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shade {
    /// Content.
    None,
    /// A label.
    Label,
    /// The name of a column.
    Header,
    /// A part of a sum.
    Total,
    /// The title of a table.
    Title,
}

impl Shade {
    /// The background of a cell in a row; `None` is a blank cell.
    pub fn of(row: &Row, cell: Option<&Cell>) -> Self {
        // A mark of a month is the form's own sign, too, but no label.
        const MARK: usize = 2;
        match cell {
            _ if row.role == Role::Total => Self::Total,
            Some(cell) if row.role == Role::Header && cell.is_bold() => Self::Header,
            Some(cell) if cell.is_bold() && cell.text.chars().count() > MARK => Self::Label,
            _ => Self::None,
        }
    }
}

/// The levels of headings as they are printed: from 1, each one below the heading that it belongs to, so that none is
/// left out on the way down.
#[derive(Clone, Debug, Default)]
pub struct Nesting(Vec<u8>);

impl Nesting {
    /// The deepest level that is printed.
    const DEEPEST: u8 = 6;

    /// The level of the next heading, by the level that the document gives it.
    pub fn level(&mut self, level: u8) -> u8 {
        while self.0.last().is_some_and(|above| *above >= level) {
            self.0.pop();
        }
        self.0.push(level);
        u8::try_from(self.0.len()).map_or(Self::DEEPEST, |level| level.min(Self::DEEPEST))
    }
}

/// The stretches of a table, from the top. All rows are in one of them.
pub fn strips(table: &Table) -> Vec<Strip<'_>> {
    let mut strips = Vec::new();
    let mut rest = table.rows.as_slice();
    while let Some(first) = rest.first() {
        if let (Role::Title, [cell]) = (first.role, first.cells.as_slice()) {
            strips.push(Strip::Title(cell));
            rest = &rest[1..];
            continue;
        }
        let columns = columns_of(first);
        let same = |row: &&Row| columns_of(row) == columns && row.role != Role::Title;
        let heads = rest.iter().take_while(|row| row.role == Role::Header && same(row)).count();
        let (header, below) = rest.split_at(heads);
        let count = below.iter().take_while(|row| same(row) && row.role != Role::Header).count();
        let (rows, below) = below.split_at(count);
        // A title that is no single cell is a row like others, and must not stop the walk.
        let (rows, below) = if heads + count == 0 { rest.split_at(1) } else { (rows, below) };
        strips.push(Strip::Grid(Grid { columns, header, rows }));
        rest = below;
    }
    strips
}

impl Grid<'_> {
    /// All its rows, the header first.
    pub fn all(&self) -> impl Iterator<Item = &Row> {
        self.header.iter().chain(self.rows)
    }

    /// The cells of one of its rows, column by column; blank ones are `None`.
    pub fn cells<'r>(&self, row: &'r Row) -> impl Iterator<Item = Option<&'r Cell>> {
        let mut cells = row.cells.iter().peekable();
        (1..=self.columns).map(move |column| cells.next_if(|cell| cell.place.column <= column))
    }

    /// How much room each column asks for, by a measure of words and one of texts.
    pub fn rooms(&self, word: &dyn Fn(&Cell) -> u32, text: &dyn Fn(&Cell) -> u32) -> Vec<Room> {
        let mut rooms = vec![Room::default(); usize::from(self.columns)];
        for cell in self.all().flat_map(|row| &row.cells) {
            if let Some(room) = rooms.get_mut(usize::from(cell.place.column.max(1) - 1)) {
                room.least = room.least.max(word(cell));
                room.most = room.most.max(text(cell));
            }
        }
        rooms
    }

    /// The widths of the columns in characters of a line, reckoned by counting characters.
    pub fn widths(&self, line: u32) -> Vec<u32> {
        // The padding of a cell takes as much as two characters; bold is wider.
        const PADDING: u32 = 2;
        let count = |text: &str, bold: bool| {
            let count = u32::try_from(text.chars().count()).unwrap_or(u32::MAX / 2);
            if bold { count + count.div_ceil(6) } else { count }
        };
        let word = |cell: &Cell| {
            let words = cell.text.split(' ').map(|word| count(word, cell.is_bold()));
            words.max().unwrap_or(0) + PADDING
        };
        shares(line, &self.rooms(&word, &|cell| count(&cell.text, cell.is_bold()) + PADDING))
    }
}

/// Columns of a row: those it says, or as many as its cells need.
fn columns_of(row: &Row) -> u16 {
    row.cells.iter().map(|cell| cell.place.column).fold(row.width, u16::max).max(1)
}

/// Divides a line among columns: all of it, by what they ask for.
///
/// No column is narrower than its longest word as long as the line has room for the longest words of all.
pub fn shares(line: u32, rooms: &[Room]) -> Vec<u32> {
    const BLANK: u32 = 3;
    // Long texts wrap: their wish grows slower than they do.
    let wish = |room: &Room| u64::from(room.most.max(room.least).max(BLANK)).isqrt() * 16;
    let least: Vec<u64> = rooms.iter().map(|room| u64::from(room.least.max(BLANK))).collect();
    let sum: u64 = least.iter().sum();
    let line = u64::from(line);
    let shared = |total: u64, parts: &[u64]| -> Vec<u64> {
        let all: u64 = parts.iter().sum::<u64>().max(1);
        parts.iter().map(|part| total * part / all).collect()
    };
    let mut widths = if sum >= line {
        shared(line, &least)
    } else {
        // Columns that are satisfied leave what is left to the others.
        let most: Vec<u64> =
            rooms.iter().map(|room| u64::from(room.most.max(room.least).max(BLANK))).collect();
        if most.iter().sum::<u64>() <= line {
            let more = shared(line - most.iter().sum::<u64>(), &most);
            most.iter().zip(more).map(|(most, more)| most + more).collect()
        } else {
            let wishes: Vec<u64> = rooms
                .iter()
                .zip(&least)
                .map(|(room, least)| wish(room).saturating_sub(*least).max(1))
                .collect();
            let more = shared(line - sum, &wishes);
            let mut widths: Vec<u64> = least.iter().zip(more).map(|(least, more)| least + more).collect();
            cap(&mut widths, &most);
            widths
        }
    };
    // What division left goes to the widest column.
    let left = line.saturating_sub(widths.iter().sum());
    if let Some(widest) = widths.iter_mut().max() {
        *widest += left;
    }
    widths.into_iter().map(|width| u32::try_from(width).unwrap_or(u32::MAX)).collect()
}

/// No column is wider than its longest text; what that frees goes to those that are narrower than theirs.
fn cap(widths: &mut [u64], most: &[u64]) {
    for _ in 0..widths.len() {
        let mut free = 0;
        for (width, most) in widths.iter_mut().zip(most) {
            free += width.saturating_sub(*most);
            *width = (*width).min(*most);
        }
        let open: Vec<usize> = (0..widths.len()).filter(|index| widths[*index] < most[*index]).collect();
        let each = free / (open.len() as u64).max(1);
        if each == 0 || open.is_empty() {
            break;
        }
        for index in open {
            widths[index] += each;
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::Place;
    use proptest::prelude::*;

    use super::*;

    fn row(role: Role, texts: &[&str]) -> Row {
        let cells = texts.iter().zip(1..).filter(|(text, _)| !text.is_empty());
        let cells = cells
            .map(|(text, column)| Cell {
                place: Place::new(0, column),
                text: (*text).to_owned(),
                ..Cell::default()
            })
            .collect();
        Row { width: u16::try_from(texts.len()).unwrap(), role, cells, ..Row::default() }
    }

    fn shown(table: &Table) -> String {
        let grid = |grid: &Grid<'_>| format!("{}:{}+{}", grid.columns, grid.header.len(), grid.rows.len());
        let shown = |strip: &Strip<'_>| match strip {
            Strip::Title(cell) => cell.text.clone(),
            Strip::Grid(found) => grid(found),
        };
        strips(table).iter().map(shown).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn rows_stand_with_those_that_share_their_columns() {
        let rows = vec![
            row(Role::Item, &["Peso", "25", "Settore", "Uno"]),
            row(Role::Item, &["Obiettivo", "Nidi"]),
            row(Role::Item, &["Finalità", ""]),
            row(Role::Title, &["FASI", ""]),
            row(Role::Header, &["N.", "Attività", "Peso"]),
            row(Role::Item, &["1", "Bando", "50"]),
            row(Role::Item, &["", "", "50"]),
            row(Role::Total, &["Totale", "", "100"]),
            row(Role::Header, &["N.", "Nome", ""]),
            row(Role::Title, &["a", "b"]),
        ];
        assert_eq!(shown(&Table { rows }), "4:0+1 2:0+2 FASI 3:1+3 3:1+0 2:0+1");
    }

    #[test]
    fn no_level_of_headings_is_left_out() {
        let mut nesting = Nesting::default();
        let printed = [2, 4, 3, 4, 4, 2, 3, 1].map(|level| nesting.level(level));
        assert_eq!(printed, [1, 2, 2, 3, 3, 1, 2, 1]);
    }

    #[test]
    fn marks_get_little_room_and_texts_get_much() {
        let line = [3, 240, 5, 2, 2].map(|most| Room { least: most.min(12), most });
        let widths = shares(100, &line);
        assert_eq!(widths.iter().sum::<u32>(), 100);
        assert!(widths[1] > 80, "{widths:?}");
        assert!(widths[2] >= 5 && widths[3] >= 2, "{widths:?}");
    }

    proptest! {
        #[test]
        fn a_line_is_divided_whole_and_words_have_room(
            line in 40_u32..400,
            rooms in proptest::collection::vec((1_u32..30, 0_u32..2000), 1..14),
        ) {
            let rooms: Vec<Room> =
                rooms.into_iter().map(|(least, more)| Room { least, most: least + more }).collect();
            let widths = shares(line, &rooms);
            prop_assert_eq!(widths.iter().sum::<u32>(), line);
            if rooms.iter().map(|room| room.least.max(3)).sum::<u32>() <= line {
                for (width, room) in widths.iter().zip(&rooms) {
                    prop_assert!(*width >= room.least, "{:?} {:?}", widths, rooms);
                }
            }
        }
    }
}
