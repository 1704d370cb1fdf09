//! Documents made by hand, and poppler to read what comes of them.

use std::io::Write;
use std::path::PathBuf;
use std::process::Command;
use std::sync::Once;
use std::sync::atomic::{AtomicUsize, Ordering};

use document::{Block, Cell, Document, Look, Paragraph, Role, Row, Table};
use domain::Place;

/// A cell; text between `*` and `*` is bold.
pub fn cell(column: u16, marked: &str) -> Cell {
    let (mut text, mut emphasis, mut open) = (String::new(), Vec::new(), None);
    for (index, part) in marked.split('*').enumerate() {
        if index > 0 {
            match open.take() {
                None => open = Some(text.len()),
                Some(start) => emphasis.push(start..text.len()),
            }
        }
        text.push_str(part);
    }
    Cell { place: Place::new(0, column), text, emphasis, ..Cell::default() }
}

/// A row; blank texts are blank cells.
pub fn row(role: Role, texts: &[&str]) -> Row {
    let cells = texts.iter().zip(1..).filter(|(text, _)| !text.is_empty());
    let cells = cells.map(|(text, column)| cell(column, text)).collect();
    Row {
        width: u16::try_from(texts.len()).expect("tables of tests are narrow"),
        role,
        cells,
        ..Row::default()
    }
}

/// A table.
pub fn table(rows: Vec<Row>) -> Block {
    Block::Table(Table { rows })
}

/// A paragraph, or a heading.
pub fn paragraph(heading: Option<u8>, text: &str) -> Block {
    Block::Paragraph(Paragraph { heading, lines: vec![cell(1, text)] })
}

/// A document.
pub fn document(blocks: Vec<Block>) -> Document {
    Document { name: "Piano".to_owned(), blocks, bold_labels: false }
}

/// How a document looks in most tests.
pub fn look() -> Look {
    Look {
        title: "Piano della performance".to_owned(),
        body: "Comune di Esempio".to_owned(),
        ..Look::default()
    }
}

/// A document as a PDF.
pub fn pdf(blocks: Vec<Block>) -> Vec<u8> {
    typeset::pdf(&document(blocks), &look()).expect("a document is printed")
}

/// What a program of poppler says of a PDF; none, loudly, when the program is not installed.
pub fn poppler(program: &str, options: &[&str], pdf: &[u8]) -> Option<String> {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    static SAID: Once = Once::new();
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let path =
        PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{}-{number}.pdf", std::process::id()));
    std::fs::write(&path, pdf).expect("the folder of tests can be written");
    let mut command = Command::new(program);
    command.args(options).arg(&path);
    if program == "pdftotext" {
        command.arg("-");
    }
    let output = command.output();
    let _ = std::fs::remove_file(&path);
    let Ok(output) = output else {
        SAID.call_once(|| {
            let _ = writeln!(std::io::stderr(), "SALTATO: {program} non c'è, i PDF non sono riletti");
        });
        return None;
    };
    // Some versions of poppler complain of a truth value that is one.
    let complaints = String::from_utf8_lossy(&output.stderr).into_owned();
    let complaints: Vec<&str> = complaints.lines().filter(|line| !line.contains("Suspects object")).collect();
    assert!(output.status.success() && complaints.is_empty(), "{program}: {complaints:?}");
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The text of a PDF in reading order, its lines joined by single spaces and hyphens at their ends taken out.
pub fn text(pdf: &[u8]) -> Option<String> {
    let text = poppler("pdftotext", &["-raw", "-enc", "UTF-8"], pdf)?;
    let text = text.replace("\u{ad}\n", "");
    Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// How many pages a PDF has.
pub fn pages(pdf: &[u8]) -> Option<usize> {
    let info = poppler("pdfinfo", &[], pdf)?;
    info.lines().find_map(|line| line.strip_prefix("Pages:")?.trim().parse().ok())
}
