//! Objectives common to several units (family FAM).

use std::collections::{HashMap, HashSet};

use domain::Place;
use domain::text::folded;

use super::Rule;
use crate::context::{Context, Seen, place, text};
use crate::report::Report;
use crate::units::{Copies, LEAST_TITLE, Unit, family};
use crate::words::{likeness, listed, short, squeezed, word_set};

mod details;

/// The rules of the family.
pub const RULES: &[Rule] = &[
    drift,
    undeclared,
    missing_copies,
    links,
    same_indicators,
    other_units,
    details::capitals,
    details::people,
];

/// Texts of copies that have less in common are no copies of each other.
const ALIKE: usize = 600;
/// A text of an objective that its copies should repeat: what it is, the text, where it stands.
type Part<'a> = (String, &'a str, Option<Place>);

/// The texts of an objective that belong to all its copies. Weights, people and months are each
/// unit's own.
fn parts<'a>(seen: &Seen<'a>) -> Vec<Part<'a>> {
    let objective = seen.objective;
    let mut parts: Vec<Part<'a>> = vec![
        ("titolo".into(), seen.title(), place(objective.title.as_ref())),
        ("descrizione".into(), text(objective.description.as_ref()), place(objective.description.as_ref())),
    ];
    for (phase, at) in objective.phases.iter().zip(1..) {
        let number = phase.number.as_ref().map_or_else(|| at.to_string(), |number| number.verbatim.clone());
        let year = phase.year.as_ref().map(|year| format!(" del {}", year.verbatim)).unwrap_or_default();
        parts.push((
            format!("fase {number}{year}"),
            text(phase.text.as_ref()),
            place(phase.text.as_ref()).or(phase.place),
        ));
        parts.push((
            format!("descrizione della fase {number}{year}"),
            text(phase.description.as_ref()),
            place(phase.description.as_ref()).or(phase.place),
        ));
    }
    for (indicator, at) in objective.indicators.iter().zip(1..) {
        let near = indicator.place;
        parts.push((
            format!("indicatore {at}"),
            text(indicator.text.as_ref()),
            place(indicator.text.as_ref()).or(near),
        ));
        for (year, target) in &indicator.targets {
            let what = format!("valore atteso {year} dell'indicatore {at}");
            parts.push((what, target.verbatim.as_str(), target.place.or(near)));
        }
    }
    parts
}

/// A part that most copies have alike, and the copies in which it differs.
fn differing<'a>(copies: &[Seen<'a>]) -> Vec<(Seen<'a>, Part<'a>, &'a str)> {
    let mut by_part: Vec<(String, Vec<(Seen<'a>, Part<'a>)>)> = Vec::new();
    let mut positions: HashMap<String, usize> = HashMap::new();
    for seen in copies {
        for part in parts(seen) {
            let position = *positions.entry(part.0.clone()).or_insert(by_part.len());
            match by_part.get_mut(position) {
                Some((_, all)) => all.push((*seen, part)),
                None => by_part.push((part.0.clone(), vec![(*seen, part)])),
            }
        }
    }
    let mut differing = Vec::new();
    for (_, all) in by_part {
        let Some(usual) = usual(&all) else { continue };
        for (seen, part) in all {
            if !part.1.is_empty() && part.1 != usual && folded(part.1) != folded(usual) {
                differing.push((seen, part, usual));
            }
        }
    }
    differing.sort_by_key(|(seen, ..)| seen.ordinal);
    differing
}

/// The text that most copies have; the first of them when it is a draw.
fn usual<'a>(all: &[(Seen<'a>, Part<'a>)]) -> Option<&'a str> {
    // Most parts are written alike to the letter.
    let mut said = all.iter().map(|(_, part)| part.1).filter(|said| !said.is_empty());
    let first = said.next()?;
    if said.all(|other| other == first) {
        return Some(first);
    }
    let mut counts: HashMap<String, (usize, usize, &str)> = HashMap::new();
    for (at, (_, part)) in all.iter().enumerate().filter(|(_, (_, part))| !part.1.is_empty()) {
        counts.entry(folded(part.1)).or_insert((0, at, part.1)).0 += 1;
    }
    let best = counts.into_values().max_by_key(|(count, at, _)| (*count, std::cmp::Reverse(*at)));
    best.map(|(_, _, text)| text)
}

