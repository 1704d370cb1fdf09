//! What is printed is read again.

use document::{Block, Document, LEGEND, Look, Page, Role};

use crate::support::{document, look, pages, paragraph, pdf, poppler, row, table, text};

#[test]
fn the_same_document_gives_the_same_bytes() {
    let blocks = vec![paragraph(Some(1), "Obiettivi"), table(vec![row(Role::Item, &["*Peso*", "25"])])];
    let first = pdf(blocks.clone());
    assert!(first.starts_with(b"%PDF-1.7"));
    assert_eq!(first, pdf(blocks));
}

#[test]
fn every_kind_of_block_is_read_again() {
    let long = "Garantire la programmazione triennale dei servizi comunali ".repeat(12);
    let blocks = vec![
        paragraph(Some(2), "Area Tecnica"),
        paragraph(None, &long),
        Block::Rule(vec![]),
        table(vec![
            row(Role::Item, &["*Peso*", "25", "*Settore*", "Lavori pubblici"]),
            row(Role::Title, &["*FASI*"]),
            row(Role::Header, &["*N.*", "*Attività*", "*Peso*"]),
            row(Role::Item, &["1", "Bando ☐ aperto ☑ chiuso", "≥50"]),
            row(Role::Total, &["*Totale*", "", "100"]),
        ]),
        Block::Page(Page { landscape: true }),
        paragraph(None, "Fine 漢字 dell'ufficio"),
    ];
    let printed = pdf(blocks);
    let Some(text) = text(&printed) else { return };
    let long = long.trim_end();
    for part in [
        "Comune di Esempio",
        long,
        "Peso 25 Settore Lavori pubblici",
        "FASI N. Attività Peso 1 Bando ☐ aperto ☑ chiuso ≥50 Totale 100",
        "Fine 漢字 dell'ufficio",
        "Pagina 1 di 2",
        "Pagina 2 di 2",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    assert_eq!(pages(&printed), Some(2));
}

#[test]
fn words_in_cells_are_never_hyphenated() {
    let words = "riorganizzazione amministrativo-contabile dell'approvvigionamento intercomunale";
    let texts = [words; 8];
    let printed = pdf(vec![table(vec![row(Role::Item, &texts)])]);
    let Some(text) = poppler("pdftotext", &["-raw"], &printed) else { return };
    for word in words.split(' ') {
        assert_eq!(text.split_whitespace().filter(|found| *found == word).count(), 8, "{text}");
    }
}

#[test]
fn the_legend_and_the_day_are_said_where_they_are_due() {
    let labels = Document { bold_labels: true, ..document(vec![paragraph(None, "Testo")]) };
    let day = Look { day: Some(jiff::civil::date(2026, 3, 3)), ..look() };
    let Some(with) = text(&typeset::pdf(&labels, &day).unwrap()) else { return };
    assert!(with.contains(LEGEND) && with.contains("3 marzo 2026"), "{with}");
    let without = text(&pdf(vec![paragraph(None, "Testo")])).unwrap();
    assert!(!without.contains(LEGEND) && !without.contains("2026"), "{without}");
}

#[test]
fn a_document_without_content_says_so() {
    let printed = typeset::pdf(&Document::default(), &Look::default()).unwrap();
    let Some(text) = text(&printed) else { return };
    assert_eq!(text, "Nessun contenuto. Documento Pagina 1 di 1");
}
