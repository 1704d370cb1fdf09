//! A first method file for a form never seen: what repeats in a document is its form.
//!
//! Labels come back with every form, values do not. Cells and lines are counted; rows whose cells
//! all come back are headers of tables, cells that come back beside others that do not are labels.
//! The proposal is a valid method that a person then corrects: it never has to be right, only near.

mod guess;
mod write;

use std::collections::{HashMap, HashSet};

use document::{Block, Document, Row};
use method::words::key;

/// How often something must come back to be part of the form.
const REPEATED: usize = 3;
/// Labels are not longer than this, in characters.
const LONGEST: usize = 90;

/// A line of the document: its cells as texts.
struct Line<'d> {
    cells: Vec<&'d str>,
}

/// What the form seems to consist of, in the order of the document.
enum Found {
    /// A line that begins every form.
    Heading(String),
    /// Labels on a row of paper.
    Labels(Vec<Label>),
    /// Header cells of a table.
    Header(Vec<String>),
}

/// A label, and whether its value stands in its cell.
struct Label {
    text: String,
    in_cell: bool,
}

/// Proposes a method file for a document.
pub fn propose(document: &Document) -> String {
    let lines = lines(document);
    let counts = Counts::of(&lines);
    let found = find(&lines, &counts);
    write::method(&lines_text(&lines), &found)
}

fn lines(document: &Document) -> Vec<Line<'_>> {
    let row = |row: &'_ Row| -> Vec<usize> { (0..row.cells.len()).collect() };
    let mut out = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => {
                out.extend(paragraph.lines.iter().map(|cell| Line { cells: vec![cell.text.as_str()] }));
            }
            Block::Table(table) => out.extend(table.rows.iter().map(|r| Line {
                cells:
                    row(r).into_iter().map(|i| r.cells[i].text.as_str()).filter(|t| !t.is_empty()).collect(),
            })),
            Block::Rule(_) | Block::Page(_) | Block::Picture(_) => {}
        }
    }
    out.retain(|line| !line.cells.is_empty());
    out
}

fn lines_text(lines: &[Line<'_>]) -> Vec<String> {
    lines.iter().take(400).map(|line| line.cells.join(" ")).collect()
}

/// How often cells, beginnings of cells and rows come back.
struct Counts {
    cells: HashMap<String, usize>,
    beginnings: HashMap<String, usize>,
    rows: HashMap<String, usize>,
}

impl Counts {
    fn of(lines: &[Line<'_>]) -> Self {
        let mut counts = Self { cells: HashMap::new(), beginnings: HashMap::new(), rows: HashMap::new() };
        for line in lines {
            let keys: Vec<String> = line.cells.iter().map(|cell| key(cell)).collect();
            *counts.rows.entry(keys.join("|")).or_default() += 1;
            for (cell, key) in line.cells.iter().zip(keys) {
                if cell.chars().count() <= LONGEST && is_worded(cell) {
                    *counts.cells.entry(key).or_default() += 1;
                }
                if let Some(beginning) = beginning(cell) {
                    *counts.beginnings.entry(method::words::key(beginning)).or_default() += 1;
                }
            }
        }
        counts
    }

    fn is_label(&self, cell: &str) -> bool {
        is_worded(cell) && self.cells.get(&key(cell)).is_some_and(|count| *count >= REPEATED)
    }

    fn label_in_cell<'t>(&self, cell: &'t str) -> Option<&'t str> {
        beginning(cell).filter(|text| self.beginnings.get(&key(text)).is_some_and(|count| *count >= REPEATED))
    }

    fn is_header(&self, line: &Line<'_>) -> bool {
        let keys: Vec<String> = line.cells.iter().map(|cell| key(cell)).collect();
        line.cells.len() >= 2
            && self.rows.get(&keys.join("|")).is_some_and(|count| *count >= 2)
            && line.cells.iter().all(|cell| cell.chars().count() <= LONGEST && !is_date(cell))
            && line.cells.iter().filter(|cell| is_worded(cell)).count() * 2 > line.cells.len()
    }
}

/// Whether a text has a word in it, not only numbers and signs.
fn is_worded(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphabetic()).count() >= 2 && !is_date(text)
}

fn is_date(text: &str) -> bool {
    text.split(['/', '-', '.']).filter(|part| part.trim().parse::<u16>().is_ok()).count() == 3
}

/// The text of a cell before its colon.
fn beginning(cell: &str) -> Option<&str> {
    let (before, _) = cell.split_once(':')?;
    (before.chars().count() <= 60 && is_worded(before)).then(|| before.trim())
}

/// The parts of the form, each once.
fn find(lines: &[Line<'_>], counts: &Counts) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut known: HashSet<String> = HashSet::new();
    for line in lines {
        if counts.is_header(line) {
            let header: Vec<String> = line.cells.iter().map(|cell| (*cell).to_owned()).collect();
            if known.insert(header.iter().map(|cell| key(cell)).collect::<Vec<_>>().join("|")) {
                found.push(Found::Header(header));
            }
            continue;
        }
        let labels: Vec<Label> = line.cells.iter().filter_map(|cell| label(cell, counts)).collect();
        let lone = line.cells.len() == 1 && labels.iter().all(|label| !label.in_cell);
        let new: Vec<Label> = labels.into_iter().filter(|label| known.insert(key(&label.text))).collect();
        if new.is_empty() {
            continue;
        }
        match (lone, new.into_iter().next()) {
            (true, Some(label)) if found.is_empty() => found.push(Found::Heading(label.text)),
            (_, Some(first)) => {
                let rest = line
                    .cells
                    .iter()
                    .filter_map(|cell| label(cell, counts))
                    .filter(|l| known.insert(key(&l.text)));
                found.push(Found::Labels(std::iter::once(first).chain(rest).collect()));
            }
            (_, None) => {}
        }
    }
    found
}

fn label(cell: &str, counts: &Counts) -> Option<Label> {
    if let Some(text) = counts.label_in_cell(cell) {
        let in_cell = cell.split_once(':').is_some_and(|(_, value)| !value.trim().is_empty());
        return Some(Label { text: text.to_owned(), in_cell });
    }
    counts.is_label(cell).then(|| Label { text: cell.to_owned(), in_cell: false })
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORM: &str = "COMUNE DI PROVA\n\nScheda obiettivo\n\nTitolo\tNuova biblioteca\nPeso\t40\nFase\tDescrizione\tScadenza\n1\tProgetto\t30/06/2025\n\nScheda obiettivo\n\nTitolo\tSportello unico\nPeso\t60\nFase\tDescrizione\tScadenza\n1\tBando\t31/12/2025\n\nScheda obiettivo\n\nTitolo\tParchi puliti\nPeso\t10\nFase\tDescrizione\tScadenza\n1\tGara\t31/10/2025\n";

    #[test]
    fn what_repeats_becomes_a_method_that_reads_the_document() {
        let document = document::text::read("prova.txt", FORM.as_bytes(), 1 << 20).unwrap();
        let proposal = propose(&document);
        let method =
            method::Method::parse(&proposal).unwrap_or_else(|faults| panic!("{faults:?}\n{proposal}"));
        let reading = crate::read(&[document], &method);
        assert_eq!(reading.plan.objectives.len(), 3, "{proposal}");
        assert_eq!(reading.plan.objectives[1].phases.len(), 1, "{proposal}");
        assert_eq!(reading.coverage.lost, 0);
    }
}
