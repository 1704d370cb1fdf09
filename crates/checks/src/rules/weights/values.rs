//! Single weights that cannot be or weigh nothing.

use domain::plan::{Indicator, Phase};
use domain::{Read, Weight};
use outline::weight_said;

use super::parts::of_what;
use super::sums::{groups, zero_weight};
use crate::context::{Context, Seen, place, text};
use crate::report::Report;
use crate::words::listed;

/// Every weight of an objective that is part of a whole, with what it is the weight of.
fn weights_of<'a>(seen: &Seen<'a>) -> impl Iterator<Item = (&'static str, &'a Read<Weight>)> {
    let objective = seen.objective;
    let phases =
        objective.phases.iter().filter_map(|phase| Some(("il peso di una fase", phase.weight.as_ref()?)));
    let indicators = objective
        .indicators
        .iter()
        .filter_map(|indicator| Some(("il peso di un indicatore", indicator.weight.as_ref()?)));
    let people = objective
        .people
        .iter()
        .filter_map(|person| Some(("una quota di partecipazione", person.share.as_ref()?)));
    objective.weight.iter().map(|weight| ("il peso", weight)).chain(phases).chain(indicators).chain(people)
}

/// `PESI-009`: a weight below zero or over a hundred.
pub fn out_of_range(context: &Context<'_>, report: &mut Report) {
    let zero = zero_weight();
    for seen in &context.objectives {
        for (what, read) in weights_of(seen) {
            let outside = read.certain().filter(|weight| **weight < zero || **weight > Weight::HUNDRED);
            if outside.is_some() {
                let message = format!("{}: {what} è «{}»", seen.name(), read.verbatim);
                report.objective("PESI-009", seen, read.place, message);
            }
        }
    }
}

/// `PESI-010`: objectives and phases that weigh nothing; one finding for the plan.
pub fn zero(context: &Context<'_>, report: &mut Report) {
    let weightless = |read: Option<&Read<Weight>>| read.and_then(Read::certain) == Some(&zero_weight());
    let objectives: Vec<&Seen<'_>> =
        context.objectives.iter().filter(|seen| weightless(seen.objective.weight.as_ref())).collect();
    let phases: Vec<&Phase> = context
        .objectives
        .iter()
        .flat_map(|seen| &seen.objective.phases)
        .filter(|phase| weightless(phase.weight.as_ref()))
        .collect();
    let first = objectives.iter().filter_map(|seen| place(seen.objective.weight.as_ref()));
    let first = first.chain(phases.iter().filter_map(|phase| place(phase.weight.as_ref()))).min();
    let said = [(objectives.len(), "obiettivo", "obiettivi"), (phases.len(), "fase", "fasi")]
        .into_iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, one, many)| format!("{count} {}", if count == 1 { one } else { many }));
    let said: Vec<String> = said.collect();
    if !said.is_empty() {
        let places = objectives.iter().filter_map(|seen| place(seen.objective.weight.as_ref()));
        let places = places.chain(phases.iter().filter_map(|phase| place(phase.weight.as_ref())));
        report.plan("PESI-010", first, format!("con peso zero: {}", listed(&said))).also_at(places);
    }
}

/// `PESI-011`: weights on rows that say nothing; one finding for each yearly plan of an objective.
pub fn weight_of_nothing(context: &Context<'_>, report: &mut Report) {
    for seen in &context.objectives {
        for phases in groups(&seen.objective.phases, |phase| text(phase.year.as_ref())) {
            let says =
                |phase: &Phase| phase.text.is_some() || phase.description.is_some() || phase.output.is_some();
            let blank: Vec<&&Phase> =
                phases.iter().filter(|phase| phase.weight.is_some() && !says(phase)).collect();
            let Some(first) = blank.first() else { continue };
            let numbers: Vec<&str> = blank.iter().map(|phase| text(phase.number.as_ref())).collect();
            let of = of_what(None, first.year.as_ref());
            let message = match numbers.as_slice() {
                [number] => format!(
                    "{}: la fase {number}{of} ha il peso «{}» e non dice che cosa si fa",
                    seen.name(),
                    text(first.weight.as_ref())
                ),
                many => format!(
                    "{}: le fasi {}{of} hanno un peso e non dicono che cosa si fa",
                    seen.name(),
                    listed(many)
                ),
            };
            let at = place(first.weight.as_ref()).or(first.place);
            let places = blank.iter().filter_map(|phase| place(phase.weight.as_ref()).or(phase.place));
            report.objective("PESI-011", seen, at, message).also_at(places);
        }
    }
}

/// `PESI-012`: weights of indicators that stand in their texts; one finding for the plan.
pub fn weights_in_texts(context: &Context<'_>, report: &mut Report) {
    let said: Vec<&Indicator> = context
        .objectives
        .iter()
        .flat_map(|seen| &seen.objective.indicators)
        .filter(|indicator| indicator.weight.is_none())
        .filter(|indicator| weight_said(text(indicator.text.as_ref())).is_some())
        .collect();
    let Some(first) = said.first() else { return };
    let message = match said.len() {
        1 => "un indicatore porta il suo peso nel testo".to_owned(),
        many => format!("{many} indicatori portano il loro peso nel testo"),
    };
    let at = |indicator: &Indicator| place(indicator.text.as_ref()).or(indicator.place);
    report.plan("PESI-012", at(first), message).also_at(said.iter().filter_map(|indicator| at(indicator)));
}
