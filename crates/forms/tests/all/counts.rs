//! How many of each thing a careful reader finds.
//!
//! `tests/cases/counts.toml` has the numbers of the real documents; those of a sample stand beside it
//! in `NAME.faults.toml`, and the file of cases says what to count where a sample counts otherwise.

use std::collections::BTreeMap;

use domain::{Entity, Plan};

use super::support::{Case, all, report, root, say_once};

/// For each thing to count, how many there are.
type Counts = BTreeMap<String, usize>;

#[test]
fn a_careful_reader_finds_as_many() {
    let text = include_str!("../cases/counts.toml");
    let expected: BTreeMap<String, Counts> = toml::from_str(text).expect("the cases are TOML");
    let cases = all();
    let mut faults = Vec::new();
    for case in &cases {
        let mut counts = sample_counts(case);
        counts.extend(expected.get(&case.name).cloned().unwrap_or_default());
        if counts.is_empty() {
            faults.push(format!("{}: nessun numero atteso", case.name));
        }
        let plan = case.read().plan;
        for (what, expected) in counts {
            let found = measure(&plan, &what);
            if found != expected {
                faults.push(format!("{}: {what} {expected}, letti {found}", case.name));
            }
        }
    }
    for name in expected.keys().filter(|name| !cases.iter().any(|case| case.name == **name)) {
        say_once(&format!("SALTATO: conteggi di «{name}», senza documento o senza metodo"));
    }
    report("conteggi diversi", &faults);
}

/// The counts beside a sample, in the terms of [`measure`].
fn sample_counts(case: &Case) -> Counts {
    let path = root().join("samples").join(format!("{}.faults.toml", case.name));
    let Ok(text) = std::fs::read_to_string(path) else { return Counts::new() };
    let table: toml::Table = toml::from_str(&text).expect("the faults of a sample are TOML");
    let counts = table.get("counts").and_then(toml::Value::as_table).expect("a sample has counts");
    let number = |value: &toml::Value| value.as_integer().and_then(|n| usize::try_from(n).ok());
    counts.iter().filter_map(|(what, value)| Some((what.clone(), number(value)?))).collect()
}

/// How many there are in a plan of a list (`units`), of a list inside the objectives (`phases`) or
/// inside another list (`fragments.phases`), of a list on one level (`tree:linea`).
fn measure(plan: &Plan, what: &str) -> usize {
    if let Some((list, level)) = what.split_once(':') {
        let on_level = |item: &&dyn Entity| item.verbatim("level").as_deref() == Some(level);
        return plan.children(list).iter().filter(|item| on_level(item)).count();
    }
    let inside = |outer: &str, list: &str| plan.children(outer).iter().map(|item| item.count(list)).sum();
    match what.split_once('.') {
        Some((outer, list)) => inside(outer, list),
        None if what == "budget" => plan.count(what) + inside("objectives", what),
        None if Plan::describe().lists.iter().any(|list| list.name == what) => plan.count(what),
        None => inside("objectives", what),
    }
}
