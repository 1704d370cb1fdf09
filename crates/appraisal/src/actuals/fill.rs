//! A table filled in with made-up results: to try a method, and to see a whole year before there is one.

use std::collections::HashSet;

use domain::Rule;
use domain::rule::{Band, Limit};
use jiff::ToSpan;
use jiff::civil::Date;
use scoring::Exact;
use scoring::function::Function;
use scoring::tree::{Content, Level, Step};

use super::remark::Cause;
use super::template::{Cells, table};
use crate::approved::Approved;
use crate::cell::shown as written;
use crate::chance::Chance;

/// The table to fill in, with made-up results: the same seed gives the same results. A few objectives were
/// neutralised, as in a real year, and what fell short says why.
///
/// # Errors
/// When a row cannot be written, which memory alone could bring about.
pub fn fill(approved: &Approved, seed: u64) -> Result<String, csv::Error> {
    // What fell short is known when the results are.
    let first = filled(approved, seed, &HashSet::new())?;
    let scored = approved.score(&super::read(approved, &first).0);
    let limit = Exact::hundred() - Exact::from(EXPLAINED);
    let short = |step: &&Step| step.score.as_ref().is_some_and(|score| *score < limit);
    filled(approved, seed, &scored.results.iter().filter(short).map(|step| step.id.as_str()).collect())
}

/// So many points less than what was expected want a cause.
const EXPLAINED: i64 = 10;

/// The made-up causes of a deviation.
const CAUSES: &[(Cause, &str)] = &[
    (Cause::External, "parere di un altro ente arrivato in ritardo"),
    (Cause::Internal, "due assenze lunghe nell'ufficio"),
    (Cause::External, "gara andata deserta"),
    (Cause::WrongIndicator, "valore atteso fissato senza la serie storica"),
];

fn filled(approved: &Approved, seed: u64, short: &HashSet<&str>) -> Result<String, csv::Error> {
    let mut chance = Chance(seed);
    // Causes have a chance of their own: results are the same with them and without.
    let mut why = Chance(!seed);
    // Money has chances of its own: the results of a plan are the same with and without it.
    let mut money = Chance(seed.wrapping_add(1));
    let of_money = approved.outcomes.iter().any(|outcome| outcome.measure.is_of_money());
    table(approved, &mut |item, cells| {
        if let Content::Measured { function, .. } = &item.content {
            cells.set(super::RESULT, made_up(function, &mut chance, approved.year));
            cells.set(super::KNOWN, format!("31/12/{}", approved.year));
            if let Some((cause, words)) = why.one_of(CAUSES).filter(|_| short.contains(item.id.as_str())) {
                cells.set(super::CAUSE, cause.term().to_owned());
                cells.set(super::EXPLANATION, (*words).to_owned());
            }
            if matches!(function, Function::ValidCount { .. }) {
                cells.set(super::INVALID, chance.below(3).to_string());
            }
        }
        if item.level == Level::Objective && chance.once_in(60) {
            neutralise(cells, approved.year);
        }
        if item.level == Level::Objective && of_money {
            spend(cells, &mut money);
        }
    })
}

/// Thousands of euros planned, most of them committed and paid.
fn spend(cells: &mut Cells, chance: &mut Chance) {
    let planned = chance.between(5, 200).saturating_mul(1000);
    let committed = planned.saturating_mul(chance.between(60, 100)) / 100;
    let paid = committed.saturating_mul(chance.between(50, 100)) / 100;
    for (column, euros) in [(super::PLANNED, planned), (super::COMMITTED, committed), (super::PAID, paid)] {
        cells.set(column, euros.to_string());
    }
}

fn neutralise(cells: &mut Cells, year: i16) {
    let said = [
        (super::STATE, "neutralizzato"),
        (super::REASON, "finanziamento revocato da un altro ente"),
        (super::PROPOSAL, "nota del responsabile"),
        (super::OPINION, "favorevole"),
        (super::ACT, "deliberazione di Giunta n. 100"),
    ];
    for (column, text) in said {
        cells.set(column, text.to_owned());
    }
    cells.set(super::ACT_DATE, format!("15/10/{year}"));
}

