//! What copies of an objective differ in beside their words.

use std::collections::{HashMap, HashSet};

use domain::Place;
use domain::text::folded;

use super::{parts, usual};
use crate::context::{Context, Seen, text};
use crate::report::Report;
use crate::words::{listed, short, squeezed};

/// More copies are those of a family, each with its own people.
const MOST: usize = 4;

/// `FAM-008`: texts of copies that differ in their capitals only; one finding for each copy.
pub fn capitals(context: &Context<'_>, report: &mut Report) {
    for group in context.copies() {
        let mut by_part: HashMap<String, Vec<(Seen<'_>, super::Part<'_>)>> = HashMap::new();
        for seen in &group.copies {
            for part in parts(seen).into_iter().filter(|part| part.0 != "titolo") {
                by_part.entry(part.0.clone()).or_default().push((*seen, part));
            }
        }
        let mut told: Vec<(Seen<'_>, Option<Place>, String)> = Vec::new();
        for all in by_part.values() {
            let Some(usual) = usual_letters(all) else { continue };
            for (seen, (what, said, at)) in all {
                if folded(said) == folded(&usual) && letters(said) != letters(&usual) {
                    told.push((*seen, *at, format!("{what}, qui «{}»", first_difference(said, &usual))));
                }
            }
        }
        told.sort_by_key(|(seen, at, _)| (seen.ordinal, *at));
        told.dedup_by_key(|(seen, ..)| seen.ordinal);
        for (seen, at, what) in told {
            let message = format!("{}: {what}, nelle altre copie con altre maiuscole", seen.name());
            report.objective("FAM-008", &seen, at, message);
        }
    }
}

/// The spelling of letters that most copies have, where one has more than half.
fn usual_letters(all: &[(Seen<'_>, super::Part<'_>)]) -> Option<String> {
    usual(all)?;
    let mut counts: HashMap<String, (usize, &str)> = HashMap::new();
    for (_, (_, said, _)) in all {
        counts.entry(letters(said)).or_insert((0, said)).0 += 1;
    }
    let (count, said) = counts.into_values().max_by_key(|(count, said)| (*count, *said))?;
    (count * 2 > all.len()).then(|| said.to_owned())
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn first_difference(one: &str, other: &str) -> String {
    let pair = one.split(' ').zip(other.split(' ')).find(|(a, b)| letters(a) != letters(b));
    short(pair.map_or(one, |(word, _)| word), 40)
}

/// `FAM-009`: people on one copy of an objective of a few units who are not on the others, where the
/// rest of the people is the same.
pub fn people(context: &Context<'_>, report: &mut Report) {
    for group in context.copies().iter().filter(|group| group.copies.len() <= MOST) {
        let names = |seen: &Seen<'_>| -> HashSet<String> {
            seen.objective.people.iter().map(|person| squeezed(text(person.name.as_ref()))).collect()
        };
        let sets: Vec<HashSet<String>> = group.copies.iter().map(names).collect();
        let Some(common) = sets.iter().skip(1).fold(sets.first().cloned(), |common, set| {
            common.map(|common| common.intersection(set).cloned().collect())
        }) else {
            continue;
        };
        for (seen, set) in group.copies.iter().zip(&sets) {
            let more: Vec<_> = seen
                .objective
                .people
                .iter()
                .filter(|person| !common.contains(&squeezed(text(person.name.as_ref()))))
                .collect();
            // A list of its own is no slip.
            if more.is_empty() || more.len() * 4 > set.len() {
                continue;
            }
            let shown: Vec<String> =
                more.iter().map(|person| format!("«{}»", text(person.name.as_ref()))).collect();
            let message =
                format!("{}: {} non sta in tutte le copie dell'obiettivo", seen.name(), listed(&shown));
            let at = more.first().and_then(|person| person.place);
            report.objective("FAM-009", seen, at, message);
        }
    }
}
