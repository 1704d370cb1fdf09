//! Properties of reading and writing, on hostile texts.

use domain::Place;
use domain::text::normal;
use proptest::collection::vec;
use proptest::prelude::*;

use super::{Unusable, read, write};
use crate::model::{Block, Cell, Document, Paragraph, Row, Table};

const LIMIT: usize = 1 << 24;

/// Pieces that mean something to the reader, alone or next to each other.
#[rustfmt::skip]
const PIECES: [&str; 56] = [
    "\\", "\\\\", "*", "**", "***", "****", "*****", "_", "__", "___", "#", "# ", "## ", "-", "--", "—", "==",
    "=", "<", ">", "</", "<b>", "</b>", "<p align=\"", "\">", "<td>", "</td>", "<tr>", "<table>", "</table>",
    "<br/>", "<input type=checkbox checked>", "<https://a.it/?b=1&c=2>", "[x](y_z__w)", "&", "&amp;", "&lt;",
    "&#42;", "&#92;", "&#", ";", "amp;", "|", "☑", "😀", "e\u{301}", "\u{301}", "\u{FEFF}", "\u{200B}", " ",
    "\u{A0}", "a", "Peso", "10 %", "città", "\u{1100}\u{1161}",
];

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => proptest::sample::select(&PIECES[..]).prop_map(str::to_owned),
        1 => "\\PC{0,8}",
        1 => "[ -~]{0,8}",
    ];
    let long = (0_usize..PIECES.len()).prop_map(|i| PIECES[i].repeat(3000));
    prop_oneof![60 => vec(piece, 1..8).prop_map(|pieces| pieces.concat()), 1 => long]
        .prop_map(|text| normal(&text).into_owned())
        .prop_filter("blank", |text| !text.is_empty())
}

fn cell() -> BoxedStrategy<Cell> {
    let cell = |(text, literal)| Cell { text, literal, ..Cell::default() };
    let plain = (text(), any::<bool>()).prop_map(cell).boxed();
    let holder = plain.clone();
    let nesting = move |inner| {
        let table = vec(row(inner), 1..3).prop_map(|rows| Table { rows });
        (holder.clone(), vec(table, 1..3), any::<bool>()).prop_map(|(cell, nested, only)| {
            let (text, literal) = if only { (String::new(), false) } else { (cell.text, cell.literal) };
            Cell { text, literal, nested, ..Cell::default() }
        })
    };
    prop_oneof![4 => plain.clone(), 1 => plain.prop_recursive(2, 8, 3, nesting)].boxed()
}

fn row(cell: BoxedStrategy<Cell>) -> impl Strategy<Value = Row> {
    (vec((1_u16..4, cell), 1..4), 0_u16..9).prop_map(|(steps, width)| {
        let mut column = 0;
        let cells = steps.into_iter().map(|(step, mut cell)| {
            column += step;
            cell.place = Place::new(0, column);
            cell
        });
        Row { width, cells: cells.collect(), ..Row::default() }
    })
}

fn block() -> impl Strategy<Value = Block> {
    let line = || {
        cell().prop_map(|mut cell| {
            cell.place.column = 1;
            cell
        })
    };
    let place = |columns: Vec<u16>| {
        let mut at = 0;
        columns.into_iter().map(move |step| {
            at += step;
            Place::new(0, at)
        })
    };
    prop_oneof![
        3 => vec(line(), 1..4).prop_map(|lines| Block::Paragraph(Paragraph { heading: None, lines })),
        1 => (1_u8..7, line()).prop_map(|(level, line)| {
            Block::Paragraph(Paragraph { heading: Some(level), lines: vec![line] })
        }),
        4 => vec(row(cell()), 1..4).prop_map(|rows| Block::Table(Table { rows })),
        1 => vec(1_u16..4, 1..4).prop_map(move |columns| Block::Rule(place(columns).collect())),
    ]
}

/// The document without lines, widths and emphasis, which writing does not keep.
fn bare(mut document: Document) -> Document {
    for block in &mut document.blocks {
        match block {
            Block::Paragraph(paragraph) => paragraph.lines.iter_mut().for_each(bare_cell),
            Block::Table(table) => bare_table(table),
            Block::Rule(places) => places.iter_mut().for_each(|place| place.line = 0),
            Block::Page(_) | Block::Picture(_) => {}
        }
    }
    document
}

fn bare_table(table: &mut Table) {
    for row in &mut table.rows {
        (row.line, row.width) = (0, 0);
        row.cells.iter_mut().for_each(bare_cell);
    }
}

fn bare_cell(cell: &mut Cell) {
    cell.place.line = 0;
    cell.emphasis.clear();
    cell.nested.iter_mut().for_each(bare_table);
}

/// What must hold for every cell that was read.
fn sound(cell: &Cell) -> bool {
    let mut from = 0;
    let ranges = cell.emphasis.iter().all(|range| {
        let ordered =
            from <= range.start && cell.text.get(range.clone()).is_some_and(|text| !text.is_empty());
        from = range.end + 1;
        ordered
    });
    let nested = cell.nested.iter().flat_map(|table| &table.rows).all(sound_row);
    ranges && nested && normal(&cell.text) == cell.text && !(cell.text.is_empty() && cell.nested.is_empty())
}

fn sound_row(row: &Row) -> bool {
    let columns = row.cells.windows(2).all(|pair| pair[0].place.column < pair[1].place.column);
    columns && !row.cells.is_empty() && row.cells.iter().all(sound)
}

fn sound_document(document: &Document) -> bool {
    document.blocks.iter().all(|block| match block {
        Block::Paragraph(paragraph) => !paragraph.lines.is_empty() && paragraph.lines.iter().all(sound),
        Block::Table(table) => !table.rows.is_empty() && table.rows.iter().all(sound_row),
        Block::Rule(places) => !places.is_empty(),
        Block::Page(_) | Block::Picture(_) => true,
    })
}

/// Reads a source that may have nothing in it.
fn read_any(bytes: &[u8]) -> Option<Document> {
    match read("prova.txt", bytes, LIMIT) {
        Ok(document) => Some(document),
        Err(Unusable::Empty | Unusable::Binary) => None,
        Err(other) => panic!("{other}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_reads_back(blocks in vec(block(), 1..5)) {
        let document = Document { name: "prova.txt".into(), blocks, ..Document::default() };
        let source = write(&document);
        let again = read("prova.txt", source.as_bytes(), LIMIT).unwrap();
        prop_assert!(sound_document(&again), "{source:?}");
        prop_assert_eq!(bare(again), bare(document), "{:?}", source);
    }

    #[test]
    fn any_source_reads_soundly_and_settles(
        pieces in vec(prop_oneof![
            4 => proptest::sample::select(&PIECES[..]).prop_map(str::to_owned),
            2 => proptest::sample::select(&["\t", "\n", "\n\n", "\r\n", "\r"][..]).prop_map(str::to_owned),
            1 => "\\PC{0,6}",
        ], 0..60)
    ) {
        if let Some(document) = read_any(pieces.concat().as_bytes()) {
            prop_assert!(sound_document(&document), "{document:?}");
            prop_assert_eq!(read_any(write(&document).as_bytes()).map(bare), Some(bare(document)));
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in vec(any::<u8>(), 0..400)) {
        if let Some(document) = read_any(&bytes) {
            prop_assert!(sound_document(&document), "{document:?}");
        }
    }
}
