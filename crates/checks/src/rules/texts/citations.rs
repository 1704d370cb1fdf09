//! Names and citations that have one right form.

use std::collections::{HashMap, HashSet};

use crate::context::Context;
use crate::every_text::Text;
use crate::lexicon::Word;
use crate::report::Report;
use crate::words::listed;

/// Names of plans and systems of the law, folded, long enough to be known by the rest.
const NAMES: &[&str] = &[
    "piano nazionale di ripresa e resilienza",
    "piano integrato di attivita e organizzazione",
    "sistema di misurazione e valutazione della performance",
    "piano triennale per la prevenzione della corruzione e della trasparenza",
    "piano triennale dei fabbisogni di personale",
];

/// `TESTO-019`: the name of a plan or body of the law with one word of another name.
pub fn official_names(context: &Context<'_>, report: &mut Report) {
    let names: Vec<Vec<&str>> = NAMES.iter().map(|name| name.split(' ').collect()).collect();
    for text in context.texts().iter().filter(|text| text.of().1 != "notes") {
        for (name, whole) in names.iter().zip(NAMES) {
            if let Some(said) = one_word_off(text.folded(), name) {
                text.tell(report, "TESTO-019", &format!("con «{said}», che è «{whole}»"));
            }
        }
    }
}

/// A stretch of a folded text that is a name but for one long word, not the first.
fn one_word_off(folded: &str, name: &[&str]) -> Option<String> {
    let first = name.first()?;
    folded.match_indices(first).find_map(|(at, _)| {
        let rest = folded.get(at..)?;
        let mut pairs = rest.split(' ').zip(name).enumerate().filter(|(_, (a, b))| a != *b);
        let ((wrong_at, (wrong, right)), more) = (pairs.next()?, pairs.next());
        // Another ending, or a word that makes another thing of it, is no slip.
        let long = wrong.len() >= 6 && right.len() >= 6;
        let stem = wrong.len().min(right.len()).saturating_sub(2);
        let inflected = wrong.get(..stem) == right.get(..stem);
        let whole = at == 0 || folded.as_bytes().get(at - 1) == Some(&b' ');
        if more.is_some() || wrong_at == 0 || !long || inflected || !whole {
            return None;
        }
        let said: Vec<&str> = rest.split(' ').take(name.len()).collect();
        (said.len() == name.len()).then(|| said.join(" "))
    })
}

/// `TESTO-020`: a digit where the letter of an article should be: `lett. 1)`.
pub fn letter_of_article(context: &Context<'_>, report: &mut Report) {
    for text in context.texts().iter().filter(|text| text.printed.contains("lett")) {
        // The space after the point is often left out.
        let printed = text.printed.replace("lett.", "lett. ");
        let words: Vec<&str> = printed.split_whitespace().collect();
        let digit = words.windows(2).find_map(|pair| match pair {
            [word, next] if matches!(word.to_lowercase().as_str(), "lett." | "lettera" | "let.") => {
                let cited = next.trim_end_matches([',', ';', '.', ':']);
                matches!(cited, "1)" | "0)" | "(1)").then(|| format!("{word} {cited}"))
            }
            _ => None,
        });
        if let Some(quote) = digit {
            let letter = if quote.contains('1') { "l" } else { "o" };
            text.tell(
                report,
                "TESTO-020",
                &format!("con «{quote}»: una cifra al posto della lettera «{letter}»"),
            );
        }
    }
}

/// `TESTO-021`: a period of three years that is longer or shorter.
pub fn three_years(context: &Context<'_>, report: &mut Report) {
    for text in context.texts().iter().filter(|text| text.folded().contains("triennio")) {
        // Between the years there can be spaces.
        let printed = text.printed.replace(" - ", "-").replace(" – ", "–").replace(" / ", "/");
        let words: Vec<&str> = printed.split_whitespace().collect();
        let wrong = words.windows(2).find_map(|pair| match pair {
            [word, years] if word.to_lowercase() == "triennio" => {
                let years = years.trim_matches(|c: char| !c.is_ascii_digit());
                let (first, last) = years.split_once(['-', '/', '–'])?;
                let (first, last): (i32, i32) = (first.parse().ok()?, last.parse().ok()?);
                let span = last - first + 1;
                ((1990..2100).contains(&first) && (1990..2100).contains(&last) && span != 3)
                    .then(|| (years.to_owned(), span))
            }
            _ => None,
        });
        if let Some((years, span)) = wrong {
            let span = if span == 1 { "un anno".to_owned() } else { format!("{span} anni") };
            text.tell(report, "TESTO-021", &format!("con il triennio «{years}», che è di {span}"));
        }
    }
}

