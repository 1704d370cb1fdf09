//! A plan as a working spreadsheet.

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use domain::Plan;
use domain::text::folded;
use method::Method;
use outline::edit::{Grammar, written};
use outline::text;
use rust_xlsxwriter::Workbook;

use super::columns::{Choices, Column, Use, columns};
use super::item::{Item, items, known_by};
use super::look::Looks;
use super::memory::{Home, Memory, Remembered, digest, list_range};
use super::page::{Page, is_too_long};
use super::sums::sums;
use super::units::{Unit, sheets};
use super::{Purpose, guide};
use crate::NotWritten;

/// Why there is no spreadsheet. `Display` is an Italian sentence without its full stop.
#[derive(Debug)]
pub enum Refused {
    /// The plan has no objective.
    Nothing,
    /// The plan has no such unit; its units.
    NoUnit(Vec<String>),
    /// It is larger than the format allows.
    NotWritten(NotWritten),
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => f.write_str("il piano non ha obiettivi: non c'è nulla da mettere in un foglio"),
            Self::NoUnit(units) => {
                write!(f, "il piano non ha questa struttura; le sue strutture sono: {}", units.join(", "))
            }
            Self::NotWritten(error) => error.fmt(f),
        }
    }
}

impl From<NotWritten> for Refused {
    fn from(error: NotWritten) -> Self {
        Self::NotWritten(error)
    }
}

/// Writes a plan as a spreadsheet (XLSX) to work in; with `unit`, only the objectives of that unit.
///
/// The same plan gives the same sheets. Only cells that are to be filled in are unlocked; there is no password.
///
/// # Errors
/// When the plan has no objective or no such unit, or is larger than the format allows.
pub fn write(plan: &Plan, method: &Method, purpose: Purpose, unit: Option<&str>) -> Result<Vec<u8>, Refused> {
    let units = sheets(plan, method, unit);
    if units.is_empty() {
        let all: Vec<String> = sheets(plan, method, None).into_iter().map(|unit| unit.name).collect();
        return Err(if all.is_empty() { Refused::Nothing } else { Refused::NoUnit(all) });
    }
    let (columns, sums) = (columns(plan, method, purpose), sums(plan, method));
    let (looks, grammar) = (Looks::new(), Grammar::of(plan, method));
    let lists: Vec<Vec<String>> = columns.iter().map(|column| in_use(plan, column)).collect();
    let ranges: Vec<Option<String>> =
        lists.iter().enumerate().map(|(place, list)| list_range(place, list.len())).collect();
    let page = Page {
        plan,
        purpose,
        columns: &columns,
        sums: &sums,
        looks: &looks,
        grammar: &grammar,
        lists: &ranges,
    };
    let mut workbook = Workbook::new();
    guide::write(&mut workbook, body(plan), purpose)?;
    for unit in &units {
        page.write(workbook.add_worksheet(), unit)?;
    }
    memory(plan, purpose, &columns, &units).write(&mut workbook, &lists)?;
    Ok(workbook.save_to_buffer().map_err(NotWritten::from)?)
}

fn body(plan: &Plan) -> &str {
    plan.body.first().map_or("", |body| text(body.name.as_ref()))
}

/// What the plan has in a column from which one chooses, the commonest first.
fn in_use(plan: &Plan, column: &Column) -> Vec<String> {
    const MOST: usize = 200;
    if column.definition.choices != Choices::InUse {
        return Vec::new();
    }
    let mut counts: BTreeMap<String, (usize, String)> = BTreeMap::new();
    for item in (0..plan.objectives.len()).flat_map(|at| items(plan, at)) {
        let text = item.of(plan).map(|entity| column.text(entity, item.sort())).unwrap_or_default();
        if !text.is_empty() && !is_too_long(&text) {
            counts.entry(folded(&text)).or_insert((0, text)).0 += 1;
        }
    }
    let mut used: Vec<(usize, String)> = counts.into_values().collect();
    used.sort_by(|one, other| (other.0, &one.1).cmp(&(one.0, &other.1)));
    used.into_iter().take(MOST).map(|(_, text)| text).collect()
}

fn memory(plan: &Plan, purpose: Purpose, columns: &[Column], units: &[Unit]) -> Memory {
    let edited: Vec<&Column> = columns.iter().filter(|column| column.used(purpose) == Use::Edited).collect();
    let remembered = |(home, item): (usize, Item)| Remembered {
        item,
        home,
        known: known_by(plan, item),
        values: values(plan, item, &edited),
    };
    let all = units.iter().enumerate().flat_map(|(home, unit)| {
        unit.objectives.iter().flat_map(|at| items(plan, *at)).map(move |item| (home, item))
    });
    Memory {
        purpose,
        digest: digest(plan),
        sheets: units.iter().map(|u| Home { sheet: u.sheet.clone(), unit: u.name.clone() }).collect(),
        headers: edited.iter().map(|column| column.header()).collect(),
        items: all.map(remembered).collect(),
    }
}

fn values(plan: &Plan, item: Item, columns: &[&Column]) -> HashMap<String, Option<String>> {
    let Some(entity) = item.of(plan) else { return HashMap::new() };
    let value = |column: &&Column| {
        let text = written(entity, column.field(item.sort())?.name, column.key.as_deref());
        Some((column.header(), if is_too_long(&text) { None } else { Some(text) }))
    };
    columns.iter().filter_map(value).collect()
}
