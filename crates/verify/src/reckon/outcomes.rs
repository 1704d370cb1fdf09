//! Rules by what came about, in words (*presentata = 100%, non presentata = 0*).

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::{Achieved, Label, Line, Reckoned};
use crate::arithmetic::figures;
use crate::model::{Actual, Outcome};

pub fn achieved(outcomes: &[Outcome], actual: &Actual) -> Reckoned {
    let score = |outcome: &&Outcome| outcome.score.0.clone();
    let found = match actual {
        Actual::Outcome(text) => meant(outcomes, text),
        // Of two outcomes one is yes, the other no.
        Actual::YesNo(true) | Actual::Done(_) if outcomes.len() == 2 => outcomes.iter().max_by_key(score),
        Actual::YesNo(false) | Actual::Never if outcomes.len() == 2 => outcomes.iter().min_by_key(score),
        _ => return Err("il risultato non è uno degli esiti"),
    };
    let found = found.ok_or("l'esito non è uno solo di quelli della regola")?;
    // The line quotes the outcome, and before it what came about where that was said in other words.
    let said = match actual {
        Actual::Outcome(text) if *text != found.text => figures(&format!("«{text}»")),
        _ => Vec::new(),
    };
    let line = Line::told(said, score(&found));
    Ok(Achieved::by(line.labelled(Label::After(format!("«{}»", found.text)))))
}

/// The outcome of the same words; else the only one with the same telling words; else the only one that
/// has all of them and more.
fn meant<'o>(outcomes: &'o [Outcome], text: &str) -> Option<&'o Outcome> {
    let wanted = words(text);
    if let Some(same) = outcomes.iter().find(|outcome| words(&outcome.text) == wanted) {
        return Some(same);
    }
    let wanted = telling(&wanted);
    let only = |fits: &dyn Fn(&BTreeSet<String>) -> bool| {
        let found: Vec<&Outcome> = outcomes.iter().filter(|one| fits(&telling(&words(&one.text)))).collect();
        if let [one] = found.as_slice() { Some(*one) } else { None }
    };
    if wanted.is_empty() {
        return None;
    }
    only(&|words| *words == wanted).or_else(|| only(&|words| wanted.is_subset(words)))
}

const IDLE: &[&str] = &[
    "il",
    "lo",
    "la",
    "l",
    "i",
    "gli",
    "le",
    "un",
    "uno",
    "una",
    "di",
    "del",
    "della",
    "dei",
    "delle",
    "dell",
    "a",
    "al",
    "alla",
    "e",
    "ed",
    "ma",
    "in",
    "nel",
    "nella",
    "con",
    "per",
    "da",
    "dal",
    "solo",
    "solamente",
    "soltanto",
    "obiettivo",
    "attivita",
    "azione",
    "risultato",
];
const DENYING: &[&str] = &["non", "no", "nessun", "nessuno", "nessuna", "mancata", "mancato", "senza"];

/// The words that tell outcomes apart; what denies belongs to the next of them.
fn telling(words: &[String]) -> BTreeSet<String> {
    let mut denied = false;
    let mut telling = BTreeSet::new();
    for word in words {
        if DENYING.contains(&word.as_str()) {
            denied = true;
        } else if !IDLE.contains(&word.as_str()) {
            let sign = if std::mem::take(&mut denied) { "non " } else { "" };
            telling.insert(format!("{sign}{word}"));
        }
    }
    if denied {
        telling.insert("non".to_owned());
    }
    telling
}

/// Words without case, accents and punctuation.
fn words(text: &str) -> Vec<String> {
    let plain = text.nfd().filter(|c| !is_combining_mark(*c)).flat_map(|c| match c {
        'º' | 'ª' => vec!['°'],
        _ if c.is_alphanumeric() || "%/&+°€".contains(c) => c.to_lowercase().collect(),
        _ => vec![' '],
    });
    plain.collect::<String>().split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}
