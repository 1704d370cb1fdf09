//! The engine knows no label: with every word of every label renamed, a form says the same.
//!
//! The plan is printed by the method with other words, which gives its document with every label renamed,
//! and read from there by the same method. Titles of sections and rows of totals are kept as printed: in
//! the plan to compare with they are renamed too.

use domain::content::content;

use super::content::{printed, reread};
use super::diff::differences;
use super::rename::Names;
use super::seed::Seed;
use super::support::{Case, all, base, method, report};

#[test]
fn renamed_labels_give_the_same_plan() {
    let mut faults = Vec::new();
    for case in all() {
        for number in 1..=2 {
            if let Err(fault) = renamed(&case, &mut Seed::new(number)) {
                faults.push(format!("{} (seme {number}): {fault}", case.name));
            }
        }
    }
    report("piani cambiati dai nomi delle etichette", &faults);
}

fn renamed(case: &Case, seed: &mut Seed) -> Result<(), String> {
    let mut plan = case.read().plan;
    let table = whole_method(case);
    let names = Names::new(&table, &String::from_utf8_lossy(&case.bytes), seed);
    let other = method(&toml::to_string(&names.method(&table)).expect("a method is TOML"));
    let titles = plan.sections.iter_mut().filter_map(|section| section.title.as_mut());
    let totals = plan.summaries.iter_mut().filter_map(|summary| summary.subject.as_mut());
    titles.chain(totals).for_each(|text| text.verbatim = names.text(&text.verbatim));
    let text = printed(&plan, &other);
    let again = reread(&text, &other)?;
    let faults = differences(&content(&plan), &content(&again));
    if faults.is_empty() { Ok(()) } else { Err(faults.join("\n")) }
}

/// The method file together with the one it stands on.
fn whole_method(case: &Case) -> toml::Table {
    let mut table: toml::Table = toml::from_str(&case.method_text).expect("a method is TOML");
    let below = table.remove("base").and_then(|name| base(name.as_str()?));
    let below: toml::Table =
        below.map_or_else(toml::Table::new, |text| toml::from_str(&text).expect("a base is TOML"));
    for (key, value) in below {
        let document = key == "document";
        match table.entry(key) {
            toml::map::Entry::Vacant(entry) => drop(entry.insert(value)),
            toml::map::Entry::Occupied(mut entry) if document => years_of(entry.get_mut(), &value),
            toml::map::Entry::Occupied(_) => {}
        }
    }
    table
}

/// The years, which a method takes from the one below when it does not say them.
fn years_of(document: &mut toml::Value, below: &toml::Value) {
    let (Some(document), Some(below)) = (document.as_table_mut(), below.as_table()) else { return };
    for key in ["year", "years"] {
        if let (false, Some(value)) = (document.contains_key(key), below.get(key)) {
            document.insert(key.into(), value.clone());
        }
    }
}
