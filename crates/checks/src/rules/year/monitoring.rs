//! The monitoring in the course of the year (D.Lgs. 150/2009 art. 6).

use std::collections::HashSet;

use appraisal::ids;
use scoring::state::State;

use super::{called, is_over, shortened};
use crate::context::{Context, Seen};
use crate::report::Report;
use crate::rules::cycle::day;
use crate::timeline::{Edition, Round, Timeline};

/// `ANNO-001`: the year is over, and no monitoring with its date and its values is known.
pub fn made(context: &Context<'_>, report: &mut Report) {
    let Some(timeline) = context.timeline().filter(|_| is_over(context)) else { return };
    if timeline.monitorings().any(|round| in_course(context, round)) {
        return;
    }
    let acts: Vec<_> = context.acts("monitoraggio").collect();
    let place = acts.first().and_then(|act| act.place);
    let message = match acts.first() {
        None => "nel fascicolo non c'è nessun monitoraggio in corso d'anno".to_owned(),
        // A table that cannot be read because the plan cannot be scored is told there.
        Some(_) if unread(context) => return,
        Some(act) if act.date.is_none() => "il monitoraggio è senza data".to_owned(),
        Some(act) => format!("{} è senza valori, o è fuori dall'anno", called("il monitoraggio", act)),
    };
    report.plan("ANNO-001", place, message);
}

/// Whether some version of the plan cannot be scored, so that its tables say nothing.
fn unread(context: &Context<'_>) -> bool {
    context
        .timeline()
        .is_some_and(|timeline| timeline.editions.iter().any(|edition| edition.approved.is_err()))
}

/// Whether it was made in the year of the plan and has a value.
fn in_course(context: &Context<'_>, round: &Round<'_>) -> bool {
    let year = day(context, 0, 1, 1).zip(day(context, 0, 12, 31));
    let dated =
        round.of.act.date.zip(year).is_some_and(|(date, (first, last))| first <= date && date <= last);
    dated && !round.actuals.results.is_empty()
}

/// `ANNO-002`: objectives of which no monitoring of the year has a value.
pub fn of_each(context: &Context<'_>, report: &mut Report) {
    let Some(timeline) = context.timeline().filter(|_| is_over(context)) else { return };
    let rounds: Vec<&Round<'_>> = timeline.monitorings().filter(|round| in_course(context, round)).collect();
    let Some(last) = rounds.last() else { return };
    let Some(edition) = timeline.edition(last) else { return };
    let mut known: HashSet<u32> = HashSet::new();
    for round in &rounds {
        let ordinals = with_values(round).into_iter();
        known.extend(ordinals.filter_map(|ordinal| timeline.traced(ordinal, round.edition, last.edition)));
    }
    let measured = measured(edition);
    let missing: Vec<&Seen<'_>> = edition
        .objectives
        .iter()
        .filter(|seen| !known.contains(&seen.ordinal) && measured.contains(&seen.ordinal))
        .filter(|seen| !gone(timeline, last, seen))
        .collect();
    if !missing.is_empty() {
        let names: Vec<String> = missing.iter().map(|seen| seen.name()).collect();
        let message = format!("nessun monitoraggio ha un valore di: {}", shortened(&names));
        report.plan("ANNO-002", last.of.act.place, message);
    }
}

/// The objectives of which a table has a value.
fn with_values(round: &Round<'_>) -> HashSet<u32> {
    let ids = round.actuals.results.keys();
    ids.filter_map(|id| ids::meant(id)).map(|meant| meant.objective).collect()
}

/// The objectives that have something of their own to measure: a copy takes the result of another.
fn measured(edition: &Edition<'_>) -> HashSet<u32> {
    let approved = edition.approved.as_ref().ok();
    let items = approved.map(appraisal::Approved::measured).unwrap_or_default();
    items.iter().filter_map(|(item, _)| ids::meant(&item.id)).map(|meant| meant.objective).collect()
}

/// Whether a table of the year says that the objective is active no more.
fn gone(timeline: &Timeline<'_>, last: &Round<'_>, seen: &Seen<'_>) -> bool {
    timeline.rounds.iter().any(|round| {
        let ordinal = timeline.traced(seen.ordinal, last.edition, round.edition);
        let state = ordinal.and_then(|ordinal| round.actuals.states.get(&ids::objective(ordinal)));
        state.is_some_and(|state: &State| !state.is_evaluable())
    })
}
