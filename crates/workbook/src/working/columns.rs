//! The columns: which field of which item stands in which.

use std::collections::BTreeSet;

use domain::entity::FieldDefinition;
use domain::text::folded;
use domain::{Entity, Plan};
use meaning::Context;
use method::Method;
use outline::edit::written;
use outline::plan_year;

use super::Purpose;
use super::item::{Item, Sort, items};
use super::table::COLUMNS;

/// What may be done in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// It is filled in.
    Edited,
    /// It is there to be read.
    Shown,
    /// It is not there.
    Absent,
}

/// What the values of a column have beside them in its header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keys {
    /// Nothing: one column.
    None,
    /// A year: a column for each year of the plan.
    Years,
    /// A day: a column for each day of the monitoring.
    Days,
}

/// What is offered to choose from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choices {
    /// Nothing.
    None,
    /// `SI` and `NO`.
    YesNo,
    /// What the plan has in the column.
    InUse,
}

/// A column, whatever the plan.
#[derive(Debug)]
pub struct ColumnDefinition {
    /// What its header says, before the key.
    pub header: &'static str,
    /// The field of an objective, of a phase and of an indicator; blank where there is none.
    pub fields: [&'static str; 3],
    pub keys: Keys,
    pub plan: Use,
    pub report: Use,
    /// It is there even when nothing of the plan has such a value.
    pub always: bool,
    pub choices: Choices,
    /// In characters.
    pub width: u16,
    /// What its comment says.
    pub help: &'static str,
}

/// A column of a sheet.
#[derive(Clone, Debug)]
pub struct Column {
    pub definition: &'static ColumnDefinition,
    /// The year or the day it is about.
    pub key: Option<String>,
}

impl Column {
    /// What its header says.
    pub fn header(&self) -> String {
        match &self.key {
            None => self.definition.header.to_owned(),
            Some(key) => format!("{} {key}", self.definition.header),
        }
    }

    /// The field in which an item has what stands in it.
    pub fn field(&self, sort: Sort) -> Option<&'static FieldDefinition> {
        let [objective, phase, indicator] = self.definition.fields;
        let name = match sort {
            Sort::Objective => objective,
            Sort::Phase => phase,
            Sort::Indicator => indicator,
        };
        sort.definition().field(name)
    }

    /// Whether it holds what an item is called.
    pub fn is_title(&self) -> bool {
        self.field(Sort::Objective).is_some_and(|field| field.name == "title")
    }

    /// Whether it holds weights.
    pub fn is_weight(&self) -> bool {
        self.definition.header == "Peso"
    }

    /// What may be done in it.
    pub fn used(&self, purpose: Purpose) -> Use {
        self.definition.used(purpose)
    }

    /// The text of an item in it.
    pub fn text(&self, entity: &dyn Entity, sort: Sort) -> String {
        self.field(sort).map(|field| written(entity, field.name, self.key.as_deref())).unwrap_or_default()
    }

    /// The column that a header names.
    pub fn named(header: &str) -> Option<Self> {
        let written = folded(header);
        COLUMNS.iter().find_map(|definition| {
            let name = folded(definition.header);
            if definition.keys == Keys::None {
                return (name == written).then_some(Self { definition, key: None });
            }
            // The key is taken as it is written: folding would change it.
            let words = definition.header.split_whitespace().count();
            let key: Vec<&str> = header.split_whitespace().skip(words).collect();
            (written.strip_prefix(&name)?.starts_with(' ') && !key.is_empty())
                .then(|| Self { definition, key: Some(key.join(" ")) })
        })
    }
}

impl ColumnDefinition {
    fn used(&self, purpose: Purpose) -> Use {
        match purpose {
            Purpose::Plan => self.plan,
            Purpose::Report => self.report,
        }
    }

