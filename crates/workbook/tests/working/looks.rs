//! What a spreadsheet program sees: formulas, lists, locks, colours.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};

use super::*;

#[test]
fn sums_follow_the_weights() {
    let bytes = working::write(&plan(), &method(), Purpose::Plan, None).unwrap();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(&bytes)).unwrap();
    let range = book.worksheet_range("Settore 1").unwrap();
    let formulas = book.worksheet_formula("Settore 1").unwrap();
    let header: Vec<String> =
        (0..16).filter_map(|column| Some(range.get_value((3, column))?.to_string())).collect();
    let at = |name: &str| u32::try_from(header.iter().position(|header| header == name).unwrap()).unwrap();
    let number = |row: u32, column: u32| match range.get_value((row, column)) {
        Some(Data::Float(number)) => number.to_string(),
        other => format!("{other:?}"),
    };
    assert_eq!(number(1, at("Peso")), "100");
    assert_eq!(number(4, at("Peso in numero")), "60");
    assert_eq!(number(4, at("Somma pesi fasi")), "100");
    assert_eq!(number(4, at("Deve fare")), "100");
    let sum = formulas.get_value((4, at("Somma pesi fasi"))).unwrap();
    assert!(sum.starts_with("SUMIFS(") && sum.ends_with("\"Fase\")"), "{sum}");
    // The second objective has no phases: nothing must add up.
    assert_eq!(number(10, at("Deve fare")), "Some(Empty)");
}

/// The parts of a workbook as text.
fn part(bytes: &[u8], name: &str) -> String {
    use std::io::Read;
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn lists_locks_and_colours_are_there() {
    let bytes = working::write(&plan(), &method(), Purpose::Plan, None).unwrap();
    let sheet = part(&bytes, "xl/worksheets/sheet2.xml");
    for wanted in [
        "<sheetProtection sheet=\"1\"",
        "\"Fase,Indicatore\"",
        "\"Obiettivo,Fase,Indicatore\"",
        "'_traguardo'!$",
        "<conditionalFormatting",
    ] {
        assert!(sheet.contains(wanted), "{wanted}");
    }
    assert!(!sheet.contains("password"));
    assert!(part(&bytes, "xl/workbook.xml").contains("state=\"veryHidden\""));
}