/// Where two texts part: a few words of each, from the first that differs.
fn difference(a: &str, b: &str) -> (String, String) {
    let (one, other): (Vec<&str>, Vec<&str>) = (a.split(' ').collect(), b.split(' ').collect());
    let same = |(x, y): &(&&str, &&str)| folded(x) == folded(y);
    let from = one.iter().zip(&other).take_while(same).count();
    let left = one.len().min(other.len()) - from;
    let end = one.iter().rev().zip(other.iter().rev()).take(left).take_while(same).count();
    let part = |words: &[&str]| {
        let words =
            words.get(from.saturating_sub(1)..(words.len() - end + 1).min(words.len())).unwrap_or(&[]);
        short(&words.join(" "), 70)
    };
    (part(&one), part(&other))
}

/// A change of a copy: where it first is, from what to what, and the parts it is in.
type Change<'a> = (Seen<'a>, Option<Place>, (String, String), Vec<String>);

/// `FAM-001`: the copies of a declared family differ; `FAM-002`: copies that are not declared have
/// nearly the same text.
fn drift(context: &Context<'_>, report: &mut Report) {
    for group in context.copies() {
        let code = if group.family.is_some() { "FAM-001" } else { "FAM-002" };
        let mut told: Vec<Change<'_>> = Vec::new();
        for (seen, (what, said, at), usual) in differing(&group.copies) {
            let alike = likeness(&word_set(said), &word_set(usual)) >= ALIKE;
            if group.family.is_none() && !alike || what == "titolo" {
                continue;
            }
            // The same change in several parts of a copy is told once.
            let change = difference(said, usual);
            let known = told.iter_mut().rev().take(32);
            let mut known =
                known.filter(|(other, _, same, _)| other.ordinal == seen.ordinal && *same == change);
            match known.next() {
                Some((.., parts)) => parts.push(what),
                None => told.push((seen, at, change, vec![what])),
            }
        }
        for (seen, at, (here, there), parts) in told {
            let parts = listed(&parts);
            let message = format!("{}: {parts}, qui «{here}», nelle altre copie «{there}»", seen.name());
            report.objective(code, &seen, at, message);
        }
    }
}

/// `FAM-003`: copies that the method does not declare.
fn undeclared(context: &Context<'_>, report: &mut Report) {
    let groups = context.copies();
    let undeclared: Vec<&Copies<'_>> = groups.iter().filter(|group| group.family.is_none()).collect();
    let titles: Vec<String> = undeclared
        .iter()
        .filter_map(|group| {
            Some(format!("«{}» ({} copie)", short(group.copies.first()?.title(), 50), group.copies.len()))
        })
        .collect();
    if let Some(first) = undeclared.first().and_then(|group| group.copies.first()) {
        let what = if titles.len() == 1 { "obiettivo ripetuto" } else { "obiettivi ripetuti" };
        let message = format!("{what} in più strutture, non dichiarati comuni: {}", listed(&titles));
        let at = |seen: &Seen<'_>| place(seen.objective.title.as_ref()).or(seen.objective.place);
        let copies = undeclared.iter().flat_map(|group| &group.copies).filter_map(&at);
        report.plan("FAM-003", at(first), message).also_at(copies);
    }
}

