//! Descriptions that are copied, empty or of something else.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::text::folded;

use crate::context::{Context, Seen, text};
use crate::report::Report;
use crate::words::{Numbered, likeness, likeness_of_numbered, word_set};

/// Descriptions shorter than this say little: that two are alike means nothing.
const LONG: usize = 60;

/// A description with its words, to be compared with others that begin alike.
struct Description<'a> {
    of: Seen<'a>,
    title: HashSet<String>,
    words: Vec<u32>,
}

/// `TESTO-001`: the description of an objective on another subject.
pub fn copied_description(context: &Context<'_>, report: &mut Report) {
    let mut alike: BTreeMap<String, Vec<Seen<'_>>> = BTreeMap::new();
    for seen in &context.objectives {
        let Some(description) = seen.objective.description.as_ref().filter(|d| d.verbatim.len() >= LONG)
        else {
            continue;
        };
        // Copies begin alike: only those are compared.
        let beginning: String = description.verbatim.chars().take(24).collect();
        alike.entry(folded(&beginning)).or_default().push(*seen);
    }
    for seens in alike.values().filter(|seens| seens.len() > 1) {
        let mut originals: Vec<Description<'_>> = Vec::new();
        let mut numbered = Numbered::default();
        for seen in seens {
            let words = numbered.words(context.folded_of(seen, "description"));
            let title = word_set(seen.title());
            let copied = originals.iter().find(|other| {
                likeness(&other.title, &title) < 500 && likeness_of_numbered(&words, &other.words) >= 850
            });
            match copied {
                Some(other) => {
                    let message = format!("{}: la descrizione è quella di {}", seen.name(), other.of.name());
                    let at = |seen: &Seen<'_>| crate::context::place(seen.objective.description.as_ref());
                    report.objective("TESTO-001", seen, at(seen), message).also_at(at(&other.of));
                }
                // A few originals are enough: what is common to many is a form of words.
                None if originals.len() < 8 => originals.push(Description { of: *seen, title, words }),
                None => {}
            }
        }
    }
}

/// `TESTO-002`: a description that only repeats the title or the reference to the programming.
pub fn says_nothing_more(context: &Context<'_>, report: &mut Report) {
    for seen in &context.objectives {
        // Where the form has one text for both, the description is the title.
        let (what, read) = match &seen.objective.description {
            Some(description) => ("la descrizione", description),
            None => match &seen.objective.title {
                Some(title) if title.verbatim.split(' ').count() >= 5 => ("il testo", title),
                _ => continue,
            },
        };
        let described = seen.objective.description.is_some();
        let said = context.folded_of(seen, if described { "description" } else { "title" });
        let of_link = || seen.objective.links.iter().any(|link| folded(text(link.text.as_ref())) == said);
        let repeated = if described && said == context.folded_of(seen, "title") {
            "il titolo"
        } else if of_link() {
            "il riferimento alla programmazione"
        } else {
            continue;
        };
        report.objective("TESTO-002", seen, read.place, format!("{}: {what} ripete {repeated}", seen.name()));
    }
}

/// `TESTO-008`: a description without a word in common with title, phases and indicators, that names
/// what the title of another objective names.
pub fn description_of_another_project(context: &Context<'_>, report: &mut Report) {
    let mut subjects: HashMap<String, Seen<'_>> = HashMap::new();
    for seen in &context.objectives {
        for phrase in phrases_of(seen.title()) {
            subjects.entry(phrase).or_insert(*seen);
        }
    }
    for seen in &context.objectives {
        let Some(description) = &seen.objective.description else { continue };
        let phases = seen.objective.phases.iter().map(|phase| text(phase.text.as_ref()));
        let indicators = seen.objective.indicators.iter().map(|indicator| text(indicator.text.as_ref()));
        let own = stems([seen.title()].into_iter().chain(phases).chain(indicators));
        // Nearly every description shares a word at once: only the others are looked at whole.
        if own.len() < 6 || shares_a_stem(context.folded_of(seen, "description"), &own) {
            continue;
        }
        if stems([description.verbatim.as_str()].into_iter()).len() < 6 {
            continue;
        }
        let other = phrases_of(&description.verbatim).find_map(|phrase| subjects.get(&phrase));
        if let Some(other) = other.filter(|other| other.ordinal != seen.ordinal) {
            let message = format!(
                "{}: la descrizione non ha parole in comune con titolo, fasi e indicatori, e parla di {}",
                seen.name(),
                other.name()
            );
            report.objective("TESTO-008", seen, description.place, message);
        }
    }
}

/// Three words in a row of which two at least say something.
fn phrases_of(text: &str) -> impl Iterator<Item = String> {
    let words: Vec<String> = folded(text).split(' ').map(str::to_owned).collect();
    let phrases: Vec<String> = words
        .windows(3)
        .filter(|three| three.iter().filter(|word| word.chars().count() >= 4).count() >= 2)
        .map(|three| three.join(" "))
        .collect();
    phrases.into_iter()
}

/// Whether a long word of a folded text begins as one of these.
fn shares_a_stem(text: &str, stems: &HashSet<String>) -> bool {
    text.split(' ').filter(|word| word.chars().count() >= 5).any(|word| {
        let end = word.char_indices().nth(6).map_or(word.len(), |(at, _)| at);
        word.chars().all(char::is_alphabetic) && word.get(..end).is_some_and(|stem| stems.contains(stem))
    })
}

/// The beginnings of the long words of some texts: Italian inflects the ends.
fn stems<'t>(texts: impl Iterator<Item = &'t str>) -> HashSet<String> {
    let long = |word: &&str| word.chars().count() >= 5 && word.chars().all(char::is_alphabetic);
    let mut stems: HashSet<String> = HashSet::new();
    for text in texts {
        for word in folded(text).split(' ').filter(long) {
            let end = word.char_indices().nth(6).map_or(word.len(), |(at, _)| at);
            let stem = word.get(..end).unwrap_or(word);
            if !stems.contains(stem) {
                stems.insert(stem.to_owned());
            }
        }
    }
    stems
}

/// `TESTO-011`: an objective without description, where nearly all have one.
pub fn without_description(context: &Context<'_>, report: &mut Report) {
    let bare: Vec<&Seen<'_>> =
        context.objectives.iter().filter(|seen| seen.objective.description.is_none()).collect();
    if bare.len() * 8 > context.objectives.len() {
        return;
    }
    for seen in bare {
        report.objective("TESTO-011", seen, None, format!("{}: nessuna descrizione", seen.name()));
    }
}
