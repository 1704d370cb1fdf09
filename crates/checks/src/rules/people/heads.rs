//! Heads of units, and what is said of their classification.

use std::collections::{BTreeMap, HashMap};

use domain::Place;
use domain::plan::Unit;
use domain::text::folded;

use crate::context::{Context, place, text};
use crate::report::Report;
use crate::spelling::near_start;
use crate::words::{short, squeezed};

/// The classification of a person, the part in brackets that says more, and where it stands.
struct Classified<'a> {
    category: &'a str,
    more: Option<&'a str>,
    place: Option<Place>,
}

/// People by name; of several classifications the one that says more.
fn classified<'a>(context: &Context<'a>) -> HashMap<String, Classified<'a>> {
    let mut known: HashMap<String, Classified<'a>> = HashMap::new();
    for seen in &context.objectives {
        for person in &seen.objective.people {
            let (Some(name), Some(category)) = (&person.name, &person.category) else { continue };
            let more = category.verbatim.split_once('(').map(|(_, more)| more.trim_end_matches(')').trim());
            let one =
                Classified { category: &category.verbatim, more, place: category.place.or(person.place) };
            let known = known.entry(squeezed(&name.verbatim)).or_insert_with(|| Classified { ..one });
            if known.more.is_none() && more.is_some() {
                known.more = more;
            }
        }
    }
    known
}

/// `PERS-017`: the head of a unit without the qualification that the other heads of the level have.
pub fn qualification(context: &Context<'_>, report: &mut Report) {
    let known = classified(context);
    let mut levels: BTreeMap<&str, Vec<(&Unit, &Classified<'_>)>> = BTreeMap::new();
    for unit in &context.plan.units {
        let head = unit.head.as_ref().and_then(|head| known.get(&squeezed(&head.verbatim)));
        if let Some(one) = head {
            levels.entry(text(unit.level.as_ref())).or_default().push((unit, one));
        }
    }
    for heads in levels.into_values() {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for more in heads.iter().filter_map(|(_, one)| one.more) {
            *counts.entry(more).or_default() += 1;
        }
        let Some((usual, count)) = counts.into_iter().max_by_key(|(more, count)| (*count, *more)) else {
            continue;
        };
        if count < 2 || count * 5 < heads.len() * 3 {
            continue;
        }
        for (unit, one) in heads.iter().filter(|(_, one)| one.more.is_none()) {
            let message = format!(
                "«{}», responsabile della struttura «{}», ha «{}» senza «({usual})», che hanno {count} responsabili",
                text(unit.head.as_ref()),
                short(text(unit.name.as_ref()), 50),
                one.category
            );
            report.plan("PERS-017", one.place, message);
        }
    }
}

/// `PERS-018`: the head of a unit who heads the unit above it, too, where the others have their own.
pub fn two_offices(context: &Context<'_>, report: &mut Report) {
    let units: HashMap<String, &Unit> =
        context.plan.units.iter().map(|unit| (squeezed(text(unit.code.as_ref())), unit)).collect();
    let mut below = 0;
    let mut both: Vec<(&Unit, &Unit)> = Vec::new();
    for unit in &context.plan.units {
        let parent = unit.parent.as_ref().and_then(|parent| units.get(&squeezed(&parent.verbatim)));
        let (Some(parent), Some(head)) = (parent, &unit.head) else { continue };
        below += 1;
        if parent.head.as_ref().is_some_and(|above| folded(&above.verbatim) == folded(&head.verbatim)) {
            both.push((unit, parent));
        }
    }
    // Where it is the rule, the unit above has no head of its own.
    if both.len() * 4 > below {
        return;
    }
    for (unit, parent) in both {
        let message = format!(
            "«{}» è responsabile della struttura «{}» e di quella che le sta sopra, «{}»",
            text(unit.head.as_ref()),
            short(text(unit.name.as_ref()), 50),
            short(text(parent.name.as_ref()), 50)
        );
        report.plan("PERS-018", place(unit.head.as_ref()).or(unit.place), message);
    }
}

/// The areas of classification, and the words with which profiles of each begin; what names another
/// area comes first.
const PROFILES: [(&str, &[&str]); 4] = [
    (
        "funzionari",
        &["funzionario", "funzionaria", "specialista", "istruttore direttivo", "istruttrice direttiva"],
    ),
    ("istruttori", &["istruttore", "istruttrice"]),
    ("operatori esperti", &["operatore esperto", "operatrice esperta", "collaboratore"]),
    ("operatori", &["operatore", "operatrice"]),
];

/// `PERS-019`: a profile that is not one of the area.
pub fn profile_of_another_area(context: &Context<'_>, report: &mut Report) {
    for seen in &context.objectives {
        for person in &seen.objective.people {
            let (Some(category), Some(role)) = (&person.category, &person.role) else { continue };
            let (area, profile) = (folded(&category.verbatim), folded(&role.verbatim));
            let area = PROFILES
                .iter()
                .map(|(area, _)| *area)
                .filter(|known| area.contains(known))
                .max_by_key(|area| area.len());
            let fitting =
                PROFILES.iter().find(|(_, words)| words.iter().any(|word| profile.starts_with(word)));
            // A slip in a profile of the area itself is told as a slip.
            let near = |(known, words): &(&str, &[&str])| {
                area == Some(*known) && words.iter().any(|word| near_start(word, &profile))
            };
            if let (Some(area), Some((fitting, _))) = (area, fitting)
                && area != *fitting
                && !PROFILES.iter().any(near)
            {
                let message = format!(
                    "{}: «{}» ha «{}» con il ruolo «{}», che è dell'area «{fitting}»",
                    seen.name(),
                    text(person.name.as_ref()),
                    category.verbatim,
                    role.verbatim
                );
                report.objective("PERS-019", seen, role.place.or(person.place), message);
            }
        }
    }
}

/// More spellings of one role are not told.
const MOST: usize = 16;

/// A role as it is written, and where.
type Spelled<'a> = (&'a str, Vec<Option<Place>>);

/// `PERS-020`: a role written with other capitals than elsewhere; one finding for each.
pub fn capitals_of_roles(context: &Context<'_>, report: &mut Report) {
    let mut roles: BTreeMap<String, Vec<Spelled<'_>>> = BTreeMap::new();
    for person in context.objectives.iter().flat_map(|seen| &seen.objective.people) {
        let Some(role) = &person.role else { continue };
        let forms = roles.entry(role.verbatim.to_lowercase()).or_default();
        let at = role.place.or(person.place);
        let full = forms.len() >= MOST;
        match forms.iter_mut().find(|(form, _)| *form == role.verbatim) {
            Some((_, places)) => places.push(at),
            None if full => {}
            None => forms.push((&role.verbatim, vec![at])),
        }
    }
    for mut forms in roles.into_values().filter(|forms| forms.len() > 1) {
        forms.sort_by_key(|(_, places)| std::cmp::Reverse(places.len()));
        let Some((usual, _)) = forms.first().cloned() else { continue };
        for (form, places) in forms.iter().skip(1) {
            let message = format!("il ruolo «{form}» altrove è «{usual}»");
            let first = places.first().copied().flatten();
            report.plan("PERS-020", first, message).also_at(places.iter().copied().flatten());
        }
    }
}
