//! Planted slips of the hand: words and figures as nobody means them.

use std::collections::BTreeMap;

use domain::plan::Objective;

use super::case::{Case, of, said};
use super::planter::{At, Planter, plan};
use super::seed::Seed;
use super::texts::free;

/// Places and companies that do not exist.
const NAMES: &[&str] = &["Montesanto", "Valdichiara", "Borgofreddo", "Acquaserena", "Castelpiano"];

pub const PLANTERS: &[Planter] = &[
    plan("TESTO-014", &[], |case, seed| {
        let name = NAMES[seed.below(NAMES.len())];
        let other = if seed.once_in(2) { doubled(name, seed)? } else { without_letter(name, seed)? };
        let (first, second) = if seed.once_in(2) { (name, other.as_str()) } else { (&*other, name) };
        let at = free(case, seed)?;
        let objective = &mut case.plan.objectives[at];
        let phase = seed.below(objective.phases.len());
        let indicator = seed.below(objective.indicators.len());
        let text = if seed.once_in(2) { &mut objective.description } else { &mut objective.stakeholders };
        *text = said(format!("{}. Si comincia da {first}.", of(text.as_ref()).trim_end_matches('.')));
        let text = if seed.once_in(2) {
            &mut objective.phases[phase].text
        } else {
            &mut objective.indicators[indicator].text
        };
        *text = said(format!("{} a {second}", of(text.as_ref())));
        Some(At::Objective(at))
    }),
    plan("TESTO-015", &[], |case, seed| {
        let counts = counts(case);
        let torn = |word: &&String| {
            let mut letters = word.chars().rev();
            let end = letters.next().is_some_and(|c| "aeio".contains(c));
            end && letters.next().is_some_and(|c| c.is_ascii_lowercase() && !"aeiourtg".contains(c))
        };
        let word = frequent(&counts, 7, 2, seed, torn)?;
        let (start, last) = word.split_at(word.len() - 1);
        append(case, seed, &format!("Si veda anche {start} {last} altro."))
    }),
    plan("TESTO-016", &[], |case, seed| {
        let figure = format!("{}.{}000", 1 + seed.below(300), 1 + seed.below(9));
        let words = ["Riguarda circa", "Servono almeno", "Ne usano già"][seed.below(3)];
        append(case, seed, &format!("{words} {figure} fogli."))
    }),
    plan("TESTO-017", &[], |case, seed| {
        let counts = counts(case);
        let slip = match seed.below(5) {
            0 => without_letter(frequent(&counts, 11, 5, seed, |_| true)?, seed)?,
            1 => changed_over(frequent(&counts, 11, 5, seed, |_| true)?, seed)?,
            2 => format!("e{}", frequent(&counts, 9, 3, seed, |word| !word.starts_with('e'))?),
            3 => next_key(frequent(&counts, 10, 2, seed, |word| word.is_ascii())?, seed)?,
            _ => frequent(&counts, 8, 3, seed, |word| word.ends_with("tà"))?.replace("tà", "ta"),
        };
        append(case, seed, &format!("Si veda anche {slip}.")).filter(|_| !counts.contains_key(&slip))
    }),
    plan("TESTO-025", &[], |case, seed| {
        let wrong = ["proseguo", "sopratutto", "accelerazione e aereoporto"][seed.below(3)];
        append(case, seed, &format!("Si veda anche {wrong}."))
    }),
    plan("TESTO-018", &[], |case, seed| {
        if seed.once_in(4) {
            return half_numbered(case, seed);
        }
        let mark = [",", ";", ";- ", ",; "][seed.below(4)];
        let at = free(case, seed)?;
        let text = &mut case.plan.objectives[at].description;
        let printed = of(text.as_ref()).to_owned();
        let commas: Vec<usize> = printed
            .match_indices(", ")
            .map(|(at, _)| at)
            .filter(|at| plain(&printed[..*at], true) && plain(&printed[at + 2..], false))
            .collect();
        let comma = *seed.pick(&commas)?;
        *text = said(format!("{}{mark}{}", &printed[..comma], &printed[comma + 2..]));
        Some(At::Cell(at))
    }),
];

