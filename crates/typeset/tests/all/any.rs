//! Any document is printed, whole.

use document::{Block, Cell, Document, Page, Paragraph, Role, Row, Table};
use domain::Place;
use proptest::prelude::*;

use crate::support::{look, text};

fn any_cell() -> impl Strategy<Value = Cell> {
    let text = prop_oneof![
        4 => "[A-Za-zàèéìòù0-9'.,;:%€°-]{1,14}( [A-Za-zàèéìòù]{1,14}){0,12}",
        1 => "[☐☑□➤≥√Ω漢😀]{1,3}",
        1 => "\\PC{0,20}",
    ];
    (text, 0_u16..7, proptest::collection::vec((0_usize..40, 0_usize..40), 0..3)).prop_map(
        |(text, column, ranges)| {
            let emphasis = ranges.into_iter().map(|(start, length)| start..start + length).collect();
            Cell { place: Place::new(0, column), text, emphasis, ..Cell::default() }
        },
    )
}

fn any_row() -> impl Strategy<Value = Row> {
    let role = prop_oneof![Just(Role::Item), Just(Role::Title), Just(Role::Header), Just(Role::Total)];
    (role, 0_u16..9, proptest::collection::vec(any_cell(), 0..6)).prop_map(|(role, width, mut cells)| {
        cells.sort_by_key(|cell| cell.place.column);
        Row { line: 0, width, role, cells }
    })
}

fn any_table() -> impl Strategy<Value = Table> {
    (proptest::collection::vec(any_row(), 0..12), any_row()).prop_map(|(mut rows, inside)| {
        if let Some(cell) = rows.last_mut().and_then(|row| row.cells.last_mut()) {
            cell.nested.push(Table { rows: vec![inside] });
        }
        Table { rows }
    })
}

fn any_block() -> impl Strategy<Value = Block> {
    prop_oneof![
        3 => (proptest::option::of(0_u8..9), proptest::collection::vec(any_cell(), 0..4))
            .prop_map(|(heading, lines)| Block::Paragraph(Paragraph { heading, lines })),
        4 => any_table().prop_map(Block::Table),
        1 => Just(Block::Rule(Vec::new())),
        1 => any::<bool>().prop_map(|landscape| Block::Page(Page { landscape })),
    ]
}

/// The plain words of cells: those whose characters every reader gives back as they are.
fn words<'d>(cells: impl Iterator<Item = &'d Cell>) -> Vec<&'d str> {
    let plain =
        |word: &&str| word.chars().all(|character| character.is_alphanumeric() && character < '\u{180}');
    cells.flat_map(|cell| cell.text.split_whitespace().filter(plain)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_document_is_printed_with_all_its_words(
        blocks in proptest::collection::vec(any_block(), 0..12), contents: bool, bold_labels: bool,
    ) {
        let document = Document { name: String::new(), blocks, bold_labels };
        let look = document::Look { contents, ..look() };
        let printed = typeset::pdf(&document, &look);
        prop_assert!(printed.is_ok(), "{:?}", printed.err());
        let Some(text) = text(&printed.unwrap()) else { return Ok(()) };
        for block in &document.blocks {
            let expected = match block {
                Block::Paragraph(paragraph) => words(paragraph.lines.iter()),
                Block::Table(table) => words(table.rows.iter().flat_map(|row| &row.cells)),
                Block::Rule(_) | Block::Page(_) | Block::Picture(_) => Vec::new(),
            };
            for word in expected {
                prop_assert!(text.contains(word), "{} is missing in {}", word, text);
            }
        }
    }
}
