//! Slips of the hand: words that the plan itself spells otherwise, and stray punctuation.

use std::collections::{HashMap, HashSet};

use domain::{Kind, Visibility};

use crate::context::Context;
use crate::every_text::Text;
use crate::report::Report;
use crate::words::{listed, short};

/// Shorter words are too often near to another word.
const LEAST: usize = 8;

/// A word is spelled rightly when it stands so often in the plan, and a longer one when so often.
const OFTEN: (usize, usize) = (9, 5);

/// A word of so many letters is long.
const LONG: usize = 10;

/// Texts of sentences: neither names nor codes.
fn sentences<'c, 'a>(context: &'c Context<'a>) -> impl Iterator<Item = &'c Text<'a>> {
    let names = ["code", "name", "unit", "holder", "head", "people", "aliases", "responsible"];
    context.texts().iter().filter(move |text| {
        matches!(text.kind, Kind::Prose | Kind::Target)
            && text.visibility != Visibility::Personal
            && !names.contains(&text.of.1)
            && !text.of.1.ends_with("notes")
    })
}

/// The words of a text that are written small, with an accent kept.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().count() >= LEAST)
}

/// `TESTO-017`: a word that stands once, and that is another of the plan but for a letter lost, two
/// letters changed over or an accent forgotten.
pub fn misspelt(context: &Context<'_>, report: &mut Report) {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for text in context.texts() {
        for word in words(text.printed) {
            *counts.entry(word.to_lowercase()).or_default() += 1;
        }
    }
    let (lost, swapped) = neighbours(&counts);
    for text in sentences(context) {
        // Of titles `TESTO-009` tells the rest.
        let title = text.of == ("objective", "title");
        let mut slips: Vec<String> = Vec::new();
        for word in words(text.printed) {
            let low = word.to_lowercase();
            let count = counts.get(&low).copied().unwrap_or_default();
            let slip = || {
                let near = lost.get(&low).or_else(|| swapped.get(&low)).map(|right| (*right).clone());
                near.or_else(|| next_key(&low, &counts)).filter(|_| !title && count == 1)
            };
            let right = accent(text.printed, word, count, &counts)
                .or_else(|| glued_and(&low, &counts).filter(|_| count == 1))
                .or_else(slip);
            if let Some(right) = right {
                slips.push(format!("«{word}» per «{right}»"));
            }
        }
        if !slips.is_empty() {
            text.tell(report, "TESTO-017", &format!("con parole scritte male: {}", listed(&slips)));
        }
    }
}

/// What frequent words become when a letter inside them is lost, or when two are changed over.
fn neighbours(counts: &HashMap<String, usize>) -> (HashMap<String, &String>, HashMap<String, &String>) {
    let (mut lost, mut swapped) = (HashMap::new(), HashMap::new());
    for (word, count) in counts {
        let letters: Vec<char> = word.chars().collect();
        if *count < OFTEN.1 || (*count < OFTEN.0 && letters.len() <= LONG) {
            continue;
        }
        // The ends inflect, and the beginning makes other words.
        for at in 1..letters.len().saturating_sub(2) {
            let mut shorter = letters.clone();
            shorter.remove(at);
            if at > 1 && letters.len() >= LONG {
                lost.insert(shorter.into_iter().collect::<String>(), word);
            }
            let mut changed = letters.clone();
            changed.swap(at, at + 1);
            if changed != letters && at + 2 < letters.len() {
                swapped.insert(changed.into_iter().collect::<String>(), word);
            }
        }
    }
    (lost, swapped)
}

/// The letters of a keyboard, row by row.
const KEYS: [&str; 3] = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

/// A word of the plan that differs in one letter, well inside, which is next to it on a keyboard.
fn next_key(word: &str, counts: &HashMap<String, usize>) -> Option<String> {
    let letters: Vec<char> = word.chars().collect();
    if letters.len() < LONG {
        return None;
    }
    for at in 3..letters.len().saturating_sub(4) {
        let row = KEYS.iter().find(|row| letters.get(at).is_some_and(|c| row.contains(*c)));
        let Some(row) = row else { continue };
        let keys: Vec<char> = row.chars().collect();
        for pair in keys.windows(2) {
            let [left, right] = pair else { continue };
            let other = match letters.get(at) {
                Some(c) if c == left => *right,
                Some(c) if c == right => *left,
                _ => continue,
            };
            let mut meant = letters.clone();
            if let Some(slot) = meant.get_mut(at) {
                *slot = other;
            }
            let meant: String = meant.into_iter().collect();
            if counts.get(&meant).is_some_and(|count| *count > 1) {
                return Some(meant);
            }
        }
    }
    None
}