/// A word that has lost a letter, well inside.
pub fn without_letter(word: &str, seed: &mut Seed) -> Option<String> {
    let mut letters: Vec<char> = word.chars().collect();
    let at = 3 + seed.below(letters.len().checked_sub(6)?.max(1));
    let gone = letters.remove(at);
    // Of two equal letters either is lost.
    (letters.get(at) != Some(&gone)).then(|| letters.into_iter().collect())
}

/// A word with a letter twice.
fn doubled(word: &str, seed: &mut Seed) -> Option<String> {
    let mut letters: Vec<char> = word.chars().collect();
    let at = 2 + seed.below(letters.len().checked_sub(4)?);
    letters.insert(at, *letters.get(at)?);
    Some(letters.into_iter().collect())
}

/// A word with two letters changed over, well inside.
fn changed_over(word: &str, seed: &mut Seed) -> Option<String> {
    let mut letters: Vec<char> = word.chars().collect();
    let at = 2 + seed.below(letters.len().checked_sub(6)?);
    letters.swap(at, at + 1);
    (letters[at] != letters[at + 1]).then(|| letters.into_iter().collect())
}

/// A word with a letter, well inside, for which the finger struck the key beside it.
fn next_key(word: &str, seed: &mut Seed) -> Option<String> {
    let keys = "qwertyuiop asdfghjkl zxcvbnm";
    let at = 3 + seed.below(word.len().checked_sub(7)?);
    let key = keys.find(word.get(at..=at)?)?;
    let beside = keys.get(key + 1..key + 2).filter(|key| *key != " ")?;
    Some(format!("{}{beside}{}", &word[..at], &word[at + 1..]))
}

/// How often words stand in the objectives of a plan.
fn counts(case: &Case) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for text in case.plan.objectives.iter().flat_map(texts) {
        for word in text.split(|c: char| !c.is_alphabetic()) {
            *counts.entry(word.to_lowercase()).or_default() += 1;
        }
    }
    counts
}

fn texts(objective: &Objective) -> impl Iterator<Item = &str> {
    let phases = objective.phases.iter().map(|phase| of(phase.text.as_ref()));
    let indicators = objective.indicators.iter().map(|indicator| of(indicator.text.as_ref()));
    std::iter::once(of(objective.description.as_ref())).chain(phases).chain(indicators)
}

/// A word of so many letters that stands so often.
fn frequent<'a>(
    counts: &'a BTreeMap<String, usize>,
    letters: usize,
    times: usize,
    seed: &mut Seed,
    fits: impl Fn(&&String) -> bool,
) -> Option<&'a String> {
    let all: Vec<&String> = counts
        .iter()
        .filter(|(word, count)| word.chars().count() >= letters && **count >= times)
        .map(|(word, _)| word)
        .filter(fits)
        .collect();
    seed.pick(&all).copied()
}

/// One more sentence in a text of an objective that the law says nothing of.
pub fn append(case: &mut Case, seed: &mut Seed, sentence: &str) -> Option<At> {
    let at = free(case, seed)?;
    let objective = &mut case.plan.objectives[at];
    let phase = seed.below(objective.phases.len());
    let text = match seed.below(4) {
        0 => &mut objective.stakeholders,
        1 => &mut objective.phases[phase].text,
        _ => &mut objective.description,
    };
    *text = said(format!("{}. {sentence}", of(text.as_ref()).trim_end_matches('.')));
    Some(At::Cell(at))
}

/// A description as a list of which only the first item has a number.
fn half_numbered(case: &mut Case, seed: &mut Seed) -> Option<At> {
    let at = free(case, seed)?;
    let sign = ["-", "–"][seed.below(2)];
    let text = &mut case.plan.objectives[at].description;
    let first = of(text.as_ref()).trim_end_matches('.');
    *text =
        said(format!("1 {sign} {first}. {sign} Avvisi in bacheca. {sign} Incontri con chi abita vicino."));
    Some(At::Cell(at))
}

/// Whether three small letters stand at the end of a text, or at its beginning.
fn plain(text: &str, end: bool) -> bool {
    let letters: Vec<char> =
        if end { text.chars().rev().take(3).collect() } else { text.chars().take(3).collect() };
    letters.len() == 3 && letters.iter().all(|c| c.is_lowercase())
}
