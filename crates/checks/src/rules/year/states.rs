//! Objectives that are not as they were planned: neutralised, put off, cancelled, changed (rulebook 8.6).

use std::collections::HashMap;

use appraisal::actuals::STATE;
use scoring::Exact;
use scoring::state::{Reason, State};
use scoring::tree::{Content, Item, Level};

use super::parameter;
use crate::context::Context;
use crate::report::Report;
use crate::timeline::Round;
use crate::words::listed;

/// The table that says last what became of the objectives: that of the report, else the last there is.
fn last<'t, 'a>(context: &'t Context<'a>) -> Option<&'t Round<'a>> {
    let timeline = context.timeline()?;
    timeline.report().or_else(|| timeline.rounds.last())
}

/// `ANNO-014`: an objective that left the mean, without what must stand beside it.
pub fn reasons(context: &Context<'_>, report: &mut Report) {
    let Some(round) = last(context) else { return };
    let Some(edition) = context.timeline().and_then(|timeline| timeline.edition(round)) else { return };
    for (id, state) in &round.actuals.states {
        let (Some(seen), Some(because)) = (edition.objective(id), state.reason()) else { continue };
        let lacks = match state {
            State::Modified(because) => of_change(because),
            _ => because.lacks(),
        };
        if !lacks.is_empty() {
            let message = format!("{}: è {} e mancano {}", seen.name(), state.term(), listed(&lacks));
            report.plan("ANNO-014", round.place(id, STATE), message).about(id);
        }
    }
}

/// What a change lacks: it was decided by an act, and stays in the mean.
fn of_change(because: &Reason) -> Vec<&'static str> {
    let fields = [
        ("il motivo", because.reason.is_some()),
        ("l'atto", because.act.is_some()),
        ("la data dell'atto", because.date.is_some()),
    ];
    fields.into_iter().filter(|(_, there)| !there).map(|(what, _)| what).collect()
}

/// `ANNO-015`: more than half of the weight of a unit left the mean.
pub fn neutralised(context: &Context<'_>, report: &mut Report) {
    let Some(round) = last(context) else { return };
    let edition = context.timeline().and_then(|timeline| timeline.edition(round));
    let Some(Ok(approved)) = edition.map(|edition| &edition.approved) else { return };
    let Some(limit) = parameter(context, "neutralised.share").map(|limit| Exact::from(limit.value)) else {
        return;
    };
    for unit in approved.items().into_iter().filter(|item| item.level == Level::Unit) {
        let share = out(unit, &round.actuals.states) * Exact::hundred();
        if share > limit {
            let share = share.shown(2);
            let message =
                format!("«{}»: il {share} % del peso degli obiettivi è fuori dalla media", unit.title);
            report.plan("ANNO-015", round.of.act.place, message).about(&unit.id);
        }
    }
}

/// The part of an item's weight that left the mean, from 0 to 1.
fn out(item: &Item, states: &HashMap<String, State>) -> Exact {
    let id = match &item.content {
        Content::Same(other) => other,
        _ => &item.id,
    };
    if states.get(id).is_some_and(|state| !state.is_evaluable()) {
        return Exact::one();
    }
    let parts = match &item.content {
        Content::Parts { parts, .. } if item.level != Level::Objective => parts,
        _ => return Exact::zero(),
    };
    let weight = |part: &Item| part.weight.clone().unwrap_or_else(Exact::one);
    let all: Exact = parts.iter().map(weight).sum();
    let gone: Exact = parts.iter().map(|part| out(part, states) * weight(part)).sum();
    gone.checked_div(&all).unwrap_or_else(Exact::zero)
}
