//! Fields for people that hold nobody, several, or something else.

use std::collections::HashSet;

use domain::{Place, Read};

use super::names::name_words;
use super::units::MOST_UNITS;
use crate::context::{Context, Seen};
use crate::report::Report;
use crate::words::short;

/// `PERS-007`: an objective without people, where nearly all others have some.
pub fn objectives_without_people(context: &Context<'_>, report: &mut Report) {
    let blank = |seen: &&Seen<'_>| {
        let objective = seen.objective;
        let in_phases = objective.phases.iter().any(|phase| phase.responsible.is_some());
        objective.people.is_empty() && objective.staff_note.is_none() && !in_phases
    };
    let without = context.objectives.iter().filter(blank).count();
    if without * 5 > context.objectives.len() {
        return;
    }
    for seen in context.objectives.iter().filter(blank) {
        report.objective("PERS-007", seen, None, format!("{}: nessuna persona coinvolta", seen.name()));
    }
}

/// The fields that hold one person in charge, with what they are called.
fn in_charge<'a>(
    seen: &Seen<'a>,
) -> impl Iterator<Item = (&'static str, &'a Read<domain::Prose>, Option<Place>)> {
    let objective = seen.objective;
    let heads =
        [("responsabile", &objective.responsible), ("posizione organizzativa", &objective.post_holder)];
    let heads = heads.into_iter().filter_map(|(what, read)| Some((what, read.as_ref()?, objective.place)));
    let phases = objective.phases.iter();
    heads.chain(
        phases
            .filter_map(|phase| Some(("responsabile della fase", phase.responsible.as_ref()?, phase.place))),
    )
}

/// Each field in charge once: heads of units are repeated with each of their objectives.
fn fields_in_charge<'s, 'a>(
    context: &'s Context<'a>,
) -> impl Iterator<Item = (&'s Seen<'a>, &'static str, &'a Read<domain::Prose>, Option<Place>)> {
    let mut known: HashSet<&str> = HashSet::new();
    let all = context
        .objectives
        .iter()
        .flat_map(|seen| in_charge(seen).map(move |(what, read, at)| (seen, what, read, at)));
    all.filter(move |(_, _, read, _)| read.place.is_some() || known.insert(read.verbatim.as_str()))
        .map(|(seen, what, read, at)| (seen, what, read, head_place(context, read).or(at)))
}

/// Where the head of a unit stands, whom its objectives repeat.
fn head_place(context: &Context<'_>, read: &Read<domain::Prose>) -> Option<Place> {
    let heads = context.plan.units.iter().filter_map(|unit| unit.head.as_ref());
    heads.take(MOST_UNITS).find(|head| head.verbatim == read.verbatim)?.place
}

/// `PERS-008`: a share in a field for a name.
pub fn share_in_a_name(context: &Context<'_>, report: &mut Report) {
    for (seen, what, read, near) in fields_in_charge(context) {
        if let Some((name, _)) = read.verbatim.split_once('%')
            && name.trim_end().ends_with(|c: char| c.is_ascii_digit())
        {
            let message = format!("{}: «{}» ({what}) porta anche una quota", seen.name(), read.verbatim);
            report.objective("PERS-008", seen, read.place.or(near), message);
        }
    }
}

/// `PERS-009`: several people in a field for one.
pub fn several_in_a_field(context: &Context<'_>, report: &mut Report) {
    for (seen, what, read, near) in fields_in_charge(context) {
        let names = read.verbatim.split([',', ';']).filter(|part| name_words(part).is_some()).count();
        if names > 1 {
            let message =
                format!("{}: più persone nel campo «{what}»: «{}»", seen.name(), short(&read.verbatim, 80));
            report.objective("PERS-009", seen, read.place.or(near), message);
        }
    }
}
