//! Slips of the hand: words that the plan itself spells otherwise, and stray punctuation.

use std::collections::{HashMap, HashSet};

use domain::{Kind, Visibility};

use crate::context::Context;
use crate::every_text::Text;
use crate::report::Report;
use crate::words::{listed, short};

/// Shorter words are too often near to another word.
const LEAST: usize = 9;

/// A word is spelled rightly when it stands so often in the plan, and a longer one when so often.
const OFTEN: (usize, usize) = (10, 5);

/// Texts of sentences: neither names nor codes.
fn sentences<'c, 'a>(context: &'c Context<'a>) -> impl Iterator<Item = &'c Text<'a>> {
    let names = ["code", "name", "unit", "holder", "head", "people", "aliases", "responsible"];
    context.texts().iter().filter(move |text| {
        matches!(text.kind, Kind::Prose | Kind::Target)
            && text.visibility != Visibility::Personal
            && !names.contains(&text.of.1)
            && text.of != ("objective", "title")
    })
}

/// The words of a text that are written small, with an accent kept.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().count() >= LEAST)
}

/// `TESTO-921`: a word that stands once, and that is another of the plan but for a letter lost, two
/// letters changed over or an accent forgotten.
pub fn misspelt(context: &Context<'_>, report: &mut Report) {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for text in context.texts() {
        for word in words(&text.printed) {
            *counts.entry(word.to_lowercase()).or_default() += 1;
        }
    }
    let (lost, swapped) = neighbours(&counts);
    for text in sentences(context) {
        let mut slips: Vec<String> = Vec::new();
        for word in words(&text.printed) {
            let low = word.to_lowercase();
            if counts.get(&low).copied() != Some(1) {
                continue;
            }
            let accent = accented(&low).filter(|right| counts.get(right).is_some_and(|count| *count >= 3));
            let right = accent
                .or_else(|| lost.get(&low).map(|right| (*right).clone()))
                .or_else(|| swapped.get(&low).map(|right| (*right).clone()));
            if let Some(right) = right {
                slips.push(format!("«{word}» per «{right}»"));
            }
        }
        if !slips.is_empty() {
            text.tell(report, "TESTO-921", &format!("con parole scritte male: {}", listed(&slips)));
        }
    }
}

/// What frequent words become when a letter inside them is lost, or when two are changed over.
fn neighbours(counts: &HashMap<String, usize>) -> (HashMap<String, &String>, HashMap<String, &String>) {
    let (mut lost, mut swapped) = (HashMap::new(), HashMap::new());
    for (word, count) in counts {
        let letters: Vec<char> = word.chars().collect();
        if *count < OFTEN.1 || (*count < OFTEN.0 && letters.len() < LEAST + 1) {
            continue;
        }
        // The ends inflect, and the beginning makes other words.
        for at in 2..letters.len().saturating_sub(2) {
            let mut shorter = letters.clone();
            shorter.remove(at);
            lost.insert(shorter.into_iter().collect::<String>(), word);
            let mut changed = letters.clone();
            changed.swap(at, at + 1);
            if changed != letters && at + 2 < letters.len() {
                swapped.insert(changed.into_iter().collect::<String>(), word);
            }
        }
    }
    (lost, swapped)
}

/// `contabilita` with its accent.
fn accented(word: &str) -> Option<String> {
    word.strip_suffix("ta").map(|stem| format!("{stem}tà"))
}

/// `TESTO-922`: a comma without a space after it, or two marks one on the other.
pub fn punctuation(context: &Context<'_>, report: &mut Report) {
    let mut told: HashSet<String> = HashSet::new();
    for text in sentences(context).filter(|text| !text.of.1.ends_with("notes")) {
        if let Some(quote) = badly_spaced(&text.printed)
            && told.insert(format!("{quote}{:?}", text.place.map(|place| place.line)))
        {
            let said = format!("con punteggiatura o spazi da correggere: «{}»", short(&quote, 40));
            text.tell(report, "TESTO-922", &said);
        }
    }
}

/// The words around the first fault of spacing: `parola,parola`, `;-`.
fn badly_spaced(text: &str) -> Option<String> {
    let word = text.split(' ').find(|word| {
        let letters: Vec<char> = word.chars().collect();
        let link = word.contains("//") || word.contains('@') || word.contains("www");
        !link && letters.windows(2).any(|pair| matches!(pair, [';' | ',' | ':', '-' | ';' | ','])) || !link && glued(&letters)
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
        matches!(c, ',' | ';')
            && small(&before)
            && after.len() == 2
            && after.iter().all(|c| c.is_lowercase())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_want_a_space() {
        assert!(badly_spaced("le fatture commerciali,ove possibile").is_some());
        assert!(badly_spaced("in dotazione;-informatica").is_some());
        assert!(badly_spaced("la scuola A,B e il sito www.x.it,y").is_none());
        assert!(badly_spaced("uno, due; tre - quattro").is_none());
    }

    #[test]
    fn nouns_want_their_accent() {
        assert_eq!(accented("contabilita").as_deref(), Some("contabilità"));
        assert_eq!(accented("contabile"), None);
    }
}
