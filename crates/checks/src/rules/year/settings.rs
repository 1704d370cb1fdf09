//! The rules by which scores come about: set before the cycle, and such that they can be applied.

use appraisal::{Obstacle, Question};
use method::scoring::{ObjectiveParts, Scoring};

use super::called;
use crate::context::Context;
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
    // Functions are needed only where something is measured by one; phases where objectives have them.
    let functions = &rules.functions;
    let phases = rules.objective != Some(ObjectiveParts::Indicators);
    let fields = [
        (rules.objective.is_none(), "di che cosa è fatto un obiettivo (objective)"),
        (phases && rules.phase.is_none(), "il punteggio della fase (phase)"),
        (rules.common.is_none(), "quante volte si misura un obiettivo comune (common)"),
        (rules.body.of.is_none(), "di che cosa è fatto l'ente (body.of)"),
        (functions.at_least.is_none(), "la funzione di «almeno» (functions.at_least)"),
        (functions.at_most.is_none(), "la funzione di «al massimo» (functions.at_most)"),
        (functions.exactly.is_none(), "la funzione di un numero senza verso (functions.exactly)"),
        (functions.date.is_none(), "la funzione di una data (functions.date)"),
        (rules.silent.is_none(), "che cosa vale oltre l'ultima fascia (silent)"),
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

/// `ANNO-013`: what keeps a version of the plan from being scored.
pub fn obstacles(context: &Context<'_>, report: &mut Report) {
    let Some(timeline) = context.timeline() else { return };
    let mut told: Vec<(&str, &str)> = Vec::new();
    for edition in &timeline.editions {
        for obstacle in edition.approved.as_ref().err().into_iter().flatten() {
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
