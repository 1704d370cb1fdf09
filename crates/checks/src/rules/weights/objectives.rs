//! Weights of objectives in their unit, by kind and in the whole body.

use domain::{Place, Weight};

use super::sums::{Outcome, Sum, expected, outside, rule, sum};
use crate::context::{Context, Seen, place, text};
use crate::report::Report;
use crate::rules::numbers::Numbering;
use crate::units::{Unit, same};
use crate::words::{listed, short};

/// Where the weight of an objective would stand: by its unit, when the form itself names it.
fn beside(seen: &Seen<'_>) -> Option<Place> {
    let own = seen.objective.place?;
    place(seen.objective.unit.as_ref()).filter(|at| at.file == own.file && at.line >= own.line)
}

/// `PESI-001`: the objectives of a unit do not add up; `PESI-008`: one of them has no weight.
pub fn objectives_of_unit(context: &Context<'_>, report: &mut Report) {
    let Some(rule) = rule(context, "objective", &["unit"]) else { return };
    let units = context.units();
    let numbering = Numbering::of(units);
    for unit in units {
        let counted: Vec<&Seen<'_>> = unit.objectives.iter().chain(&unit.common).collect();
        let counted = || counted.iter().filter(|seen| !outside(context, rule, seen));
        let sum = sum(counted().map(|seen| seen.objective.weight.as_ref()));
        match sum.outcome(expected(rule)) {
            Outcome::Right => {}
            Outcome::Lacking => {
                for seen in counted().filter(|seen| seen.objective.weight.is_none()) {
                    let message = format!(
                        "{}: manca il peso; gli altri obiettivi della struttura fanno {} %",
                        seen.name(),
                        sum.total
                    );
                    report.objective("PESI-008", seen, beside(seen), message);
                }
            }
            Outcome::Wrong => {
                let lacking = numbering.lacking(unit).all;
                let (total, less) = (expected(rule), sum.total < expected(rule));
                let message = wrong_unit(unit, &sum, total, &lacking) + &sum.how(total);
                let told = report.plan(sum.code("PESI-001", total), sum.place, message);
                if less && !lacking.is_empty() {
                    let numbers: Vec<String> = lacking.iter().map(u32::to_string).collect();
                    told.about(listed(&numbers));
                }
            }
        }
    }
}

/// How a unit fails to add up, and what it would take.
fn wrong_unit(unit: &Unit<'_>, sum: &Sum, expected: Weight, lacking: &[u32]) -> String {
    let mut message = format!(
        "struttura «{}»: i pesi degli obiettivi fanno {} %, non {expected} %",
        short(unit.name, 50),
        sum.total
    );
    if !unit.common.is_empty() {
        let one = unit.common.len() == 1;
        let how = if one { "compreso quello comune" } else { "compresi quelli comuni" };
        message = format!("{message} ({how})");
    }
    if sum.total < expected && !sum.rounded(expected) {
        let left = sum.left(expected);
        let numbers: Vec<String> = lacking.iter().map(u32::to_string).collect();
        match (numbers.as_slice(), unit.fragments) {
            ([], 0) => {}
            ([], 1) => {
                message = format!("{message}; resta una scheda senza l'inizio, che deve pesare {left} %");
            }
            ([], _) => {
                message =
                    format!("{message}; restano schede senza l'inizio, che devono pesare {left} % in tutto");
            }
            ([one], _) => message = format!("{message}; manca la scheda {one}, che deve pesare {left} %"),
            (many, _) => {
                let many = listed(many);
                message = format!("{message}; mancano le schede {many}, che devono pesare {left} % in tutto");
            }
        }
    }
    message
}

/// `PESI-002`: the objectives of a kind do not have the share of the unit that the method fixes.
pub fn quotas_of_unit(context: &Context<'_>, report: &mut Report) {
    let quotas: Vec<_> = context
        .method
        .kinds
        .iter()
        .filter_map(|kind| Some((kind, kind.quota.as_deref()?.parse::<Weight>().ok()?)))
        .collect();
    if quotas.is_empty() {
        return;
    }
    for unit in context.units() {
        for (kind, quota) in &quotas {
            let of_kind = |seen: &&Seen<'_>| {
                let read = seen.objective.kind.as_ref();
                same(read, &kind.code) || kind.variants.iter().any(|variant| same(read, variant))
            };
            let all = unit.objectives.iter().chain(&unit.common).filter(of_kind);
            let sum = sum(all.map(|seen| seen.objective.weight.as_ref()));
            if sum.unsure || sum.without > 0 || sum.total == *quota {
                continue;
            }
            let first = unit.objectives.first().and_then(|seen| place(seen.objective.weight.as_ref()));
            let message = format!(
                "struttura «{}»: gli obiettivi di tipo «{}» ({}) fanno {} %, non {quota} %",
                short(unit.name, 50),
                kind.code,
                kind.name,
                sum.total
            );
            report.plan("PESI-002", sum.place.or(first), message);
        }
    }
}

/// `PESI-007`: the objectives of the body do not add up; `PESI-008`: one of them has no weight.
pub fn ente_objectives(context: &Context<'_>, report: &mut Report) {
    let Some(rule) = rule(context, "ente_objective", &["body"]) else { return };
    let all = &context.plan.ente_objectives;
    let sum = sum(all.iter().map(|objective| objective.weight.as_ref()));
    match sum.outcome(expected(rule)) {
        Outcome::Right => {}
        Outcome::Wrong => {
            let total = expected(rule);
            let how = sum.how(total);
            let message = format!("i pesi degli obiettivi di ente fanno {} %, non {total} %{how}", sum.total);
            report.plan(sum.code("PESI-007", total), sum.place, message);
        }
        Outcome::Lacking => {
            for objective in all.iter().filter(|objective| objective.weight.is_none()) {
                let title = short(text(objective.title.as_ref()), 50);
                let message =
                    format!("obiettivo di ente «{title}»: manca il peso; gli altri fanno {} %", sum.total);
                report.plan("PESI-008", objective.place, message);
            }
        }
    }
}
