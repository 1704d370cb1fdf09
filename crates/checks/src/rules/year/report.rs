//! The report on the performance of the year (D.Lgs. 150/2009 art. 10 c. 1 lett. b).

use std::collections::HashSet;

use appraisal::actuals::{ID, RESULT};
use appraisal::ids;
use scoring::tree::{Content, Item, Level};

use super::shortened;
use crate::context::{Context, Seen};
use crate::report::Report;
use crate::timeline::{Round, Timeline};

/// `ANNO-006`: objectives that the plan had at some time of the year, and the report does not have.
pub fn complete(context: &Context<'_>, report: &mut Report) {
    let Some(timeline) = context.timeline() else { return };
    // A table without its columns is told by itself.
    let Some(round) = timeline.report().filter(|round| !round.actuals.columns.is_empty()) else { return };
    let told: HashSet<u32> =
        round.actuals.remarks.keys().filter_map(|id| ids::meant(id)).map(|meant| meant.objective).collect();
    for (at, edition) in timeline.editions.iter().enumerate().take(round.edition + 1) {
        let new = |seen: &&Seen<'_>| at == 0 || timeline.traced(seen.ordinal, at, at - 1).is_none();
        for seen in edition.objectives.iter().filter(new) {
            let now =
                timeline.traced(seen.ordinal, at, round.edition).or_else(|| come_back(timeline, round, seen));
            if now.is_some_and(|now| told.contains(&now) || is_copy(timeline, round, now)) {
                continue;
            }
            let why = if now.is_none() { ", che una variazione ha tolto" } else { "" };
            let message = format!("la Relazione non riporta: {}{why}", seen.name());
            match at {
                0 => report.objective("ANNO-006", seen, None, message),
                _ => report.plan("ANNO-006", round.of.act.place, message),
            };
        }
    }
}

/// An objective that a change took away, where the report presents it again.
fn come_back(timeline: &Timeline<'_>, round: &Round<'_>, seen: &Seen<'_>) -> Option<u32> {
    let added = &timeline.edition(round)?.since.as_ref()?.added;
    added.iter().find(|new| new.title() == seen.title() && new.unit() == seen.unit()).map(|new| new.ordinal)
}

/// Whether the objective is a copy that takes the result of another, so that no row of the table is about it.
fn is_copy(timeline: &Timeline<'_>, round: &Round<'_>, ordinal: u32) -> bool {
    let approved = timeline.edition(round).and_then(|edition| edition.approved.as_ref().ok());
    let own = ids::objective(ordinal);
    let same = |item: &&Item| item.id == own && matches!(item.content, Content::Same(_));
    approved.is_some_and(|approved| approved.items().iter().any(same))
}

/// `ANNO-007`: objectives that are active and have no score, because results are missing.
pub fn determined(context: &Context<'_>, report: &mut Report) {
    let Some(timeline) = context.timeline() else { return };
    let Some(round) = timeline.report() else { return };
    let Some(edition) = timeline.edition(round) else { return };
    let Ok(approved) = &edition.approved else { return };
    // A cell that cannot be used is told by itself.
    let faulty: HashSet<u32> = round.faults.iter().map(|fault| fault.at.line).collect();
    for item in approved.items().into_iter().filter(|item| item.level == Level::Objective) {
        let Some(seen) = edition.objective(&item.id) else { continue };
        let active = round.actuals.states.get(&item.id).is_none_or(scoring::state::State::is_evaluable);
        let scored = round.step(&item.id).is_none_or(|step| step.score.is_some());
        // An objective without any row is told as missing.
        let row = |leaf: &&Item| round.actuals.remarks.get(&leaf.id);
        let missing: Vec<&Item> = super::causes::leaves(item)
            .into_iter()
            .filter(|leaf| !round.actuals.results.contains_key(&leaf.id))
            .filter(|leaf| row(leaf).is_some_and(|row| !faulty.contains(&row.line)))
            .collect();
        let Some(first) = missing.first().filter(|_| active && !scored) else { continue };
        let names: Vec<String> = missing.iter().map(|leaf| format!("«{}»", leaf.title)).collect();
        let message = format!("{}: nella Relazione manca il risultato di {}", seen.name(), shortened(&names));
        let place = round.place(&first.id, RESULT).or_else(|| round.place(&item.id, ID));
        report.plan("ANNO-007", place, message).about(&item.id);
    }
}
