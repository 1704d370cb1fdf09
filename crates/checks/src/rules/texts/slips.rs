//! Texts that break off, stand twice or carry the trace of another.

use domain::Visibility;
use domain::text::folded;

use crate::context::Context;
use crate::every_text::Text;
use crate::report::Report;
use crate::words::short;

/// Words that no sentence ends with.
const JOINING: &[&str] = &[
    "di", "a", "da", "in", "con", "per", "tra", "fra", "del", "dello", "della", "dei", "degli", "delle",
    "al", "allo", "alla", "ai", "agli", "alle", "dal", "dallo", "dalla", "dai", "dagli", "dalle", "nel",
    "nello", "nella", "nei", "negli", "nelle", "sul", "sullo", "sulla", "sui", "sugli", "sulle", "il", "lo",
    "la", "gli", "le", "un", "uno", "una", "e", "ed", "o", "che",
];

/// What a single letter names.
const LETTERED: &[&str] = &[
    "lettera",
    "lett.",
    "lettere",
    "sezione",
    "sez.",
    "punto",
    "comma",
    "classe",
    "gruppo",
    "tipo",
    "fascia",
    "scuola",
    "allegato",
    "categoria",
    "cat.",
    "vitamina",
    "lotto",
    "zona",
    "scala",
    "o",
    "e",
];

/// `TESTO-006`: a text that breaks off.
pub fn unfinished(context: &Context<'_>, report: &mut Report) {
    // A tree that is known only through the links repeats their texts.
    let registered = context.method.levels.iter().any(|level| !level.register.is_empty());
    for text in context.texts().iter().filter(|text| breaks_off_by_field(text)) {
        if registered && text.of().0 == "node" {
            continue;
        }
        if let Some(why) = breaks_off(text.printed, text.words()) {
            text.tell(
                report,
                "TESTO-006",
                &format!("con il testo interrotto ({why}): «…{}»", tail(text.printed, 40)),
            );
        }
    }
}

fn breaks_off_by_field(text: &Text<'_>) -> bool {
    let sentence = text.of().1 != "notes" && text.of().1 != "counters" && !text.many();
    matches!(text.of().0, "objective" | "phase" | "indicator" | "node" | "link")
        && text.visibility() != Visibility::Personal
        && sentence
}

fn breaks_off(text: &str, words: &[&str]) -> Option<&'static str> {
    let last = words.last()?;
    if words.len() < 4 {
        return None;
    }
    if text.matches('[').count() > text.matches(']').count() {
        return Some("parentesi aperta e mai chiusa");
    }
    if text.ends_with('(') {
        return Some("finisce con una parentesi aperta");
    }
    if text.ends_with(',') {
        return Some("finisce con una virgola");
    }
    // A letter may be a name, after the kind of thing it names: «lettera a», «sezione e».
    let named = last.len() == 1 && words.iter().rev().nth(1).is_some_and(|word| LETTERED.contains(word));
    (JOINING.contains(last) && !named)
        .then_some("finisce con una preposizione, un articolo o una congiunzione")
}

/// The last part of a text, from a word on.
fn tail(text: &str, limit: usize) -> &str {
    let length = text.chars().count();
    let cut = text.char_indices().nth(length.saturating_sub(limit)).map_or(0, |(at, _)| at);
    let end = text.get(cut..).unwrap_or(text);
    if cut == 0 { end } else { end.split_once(' ').map_or(end, |(_, rest)| rest) }
}

/// `TESTO-007`: a text or a word written twice.
pub fn doubled(context: &Context<'_>, report: &mut Report) {
    for text in context.texts().iter().filter(|text| text.of().1 != "notes" && text.of().0 != "section") {
        let words = text.words();
        let (first, second) = words.split_at(words.len() / 2);
        if first.len() >= 2
            && text.printed.len() >= 20
            && words.len().is_multiple_of(2)
            && first.first().zip(second.first()).is_some_and(|(one, two)| one.eq_ignore_ascii_case(two))
            && folded(&first.join(" ")) == folded(&second.join(" "))
        {
            let once = first.join(" ");
            let said = format!("con il testo scritto due volte: «{}»", short(&once, 50));
            text.tell(report, "TESTO-007", &said).mended_by(text.printed, once);
        } else if let Some(word) = repeated(words) {
            let said = format!("con una parola ripetuta: «{word} {word}»");
            text.tell(report, "TESTO-007", &said).mended_by(&format!("{word} {word}"), word);
        } else if let Some(year) = repeated_year(words) {
            text.tell(report, "TESTO-007", &format!("con un anno ripetuto: «{year} e {year}»"));
        }
    }
}

/// `2024 e 2024`: one of the two is another year.
fn repeated_year<'a>(words: &[&'a str]) -> Option<&'a str> {
    let bare = |word: &'a str| word.trim_matches(|c: char| !c.is_ascii_digit());
    let year = |word: &str| word.len() == 4 && word.starts_with("20");
    words.windows(3).find_map(|three| match three {
        [one, "e", other] if bare(one) == bare(other) && year(bare(one)) => Some(bare(one)),
        _ => None,
    })
}