/// `FAM-004`: a unit has no copy of an objective that is common to the units.
fn missing_copies(context: &Context<'_>, report: &mut Report) {
    let units = context.units();
    for declared in &context.method.families {
        let has = |unit: &Unit<'_>| {
            let all = unit.objectives.iter().chain(&unit.common);
            all.into_iter()
                .any(|seen| family(context.method, seen).is_some_and(|found| found.name == declared.name))
        };
        let with = units.iter().filter(|unit| has(unit)).count();
        // A family that most units do not have is common to a few.
        if with < 2 || with * 2 < units.len() {
            continue;
        }
        for unit in units.iter().filter(|unit| !has(unit)) {
            let Some(first) = unit.objectives.first() else { continue };
            let message = format!(
                "struttura «{}»: manca l'obiettivo comune «{}», che {with} strutture hanno",
                short(unit.name, 50),
                declared.name
            );
            // The heading of the unit, where the form is just below it.
            let near = |at: &Place| first.objective.place.is_some_and(|own| own.line.abs_diff(at.line) < 8);
            let own = squeezed(&folded(unit.name));
            let named = |known: &&domain::plan::Unit| {
                let (code, name) = (text(known.code.as_ref()), text(known.name.as_ref()));
                squeezed(&folded(&format!("{code} {name}"))) == own
            };
            let head = context.plan.units.iter().find(named).and_then(|known| place(known.head.as_ref()));
            let heading = head.filter(near);
            // The offices below a unit may have it in its place.
            let code = |known: &domain::plan::Unit| squeezed(text(known.code.as_ref()));
            let known = context.plan.units.iter().find(named);
            let above = known.is_some_and(|own| {
                let below = |unit: &&domain::plan::Unit| squeezed(text(unit.parent.as_ref())) == code(own);
                !code(own).is_empty() && context.plan.units.iter().any(|unit| below(&unit))
            });
            let noted = report.objective("FAM-004", first, heading, message);
            if above {
                noted.noted();
            }
        }
    }
}

/// `FAM-005`: the copies of an objective are linked to different nodes.
fn links(context: &Context<'_>, report: &mut Report) {
    for group in context.copies() {
        let levels = |seen: &Seen<'_>| {
            let mut links: Vec<String> = Vec::new();
            // Titles are written freely; codes are what places a copy.
            for link in seen.objective.links.iter().filter(|link| has_code(text(link.text.as_ref()))) {
                links.push(link_key(text(link.text.as_ref())));
            }
            links.sort_unstable();
            links
        };
        let mut counts: HashMap<Vec<String>, usize> = HashMap::new();
        for seen in &group.copies {
            *counts.entry(levels(seen)).or_default() += 1;
        }
        counts.remove(&Vec::new());
        let most = counts.values().copied().max();
        let is_usual = |seen: &&Seen<'_>| most.is_some() && counts.get(&levels(seen)).copied() == most;
        let Some(first) = group.copies.iter().find(is_usual) else { continue };
        let usual = levels(first);
        for seen in &group.copies {
            let own = levels(seen);
            if own.is_empty() || own == usual {
                continue;
            }
            let message = format!(
                "{}: collegato a {}, la copia di «{}» a {}",
                seen.name(),
                linked(seen, first),
                short(first.unit(), 40),
                linked(first, seen)
            );
            report.objective("FAM-005", seen, link_place(seen), message);
        }
    }
}

/// Whether a link begins with a code.
fn has_code(link: &str) -> bool {
    link.split(' ').next().is_some_and(|word| word.chars().any(|c| c.is_ascii_digit()))
}

/// A link however it is spelled.
fn link_key(link: &str) -> String {
    squeezed(&folded(link))
}

/// The links of one copy that the other does not have.
fn linked(seen: &Seen<'_>, other: &Seen<'_>) -> String {
    let known: HashSet<String> =
        other.objective.links.iter().map(|link| link_key(text(link.text.as_ref()))).collect();
    let own = seen.objective.links.iter().map(|link| text(link.text.as_ref()));
    let own: Vec<String> = own
        .filter(|text| !known.contains(&link_key(text)))
        .take(3)
        .map(|text| format!("«{}»", short(text, 40)))
        .collect();
    if own.is_empty() { "meno nodi".to_owned() } else { listed(&own) }
}

fn link_place(seen: &Seen<'_>) -> Option<Place> {
    seen.objective.links.iter().find_map(|link| place(link.text.as_ref()).or(link.place))
}

