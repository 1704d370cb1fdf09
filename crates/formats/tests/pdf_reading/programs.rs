//! What is read of the files that programs wrote.

use document::{Block, Document, text};
use formats::pdf::read as read_pdf;
use formats::{Limits, Unreadable};

fn file(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/pdf/{name}.pdf", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn read(name: &str) -> Document {
    read_pdf(name, &file(name), &Limits::default()).unwrap()
}

#[test]
fn a_text_document_with_tables_over_pages() {
    let document = read("libreoffice");
    let phase =
        |phase: u32| format!("{phase}\tDescrizione della fase numero {phase} del progetto\t{}%\n", phase * 2);
    let phases: String = (1..15).map(phase).collect();
    let long = "verifica dei risultati raggiunti e loro rendicontazione agli organi di governo dell’ente, "
        .repeat(6);
    let expected = format!(
        "# Obiettivi della struttura

Il presente documento elenca gli obiettivi della struttura e dice, per ciascuno, quali sono gli indicatori e i valori attesi alla fine dell’anno.

☐ individuale ☒ di struttura

Scheda 1\t\t\t
N.\tIndicatore\tUnità\tAtteso
1\tGiorni di ritardo dei pagamenti\tgiorni\t0
\tPratiche evase nei termini di legge\t%\t95
2\tAnalisi socio-economico-territoriale\tn.\t

Fase\tDescrizione\tPeso
{phases}15\tUltima fase: {long}fine\t30%
"
    );
    assert_eq!(text::write(&document), expected);
}

#[test]
fn a_web_page_with_spans_and_tables_in_cells() {
    let expected = "# Piano di prova

## Area tecnica

Un paragrafo con parole in grassetto e altre no.
Seconda riga.

Codice\tObiettivo\t\tPeso
A.1\tRidurre i tempi\tTarget: 30 giorni\t60
\tMigliorare i servizi\t\t40

Responsabile Mario Prova

Periodo gennaio-dicembre

Esterna\tprima<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>
";
    assert_eq!(text::write(&read("weasyprint")), expected);
}

#[test]
fn what_is_bold() {
    let document = read("weasyprint");
    let cells = document.blocks.iter().flat_map(|block| match block {
        Block::Paragraph(paragraph) => paragraph.lines.clone(),
        Block::Table(table) => table.rows.iter().flat_map(|row| row.cells.clone()).collect(),
        _ => Vec::new(),
    });
    let bold: Vec<String> = cells
        .flat_map(|cell| {
            cell.emphasis.iter().map(|range| cell.text[range.clone()].to_owned()).collect::<Vec<_>>()
        })
        .collect();
    assert_eq!(
        bold,
        ["Piano di prova", "Area tecnica", "parole in grassetto", "Codice", "Obiettivo", "Peso", "Target:"]
    );
}

#[test]
fn places_are_those_of_the_written_text() {
    let document = read("weasyprint");
    let written = text::write(&document);
    let again = text::read("x", written.as_bytes(), 1 << 20).unwrap();
    let places = |document: &Document| -> Vec<_> {
        let tables = document.blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(table.clone()),
            _ => None,
        });
        tables
            .flat_map(|table| table.rows)
            .flat_map(|row| row.cells)
            .map(|cell| (cell.place, cell.text))
            .collect()
    };
    assert_eq!(places(&document), places(&again));
}

#[test]
fn passwords() {
    assert_eq!(read_pdf("x", &file("locked"), &Limits::default()), Err(Unreadable::Locked));
    assert_eq!(text::write(&read("restricted")), "Testo protetto\nPeso: 10\n");
}

#[test]
fn limits() {
    let refused = |limits: Limits| formats::read("x", &file("libreoffice"), &limits).map(|_| ());
    let limits = Limits::default();
    for limits in [
        Limits { bytes: 100, ..limits },
        Limits { pages: 2, ..limits },
        Limits { cells: 10, ..limits },
        Limits { unpacked: 10_000, ..limits },
    ] {
        assert!(matches!(refused(limits), Err(Unreadable::TooMuch(_) | Unreadable::Broken(_))), "{limits:?}");
    }
    assert_eq!(refused(limits), Ok(()));
}
