//! Names spelled in several ways, words torn apart and figures that no one writes so.

use std::collections::{BTreeMap, HashSet};

use domain::{Kind, Visibility};

use crate::context::Context;
use crate::every_text::Text;
use crate::lexicon::{Lexicon, Word};
use crate::report::Report;
use crate::spelling::{distance, inflected};

/// A name with fewer letters may well be another.
const SHORTEST: usize = 5;
/// More names than this in one form are not compared with each other.
const MOST_NAMES: usize = 200;

/// `TESTO-014`: a name that one form spells in several ways.
pub fn names_in_several_ways(context: &Context<'_>, report: &mut Report) {
    let lexicon = context.lexicon();
    let texts: Vec<(usize, &Text<'_>)> =
        context.texts().iter().enumerate().filter(|(_, text)| is_sentence(text)).collect();
    // Words that stand somewhere with a small letter are no names.
    let (mut common, mut counts) = (vec![false; lexicon.len()], vec![0_usize; lexicon.len()]);
    for word in texts.iter().flat_map(|(at, _)| lexicon.of(*at)) {
        let Some(number) = lexicon.number(*word) else { continue };
        if small(lexicon.printed(*word)) {
            common.get_mut(number).into_iter().for_each(|common| *common = true);
        } else {
            counts.get_mut(number).into_iter().for_each(|count| *count += 1);
        }
    }
    let is_name = |word: &Word| {
        let printed = lexicon.printed(*word);
        let common = lexicon.number(*word).and_then(|number| common.get(number)).copied();
        common == Some(false)
            && printed.starts_with(char::is_uppercase)
            && printed.chars().count() >= SHORTEST
    };
    let mut forms: BTreeMap<u32, Vec<(&Text<'_>, Word)>> = BTreeMap::new();
    for (at, text) in texts {
        let Some(seen) = &text.seen else { continue };
        let names = lexicon.of(at).iter().skip(usize::from(!is_shouted(text))).copied().filter(is_name);
        forms.entry(seen.ordinal).or_default().extend(names.map(|name| (text, name)));
    }
    for names in forms.values() {
        tell_ways(names, lexicon, &counts, report);
    }
}

/// Whether a text is all in capitals: then it cannot be seen which of its words are names.
fn is_shouted(text: &Text<'_>) -> bool {
    !text.printed.chars().any(char::is_lowercase)
}

/// Names of one form that are nearly alike: the rarer one is told, where it first stands.
fn tell_ways(names: &[(&Text<'_>, Word)], lexicon: &Lexicon<'_>, counts: &[usize], report: &mut Report) {
    let mut known: HashSet<&str> = HashSet::new();
    let firsts: Vec<(&Text<'_>, Word)> = names
        .iter()
        .filter(|(_, name)| known.len() < MOST_NAMES && known.insert(lexicon.small(*name)))
        .copied()
        .collect();
    let times = |word: Word| lexicon.number(word).and_then(|number| counts.get(number)).copied().unwrap_or(0);
    for (at, (text, name)) in firsts.iter().enumerate().filter(|(_, (text, _))| !is_shouted(text)) {
        let other = firsts.iter().enumerate().find(|(other, (beside, second))| {
            let rank = (times(*name), at);
            alike(lexicon.small(*name), lexicon.small(*second))
                && (is_shouted(beside) || rank < (times(*second), *other))
        });
        if let Some((_, (_, other))) = other {
            let (name, other) = (lexicon.printed(*name), lexicon.printed(*other));
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
    let lexicon = context.lexicon();
    for text in context.texts().iter().filter(|text| is_sentence(text)) {
        for two in text.words().windows(2) {
            let &[word, letter @ ("a" | "e" | "i" | "o")] = two else { continue };
            let torn = word.len() >= LONG
                && word.chars().all(char::is_alphabetic)
                && word.ends_with(|c: char| c.is_ascii_lowercase() && !"aeiou".contains(c));
            let times = |word: &str| lexicon.count(&word.to_lowercase());
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
    matches!(text.of().0, "objective" | "phase" | "indicator" | "node")
        && text.of().1 != "code"
        && matches!(text.kind(), Kind::Prose | Kind::Target | Kind::Rule)
        && text.visibility() != Visibility::Personal
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