/// `FAM-006`: the same indicator with the same target in several units, on objectives that are no
/// copies; one finding.
fn same_indicators(context: &Context<'_>, report: &mut Report) {
    let mut shared: HashSet<u32> = HashSet::new();
    for group in context.copies() {
        shared.extend(group.copies.iter().map(|seen| seen.ordinal));
    }
    let mut known: HashMap<(String, String), &Seen<'_>> = HashMap::new();
    let mut found: Vec<(&str, Option<Place>)> = Vec::new();
    for seen in &context.objectives {
        for indicator in &seen.objective.indicators {
            // A word or two (`indicatori temporali`) are no indicator of their own.
            if text(indicator.text.as_ref()).split(' ').count() < 3 {
                continue;
            }
            let what = squeezed(&folded(text(indicator.text.as_ref())));
            let targets: Vec<String> =
                indicator.targets.values().map(|target| squeezed(&target.verbatim)).collect();
            if what.len() < LEAST_TITLE || targets.iter().all(String::is_empty) {
                continue;
            }
            let first = *known.entry((what, targets.join("/"))).or_insert(seen);
            let copies = shared.contains(&first.ordinal) && shared.contains(&seen.ordinal);
            if first.unit() != seen.unit() && !copies && folded(first.title()) != folded(seen.title()) {
                found.push((
                    text(indicator.text.as_ref()),
                    place(indicator.text.as_ref()).or(indicator.place),
                ));
            }
        }
    }
    let Some((first, at)) = found.first() else { return };
    let message = match found.len() {
        1 => format!("l'indicatore «{}» sta con lo stesso valore atteso in più strutture", short(first, 50)),
        many => format!(
            "{many} indicatori stanno con lo stesso valore atteso in più strutture, per esempio «{}»",
            short(first, 50)
        ),
    };
    report.plan("FAM-006", *at, message).also_at(found.iter().filter_map(|(_, at)| *at));
}

/// What a form says of an objective shared with others: yes, no, or nothing.
fn said_shared(seen: &Seen<'_>) -> Option<bool> {
    match folded(text(seen.objective.cross_unit.as_ref())).chars().next() {
        Some('s') => Some(true),
        Some('n') => Some(false),
        _ => None,
    }
}

/// `FAM-007`: what a form says of the other units is at odds with itself.
fn other_units(context: &Context<'_>, report: &mut Report) {
    let used = context.objectives.iter().filter(|seen| said_shared(seen).is_some()).count();
    let asked = used * 2 > context.objectives.len()
        && context.objectives.iter().any(|s| !s.objective.other_units.is_empty());
    for seen in &context.objectives {
        let others = &seen.objective.other_units;
        let names: Vec<String> = others.iter().map(|other| squeezed(&folded(&other.verbatim))).collect();
        let mut said: Vec<String> = Vec::new();
        match said_shared(seen) {
            Some(true) if asked && others.is_empty() && seen.objective.applies_to.is_none() => {
                said.push("è trasversale e non dice con quali altre strutture".to_owned());
            }
            // One text alone may be a remark.
            Some(false) if others.len() > 1 => {
                said.push("non è trasversale ed elenca altre strutture".to_owned());
            }
            None if asked && others.len() > 1 => {
                said.push("elenca altre strutture e non dice se è trasversale".to_owned());
            }
            None if asked && others.is_empty() => said.push("non dice se è trasversale".to_owned()),
            _ => {}
        }
        if names.contains(&squeezed(&folded(seen.unit()))) {
            said.push("la struttura stessa è fra le altre".to_owned());
        }
        let mut known: HashSet<&String> = HashSet::new();
        if let Some((twice, _)) = others.iter().zip(&names).find(|(_, name)| !known.insert(name)) {
            said.push(format!("«{}» è elencata due volte", twice.verbatim));
        }
        if !said.is_empty() {
            let at = place(seen.objective.cross_unit.as_ref()).or_else(|| place(others.first()));
            let near = || seen.objective.people.last().and_then(|one| one.place);
            let at = at.or_else(|| place(seen.objective.staff_note.as_ref())).or_else(near);
            report.objective("FAM-007", seen, at, format!("{}: {}", seen.name(), said.join("; ")));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_is_quoted_with_a_word_around_it() {
        let (here, there) = difference("entro i termini di legge", "entro i limiti di legge");
        assert_eq!((here.as_str(), there.as_str()), ("i termini di", "i limiti di"));
    }
}
