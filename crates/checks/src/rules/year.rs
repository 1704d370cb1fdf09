//! The year after the approval: monitoring, changes, report, results and scores (family ANNO).
//!
//! These rules speak only where the dossier of the year is known; what it does not say is not judged.

use method::ActInfo;

use super::Rule;
use super::cycle::day;
use crate::context::Context;
use crate::law::Parameter;
use crate::moment::written;

mod causes;
mod changes;
mod easier;
mod evaluations;
mod graduations;
mod monitoring;
mod published;
mod report;
mod results;
mod scores;
mod settings;
mod states;
#[cfg(test)]
mod tests;

/// The rules of the family.
pub const RULES: &[Rule] = &[
    monitoring::made,
    monitoring::of_each,
    changes::nothing,
    changes::untold,
    changes::easier,
    report::complete,
    report::determined,
    causes::missing,
    causes::unexplained,
    published::published,
    settings::defaults,
    settings::obstacles,
    states::reasons,
    states::neutralised,
    scores::rules_changed,
    scores::recomputed,
    scores::all_full,
    results::late,
    results::unusable,
    evaluations::wrong,
    evaluations::of_evaluators,
    evaluations::all_the_same,
    evaluations::above_their_unit,
];

/// Whether the year is over: acts of its closing, or of a day after it, are known.
fn is_over(context: &Context<'_>) -> bool {
    let end = day(context, 0, 12, 31);
    let closing = ["relazione", "validazione", "premi"];
    let after = |act: &ActInfo| act.date.zip(end).is_some_and(|(date, end)| date > end);
    context.acts.iter().any(|act| closing.contains(&act.kind.as_str()) || after(act))
}

/// `la variazione del 10/07/2026`, or how it is called without its day.
fn called(what: &str, act: &ActInfo) -> String {
    match act.date {
        Some(date) => format!("{what} del {}", written(date)),
        None => format!("{what} senza data"),
    }
}

/// A parameter of the law in the year of the plan.
fn parameter<'a>(context: &Context<'a>, code: &str) -> Option<&'a Parameter> {
    super::cycle::parameter(context, code)
}

/// So many things at most, and how many more there are.
fn shortened(all: &[String]) -> String {
    const SHOWN: usize = 5;
    let first = all.get(..SHOWN.min(all.len())).unwrap_or_default().join("; ");
    match all.len().saturating_sub(SHOWN) {
        0 => first,
        1 => format!("{first}; e un altro"),
        more => format!("{first}; e altri {more}"),
    }
}
