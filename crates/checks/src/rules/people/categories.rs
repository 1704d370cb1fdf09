//! Categories and roles of people.

use std::collections::{HashMap, HashSet};

use domain::Place;
use domain::text::folded;

use super::names::MOST_ALIKE;
use crate::context::{Context, Seen, text};
use crate::report::Report;
use crate::spelling::near_words;
use crate::words::squeezed;

/// `PERS-001`: a person without category, where the others have one.
pub fn categories(context: &Context<'_>, report: &mut Report) {
    let people = || context.objectives.iter().flat_map(|seen| &seen.objective.people);
    let (all, with) = (people().count(), people().filter(|person| person.category.is_some()).count());
    if with * 4 < all * 3 {
        return;
    }
    let mut known: HashMap<String, &str> = HashMap::new();
    for person in people() {
        if let (Some(name), Some(category)) = (&person.name, &person.category) {
            known.entry(squeezed(&name.verbatim)).or_insert(&category.verbatim);
        }
    }
    for (name, rows) in without_category(context) {
        let Some((seen, first)) = rows.first() else { continue };
        let elsewhere = known.get(&squeezed(name));
        let elsewhere = elsewhere.map(|known| format!(" (altrove è «{known}»)")).unwrap_or_default();
        let message = |seen: &Seen<'_>| {
            format!("{}: manca l'area di inquadramento di «{name}»{elsewhere}", seen.name())
        };
        report
            .objective("PERS-001", seen, *first, message(seen))
            .also_at(rows.iter().filter_map(|(_, at)| *at));
        // The same person in another form: a fault of that row, told once as one that is to be mended.
        for (seen, at) in rows.iter().skip(1) {
            report.objective("PERS-001", seen, *at, message(seen)).noted();
        }
    }
}

/// The objectives with a person whose category is missing, and the places of his rows.
type Rows<'s, 'a> = Vec<(&'s Seen<'a>, Option<Place>)>;

/// The people without category, each once, in document order.
fn without_category<'s, 'a>(context: &'s Context<'a>) -> Vec<(&'a str, Rows<'s, 'a>)> {
    let mut people: Vec<(&str, Rows<'_, '_>)> = Vec::new();
    let mut positions: HashMap<String, usize> = HashMap::new();
    for seen in &context.objectives {
        for person in seen.objective.people.iter().filter(|person| person.category.is_none()) {
            let Some(name) = &person.name else { continue };
            let position = *positions.entry(squeezed(&name.verbatim)).or_insert(people.len());
            let row = (seen, person.place.or(name.place));
            match people.get_mut(position) {
                Some((_, rows)) => rows.push(row),
                None => people.push((&name.verbatim, vec![row])),
            }
        }
    }
    people
}

/// Whether a classification is one of the categories that areas have replaced: `Categoria D`, `C1`.
fn is_category(classification: &str) -> bool {
    let folded = folded(classification);
    let words: Vec<&str> = folded.split(' ').filter(|word| !matches!(*word, "categoria" | "cat")).collect();
    let [word] = words.as_slice() else { return false };
    let rest = word.trim_start_matches(['a', 'b', 'c', 'd']);
    word.len() - rest.len() == 1 && rest.len() <= 1 && rest.chars().all(|c| c.is_ascii_digit())
}

/// `PERS-011`: a category of the time before areas, among people who have an area.
pub fn old_categories(context: &Context<'_>, report: &mut Report) {
    let people = || context.objectives.iter().flat_map(|seen| &seen.objective.people);
    let with = people().filter(|person| person.category.is_some()).count();
    let old = people().filter(|person| is_category(text(person.category.as_ref()))).count();
    // Where most have one, the whole plan speaks the old language, and so may its system.
    if old * 2 > with {
        return;
    }
    let mut told: HashSet<(String, &str)> = HashSet::new();
    for seen in &context.objectives {
        for person in &seen.objective.people {
            let Some(category) = person.category.as_ref().filter(|read| is_category(&read.verbatim)) else {
                continue;
            };
            let message = format!(
                "{}: «{}» ha ancora la classificazione «{}»",
                seen.name(),
                text(person.name.as_ref()),
                category.verbatim
            );
            let at = category.place.or(person.place);
            let noted = report.objective("PERS-011", seen, at, message);
            if !told.insert((squeezed(text(person.name.as_ref())), category.verbatim.as_str())) {
                noted.noted();
            }
        }
    }
}

/// `PERS-013`: the role of a person, with a slip in one of its spellings.
pub fn roles(context: &Context<'_>, report: &mut Report) {
    let mut known: HashMap<String, Vec<Role<'_>>> = HashMap::new();
    for seen in &context.objectives {
        for person in &seen.objective.people {
            let (Some(name), Some(role)) = (&person.name, &person.role) else { continue };
            let roles = known.entry(squeezed(&name.verbatim)).or_default();
            if let Some(known) = roles.iter_mut().find(|known| known.written == role.verbatim) {
                known.times += 1;
            } else if roles.len() < MOST_ALIKE {
                let at = role.place.or(person.place);
                roles.push(Role { written: &role.verbatim, name: &name.verbatim, seen, at, times: 1 });
            }
        }
    }
    for roles in known.values() {
        for (at, first) in roles.iter().enumerate() {
            for second in roles.iter().skip(at + 1).filter(|other| near_words(first.written, other.written)) {
                let (wrong, right) =
                    if second.times > first.times { (first, second) } else { (second, first) };
                let message = format!(
                    "{}: il ruolo di «{}» è «{}», altrove «{}»",
                    wrong.seen.name(),
                    wrong.name,
                    wrong.written,
                    right.written
                );
                report.objective("PERS-013", wrong.seen, wrong.at, message);
            }
        }
    }
}

/// A role of a person, as written, with how often it is.
struct Role<'a> {
    written: &'a str,
    name: &'a str,
    seen: &'a Seen<'a>,
    at: Option<Place>,
    times: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn categories_are_told_from_areas() {
        assert!(is_category("Categoria D"));
        assert!(is_category("C1"));
        assert!(!is_category("Area degli Istruttori"));
        assert!(!is_category("Area D"));
    }
}