pub fn repeated<'a>(words: &[&'a str]) -> Option<&'a str> {
    // A capital after other words begins the next line of a cell whose lines were joined.
    let begins =
        |word: &str| word.starts_with(char::is_uppercase) && word.chars().skip(1).all(char::is_lowercase);
    let joined = |word: &str| begins(word) && words.first().is_none_or(|first| *first != word);
    let pair = |pair: &&[&'a str]| match pair {
        [one, two] => one == two && one.len() >= 4 && one.chars().all(char::is_alphabetic) && !joined(one),
        _ => false,
    };
    // «mano mano», «quasi quasi», «piano piano» are said twice.
    let idiom = |word: &str| matches!(word, "mano" | "quasi" | "piano" | "volta" | "passo" | "buono");
    words.windows(2).filter(pair).filter_map(|pair| pair.first().copied()).find(|word| !idiom(word))
}

/// `TESTO-005`: the mark of a note at the end of a title whose note is lost.
pub fn stray_mark(context: &Context<'_>, report: &mut Report) {
    for text in context.texts().iter().filter(|text| matches!(text.of(), ("objective" | "node", "title"))) {
        if let [.., _, last, mark @ ("i" | "*" | "(*)" | "¹" | "[1]")] = text.words() {
            let said = format!("con un segno di nota in fondo: «…{}»", tail(text.printed, 30));
            text.tell(report, "TESTO-005", &said).mended_by(&format!("{last} {mark}"), *last);
        }
    }
}

/// `TESTO-010`: an act whose number carries another year than its date.
pub fn act_years(context: &Context<'_>, report: &mut Report) {
    for text in context.texts().iter().filter(|text| text.printed.contains('/')) {
        for (number, date) in acts(text.words()) {
            let year = number.rsplit('/').next().unwrap_or_default();
            if !date.ends_with(year) {
                text.tell(
                    report,
                    "TESTO-010",
                    &format!("con l'atto n. {number} del {date}: l'anno non è lo stesso"),
                );
            }
        }
    }
}

/// Acts cited as `n. 4/2012 del 22/02/2013`: number with year, and date.
fn acts<'a>(words: &[&'a str]) -> Vec<(&'a str, &'a str)> {
    let bare = |word: &'a str| word.trim_matches(['(', ')', ',', ';', ':']);
    let digits = |part: &str, least: usize, most: usize| {
        (least..=most).contains(&part.len()) && part.chars().all(|c| c.is_ascii_digit())
    };
    let number = |word: &str| {
        let word = word.strip_prefix("n.").unwrap_or(word);
        word.split_once('/').is_some_and(|(number, year)| digits(number, 1, 5) && digits(year, 4, 4))
    };
    let date = |word: &str| {
        let parts: Vec<&str> = word.trim_end_matches('.').split(['/', '.']).collect();
        matches!(parts.as_slice(), [day, month, year] if digits(day, 1, 2) && digits(month, 1, 2) && digits(year, 4, 4))
    };
    words
        .windows(3)
        .filter_map(|three| {
            let &[first, middle, last] = three else { return None };
            if bare(middle) != "del" {
                return None;
            }
            let (first, last) = (bare(first), bare(last));
            let cited = number(first) && date(last);
            cited.then(|| (first.strip_prefix("n.").unwrap_or(first), last.trim_end_matches('.')))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn off(text: &str) -> Option<&'static str> {
        breaks_off(text, &text.split(' ').collect::<Vec<_>>())
    }

    fn cited(text: &str) -> Vec<(&str, &str)> {
        acts(&text.split(' ').collect::<Vec<_>>())
    }

    #[test]
    fn a_sentence_that_breaks_off_ends_with_a_word_that_joins() {
        assert!(off("Apertura dello sportello in via della").is_some());
        assert!(off("Apertura dello sportello, orari,").is_some());
        assert!(off("Lavori alla scuola di via A").is_none());
        assert!(off("in via di").is_none());
    }

    #[test]
    fn a_word_said_twice_is_no_joined_line() {
        let found = |text: &'static str| repeated(&text.split(' ').collect::<Vec<_>>());
        assert_eq!(found("lavori alla scuola scuola media"), Some("scuola"));
        assert_eq!(found("Delibera di Approvazione Approvazione del piano"), None);
    }

    #[test]
    fn a_year_and_the_same_year_again() {
        let found = |text: &'static str| repeated_year(&text.split(' ').collect::<Vec<_>>());
        assert_eq!(found("le annualità (2024 e 2024)"), Some("2024"));
        assert_eq!(found("le annualità 2024 e 2025"), None);
    }

    #[test]
    fn acts_are_cited_with_number_and_date() {
        assert_eq!(cited("regolamento (DCP n. 4/2012 del 22/02/2013)"), [("4/2012", "22/02/2013")]);
        assert_eq!(cited("art. 4/bis del 22/02/2013"), []);
    }
}
