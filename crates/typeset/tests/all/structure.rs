//! What those hear who do not see the pages.

use document::picture::{Anchor, Bounds, Picture, Shape, Tint, Words};
use document::{Block, Cell, Role, Table};

use crate::support::{cell, paragraph, pdf, poppler, row, table};

/// The structure as poppler shows it: the names of the parts, indented.
fn structure(pdf: &[u8]) -> Option<String> {
    let shown = poppler("pdfinfo", &["-struct"], pdf)?;
    let name = |line: &str| {
        let indent = line.len() - line.trim_start().len();
        let name = line.trim_start().split([' ', '(', ':']).next().unwrap_or_default();
        format!("{}{name}", " ".repeat(indent / 2))
    };
    Some(
        shown
            .lines()
            .filter(|line| !line.trim_start().starts_with('/'))
            .map(name)
            .collect::<Vec<_>>()
            .join("\n"),
    )
}

#[test]
fn headings_leave_no_level_out() {
    let levels = [3, 5, 5, 2, 6, 1];
    let blocks = levels.map(|level| paragraph(Some(level), "Titolo")).to_vec();
    let Some(shown) = structure(&pdf(blocks)) else { return };
    let found: Vec<&str> = shown.lines().map(str::trim).filter(|name| name.starts_with('H')).collect();
    assert_eq!(found, ["H1", "H2", "H2", "H1", "H2", "H1"]);
}

#[test]
fn tables_name_their_columns_and_rows() {
    let rows = vec![
        row(Role::Title, &["*FASI*"]),
        row(Role::Header, &["*N.*", "*Attività*"]),
        row(Role::Item, &["*Fase prima*", "Bando"]),
        row(Role::Item, &["", "Gara"]),
    ];
    let printed = pdf(vec![table(rows)]);
    let Some(shown) = structure(&printed) else { return };
    let expected = "
 Table
  THead
   TR
    TH
   TR
    TH
    TH
  TBody
   TR
    TH
    TD
   TR
    TD
    TD";
    assert!(shown.contains(expected), "{shown}");
    let all = poppler("pdfinfo", &["-struct-text"], &printed).unwrap();
    for said in ["/ColSpan 2", "/Scope /Column", "/Scope /Row", "\"FASI\"", "\"Gara\""] {
        assert!(all.contains(said), "{said}\n{all}");
    }
}

#[test]
fn names_of_columns_are_heard_once_and_seen_on_each_page() {
    let header = row(Role::Header, &["*Colonna prima*", "*Colonna seconda*"]);
    let rows = (1..200).map(|number| row(Role::Item, &[&number.to_string(), "Attività"]));
    let rows: Vec<_> = std::iter::once(header).chain(rows).collect();
    let printed = pdf(vec![table(rows)]);
    let Some(seen) = poppler("pdftotext", &["-raw"], &printed) else { return };
    let heard = poppler("pdfinfo", &["-struct-text"], &printed).unwrap();
    let pages = seen.matches('\u{c}').count();
    assert!(pages > 3);
    assert_eq!(seen.matches("Colonna prima").count(), pages);
    assert_eq!(heard.matches("Colonna prima").count(), 1);
}

#[test]
fn tables_in_cells_are_said_in_their_cell() {
    let inside = Table { rows: vec![row(Role::Item, &["dentro", "ancora"])] };
    let mut outer = row(Role::Item, &["fuori", "accanto"]);
    outer.cells[0] = Cell { nested: vec![inside], ..cell(1, "fuori") };
    let Some(shown) = poppler("pdfinfo", &["-struct-text"], &pdf(vec![table(vec![outer])])) else { return };
    assert!(shown.contains("\"fuori dentro ancora\""), "{shown}");
}

#[test]
fn a_picture_is_one_thing_with_its_words() {
    let words = Words {
        at: (20, 100),
        anchor: Anchor::Start,
        size: 80,
        bold: false,
        tint: Tint::Ink,
        text: "Nidi".to_owned(),
    };
    let picture = Picture {
        title: "Pesi".to_owned(),
        alt: "Una barra di 40.".to_owned(),
        // Wider and higher than a page.
        width: 9000,
        height: 9000,
        shapes: vec![
            Shape::Area(Bounds { x: 0, y: 0, width: 4000, height: 150 }, Tint::Done),
            Shape::Line((0, 0), (0, 150), Tint::Grid),
            Shape::Diamond((100, 100), Tint::Amiss),
            Shape::Words(words),
        ],
    };
    let printed = pdf(vec![paragraph(None, "Prima"), Block::Picture(picture), paragraph(None, "Dopo")]);
    let Some(shown) = structure(&printed) else { return };
    let found: Vec<&str> = shown.lines().map(str::trim).collect();
    assert_eq!(found, ["Document", "P", "Figure", "P"]);
    // Without an alternative text there would be no file: PDF/UA-1 asks for it.
    let of_figure = poppler("pdfinfo", &["-struct-text"], &printed).unwrap();
    assert!(of_figure.contains("Figure\n    \"Nidi\""), "{of_figure}");
}
