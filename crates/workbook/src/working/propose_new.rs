//! Rows that were added.

use domain::text::{folded, normal, squeezed};
use outline::edit::{clean, written};

use super::item::{Item, Sort};
use super::proposal::{Addition, Change, Part, Value, What};
use super::propose::{Comparison, Three};
use super::rows::{Row, Sheet};

/// What a new row belongs to.
#[derive(Clone, Copy)]
enum Owner {
    /// An objective of the spreadsheet.
    Known(Item),
    /// A new one, by its place among those of the sheet.
    New(usize),
    /// A new one that could not be taken.
    Refused,
}

/// Proposes what was added; what the plan has already is only counted.
pub fn additions(comparison: &mut Comparison<'_>, sheets: &[Sheet]) {
    for sheet in sheets {
        let (mut objectives, mut parts): (Vec<Addition>, Vec<(Item, Addition)>) = (Vec::new(), Vec::new());
        let mut above = None;
        for row in &sheet.rows {
            if !row.item.is_empty() {
                let objective = Item::named(&row.item).map(|item| Item::objective(item.objective));
                above = objective.map(Owner::Known).or(above);
            } else if let Some((sort, owner)) = kind(comparison, sheet, row, above) {
                let addition = addition(comparison, sheet, row, sort);
                match (sort, owner, addition) {
                    (Sort::Objective, _, Some(addition)) => {
                        above = Some(Owner::New(objectives.len()));
                        objectives.push(addition);
                    }
                    (Sort::Objective, _, None) => above = Some(Owner::Refused),
                    (_, Some(Owner::Known(item)), Some(addition)) => parts.push((item, addition)),
                    (_, Some(Owner::New(at)), Some(addition)) => {
                        if let Some(objective) = objectives.get_mut(at) {
                            objective.parts.push(addition);
                        }
                    }
                    _ => {}
                }
            }
        }
        propose(comparison, objectives, parts);
    }
}

/// What a row is and what it belongs to; nothing for a blank row, or where it does not say it.
fn kind(
    comparison: &mut Comparison<'_>,
    sheet: &Sheet,
    row: &Row,
    above: Option<Owner>,
) -> Option<(Sort, Option<Owner>)> {
    if row.is_blank() {
        return None;
    }
    let at = sheet.cell(row, sheet.sort_at);
    let Some(sort) = Sort::named(&row.sort) else {
        let what = if row.sort.is_empty() {
            "non si sa che cos'è la riga nuova: scegli dalla lista Fase, Indicatore o Obiettivo".to_owned()
        } else {
            format!("«{}» non è Fase, Indicatore o Obiettivo: scegli dalla lista", row.sort)
        };
        comparison.fault(at, what);
        return None;
    };
    let owner = if row.part_of.is_empty() {
        above
    } else {
        Item::named(&row.part_of).filter(|item| comparison.remembered.contains_key(item)).map(Owner::Known)
    };
    if sort != Sort::Objective && owner.is_none() {
        let what = "non si sa di quale obiettivo è la riga nuova: spostala sotto il suo obiettivo".to_owned();
        comparison.fault(at, what);
        return None;
    }
    Some((sort, owner))
}

/// The row as something new; nothing where it has no title.
fn addition(comparison: &mut Comparison<'_>, sheet: &Sheet, row: &Row, sort: Sort) -> Option<Addition> {
    let mut values = Vec::new();
    for ((at, column), text) in sheet.columns.iter().zip(&row.texts) {
        let at = sheet.cell(row, *at);
        let Some(field) = column.field(sort) else {
            comparison.misplaced(at, &column.header(), sort, text);
            continue;
        };
        let text = clean(Some(field), text);
        if !text.is_empty() {
            values.push(Value { field, key: column.key.clone(), text, at });
        }
    }
    let title = sheet.columns.iter().find(|(_, column)| column.is_title()).map(|(at, _)| *at);
    let at = sheet.cell(row, title.unwrap_or(sheet.sort_at));
    let unit = if sort == Sort::Objective { unit(comparison, sheet) } else { Some(String::new()) };
    let addition = Addition { sort, unit: unit.unwrap_or_default(), values, parts: Vec::new(), at };
    if addition.title().is_empty() {
        comparison
            .fault(addition.at, "manca il testo della riga nuova: scrivilo, o svuota la riga".to_owned());
        return None;
    }
    Some(addition)
}

