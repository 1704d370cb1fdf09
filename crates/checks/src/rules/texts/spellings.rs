//! Names spelled in several ways, words torn apart and figures that no one writes so.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::{Kind, Visibility};

use crate::context::Context;
use crate::every_text::Text;
use crate::report::Report;
use crate::spelling::{distance, inflected};

/// A name with fewer letters may well be another.
const SHORTEST: usize = 5;
/// More names than this in one form are not compared with each other.
const MOST_NAMES: usize = 200;

/// `TESTO-014`: a name that one form spells in several ways.
pub fn names_in_several_ways(context: &Context<'_>, report: &mut Report) {
    let texts: Vec<&Text<'_>> = context.texts().iter().filter(|text| is_sentence(text)).collect();
    let common: HashSet<&str> =
        texts.iter().flat_map(|text| words(text.printed)).filter(|w| small(w)).collect();
    let mut counts: HashMap<String, usize> = HashMap::new();
    for word in texts.iter().flat_map(|text| words(text.printed)).filter(|word| !small(word)) {
        *counts.entry(word.to_lowercase()).or_default() += 1;
    }
    let mut forms: BTreeMap<u32, Vec<(&Text<'_>, &str)>> = BTreeMap::new();
    for text in texts {
        let Some(seen) = &text.seen else { continue };
        let shouted = !text.printed.chars().any(char::is_lowercase);
        let names = words(text.printed).skip(usize::from(!shouted)).filter(|word| {
            word.chars().count() >= SHORTEST
                && word.starts_with(char::is_uppercase)
                && word.chars().all(char::is_alphabetic)
                && !common.contains(word.to_lowercase().as_str())
        });
        forms.entry(seen.ordinal).or_default().extend(names.map(|name| (text, name)));
    }
    for names in forms.values() {
        tell_ways(names, &counts, report);
    }
}

/// Names of one form that are nearly alike: the rarer one is told, where it first stands.
fn tell_ways(names: &[(&Text<'_>, &str)], counts: &HashMap<String, usize>, report: &mut Report) {
    let mut firsts: Vec<(&Text<'_>, &str, String)> = Vec::new();
    for (text, name) in names {
        let key = name.to_lowercase();
        if firsts.len() < MOST_NAMES && firsts.iter().all(|(.., known)| *known != key) {
            firsts.push((text, name, key));
        }
    }
    // Of words all in capitals it cannot be seen whether they are names.
    let shouted = |text: &Text<'_>| !text.printed.chars().any(char::is_lowercase);
    let times = |key: &str| counts.get(key).copied().unwrap_or_default();
    for (at, (text, name, key)) in firsts.iter().enumerate().filter(|(_, (text, ..))| !shouted(text)) {
        let other = firsts.iter().enumerate().find(|(other, (beside, _, known))| {
            let rank = (times(key), at);
            alike(key, known) && (shouted(beside) || rank < (times(known), *other))
        });
        if let Some((_, (_, other, _))) = other {
            let said = format!("con il nome «{name}», che nella stessa scheda è anche «{other}»");
            text.tell(report, "TESTO-014", &said);
        }
    }
}

/// Whether two names differ by one letter that is no ending: one of the last three only where it is doubled.
fn alike(a: &str, b: &str) -> bool {
    const ENDING: usize = 3;
    if a == b || inflected(a, b) || a.chars().next() != b.chars().next() || distance(a, b, 1).is_none() {
        return false;
    }
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let same = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let longest = if a.len() > b.len() { &a } else { &b };
    let doubled =
        a.len() != b.len() && longest.get(same) == same.checked_sub(1).and_then(|at| longest.get(at));
    doubled || same + ENDING < longest.len()
}

/// `TESTO-015`: a word whose last letter stands apart.
pub fn torn_words(context: &Context<'_>, report: &mut Report) {
    const LONG: usize = 6;
    /// A word that stands so often in the plan is surely one.
    const OFTEN: usize = 2;
    // Such are words of other languages.
    let foreign = |word: &str| ["or", "er", "ing", "et"].iter().any(|end| word.ends_with(end));
    let texts: Vec<&Text<'_>> = context.texts().iter().filter(|text| is_sentence(text)).collect();
    let mut known: HashMap<String, usize> = HashMap::new();
    for word in texts.iter().flat_map(|text| words(text.printed)).filter(|word| word.len() >= LONG) {
        *known.entry(word.to_lowercase()).or_default() += 1;
    }
    for text in texts {
        let words: Vec<&str> = text.printed.split_whitespace().collect();
        for two in words.windows(2) {
            let &[word, letter @ ("a" | "e" | "i" | "o")] = two else { continue };
            let torn = word.len() >= LONG
                && word.chars().all(char::is_alphabetic)
                && word.ends_with(|c: char| c.is_ascii_lowercase() && !"aeiou".contains(c));
            let times = |word: &str| known.get(&word.to_lowercase()).copied().unwrap_or_default();
            let whole = format!("{word}{letter}");
            if torn && !foreign(word) && times(word) == 1 && times(&whole) >= OFTEN {
                let (printed, said) =
                    (format!("{word} {letter}"), format!("con una parola spezzata: «{word} {letter}»"));
                text.tell(report, "TESTO-015", &said).mended_by(&printed, whole);
            }
        }
    }
}

/// `TESTO-016`: a figure whose thousands are no groups of three.
pub fn figures(context: &Context<'_>, report: &mut Report) {
    for text in context.texts().iter().filter(|text| is_sentence(text) && text.printed.contains("000")) {
        if let Some(figure) = text.printed.split_whitespace().map(bare).find(|word| misgrouped(word)) {
            text.tell(
                report,
                "TESTO-016",
                &format!("con la cifra «{figure}»: le migliaia non sono gruppi di tre"),
            );
        }
    }
}

fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_ascii_digit())
}

/// `100.0000`: groups of digits, the last of more than three, that ends with zeros.
fn misgrouped(figure: &str) -> bool {
    let mut groups = figure.split('.');
    let digits = |group: &str| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit());
    let first = groups.next().is_some_and(|group| digits(group) && group.len() <= 3);
    let rest: Vec<&str> = groups.collect();
    let Some((last, middle)) = rest.split_last() else { return false };
    first
        && middle.iter().all(|group| group.len() == 3 && digits(group))
        && digits(last)
        && last.len() > 3
        && last.ends_with("000")
}

fn is_sentence(text: &Text<'_>) -> bool {
    matches!(text.of.0, "objective" | "phase" | "indicator" | "node")
        && text.of.1 != "code"
        && matches!(text.kind, Kind::Prose | Kind::Target)
        && text.visibility != Visibility::Personal
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

fn small(word: &str) -> bool {
    word.starts_with(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_differ_by_a_letter_that_is_no_ending() {
        assert!(alike("fontechiara", "fontechara"));
        assert!(alike("consorziobb", "consorziob"));
        assert!(!alike("ministero", "ministro"));
        assert!(!alike("dirigente", "dirigenti"));
        assert!(!alike("fontechiara", "fontescura"));
    }

    #[test]
    fn thousands_are_groups_of_three() {
        assert!(misgrouped("100.0000"));
        assert!(misgrouped("1.200.0000"));
        assert!(!misgrouped("100.000"));
        assert!(!misgrouped("12.2026"));
        assert!(!misgrouped("3.1416"));
    }
}
