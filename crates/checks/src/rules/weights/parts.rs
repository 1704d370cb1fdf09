//! Weights of phases, indicators and criteria, and shares of people.

use std::collections::HashSet;

use domain::plan::{Assignment, Indicator, Phase};
use domain::{Prose, Read, Weight};
use outline::weight_said;

use super::sums::{Outcome, Sum, expected, groups, rule, sum};
use crate::context::{Context, Seen, place, text};
use crate::report::Report;
use crate::words::{listed, short, squeezed};

/// ` della fase 2 del 2025`, as far as it is known.
pub fn of_what(phase: Option<&Read<Prose>>, year: Option<&Read<Prose>>) -> String {
    let mut of = String::new();
    if let Some(phase) = phase {
        of = format!(" della fase {}", short(&phase.verbatim, 30));
    }
    if let Some(year) = year {
        of.push_str(" del ");
        of.push_str(&year.verbatim);
    }
    of
}

/// `PESI-003`: the phases of an objective (of each year of it) do not add up; `PESI-008`: some of
/// them have no weight.
pub fn phases_of_objective(context: &Context<'_>, report: &mut Report) {
    let Some(rule) = rule(context, "phase", &["objective"]) else { return };
    for seen in &context.objectives {
        for phases in groups(&seen.objective.phases, |phase| text(phase.year.as_ref())) {
            let sum = sum(phases.iter().map(|phase| phase.weight.as_ref()));
            let of = of_what(None, phases.first().and_then(|phase| phase.year.as_ref()));
            match sum.outcome(expected(rule)) {
                Outcome::Right => {}
                Outcome::Lacking => phases_lacking(seen, &phases, &sum, report),
                Outcome::Wrong => {
                    let total = expected(rule);
                    let message = format!(
                        "{}: i pesi delle fasi{of} fanno {} %, non {total} %{}",
                        seen.name(),
                        sum.total,
                        sum.how(total)
                    );
                    report.objective(sum.code("PESI-003", total), seen, sum.place, message);
                }
            }
        }
    }
}

/// `PESI-008`: phases without a weight beside phases that have one.
fn phases_lacking(seen: &Seen<'_>, phases: &[&Phase], sum: &Sum, report: &mut Report) {
    let lacking: Vec<&&Phase> = phases.iter().filter(|phase| phase.weight.is_none()).collect();
    let places = lacking.iter().filter_map(|phase| phase.place);
    let names: Vec<String> = lacking.iter().map(|phase| phase_name(phase)).collect();
    let what = if names.len() == 1 { "manca il peso della fase" } else { "manca il peso delle fasi" };
    let message = format!("{}: {what} {}; le altre fanno {} %", seen.name(), listed(&names), sum.total);
    report
        .objective("PESI-008", seen, lacking.first().and_then(|phase| phase.place), message)
        .also_at(places);
}

/// What a phase is called: its number, else its first words.
fn phase_name(phase: &Phase) -> String {
    match &phase.number {
        Some(number) => number.verbatim.clone(),
        None => format!("«{}»", short(text(phase.text.as_ref()), 40)),
    }
}

/// `PESI-008`: an objective whose phases have no weight at all, where nearly all others weigh theirs.
pub fn phases_without_any_weight(context: &Context<'_>, report: &mut Report) {
    if rule(context, "phase", &["objective"]).is_none() {
        return;
    }
    let with_phases = || context.objectives.iter().filter(|seen| !seen.objective.phases.is_empty());
    let blank = |seen: &&Seen<'_>| seen.objective.phases.iter().all(|phase| phase.weight.is_none());
    let all = with_phases().count();
    if with_phases().filter(blank).count() * 2 >= all {
        return;
    }
    for seen in with_phases().filter(blank) {
        let at = seen.objective.phases.first().and_then(|phase| phase.place);
        let message = format!("{}: le fasi non hanno peso", seen.name());
        report.objective("PESI-008", seen, at, message);
    }
}

/// Whether an indicator has a weight: in its field, or in its text (`peso 70%`).
fn is_weighed(indicator: &Indicator) -> bool {
    indicator.weight.is_some() || weight_said(text(indicator.text.as_ref())).is_some()
}

/// What it weighs, when that is certain.
fn indicator_weight(indicator: &Indicator) -> Option<Weight> {
    match &indicator.weight {
        Some(read) => read.certain().copied(),
        None => weight_said(text(indicator.text.as_ref())),
    }
}