/// The unit of a sheet: the one it was written for, else that of the objectives on it.
fn unit(comparison: &Comparison<'_>, sheet: &Sheet) -> Option<String> {
    let homes = &comparison.memory.sheets;
    let named = homes.iter().find(|home| home.sheet == sheet.name);
    let by_rows = || {
        let known = sheet.rows.iter().find_map(|row| comparison.remembered.get(&Item::named(&row.item)?))?;
        homes.get(known.home)
    };
    named.or_else(by_rows).map(|home| home.unit.clone())
}

fn propose(comparison: &mut Comparison<'_>, objectives: Vec<Addition>, parts: Vec<(Item, Addition)>) {
    for (owner, addition) in parts {
        if let Some(now) = comparison.origin.now(owner) {
            propose_part(comparison, now, addition);
        } else {
            let id = owner.id();
            let what = format!("l'obiettivo {id} non è più nel piano: la riga nuova non ha dove andare");
            comparison.fault(addition.at, what);
        }
    }
    for addition in objectives {
        match there(comparison, None, &addition) {
            None => {
                doubts(comparison, &addition);
                add(comparison, None, addition);
            }
            Some(now) => {
                compare(comparison, now, &addition);
                for part in addition.parts {
                    propose_part(comparison, now, part);
                }
            }
        }
    }
}

fn propose_part(comparison: &mut Comparison<'_>, whole: Item, addition: Addition) {
    if let Some(now) = there(comparison, Some(whole), &addition) {
        compare(comparison, now, &addition);
    } else {
        doubts(comparison, &addition);
        add(comparison, Some(whole), addition);
    }
}

/// The item that the plan already has in place of a new row, taken from those that are newer than the sheet.
fn there(comparison: &mut Comparison<'_>, whole: Option<Item>, addition: &Addition) -> Option<Item> {
    let fits = |item: &Item| {
        let within = match whole {
            Some(whole) => item.objective == whole.objective,
            None => unit_of(comparison, *item) == squeezed(&folded(&addition.unit)),
        };
        let title = item.of(comparison.plan).map(|entity| written(entity, addition.sort.title(), None));
        item.sort() == addition.sort
            && within
            && title.is_some_and(|title| normal(&title) == addition.title())
    };
    let place = comparison.origin.newer.iter().position(fits)?;
    Some(comparison.origin.newer.remove(place))
}

fn unit_of(comparison: &Comparison<'_>, item: Item) -> String {
    let objective = comparison.plan.objectives.get(item.objective);
    squeezed(&folded(objective.map_or("", |objective| outline::text(objective.unit.as_ref()))))
}

/// A row that the plan already has is compared as a row that was blank when the sheet was written.
fn compare(comparison: &mut Comparison<'_>, now: Item, addition: &Addition) {
    for Value { field, key, text, at } in &addition.values {
        let three = Three { field, key: key.as_deref(), base: "", text };
        comparison.against(now, &three, at.clone());
    }
}

fn doubts(comparison: &mut Comparison<'_>, addition: &Addition) {
    for Value { field, text, at, .. } in &addition.values {
        comparison.doubts(addition.sort, field, text, at);
    }
    for part in &addition.parts {
        doubts(comparison, part);
    }
}

fn add(comparison: &mut Comparison<'_>, whole: Option<Item>, addition: Addition) {
    let part = match whole {
        Some(whole) => Part { id: String::new(), ..super::propose::part(comparison.plan, whole) },
        None => Part {
            item: Item::objective(usize::MAX),
            objective: None,
            id: String::new(),
            name: String::new(),
            whole: format!("obiettivo nuovo «{}»", domain::text::short(addition.title(), 50)),
        },
    };
    let at = Some(addition.at.clone());
    comparison.proposal.changes.push(Change { part, at, what: What::Add(addition) });
}
