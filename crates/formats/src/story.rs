//! Paragraphs and tables as word processors have them, made into blocks and cells.

use document::{Block, Cell, Document, Paragraph, Pieces, Row, Table};

use crate::{Limits, Unreadable};

/// A stretch of text, bold or not.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Run {
    pub text: String,
    pub bold: bool,
}

/// A paragraph: lines, each divided where tabulators stand.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Para {
    /// Level of the heading, from 1.
    pub heading: Option<u8>,
    lines: Vec<Vec<Vec<Run>>>,
}

impl Para {
    /// Adds text.
    pub fn push(&mut self, text: &str, bold: bool) {
        if self.lines.is_empty() {
            self.lines.push(vec![Vec::new()]);
        }
        let Some(stop) = self.lines.last_mut().and_then(|line| line.last_mut()) else { return };
        match stop.last_mut() {
            Some(run) if run.bold == bold => run.text.push_str(text),
            _ => stop.push(Run { text: text.to_owned(), bold }),
        }
    }

    /// A tabulator.
    pub fn tab(&mut self) {
        if self.lines.is_empty() {
            self.lines.push(vec![Vec::new()]);
        }
        if let Some(line) = self.lines.last_mut() {
            line.push(Vec::new());
        }
    }

    /// The line ends.
    pub fn end_line(&mut self) {
        self.lines.push(vec![Vec::new()]);
    }

    /// Puts a text before all others.
    pub fn begin(&mut self, text: &str) {
        match self.lines.first_mut().and_then(|line| line.first_mut()) {
            Some(stop) => {
                let bold = stop.first().is_some_and(|run| run.bold);
                stop.insert(0, Run { text: format!("{text} "), bold });
            }
            None => self.push(text, false),
        }
    }

    /// Makes all of it bold.
    pub fn embolden(&mut self) {
        self.lines.iter_mut().flatten().flatten().for_each(|run| run.bold = true);
    }

    /// Whether it has no text.
    pub fn is_blank(&self) -> bool {
        let mut runs = self.lines.iter().flatten().flatten();
        runs.all(|run| run.text.chars().all(char::is_whitespace))
    }

    fn runs(&self) -> impl Iterator<Item = &Vec<Run>> {
        self.lines.iter().flatten()
    }
}

/// What stands in a story, in order.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Item {
    Para(Para),
    Table(Table),
}

/// What may still be read: cells of the document.
pub(crate) struct Budget {
    cells: usize,
}

impl Budget {
    pub fn new(limits: &Limits) -> Self {
        Self { cells: limits.cells }
    }

    /// One more cell.
    pub fn cell(&mut self) -> Result<(), Unreadable> {
        self.cells = self.cells.checked_sub(1).ok_or(Unreadable::TooMuch("celle"))?;
        Ok(())
    }
}

/// The content of a cell; lines and paragraphs are set apart by spaces.
pub(crate) fn cell(items: Vec<Item>, column: u16) -> Option<Cell> {
    let mut pieces = Pieces::default();
    for item in items {
        match item {
            Item::Para(para) => {
                for runs in para.runs() {
                    pieces.space();
                    add(&mut pieces, runs);
                }
            }
            Item::Table(table) => pieces.nest(table),
        }
    }
    pieces.finish(column)
}

/// A document that is one story.
pub(crate) fn document(name: &str, items: Vec<Item>) -> Result<Document, Unreadable> {
    finished(Document { name: name.to_owned(), blocks: blocks(items), ..Document::default() })
}

/// A document as it is handed over: its legend taken, its lines numbered.
pub(crate) fn finished(mut document: Document) -> Result<Document, Unreadable> {
    document::take_legend(&mut document);
    if !document.bold_labels {
        document::text::clear(&mut document);
    }
    document::number(&mut document);
    if document.blocks.is_empty() { Err(Unreadable::Empty) } else { Ok(document) }
}

/// The blocks of a story. A line with tabulators is a row, as in extracted text.
pub(crate) fn blocks(items: Vec<Item>) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut open = false;
    for item in items {
        match item {
            Item::Table(table) => {
                open = false;
                blocks.push(Block::Table(table));
            }
            Item::Para(para) if para.is_blank() => open = false,
            Item::Para(para) if para.heading.is_none() && para.lines.iter().any(|line| is_row(line)) => {
                let rows = para.lines.iter().map(|line| row(line)).filter(|row| !row.cells.is_empty());
                match blocks.last_mut() {
                    Some(Block::Table(table)) if open => table.rows.extend(rows),
                    _ => blocks.push(Block::Table(Table { rows: rows.collect() })),
                }
                open = true;
            }
            Item::Para(para) => {
                open = false;
                blocks.push(Block::Paragraph(paragraph(&para)));
            }
        }
    }
    blocks
}

fn add(pieces: &mut Pieces, runs: &[Run]) {
    for run in runs {
        pieces.push(&run.text, run.bold);
    }
}

fn is_row(line: &[Vec<Run>]) -> bool {
    let filled = |stop: &Vec<Run>| stop.iter().any(|run| !run.text.trim().is_empty());
    line.iter().position(filled).is_some_and(|first| line.iter().skip(first + 1).any(filled))
}

fn row(line: &[Vec<Run>]) -> Row {
    let cells: Vec<Cell> = line
        .iter()
        .zip(1_u16..)
        .filter_map(|(runs, column)| {
            let mut pieces = Pieces::default();
            add(&mut pieces, runs);
            pieces.finish(column)
        })
        .collect();
    Row { width: u16::try_from(line.len()).unwrap_or(u16::MAX), cells, ..Row::default() }
}

fn paragraph(para: &Para) -> Paragraph {
    let line = |stops: &Vec<Vec<Run>>| {
        let mut pieces = Pieces::default();
        for runs in stops {
            pieces.space();
            add(&mut pieces, runs);
        }
        pieces.finish(1)
    };
    match para.heading {
        // A heading broken over lines is one heading.
        Some(level) => {
            let all: Vec<Vec<Run>> = para.lines.iter().flatten().cloned().collect();
            Paragraph { heading: Some(level.clamp(1, 6)), lines: line(&all).into_iter().collect() }
        }
        None => Paragraph { heading: None, lines: para.lines.iter().filter_map(line).collect() },
    }
}