fn made_up(function: &Function, chance: &mut Chance, year: i16) -> String {
    let near = |target: &Exact, chance: &mut Chance| {
        let share = Exact::ratio(chance.between(60, 120), 100).unwrap_or_else(Exact::one);
        written(&(target * &share).rounded(2))
    };
    match function {
        Function::Increasing { target }
        | Function::Decreasing { target }
        | Function::LinearOverrun { target }
        | Function::IncreasingFromBaseline { target, .. }
        | Function::DecreasingFromBaseline { target, .. }
        | Function::Upkeep { target, .. }
        | Function::ValidCount { target } => near(target, chance),
        Function::Range { from: target, .. } | Function::Scale { highest: target, .. } => {
            near(target, chance)
        }
        Function::Steps { of, .. } | Function::Threshold { of, .. } => made_up(of, chance, year),
        Function::PointsPerDay { due, .. }
        | Function::ProportionalTime { due, .. }
        | Function::LateSteps { due, .. } => a_day(Some(*due), chance, year),
        Function::YesNo => yes_or_no(chance),
        Function::Entered => chance.between(12, 20).saturating_mul(5).to_string(),
        Function::Rule { rule, due, target, .. } => of_rule(rule, *due, target.as_ref(), chance, year),
    }
}

fn of_rule(rule: &Rule, due: Option<Date>, target: Option<&Exact>, chance: &mut Chance, year: i16) -> String {
    match rule {
        Rule::Delay { .. } | Rule::PerPeriod(_) => a_day(due, chance, year),
        Rule::Value { bands, .. } => chance.one_of(bands).map(value_in).unwrap_or_default(),
        Rule::Outcomes(outcomes) => {
            chance.one_of(outcomes).map(|outcome| outcome.text.clone()).unwrap_or_default()
        }
        Rule::Proportional { expected, .. } => {
            let hundred = Exact::hundred();
            let expected = expected.map(Exact::from);
            let full = expected.as_ref().or(target).unwrap_or(&hundred);
            let share = Exact::ratio(chance.between(60, 120), 100).unwrap_or_else(Exact::one);
            written(&(full * &share).rounded(2))
        }
        Rule::PerUnit { full, .. } => {
            written(&(Exact::from(*full) - Exact::from(chance.between(0, 2))).max(Exact::zero()))
        }
        Rule::Norm(_) => chance.between(12, 20).saturating_mul(5).to_string(),
    }
}

/// A value that a band holds.
fn value_in(band: &Band) -> String {
    let value = match (band.from, band.to) {
        (Limit::Included(from), _) => Exact::from(from),
        (_, Limit::Included(to)) => Exact::from(to),
        (Limit::Excluded(from), Limit::Excluded(to)) => {
            let sum = Exact::from(from) + Exact::from(to);
            sum.checked_div(&Exact::from(2)).unwrap_or_else(Exact::zero)
        }
        (Limit::Excluded(from), Limit::Open) => Exact::from(from) + Exact::one(),
        (Limit::Open, Limit::Excluded(to)) => Exact::from(to) - Exact::one(),
        (Limit::Open, Limit::Open) => Exact::zero(),
    };
    written(&value)
}

/// A day around the one it is due by, most of the time not later.
fn a_day(due: Option<Date>, chance: &mut Chance, year: i16) -> String {
    if chance.once_in(25) {
        return "mai".to_owned();
    }
    let days = if chance.once_in(3) { chance.between(1, 45) } else { -chance.between(0, 30) };
    let due = due.or_else(|| Date::new(year, 12, 31).ok());
    let day = due.and_then(|due| due.checked_add(days.days()).ok());
    day.map(meaning::date::render).unwrap_or_default()
}

fn yes_or_no(chance: &mut Chance) -> String {
    if chance.once_in(8) { "no" } else { "sì" }.to_owned()
}
