//! Names of people in several spellings.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::text::folded;
use domain::{Place, Read};
use outline::people::{ROLES, TITLES};

use crate::context::Context;
use crate::report::Report;
use crate::spelling::distance;

/// More people with the rest of the name alike are not compared with each other.
pub const MOST_ALIKE: usize = 64;

/// The words of a name without titles; none when it is no name of a person.
pub fn name_words(name: &str) -> Option<Vec<String>> {
    let folded = folded(name);
    let words: Vec<String> = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && !TITLES.contains(word))
        .map(str::to_owned)
        .collect();
    let person = (2..=4).contains(&words.len())
        && words.iter().all(|word| word.chars().all(char::is_alphabetic) && !ROLES.contains(&word.as_str()))
        && words.iter().filter(|word| word.chars().count() > 1).count() >= 2;
    person.then_some(words)
}

/// The titles that stand in a name, those of a doctor being one.
pub fn titles(name: &str) -> HashSet<String> {
    let doctor = |word: &str| word.starts_with("dott") || matches!(word, "ssa" | "dr" | "drssa");
    let folded = folded(name);
    let titles = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| TITLES.contains(word));
    titles.map(|word| if doctor(word) { "dott".to_owned() } else { word.to_owned() }).collect()
}

/// A name of a person as it is written, with the place where it comes first and how often it comes.
pub struct Named<'a> {
    pub shown: &'a str,
    pub words: Vec<String>,
    pub first: Option<Place>,
    /// Where it comes again.
    pub again: Vec<Place>,
    pub times: usize,
}

/// The names of people in the fields where one person stands, each spelling once.
pub fn named<'a>(context: &Context<'a>) -> Vec<Named<'a>> {
    let plan = context.plan;
    let mut reads: Vec<(&Read<domain::Prose>, Option<Place>)> = Vec::new();
    reads.extend(plan.units.iter().filter_map(|unit| Some((unit.head.as_ref()?, unit.place))));
    reads.extend(plan.tree.iter().filter_map(|node| Some((node.responsible.as_ref()?, node.place))));
    reads
        .extend(plan.functions.iter().filter_map(|function| Some((function.head.as_ref()?, function.place))));
    for line in &plan.staff {
        reads.extend([&line.head, &line.holder].into_iter().flatten().map(|read| (read, line.place)));
    }
    for objective in &plan.objectives {
        let heads = [&objective.responsible, &objective.post_holder, &objective.contacts];
        reads.extend(heads.into_iter().flatten().map(|read| (read, objective.place)));
        reads
            .extend(objective.people.iter().filter_map(|person| Some((person.name.as_ref()?, person.place))));
        reads.extend(
            objective.phases.iter().filter_map(|phase| Some((phase.responsible.as_ref()?, phase.place))),
        );
    }
    let mut names: Vec<Named<'a>> = Vec::new();
    let mut positions: HashMap<&str, usize> = HashMap::new();
    for (read, near) in reads {
        for shown in read.verbatim.split([',', ';']).map(str::trim) {
            let Some(words) = name_words(shown) else { continue };
            let position = *positions.entry(shown).or_insert(names.len());
            if let Some(name) = names.get_mut(position) {
                name.times += 1;
                name.again.extend(read.place.or(near));
            } else {
                names.push(Named { shown, words, first: read.place.or(near), again: Vec::new(), times: 1 });
            }
        }
    }
    names
}

/// The words of a name in one order and without anything between them: `annamariarossi`.
pub fn joined(words: &[String]) -> String {
    let mut words: Vec<&str> = words.iter().map(String::as_str).collect();
    words.sort_unstable();
    words.concat()
}

/// `PERS-002`: a name that is that of another person but for a letter or two.
pub fn spellings(context: &Context<'_>, report: &mut Report) {
    let mut names: Vec<Named<'_>> = Vec::new();
    let mut positions: HashMap<String, usize> = HashMap::new();
    for name in named(context) {
        let position = *positions.entry(joined(&name.words)).or_insert(names.len());
        match names.get_mut(position) {
            Some(known) => {
                known.times += name.times;
                known.again.extend(name.first.into_iter().chain(name.again));
            }
            None => names.push(name),
        }
    }
    // How many people bear a word: one that several bear is a name of its own.
    let mut bearers: HashMap<&str, usize> = HashMap::new();
    for name in &names {
        for word in &name.words {
            *bearers.entry(word).or_default() += 1;
        }
    }
    let mut told: HashSet<&str> = HashSet::new();
    for alike in alike(&names) {
        for (at, (first, word)) in alike.iter().enumerate() {
            for (second, other) in alike.iter().skip(at + 1) {
                let own = |word: &str| bearers.get(word).is_some_and(|count| *count > 1);
                if !misspelt(word, other) || (own(word) && own(other)) {
                    continue;
                }
                let (right, wrong) =
                    if second.times > first.times { (second, first) } else { (first, second) };
                if told.insert(wrong.shown) {
                    let message = format!("«{}» altrove è scritto «{}»", wrong.shown, right.shown);
                    report.plan("PERS-002", wrong.first, message).also_at(wrong.again.iter().copied());
                }
            }
        }
    }
}