/// `PESI-004`: the indicators of an objective or of a phase do not add up.
pub fn indicators(context: &Context<'_>, report: &mut Report) {
    let Some(rule) = rule(context, "indicator", &["phase", "objective"]) else { return };
    let by_phase = rule.within == "phase";
    for seen in &context.objectives {
        let key = |indicator: &Indicator| {
            let phase = if by_phase { squeezed(text(indicator.phase.as_ref())) } else { String::new() };
            (squeezed(text(indicator.year.as_ref())), phase)
        };
        for group in groups(&seen.objective.indicators, key) {
            let mut sum = sum(std::iter::empty());
            for indicator in &group {
                let at = place(indicator.weight.as_ref()).or(indicator.place);
                if is_weighed(indicator) {
                    sum.add(indicator_weight(indicator), at);
                } else {
                    sum.without += 1;
                }
            }
            tell_indicators(seen, &group, &sum, (expected(rule), by_phase), report);
        }
    }
}

fn tell_indicators(
    seen: &Seen<'_>,
    group: &[&Indicator],
    sum: &Sum,
    (expected, by_phase): (Weight, bool),
    report: &mut Report,
) {
    let Some(first) = group.first() else { return };
    let of = of_what(first.phase.as_ref().filter(|_| by_phase), first.year.as_ref());
    let name = seen.name();
    match sum.outcome(expected) {
        Outcome::Right => {}
        Outcome::Wrong => {
            let message = format!(
                "{name}: i pesi degli indicatori{of} fanno {} %, non {expected} %{}",
                sum.total,
                sum.how(expected)
            );
            report.objective(sum.code("PESI-004", expected), seen, sum.place, message);
        }
        Outcome::Lacking => {
            for indicator in group.iter().filter(|indicator| !is_weighed(indicator)) {
                let what = short(text(indicator.text.as_ref()), 50);
                let message = format!(
                    "{name}: manca il peso dell'indicatore «{what}»; gli altri{of} fanno {} %",
                    sum.total
                );
                report.objective("PESI-008", seen, indicator.place, message);
            }
        }
    }
}

/// `PESI-005`: the shares of the people on an objective or a phase do not add up.
pub fn shares(context: &Context<'_>, report: &mut Report) {
    let Some(rule) = rule(context, "person", &["phase", "objective"]) else { return };
    let by_phase = rule.within == "phase";
    for seen in &context.objectives {
        let rows = one_row_for_many(seen);
        // The years of a phase are told apart by its row where the form does not print them.
        let key = |person: &Assignment| {
            let row = person.place.filter(|_| by_phase && person.year.is_none()).map(|place| place.line);
            let phase = if by_phase { squeezed(text(person.phase.as_ref())) } else { String::new() };
            (squeezed(text(person.year.as_ref())), phase, row.filter(|_| rows))
        };
        for group in groups(&seen.objective.people, key) {
            let sum = sum(group.iter().map(|person| person.share.as_ref()));
            // A group without a share may stand beside people who share it all.
            if sum.counted == 0 || sum.unsure || sum.total == expected(rule) {
                continue;
            }
            let of = group.first().map_or_else(String::new, |first| {
                of_what(first.phase.as_ref().filter(|_| by_phase), first.year.as_ref())
            });
            let lacking = if sum.without > 0 { " (chi non ha la quota è contato zero)" } else { "" };
            let total = expected(rule);
            let message = format!(
                "{}: le quote di partecipazione{of} fanno {} %, non {total} %{lacking}{}",
                seen.name(),
                sum.total,
                sum.how(total)
            );
            report.objective(sum.code("PESI-005", total), seen, sum.place, message);
        }
    }
}

/// Whether the form names several people on one row.
fn one_row_for_many(seen: &Seen<'_>) -> bool {
    let mut lines = HashSet::new();
    seen.objective.people.iter().filter_map(|person| person.place).any(|place| !lines.insert(place.line))
}

/// `PESI-006`: the criteria of an objective do not add up to the weight it declares.
pub fn criteria(context: &Context<'_>, report: &mut Report) {
    for seen in &context.objectives {
        let criteria = &seen.objective.criteria;
        let sum =
            sum(criteria.iter().filter(|criterion| criterion.weight.is_some()).map(|c| c.weight.as_ref()));
        let rule = rule(context, "criterion", &["objective"]).map(expected);
        let declared = seen.objective.weight.as_ref().and_then(Read::certain).copied();
        let Some(expected) = rule.or(declared) else { continue };
        if sum.outcome(expected) == Outcome::Wrong {
            let message = format!(
                "{}: i criteri di pesatura fanno {}, il peso dell'obiettivo è {expected}",
                seen.name(),
                sum.total
            );
            report.objective("PESI-006", seen, sum.place, message);
        }
    }
}
