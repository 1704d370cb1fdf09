//! Spellings that are wrong in every text, whatever the plan says elsewhere.

use std::collections::{HashMap, HashSet};

use domain::{Kind, Visibility};

use crate::context::Context;
use crate::every_text::Text;
use crate::lexicon::Lexicon;
use crate::report::Report;
use crate::words::listed;

/// Words that no dictionary has, and what they should be; only such as nobody writes on purpose.
const WRONG: &[(&str, &str)] = &[
    ("accellerare", "accelerare"),
    ("accellerazione", "accelerazione"),
    ("aereoporto", "aeroporto"),
    ("conoscienza", "conoscenza"),
    ("eccezzionale", "eccezionale"),
    ("metereologico", "meteorologico"),
    ("proseguo", "prosieguo"),
    ("propio", "proprio"),
    ("pultroppo", "purtroppo"),
    ("restiling", "restyling"),
    ("retyling", "restyling"),
    ("soprattuto", "soprattutto"),
    ("sopratutto", "soprattutto"),
    ("stakeolder", "stakeholder"),
    ("stakeolders", "stakeholders"),
];

/// `TESTO-911`: a word that is wrong in every text.
pub fn wrong_words(context: &Context<'_>, report: &mut Report) {
    let lexicon = context.lexicon();
    let known: HashMap<&str, &str> =
        WRONG.iter().copied().filter(|(wrong, _)| lexicon.count(wrong) > 0).collect();
    if known.is_empty() {
        return;
    }
    for (at, text) in prose(context) {
        let said = |word: &u32| Some((lexicon.printed(*word), *known.get(lexicon.small(*word))?));
        let told: Vec<String> = lexicon
            .of(at)
            .iter()
            .filter_map(said)
            .map(|(wrong, right)| format!("«{wrong}» per «{right}»"))
            .collect();
        if !told.is_empty() {
            text.tell(report, "TESTO-911", &format!("con parole scritte male: {}", listed(&told)));
        }
    }
}

/// Texts that people write in sentences.
fn prose<'c, 'a>(context: &'c Context<'a>) -> impl Iterator<Item = (usize, &'c Text<'a>)> {
    let all = context.texts().iter().enumerate();
    all.filter(|(_, text)| {
        matches!(text.kind, Kind::Prose | Kind::Target) && text.visibility != Visibility::Personal
    })
}

/// `TESTO-912`: two words run together, the first of them cut: `RegionToscana`.
pub fn run_together(context: &Context<'_>, report: &mut Report) {
    let lexicon = context.lexicon();
    let beginnings = beginnings(lexicon);
    let glued: HashMap<u32, (String, String)> = lexicon
        .every()
        .filter_map(|word| {
            let (first, second) = parts(lexicon.printed(word))?;
            let often = lexicon.count(&second.to_lowercase()) >= OFTEN;
            let whole = beginnings.get(&first.to_lowercase()).filter(|_| often)?;
            Some((word, (whole.clone(), second.to_owned())))
        })
        .collect();
    if glued.is_empty() {
        return;
    }
    for (at, text) in prose(context) {
        let mut told: HashSet<u32> = HashSet::new();
        for word in lexicon.of(at) {
            if let Some((first, second)) = glued.get(word).filter(|_| told.insert(*word)) {
                let printed = lexicon.printed(*word);
                let said = format!("con due parole attaccate: «{printed}», forse «{first} {second}»");
                text.tell(report, "TESTO-912", &said);
            }
        }
    }
}

/// A word stands often when it comes so many times.
const OFTEN: usize = 5;

/// The two parts of a word with one capital inside, both long.
fn parts(word: &str) -> Option<(&str, &str)> {
    const LEAST: usize = 5;
    let at = word.char_indices().skip(1).find(|(_, c)| c.is_uppercase()).map(|(at, _)| at)?;
    let (first, second) = word.split_at(at);
    let long = first.len() >= LEAST && second.len() >= LEAST;
    let small = second.chars().skip(1).all(char::is_lowercase);
    (long && small && word.starts_with(char::is_uppercase)).then_some((first, second))
}

/// The frequent words of the plan without their last letter, and whole.
fn beginnings(lexicon: &Lexicon<'_>) -> HashMap<String, String> {
    let mut beginnings: HashMap<String, String> = HashMap::new();
    for (word, _) in lexicon.all().filter(|(word, count)| *count >= OFTEN && word.len() > OFTEN) {
        let short: String = word.chars().take(word.chars().count() - 1).collect();
        for cut in [short.clone(), short.chars().take(short.chars().count() - 1).collect()] {
            // What is a word of its own is not cut.
            if lexicon.count(&cut) == 0 {
                beginnings.entry(cut).or_insert_with(|| word.to_owned());
            }
        }
    }
    beginnings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_words_in_one_have_a_capital_inside() {
        assert_eq!(parts("RegionToscana"), Some(("Region", "Toscana")));
        assert_eq!(parts("AgID"), None);
        assert_eq!(parts("Toscana"), None);
        assert_eq!(parts("NextGenerationEU"), None);
    }

    #[test]
    fn wrong_words_are_in_order_and_once() {
        assert!(WRONG.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }
}