    fn field(&'static self, sort: Sort) -> Option<&'static FieldDefinition> {
        Column { definition: self, key: None }.field(sort)
    }

    /// The keys that values of the plan have.
    fn keys_in(&'static self, plan: &Plan) -> BTreeSet<String> {
        let all = (0..plan.objectives.len()).flat_map(|at| items(plan, at));
        let keys = all.filter_map(|item| {
            let (field, entity) = (self.field(item.sort())?, item.of(plan)?);
            let data = entity.holder(field.name)?.data();
            Some(data.into_iter().filter_map(|(key, _)| key.map(str::to_owned)).collect::<Vec<_>>())
        });
        keys.flatten().collect()
    }

    fn is_used(&'static self, plan: &Plan) -> bool {
        let mut all = (0..plan.objectives.len()).flat_map(|at| items(plan, at));
        all.any(|item: Item| {
            let held = self.field(item.sort()).zip(item.of(plan));
            held.is_some_and(|(field, entity)| !entity.data(field.name, None).is_empty())
        })
    }
}

/// The columns of a plan, for a purpose.
pub fn columns(plan: &Plan, method: &Method, purpose: Purpose) -> Vec<Column> {
    let there = COLUMNS.iter().filter(|definition| {
        definition.used(purpose) != Use::Absent && (definition.always || definition.is_used(plan))
    });
    let each = there.flat_map(|definition| {
        let keys: Vec<Option<String>> = match definition.keys {
            Keys::None => vec![None],
            Keys::Years => years(definition.keys_in(plan), plan, method).into_iter().map(Some).collect(),
            Keys::Days => days(definition.keys_in(plan), plan, method).into_iter().map(Some).collect(),
        };
        keys.into_iter().map(move |key| Column { definition, key })
    });
    each.collect()
}

fn years(mut known: BTreeSet<String>, plan: &Plan, method: &Method) -> BTreeSet<String> {
    let own = plan.years.as_ref().and_then(|years| years.certain()).cloned().unwrap_or_default();
    known.extend(own.iter().chain(&method.years).map(ToString::to_string));
    known.extend(plan_year(plan, method).map(|year| year.to_string()));
    known.retain(|key| !key.trim().is_empty());
    known
}

/// The days of the monitoring, in their order: those that the plan has, those of the method, else the end of the year.
fn days(known: BTreeSet<String>, plan: &Plan, method: &Method) -> Vec<String> {
    let year = plan_year(plan, method);
    let context = Context { year, ..Context::default() };
    let day = |key: &str| meaning::date::parse(key, context.year);
    let mut days: Vec<String> = known.into_iter().filter(|key| !key.trim().is_empty()).collect();
    for date in method.monitoring.iter().filter_map(|date| said(date, year)) {
        if !days.iter().any(|known| day(known).is_some() && day(known) == day(&date)) {
            days.push(date);
        }
    }
    if days.is_empty() {
        days.extend(said("12-31", year));
    }
    days.sort_by_key(|key| (day(key), key.clone()));
    days
}

/// A day of the method (`09-30`) as plans write it: `30 settembre 2026`.
fn said(date: &str, year: Option<i16>) -> Option<String> {
    let (month, day) = date.split_once('-')?;
    let name = domain::months::name(month.parse().ok()?)?;
    let day = day.parse::<u8>().ok()?;
    Some(year.map_or_else(|| format!("{day} {name}"), |year| format!("{day} {name} {year}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_of_the_table_is_in_the_registry() {
        for definition in COLUMNS {
            for (sort, name) in Sort::ALL.into_iter().zip(definition.fields) {
                let known = sort.definition().field(name).is_some();
                assert!(known || name.is_empty(), "{} {name}", definition.header);
            }
        }
    }

    #[test]
    fn a_header_names_its_column() {
        for definition in COLUMNS {
            let key = (definition.keys != Keys::None).then(|| "30 settembre 2026".to_owned());
            let header = Column { definition, key: key.clone() }.header();
            let found = Column::named(&header).unwrap();
            assert_eq!((found.header(), found.key), (header, key));
        }
        for wrong in ["", "Voce", "Valore atteso", "Valore attesoo 2026", "Pesi"] {
            assert!(Column::named(wrong).is_none(), "{wrong}");
        }
    }
}