/// More spellings of one code are not told.
const MOST: usize = 16;

/// `TESTO-024`: one acronym or one code of a measure in several spellings; one finding for each.
pub fn spellings_of_codes(context: &Context<'_>, report: &mut Report) {
    let mut forms: HashMap<String, Vec<(String, usize, usize)>> = HashMap::new();
    let lexicon = context.lexicon();
    let acronyms: HashSet<Word> = lexicon.every().filter(|word| is_mixed(lexicon.printed(*word))).collect();
    for (at, text) in context.texts().iter().enumerate() {
        if text.of().1 == "notes" {
            continue;
        }
        let acronyms = lexicon.of(at).iter().filter(|word| acronyms.contains(word));
        let found = acronyms.map(|word| lexicon.printed(*word).to_owned()).chain(measure(text.words()));
        for form in found.chain(numbered_measures(text)) {
            let known = forms.entry(key(&form)).or_default();
            let full = known.len() >= MOST;
            match known.iter_mut().find(|(known, ..)| *known == form) {
                Some((_, count, _)) => *count += 1,
                None if full => {}
                None => known.push((form, 1, at)),
            }
        }
    }
    let mut several: Vec<Vec<(String, usize, usize)>> =
        forms.into_values().filter(|forms| forms.len() > 1).collect();
    for forms in &mut several {
        forms.sort_by_key(|(_, count, at)| (std::cmp::Reverse(*count), *at));
    }
    several.sort_by_key(|forms| forms.get(1).map(|(_, _, at)| *at));
    for forms in several {
        let Some((usual, ..)) = forms.first() else { continue };
        let Some(text) = forms.get(1).and_then(|(_, _, at)| context.texts().get(*at)) else { continue };
        let others: HashSet<String> = forms.iter().skip(1).map(|(form, ..)| format!("«{form}»")).collect();
        let mut others: Vec<String> = others.into_iter().collect();
        others.sort_unstable();
        text.tell(report, "TESTO-024", &format!("con {}, altrove «{usual}»", listed(&others)));
    }
}

fn key(form: &str) -> String {
    form.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Short words of capitals and small letters mixed: `AgID`, `PagoPA`.
fn is_mixed(word: &str) -> bool {
    let capitals = || word.chars().skip(1).any(char::is_uppercase);
    let small = || word.chars().any(char::is_lowercase);
    (4..=7).contains(&word.len())
        && word.is_ascii()
        && word.starts_with(char::is_uppercase)
        && capitals()
        && small()
}

/// The code of a measure of the recovery plan with which a text begins: `M1C2 I3.1`.
fn measure(words: &[&str]) -> Option<String> {
    let head = words.get(..words.len().min(4))?;
    let mission = head.first()?.strip_prefix('M')?;
    if !mission.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let end = head.iter().position(|word| {
        word.starts_with('I') && word.get(1..2).is_some_and(|c| c.chars().all(|c| c.is_ascii_digit()))
    })?;
    let code = head.get(..=end)?.join(" ");
    (code.chars().filter(char::is_ascii_digit).count() >= 3).then_some(code)
}

/// `investimento 1.4`: the measures named by their number of two parts.
fn numbered_measures(text: &Text<'_>) -> Vec<String> {
    const NAMES: [&str; 2] = ["investimento", "misura"];
    if !NAMES.iter().any(|name| text.folded().contains(name)) {
        return Vec::new();
    }
    let named = text.words().windows(2).filter_map(|pair| match pair {
        [what, number] if NAMES.iter().any(|name| what.to_lowercase().ends_with(name)) => {
            let number = number.trim_end_matches(|c: char| !c.is_ascii_digit());
            let (one, two) = number.split_once(['.', ','])?;
            let part = |part: &str| part.len() == 1 && part.chars().all(|c| c.is_ascii_digit());
            (part(one) && part(two)).then(|| format!("investimento {number}"))
        }
        _ => None,
    });
    named.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_another_word_is_seen() {
        let name = "piano nazionale di ripresa e resilienza";
        let words: Vec<&str> = name.split(' ').collect();
        let other = "il piano nazionale di ricerca e resilienza finanzia";
        assert_eq!(one_word_off(other, &words), Some("piano nazionale di ricerca e resilienza".into()));
        assert_eq!(one_word_off(name, &words), None);
    }

    #[test]
    fn measures_begin_a_text() {
        assert_eq!(measure(&["M1", "C2", "I3.1", "Una", "scuola"]).as_deref(), Some("M1 C2 I3.1"));
        assert_eq!(measure(&["Manutenzione", "di", "strade"]), None);
    }
}
