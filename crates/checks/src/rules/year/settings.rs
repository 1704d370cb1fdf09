//! The rules by which scores come about: set before the cycle, and such that they can be applied.

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
    let functions = &rules.functions;
    let needs = needs(context);
    let phases = rules.objective != Some(ObjectiveParts::Indicators);
    let fields = [
        (rules.objective.is_none(), "di che cosa è fatto un obiettivo (objective)"),
        (phases && rules.phase.is_none(), "il punteggio della fase (phase)"),
        (rules.common.is_none(), "quante volte si misura un obiettivo comune (common)"),
        (rules.body.of.is_none(), "di che cosa è fatto l'ente (body.of)"),
        (needs.at_least && functions.at_least.is_none(), "la funzione di «almeno» (functions.at_least)"),
        (needs.at_most && functions.at_most.is_none(), "la funzione di «al massimo» (functions.at_most)"),
        (
            needs.exactly && functions.exactly.is_none(),
            "la funzione di un numero senza verso (functions.exactly)",
        ),
        (needs.date && functions.date.is_none(), "la funzione di una data (functions.date)"),
        (needs.silent && rules.silent.is_none(), "che cosa vale dove una graduazione tace (silent)"),
        (
            context.method.smvp.measurement_deadline.is_none(),
            "il termine della misurazione (measurement_deadline)",
        ),
    ];
    let missing: Vec<&str> = fields.iter().filter(|(missing, _)| *missing).map(|(_, what)| *what).collect();
    if !missing.is_empty() {
        report.plan("ANNO-011", None, format!("il metodo non dice: {}", listed(&missing)));
    }
}

/// What the plan measures its indicators with, where they have no graduation of their own.
#[derive(Default)]
struct Needs {
    at_least: bool,
    at_most: bool,
    exactly: bool,
    date: bool,
    silent: bool,
}

fn needs(context: &Context<'_>) -> Needs {
    let mut needs = Needs::default();
    let Some(year) = context.year else { return needs };
    for indicator in context.objectives.iter().flat_map(|seen| &seen.objective.indicators) {
        if indicator.graduation.is_some() {
            needs.silent = true;
            continue;
        }
        let Some(target) = target_of(indicator, year).and_then(Read::certain) else { continue };
        match target {
            Target::Amount { operator, .. } => match operator {
                Operator::AtLeast | Operator::MoreThan => needs.at_least = true,
                Operator::AtMost | Operator::LessThan => needs.at_most = true,
                Operator::Exactly => match higher_is_better(text(indicator.polarity.as_ref())) {
                    Some(true) => needs.at_least = true,
                    Some(false) => needs.at_most = true,
                    None => needs.exactly = true,
                },
            },
            other => needs.date |= !dues(other, year).is_empty(),
        }
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
