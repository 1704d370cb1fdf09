//! What the form has no place for.

use domain::entity::Cardinality;
use domain::{Entity, Plan, Visibility};

use super::ANNEX;
use super::sheet::{Level, Sheet, Text};

/// Fields that follow from where a thing stands, not printed themselves.
const IMPLIED: &[(&str, &str)] = &[
    ("plan", "years"),
    ("plan", "title"),
    ("phase", "year"),
    ("indicator", "year"),
    ("indicator", "phase"),
    ("person", "phase"),
    ("person", "year"),
    ("objective", "section"),
    ("objective", "unit"),
    ("objective", "responsible"),
    ("objective", "period"),
    ("node", "level"),
    ("node", "parent"),
    ("unit", "level"),
    ("unit", "aliases"),
    ("unit", "parent"),
    ("link", "level"),
];

/// Prints what no block printed: thing, field, value.
pub fn print(sheet: &mut Sheet<'_>, plan: &Plan) {
    let mut rows: Vec<[String; 3]> = Vec::new();
    collect(sheet, plan, "piano", &mut rows);
    if rows.is_empty() {
        return;
    }
    sheet.heading(Level::Section, ANNEX);
    for row in rows {
        sheet.row(&row.map(Text::value));
    }
}

fn collect(sheet: &Sheet<'_>, entity: &dyn Entity, name: &str, rows: &mut Vec<[String; 3]>) {
    let definition = entity.definition();
    if matches!(definition.name, "body" | "document") {
        return;
    }
    for field in definition.fields {
        let internal = field.visibility == Visibility::Internal && field.cardinality == Cardinality::One;
        if internal || IMPLIED.contains(&(definition.name, field.name)) {
            continue;
        }
        for (key, datum) in entity.holder(field.name).map(domain::read::Holder::data).unwrap_or_default() {
            if !sheet.is_placed(entity, field.name, key) && !datum.verbatim.is_empty() {
                let term = key.map_or_else(|| field.term.to_owned(), |key| format!("{} {key}", field.term));
                rows.push([name.to_owned(), term, datum.verbatim]);
            }
        }
    }
    for (key, read) in entity.extra() {
        if !sheet.is_placed(entity, "fields", Some(key)) {
            rows.push([name.to_owned(), key.clone(), read.verbatim.clone()]);
        }
    }
    for list in definition.lists {
        let follows = match list.name {
            "tree" => sheet.tree_from_links(),
            "units" => sheet.units_from_objectives(),
            _ => false,
        };
        if follows {
            continue;
        }
        for (index, child) in entity.children(list.name).into_iter().enumerate() {
            let term = (list.item)().term;
            let inner = if definition.name == "plan" {
                format!("{term} {}", index + 1)
            } else {
                format!("{name}, {term} {}", index + 1)
            };
            collect(sheet, child, &inner, rows);
        }
    }
}
