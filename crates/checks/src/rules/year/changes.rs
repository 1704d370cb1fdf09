//! Changes of the plan in the course of the year, against what really changed.

use outline::compare::{Change, Comparison, Pair, Part};

use super::{called, easier, shortened};
use crate::context::{Context, Seen};
use crate::report::Report;
use crate::timeline::{Edition, Timeline};
use crate::words::short;

/// The versions of the plan that acts of a kind brought about.
fn by<'t, 'a>(
    timeline: &'t Timeline<'a>,
    kind: &'static str,
) -> impl Iterator<Item = (usize, &'t Edition<'a>)> {
    timeline
        .editions
        .iter()
        .enumerate()
        .filter(move |(_, edition)| edition.by.is_some_and(|act| act.act.kind == kind))
}

/// `ANNO-003`: a change after which the objectives are what they were.
pub fn nothing(context: &Context<'_>, report: &mut Report) {
    let Some(timeline) = context.timeline() else { return };
    for (_, edition) in by(timeline, "variazione") {
        let Some((act, since)) = edition.by.zip(edition.since.as_ref()) else { continue };
        if since.is_same() {
            let message = format!("{} non cambia nessun obiettivo", called("la variazione", &act.act));
            report.plan("ANNO-003", act.act.place, message);
        }
    }
}

/// `ANNO-004`: the report presents another plan than the one in force, and no act changed it.
pub fn untold(context: &Context<'_>, report: &mut Report) {
    let Some(timeline) = context.timeline() else { return };
    // What a change did of which the plan is not known may be just this.
    let unknown = context.acts("variazione").count() > by(timeline, "variazione").count();
    for (at, edition) in by(timeline, "relazione").filter(|_| !unknown) {
        let Some((act, since)) = edition.by.zip(edition.since.as_ref()) else { continue };
        let told = differences(since, &|seen| was_there(timeline, at, seen));
        if !told.is_empty() {
            let message =
                format!("la Relazione presenta un piano diverso da quello in vigore: {}", shortened(&told));
            report.plan("ANNO-004", act.act.place, message);
        }
    }
}

/// Whether an objective that comes back was in a version before the last.
fn was_there(timeline: &Timeline<'_>, at: usize, seen: &Seen<'_>) -> bool {
    let earlier = timeline.editions.get(..at).unwrap_or_default();
    let mut removed =
        earlier.iter().filter_map(|edition| edition.since.as_ref()).flat_map(|since| &since.removed);
    removed.any(|old| old.title() == seen.title())
}

/// What differs, in words.
fn differences(since: &Comparison<'_>, known: &dyn Fn(&Seen<'_>) -> bool) -> Vec<String> {
    let removed = since.removed.iter().map(|seen| format!("manca {}", seen.name()));
    let added = since.added.iter().filter(|seen| !known(seen)).map(|seen| format!("è nuovo {}", seen.name()));
    let changed = since.pairs.iter().filter(|pair| !pair.changes.is_empty());
    removed
        .chain(added)
        .chain(changed.map(|pair| format!("{}: {}", pair.old.name(), first_change(pair))))
        .collect()
}

fn first_change(pair: &Pair<'_>) -> String {
    let Some(change) = pair.changes.first() else { return String::new() };
    let of = |part: &Part<'_>| match part.name() {
        name if name.is_empty() => name,
        name => format!(" di {name}"),
    };
    match change {
        Change::Added(part) => format!("è nuovo {}", part.name()),
        Change::Removed(part) => format!("manca {}", part.name()),
        Change::Moved(values) => {
            format!("passa da «{}» a «{}»", short(&values.from, 40), short(&values.to, 40))
        }
        Change::Reweighted(part, values) => {
            format!("il peso{} passa da «{}» a «{}»", of(part), values.from, values.to)
        }
        Change::Reworded(part, field, values) => format!(
            "{}{} passa da «{}» a «{}»",
            field.term,
            of(part),
            short(&values.from, 40),
            short(&values.to, 40)
        ),
        Change::Relisted(what) => format!("cambia {what}"),
    }
}

/// `ANNO-005`: what a change made easier, for the OIV or the Nucleo.
pub fn easier(context: &Context<'_>, report: &mut Report) {
    let (Some(timeline), Some(year)) = (context.timeline(), context.year) else { return };
    for (_, edition) in by(timeline, "variazione") {
        let Some((act, since)) = edition.by.zip(edition.since.as_ref()) else { continue };
        let change = called("la variazione", &act.act);
        for seen in &since.removed {
            report.plan("ANNO-005", act.act.place, format!("{change} toglie {}", seen.name()));
        }
        for pair in &since.pairs {
            for what in easier::easier(pair, year) {
                let message = format!("{}: con {change} {what}", pair.old.name());
                report.plan("ANNO-005", act.act.place, message);
            }
        }
    }
}
