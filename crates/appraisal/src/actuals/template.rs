//! The table to fill in.

use scoring::Exact;
use scoring::function::Function;
use scoring::tree::{Content, Item, Level};

use super::COLUMNS;
use super::result::hint;
use crate::approved::Approved;
use crate::table::written;

/// The table to fill in, as CSV: the first columns say what each row is about, the others are blank.
///
/// # Errors
/// When a row cannot be written, which memory alone could bring about.
pub fn template(approved: &Approved) -> Result<String, csv::Error> {
    table(approved, &mut |_, _| {})
}

/// A row of the table.
pub(super) struct Cells([String; COLUMNS.len()]);

impl Cells {
    /// Writes a column.
    pub(super) fn set(&mut self, column: &str, text: String) {
        let place = COLUMNS.iter().position(|known| *known == column);
        if let Some(cell) = place.and_then(|place| self.0.get_mut(place)) {
            *cell = text;
        }
    }
}

/// The table, each row filled in by `fill`.
pub(super) fn table(
    approved: &Approved,
    fill: &mut dyn FnMut(&Item, &mut Cells),
) -> Result<String, csv::Error> {
    let mut all = Vec::new();
    rows(&approved.body, &Path::default(), &mut |item, mut cells| {
        fill(item, &mut cells);
        all.push(cells.0);
    });
    written(&COLUMNS, all)
}

/// Where a row stands.
#[derive(Clone, Debug, Default)]
struct Path {
    unit: String,
    objective: String,
    phase: String,
}

fn rows(item: &Item, path: &Path, write: &mut dyn FnMut(&Item, Cells)) {
    let mut own = path.clone();
    match item.level {
        Level::Unit => own.unit.clone_from(&item.title),
        Level::Objective => own.objective.clone_from(&item.title),
        Level::Phase => own.phase.clone_from(&item.title),
        _ => {}
    }
    match &item.content {
        Content::Measured { function, .. } => write(item, row(item, &own, Some(function))),
        _ if item.level == Level::Objective => write(item, row(item, &own, None)),
        _ => {}
    }
    if let Content::Parts { parts, .. } = &item.content {
        for part in parts {
            rows(part, &own, write);
        }
    }
}

fn row(item: &Item, path: &Path, function: Option<&Function>) -> Cells {
    let indicator = if item.level == Level::Indicator { item.title.as_str() } else { "" };
    let weight = item.weight.as_ref().map(Exact::to_string).unwrap_or_default();
    let what = function.map_or("se l'obiettivo non è più attivo: stato, motivo e atto", hint);
    let how = function.map(measured).unwrap_or_default();
    let texts = [
        &item.id,
        &path.unit,
        &path.objective,
        &path.phase,
        indicator,
        &weight.replace('.', ","),
        &how,
        what,
    ];
    let mut cells = Cells([const { String::new() }; COLUMNS.len()]);
    for (cell, text) in cells.0.iter_mut().zip(texts) {
        text.clone_into(cell);
    }
    cells
}

/// What measures a result, in words.
fn measured(function: &Function) -> String {
    match function {
        Function::Rule { rule, .. } => meaning::rule::render(rule),
        other => other.listed().words.to_owned(),
    }
}