/// Names that are alike but for one word, with that word.
fn alike<'n, 'a>(names: &'n [Named<'a>]) -> Vec<Vec<(&'n Named<'a>, &'n str)>> {
    let mut groups: Vec<Vec<(&Named<'_>, &str)>> = Vec::new();
    let mut positions: HashMap<String, usize> = HashMap::new();
    for name in names {
        for (at, word) in name.words.iter().enumerate() {
            let mut rest: Vec<&str> = name
                .words
                .iter()
                .enumerate()
                .filter(|(i, _)| *i != at)
                .map(|(_, word)| word.as_str())
                .collect();
            rest.sort_unstable();
            let position = *positions.entry(rest.join(" ")).or_insert(groups.len());
            match groups.get_mut(position) {
                Some(group) if group.len() < MOST_ALIKE => group.push((name, word)),
                Some(_) => {}
                None => groups.push(vec![(name, word)]),
            }
        }
    }
    groups.retain(|group| group.len() > 1);
    groups
}

/// Whether one word is the other with a slip: not a name for men beside one for women, which differ
/// in their end.
fn misspelt(a: &str, b: &str) -> bool {
    let least = a.chars().count().min(b.chars().count());
    let stem = |word: &str| word.chars().take(word.chars().count().saturating_sub(1)).collect::<String>();
    // `Fantin` for `Fantini` is cut short: surnames end in i, and names in a consonant are rare.
    let longer = if a.len() > b.len() { a } else { b };
    let cut =
        a.len() != b.len() && longer.ends_with('i') && !stem(longer).ends_with(['a', 'e', 'i', 'o', 'u']);
    let ending = stem(a) == stem(b) || !cut && (stem(a) == b || stem(b) == a);
    let most = match least {
        0..=3 => 0,
        4..=6 => 1,
        _ => 2,
    };
    a != b && !ending && distance(a, b, most).is_some()
}

/// `PERS-003`: people whose name is written in several forms, all of them right; one finding.
pub fn forms_of_names(context: &Context<'_>, report: &mut Report) {
    let mut forms: BTreeMap<String, Vec<Named<'_>>> = BTreeMap::new();
    for name in named(context) {
        let forms = forms.entry(joined(&name.words)).or_default();
        // Titles and capitals make no other form.
        if forms.iter().all(|known| known.words != name.words) {
            forms.push(name);
        }
    }
    let mut several: Vec<Vec<Named<'_>>> = forms.into_values().filter(|names| names.len() > 1).collect();
    several.sort_by_key(|names| names.first().and_then(|name| name.first));
    let Some([one, other, ..]) = several.first().map(Vec::as_slice) else { return };
    let people = match several.len() {
        1 => "una persona è scritta".to_owned(),
        many => format!("{many} persone sono scritte"),
    };
    let message = format!("{people} in più forme, per esempio «{}» e «{}»", one.shown, other.shown);
    // Of each person the forms that come less often.
    let rarer = several.iter().flat_map(|forms| {
        let usual = forms.iter().map(|form| form.times).max();
        let usual = forms.iter().position(|form| Some(form.times) == usual);
        forms.iter().enumerate().filter(move |(at, _)| Some(*at) != usual).map(|(_, form)| form)
    });
    let places = rarer.flat_map(|form| form.first.into_iter().chain(form.again.iter().copied()));
    report.plan("PERS-003", other.first, message).also_at(places);
}

/// `PERS-014`: a name in capitals among names that are not, or the other way round.
pub fn capitals(context: &Context<'_>, report: &mut Report) {
    let names = named(context);
    let in_capitals = |name: &&Named<'_>| !name.shown.chars().any(char::is_lowercase);
    let loud = names.iter().filter(in_capitals).count();
    let quiet = names.len() - loud;
    // Without a habit there is no exception.
    let usual = match (loud.min(quiet) * 5 <= names.len(), loud > quiet) {
        (false, _) => return,
        (true, loud) => loud,
    };
    for name in names.iter().filter(|name| in_capitals(name) != usual) {
        let how = if usual { "tutti maiuscoli" } else { "in maiuscole e minuscole" };
        let message = format!("«{}»: gli altri nomi sono {how}", name.shown);
        report.plan("PERS-014", name.first, message).also_at(name.again.iter().copied());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_told_from_other_names() {
        assert!(misspelt("castellani", "cestellani"));
        assert!(misspelt("tiziana", "tizana"));
        assert!(misspelt("fantini", "fantin"));
        assert!(!misspelt("stefania", "stefani"));
        assert!(!misspelt("michele", "michela"));
        assert!(!misspelt("rossi", "russo"));
    }

    #[test]
    fn groups_and_roles_are_no_names() {
        assert!(name_words("Tutto il personale").is_none());
        assert!(name_words("dott.ssa Ada Neri").is_some());
        assert!(name_words("Neri").is_none());
    }
}