/// `erestauro`: a word of the plan with the *and* before it.
fn glued_and(word: &str, counts: &HashMap<String, usize>) -> Option<String> {
    let rest = word.strip_prefix('e').filter(|rest| rest.chars().count() > LEAST)?;
    counts.get(rest).filter(|count| **count > 2).map(|_| format!("e {rest}"))
}

/// The word with the accent that it lacks, or without the one of a verb that it has and the plan does
/// not know.
fn accent(text: &str, word: &str, count: usize, counts: &HashMap<String, usize>) -> Option<String> {
    let often = |right: &String| counts.get(right).is_some_and(|count| *count >= 3);
    if word.chars().all(char::is_lowercase) {
        // An apostrophe stands for the accent; these are verbs.
        let verb = ["necessita", "facilita", "riabilita", "capacita"].contains(&word);
        let marked = || ["'", "’", "`"].iter().any(|mark| text.contains(&format!("{word}{mark}")));
        return accented(word).filter(|right| !verb && count == 1 && often(right) && !marked());
    }
    let stem = word.strip_suffix("rà").filter(|_| word.chars().skip(1).all(char::is_lowercase))?;
    let plain = format!("{}ra", stem.to_lowercase());
    (count < 3 && often(&plain)).then_some(plain)
}

/// `contabilita` with its accent.
fn accented(word: &str) -> Option<String> {
    word.strip_suffix("ta").map(|stem| format!("{stem}tà"))
}

/// `TESTO-018`: a comma without a space after it, or two marks one on the other.
pub fn punctuation(context: &Context<'_>, report: &mut Report) {
    let mut told: HashSet<String> = HashSet::new();
    for text in sentences(context) {
        if half_numbered(text.printed) && told.insert(text.folded().to_owned()) {
            text.tell(report, "TESTO-018", "con un elenco in cui solo il primo punto ha un numero");
        }
        if let Some(quote) = badly_spaced(text.printed)
            && told.insert(format!("{quote}{:?}", text.place.map(|place| place.line)))
        {
            let said = format!("con punteggiatura o spazi da correggere: «{}»", short(&quote, 40));
            text.tell(report, "TESTO-018", &said);
        }
    }
}

/// A list whose first item has a number and whose others have a dash only.
fn half_numbered(text: &str) -> bool {
    ["1 – ", "1 - "].iter().any(|first| text.starts_with(first))
        && text.matches(". – ").count() + text.matches(". - ").count() >= 2
        && !["2 – ", "2 - "].iter().any(|second| text.contains(second))
}

/// The words around the first fault of spacing: `parola,parola`, `;-`.
fn badly_spaced(text: &str) -> Option<String> {
    let word = text.split(' ').find(|word| {
        let letters: Vec<char> = word.chars().collect();
        let link = word.contains("//") || word.contains('@') || word.contains("www");
        let doubled = || letters.windows(2).any(|pair| matches!(pair, [';' | ',' | ':', '-' | ';' | ',']));
        !link && (glued(&letters) || doubled())
    });
    word.map(str::to_owned)
}

/// Two words of small letters with only a comma or a semicolon between them.
fn glued(letters: &[char]) -> bool {
    const WORD: usize = 3;
    let small = |part: &[char]| part.len() >= WORD && part.iter().take(WORD).all(|c| c.is_lowercase());
    letters.iter().enumerate().any(|(at, c)| {
        let before: Vec<char> = letters.iter().take(at).rev().take(WORD).copied().collect();
        let after: Vec<char> = letters.iter().skip(at + 1).take(2).copied().collect();
        matches!(c, ',' | ';') && small(&before) && after.len() == 2 && after.iter().all(|c| c.is_lowercase())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_want_a_space() {
        assert!(badly_spaced("le aule pulite,dove serve").is_some());
        assert!(badly_spaced("in ordine;-scuole").is_some());
        assert!(badly_spaced("la scuola A,B e il sito www.x.it,y").is_none());
        assert!(badly_spaced("uno, due; tre - quattro").is_none());
    }

    #[test]
    fn nouns_want_their_accent() {
        assert_eq!(accented("contabilita").as_deref(), Some("contabilità"));
        assert_eq!(accented("contabile"), None);
    }
}
