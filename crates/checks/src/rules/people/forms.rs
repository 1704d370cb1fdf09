//! Longer and shorter forms of one name, and other names of units.

use std::collections::{HashMap, HashSet};

use domain::Place;
use domain::text::folded;

use super::names::{Named, named, titles};
use super::units::is_told;
use crate::context::{Context, text};
use crate::report::Report;

/// `PERS-021`: a name with a part less, an initial or another title than elsewhere.
pub fn parts_of_names(context: &Context<'_>, report: &mut Report) {
    let names = named(context);
    // Names are compared with those that share a long word.
    let mut by_word: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, name) in names.iter().enumerate() {
        for word in name.words.iter().filter(|word| word.chars().count() > 1) {
            by_word.entry(word).or_default().push(at);
        }
    }
    for (at, name) in names.iter().enumerate() {
        let near = name.words.iter().filter_map(|word| by_word.get(word.as_str()));
        // A word that many bear tells nothing of a person.
        let near = near.filter(|all| all.len() <= MOST_ALIKE).flatten();
        let near: HashSet<usize> = near.copied().filter(|other| *other != at).collect();
        let mut same: Vec<&Named<'_>> = near
            .into_iter()
            .filter_map(|other| names.get(other))
            .filter(|other| other_form(name, other))
            .collect();
        same.sort_by_key(|other| (std::cmp::Reverse((other.times, other.words.len())), other.shown));
        if let Some(usual) =
            same.first().filter(|usual| (usual.times, usual.words.len()) > (name.times, name.words.len()))
        {
            let message = format!("«{}» altrove è «{}»", name.shown, usual.shown);
            report.plan("PERS-021", name.first, message).also_at(name.again.iter().copied());
        }
    }
}

/// More names with a word alike are not compared with each other.
const MOST_ALIKE: usize = 64;

/// Whether two names are one person's: the words of one are among those of the other, an initial
/// standing for a word; the same words with another title are.
fn other_form(one: &Named<'_>, other: &Named<'_>) -> bool {
    let (a, b): (HashSet<&String>, HashSet<&String>) =
        (one.words.iter().collect(), other.words.iter().collect());
    if a == b {
        let (of_one, of_other) = (titles(one.shown), titles(other.shown));
        return !of_one.is_empty() && !of_other.is_empty() && of_one.is_disjoint(&of_other);
    }
    let (few, many) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    let whole = few.iter().filter(|word| word.chars().count() > 1 && many.contains(**word)).count();
    let initial = |word: &&&String| {
        let rest = many.iter().filter(|other| !few.contains(**other));
        word.chars().count() == 1 && rest.into_iter().any(|other| other.starts_with(word.as_str()))
    };
    // Many words more are those of another person in the same cell.
    whole >= 2 && many.len() <= few.len() + 1 && whole + few.iter().filter(initial).count() == few.len()
}

/// `PERS-022`: a cost centre under a name that is not quite that of the organisation.
pub fn names_of_centres(context: &Context<'_>, report: &mut Report) {
    let plan = context.plan;
    let staff = plan.staff.iter().flat_map(|line| [&line.unit, &line.post, &line.structure]).flatten();
    let units = plan.units.iter().filter_map(|unit| unit.name.as_ref());
    let mut known: HashMap<Vec<String>, &str> = HashMap::new();
    let mut exact: HashSet<String> = HashSet::new();
    for read in units.chain(staff) {
        known.entry(content(&read.verbatim)).or_insert(&read.verbatim);
        exact.insert(folded(&read.verbatim));
    }
    for (name, at) in centres(context) {
        let key = content(name);
        let other = known.get(&key).copied().filter(|other| folded(other) != folded(name));
        if let Some(other) =
            other.filter(|other| !key.is_empty() && !exact.contains(&folded(name)) && !is_told(name, other))
        {
            report.plan("PERS-022", at, format!("il centro di costo «{name}» altrove è «{other}»"));
        }
        known.entry(key).or_insert(name);
        exact.insert(folded(name));
    }
}

/// The cost centres with the places where they come first, those that come most often first.
fn centres<'a>(context: &Context<'a>) -> Vec<(&'a str, Option<Place>)> {
    let mut centres: Vec<(&str, Option<Place>, usize)> = Vec::new();
    let mut positions: HashMap<&str, usize> = HashMap::new();
    for objective in &context.plan.objectives {
        let name = text(objective.cost_centre.as_ref());
        if name.is_empty() {
            continue;
        }
        let at = objective.cost_centre.as_ref().and_then(|read| read.place).or(objective.place);
        let position = *positions.entry(name).or_insert(centres.len());
        match centres.get_mut(position) {
            Some((.., count)) => *count += 1,
            None => centres.push((name, at, 1)),
        }
    }
    centres.sort_by_key(|(.., count)| std::cmp::Reverse(*count));
    centres.into_iter().map(|(name, at, _)| (name, at)).collect()
}

/// The words of a name that say what the unit does, without their ends.
fn content(name: &str) -> Vec<String> {
    const KINDS: [&str; 9] =
        ["servizio", "servizi", "ufficio", "uffici", "settore", "area", "staff", "della", "delle"];
    let folded = folded(name);
    let words = folded
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| word.chars().count() > 2 && !KINDS.contains(word));
    let mut words: Vec<String> = words.map(|word| word.chars().take(6).collect()).collect();
    words.sort_unstable();
    words
}
