//! The rules by which scores come about: set before the cycle, and such that they can be applied.

use std::collections::HashSet;

use appraisal::{Obstacle, Question};
use domain::target::Operator;
use domain::{Read, Target};
use method::scoring::{ObjectiveParts, Scoring};
use outline::moment::{dues, target_of};
use outline::polarity::higher_is_better;

use super::called;
use crate::context::{Context, text};
use crate::report::Report;
use crate::timeline::Edition;
use crate::words::listed;

/// `ANNO-011`: what the method leaves to a default (rulebook 8).
pub fn defaults(context: &Context<'_>, report: &mut Report) {
    if context.timeline().is_none() {
        return;
    }
    let silent = Scoring::default();
    let rules = context.method.scoring.as_ref().unwrap_or(&silent);
    let phases = rules.objective != Some(ObjectiveParts::Indicators);
    let always = [
        (rules.objective.is_none(), "di che cosa è fatto un obiettivo (objective)"),
        (phases && rules.phase.is_none(), "il punteggio della fase (phase)"),
        (rules.common.is_none(), "quante volte si misura un obiettivo comune (common)"),
        (rules.body.of.is_none(), "di che cosa è fatto l'ente (body.of)"),
        (
            context.method.smvp.measurement_deadline.is_none(),
            "il termine della misurazione (measurement_deadline)",
        ),
    ];
    let needs = needs(context);
    let needed = by_need(rules).map(|(key, missing, what)| (missing && needs.contains(key), what));
    let fields = always.into_iter().chain(needed);
    let missing: Vec<&str> = fields.filter(|(missing, _)| *missing).map(|(_, what)| what).collect();
    if !missing.is_empty() {
        report.plan("ANNO-011", None, format!("il metodo non dice: {}", listed(&missing)));
    }
}

/// What matters only where the plan has something measured by it: its key, whether it is missing, what it is.
fn by_need(rules: &Scoring) -> [(&'static str, bool, &'static str); 5] {
    let functions = &rules.functions;
    [
        ("at_least", functions.at_least.is_none(), "la funzione di «almeno» (functions.at_least)"),
        ("at_most", functions.at_most.is_none(), "la funzione di «al massimo» (functions.at_most)"),
        ("exactly", functions.exactly.is_none(), "la funzione di un numero senza verso (functions.exactly)"),
        ("date", functions.date.is_none(), "la funzione di una data (functions.date)"),
        ("silent", rules.silent.is_none(), "che cosa vale dove una graduazione tace (silent)"),
    ]
}

/// The keys of the method by which indicators of the plan are measured: that of a function where there is no
/// graduation, else what a graduation is silent on.
fn needs(context: &Context<'_>) -> HashSet<&'static str> {
    let mut needs = HashSet::new();
    let Some(year) = context.year else { return needs };
    for indicator in context.objectives.iter().flat_map(|seen| &seen.objective.indicators) {
        if indicator.graduation.is_some() {
            needs.insert("silent");
            continue;
        }
        let Some(target) = target_of(indicator, year).and_then(Read::certain) else { continue };
        let higher = match target {
            Target::Amount { operator: Operator::AtLeast | Operator::MoreThan, .. } => Some(true),
            Target::Amount { operator: Operator::AtMost | Operator::LessThan, .. } => Some(false),
            Target::Amount { .. } => higher_is_better(text(indicator.polarity.as_ref())),
            other if dues(other, year).is_empty() => continue,
            _ => {
                needs.insert("date");
                continue;
            }
        };
        needs.insert(match higher {
            Some(true) => "at_least",
            Some(false) => "at_most",
            None => "exactly",
        });
    }
    needs
}

/// `ANNO-013`: what keeps a version of the plan from being scored.
pub fn obstacles(context: &Context<'_>, report: &mut Report) {
    let Some(timeline) = context.timeline() else { return };
    let mut told: Vec<(&str, &str)> = Vec::new();
    for edition in &timeline.editions {
        for obstacle in edition.approved.as_ref().err().into_iter().flatten() {
            // Of the plan that is checked, GRAD-001 tells it.
            if edition.by.is_none() && obstacle.question == Question::Reading {
                continue;
            }
            if told.contains(&(obstacle.title.as_str(), obstacle.what.as_str())) {
                continue;
            }
            told.push((&obstacle.title, &obstacle.what));
            tell(edition, obstacle, report);
        }
    }
}

fn tell(edition: &Edition<'_>, obstacle: &Obstacle, report: &mut Report) {
    let seen = edition.objective(&obstacle.id);
    let title = if obstacle.title.is_empty() { String::new() } else { format!(" «{}»", obstacle.title) };
    let of = seen.map(|seen| format!(" di {}", seen.name())).unwrap_or_default();
    let when =
        edition.by.map(|act| format!("dopo {}, ", called("la variazione", &act.act))).unwrap_or_default();
    let message = format!("{when}{}{title}{of} non si può calcolare: {}", obstacle.id, obstacle.what);
    let noted = match (seen, edition.by) {
        (Some(seen), None) => report.objective("ANNO-013", seen, None, message),
        (_, by) => report.plan("ANNO-013", by.and_then(|act| act.act.place), message),
    };
    // What a function cannot do is a fault; the rest waits for a choice that may stand elsewhere.
    let noted = noted.about(&obstacle.id);
    if obstacle.question != Question::Function {
        noted.doubtful();
    }
}
