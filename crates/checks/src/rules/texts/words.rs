//! Words spelled wrong.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::Kind;

use crate::context::{Context, Seen, place};
use crate::every_text::Text;
use crate::report::Report;

/// `TESTO-005`: a digit in the middle of a word, or a day glued to its month.
pub fn digits_in_words(context: &Context<'_>, report: &mut Report) {
    for text in
        context.texts().iter().filter(|text| matches!(text.kind(), Kind::Prose | Kind::Target | Kind::Rule))
    {
        if !matches!(text.of().0, "objective" | "phase" | "indicator" | "node" | "ente_objective")
            || text.of().1 == "code"
        {
            continue;
        }
        let mixed = |two: &[u8]| match two {
            [one, two] => {
                one.is_ascii_digit() && two.is_ascii_alphabetic()
                    || one.is_ascii_alphabetic() && two.is_ascii_digit()
            }
            _ => false,
        };
        let bytes = text.printed.as_bytes();
        if !bytes.iter().any(u8::is_ascii_digit) || !bytes.windows(2).any(mixed) {
            continue;
        }
        let words = text.printed.split(|c: char| !c.is_alphanumeric());
        if let Some(word) = words.into_iter().find(|word| zero_for_o(word) || glued_month(word)) {
            let said = format!("con cifre dentro una parola: «{word}»");
            text.tell(report, "TESTO-005", &said).mended_by(word, without_digits(word));
        }
    }
}

/// The word as it was meant: the day apart from its month, the letter for the zero.
fn without_digits(word: &str) -> String {
    if glued_month(word) {
        let month = word.trim_start_matches(|c: char| c.is_ascii_digit());
        let day = word.strip_suffix(month).unwrap_or_default();
        return format!("{day} {month}");
    }
    let upper = word.chars().filter(|c| c.is_alphabetic()).skip(1).all(char::is_uppercase);
    word.replace('0', if upper { "O" } else { "o" })
}

fn zero_for_o(word: &str) -> bool {
    let letters: String = word.chars().filter(|c| c.is_alphabetic()).collect();
    let inside = word.trim_matches('0');
    let zeros = inside.matches('0').count();
    let vowels = |c: char| "aeiouAEIOU".contains(c);
    let one_case = letters.chars().all(char::is_lowercase) || letters.chars().skip(1).all(char::is_uppercase);
    zeros > 0
        && letters.len() >= 4
        && letters.len() + zeros == inside.len()
        && one_case
        && letters.contains(vowels)
}

fn glued_month(word: &str) -> bool {
    let month = word.trim_start_matches(|c: char| c.is_ascii_digit());
    month.len() < word.len() && meaning::month::NAMES.contains(&month.to_lowercase().as_str())
}

/// Acronyms of plans that are surely spelled so.
const ACRONYMS: &[&str] = &["PTPCT", "PTPC", "RPCT", "PIAO", "SMVP", "PNRR", "CCNL", "TUEL"];

/// `TESTO-009`: an acronym with two letters the other way round, told where it first stands.
pub fn acronyms(context: &Context<'_>, report: &mut Report) {
    let texts = context.texts();
    let mut found: Vec<(&str, &str, Vec<&Text<'_>>)> = Vec::new();
    for text in texts.iter().filter(|text| text.printed.chars().any(char::is_lowercase)) {
        let capitals = |word: &&str| word.len() > 2 && word.bytes().all(|byte| byte.is_ascii_uppercase());
        if !text.printed.as_bytes().windows(3).any(|three| three.iter().all(u8::is_ascii_uppercase)) {
            continue;
        }
        for word in text.printed.split(|c: char| !c.is_alphanumeric()).filter(capitals) {
            let right = ACRONYMS.iter().find(|right| swapped(word, right));
            let Some(right) = right else { continue };
            match found.iter_mut().find(|(known, ..)| *known == word) {
                Some((.., texts)) => texts.push(text),
                None => found.push((word, right, vec![text])),
            }
        }
    }
    for (word, right, texts) in found {
        let Some(first) = texts.first() else { continue };
        let said = format!("con la sigla «{word}», che è «{right}»");
        first.tell(report, "TESTO-009", &said).also_at(texts.iter().filter_map(|text| text.place));
    }
}

/// Whether a word is another with two neighbouring letters the other way round.
fn swapped(word: &str, right: &str) -> bool {
    let mut differ = word.bytes().zip(right.bytes()).enumerate().filter(|(_, (a, b))| a != b);
    let (first, second, rest) = (differ.next(), differ.next(), differ.next());
    match (first, second) {
        (Some((at, (a, b))), Some((next, (c, d)))) if word.len() == right.len() && rest.is_none() => {
            next == at + 1 && a == d && b == c
        }
        _ => false,
    }
}

/// `TESTO-009`: a word of the title that the text of the form spells otherwise, and that stands
/// nowhere else in the plan.
pub fn title_spelling(context: &Context<'_>, report: &mut Report) {
    let rare = rare_words_of_titles(context);
    for seen in &context.objectives {
        let title = context.folded_of(seen, "title");
        let words: Vec<&str> = title.split(' ').filter(|word| rare.contains(word)).collect();
        if words.is_empty() {
            continue;
        }
        let body = body_words(context, seen, &words);
        for word in words {
            let alike = body.iter().filter(|(other, _)| near(word, other));
            let other = alike.max_by_key(|(_, count)| **count);
            if let (false, Some((other, _))) = (body.contains_key(word), other) {
                let message =
                    format!("{}: nel titolo «{word}», nel testo della scheda «{other}»", seen.name());
                report.objective("TESTO-009", seen, place(seen.objective.title.as_ref()), message);
            }
        }
    }
}

/// `TESTO-009`: a name in the title with another letter than in the text, after the same word, and that
/// stands nowhere else in the plan.
pub fn names_in_titles(context: &Context<'_>, report: &mut Report) {
    let mut found: Vec<(&Seen<'_>, &str, &str)> = Vec::new();
    for seen in &context.objectives {
        let words: Vec<&str> = context.folded_of(seen, "title").split(' ').collect();
        let mut after: HashMap<&str, &str> = HashMap::new();
        for pair in words.windows(2) {
            if let [before, word] = pair
                && word.len() >= 4
                && word.bytes().all(|byte| byte.is_ascii_alphabetic())
            {
                after.entry(before).or_insert(word);
            }
        }
        let body: Vec<&str> = context.folded_of(seen, "description").split(' ').collect();
        let other = body.windows(2).find_map(|pair| {
            let (before, other) = (pair.first()?, pair.get(1)?);
            let word = after.get(before).filter(|word| one_letter_inside(word, other))?;
            (!body.contains(word)).then_some((*word, *other))
        });
        if let Some((word, other)) = other.filter(|_| found.len() < MOST_NAMES) {
            found.push((seen, word, other));
        }
    }
    for (seen, word, other) in found {
        let elsewhere = |text: &&Text<'_>| text.seen.is_none_or(|of| of.ordinal != seen.ordinal);
        // Most texts do not even have the letters.
        let known = |text: &Text<'_>| {
            text.folded().contains(word) && text.folded().split(' ').any(|known| known == word)
        };
        if !context.texts().iter().filter(elsewhere).any(known) {
            let message = format!("{}: nel titolo «{word}», nel testo della scheda «{other}»", seen.name());
            report.objective("TESTO-009", seen, place(seen.objective.title.as_ref()), message);
        }
    }
}

/// More names of titles are not looked for in the whole plan.
const MOST_NAMES: usize = 32;

/// Whether two words are as long and differ in one letter, neither the first nor the last.
fn one_letter_inside(a: &str, b: &str) -> bool {
    let differ: Vec<usize> =
        a.bytes().zip(b.bytes()).enumerate().filter(|(_, (a, b))| a != b).map(|(at, _)| at).collect();
    a.len() == b.len() && matches!(differ.as_slice(), [at] if *at > 0 && at + 1 < a.len())
}

/// The words that stand in one title only, and at most twice in the texts of the objectives.
fn rare_words_of_titles<'c>(context: &'c Context<'_>) -> HashSet<&'c str> {
    // For each word the title that has it; nothing when several have it.
    let mut titles: HashMap<&str, Option<&str>> = HashMap::new();
    for seen in &context.objectives {
        let title = context.folded_of(seen, "title");
        for word in title.split(' ').filter(|word| fit(word)) {
            let known = titles.entry(word).or_insert(Some(title));
            *known = known.filter(|known| *known == title);
        }
    }
    let alone = titles.into_iter().filter(|(_, title)| title.is_some());
    let mut counts: HashMap<&str, usize> = alone.map(|(word, _)| (word, 0)).collect();
    for text in
        context.texts().iter().filter(|text| matches!(text.of().0, "objective" | "phase" | "indicator"))
    {
        for word in text.folded().split(' ').filter(|word| word.len() >= FEWEST_LETTERS) {
            if let Some(count) = counts.get_mut(word) {
                *count += 1;
            }
        }
    }
    counts.into_iter().filter(|(_, count)| *count <= 2).map(|(word, _)| word).collect()
}

/// The words of description and phases that begin as one of these, with how often they stand there.
fn body_words<'c>(context: &'c Context<'_>, seen: &Seen<'_>, alike: &[&str]) -> BTreeMap<&'c str, usize> {
    const BODY: [(&str, &str); 3] =
        [("phase", "text"), ("phase", "description"), ("objective", "description")];
    let begins_alike = |word: &str| alike.iter().any(|other| other.get(..2) == word.get(..2));
    let mut words: BTreeMap<&str, usize> = BTreeMap::new();
    for text in context.texts_of(seen).iter().filter(|text| BODY.contains(&text.of())) {
        for word in text.folded().split(' ').filter(|word| fit(word) && begins_alike(word)) {
            *words.entry(word).or_default() += 1;
        }
    }
    words
}

/// Shorter words are easily one the other.
const FEWEST_LETTERS: usize = 6;

/// Words long enough to be told apart.
fn fit(word: &str) -> bool {
    word.len() >= FEWEST_LETTERS && word.chars().all(|c| c.is_ascii_lowercase())
}

/// Whether two words differ by a letter lost or two letters changed over, not at their ends: there
/// Italian inflects, and at their beginning it makes other words.
fn near(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let same = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let end = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    if same < 2 || end < 2 || a == b {
        return false;
    }
    match a.len().abs_diff(b.len()) {
        0 => same + end + 2 == a.len() && a.get(same) == b.get(same + 1) && a.get(same + 1) == b.get(same),
        1 => same + end >= a.len().min(b.len()),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zeros_inside_words_are_letters() {
        assert!(zero_for_o("AZI0NE") && zero_for_o("attes0re"));
        assert!(!zero_for_o("CO2") && !zero_for_o("A4") && !zero_for_o("M4C1") && !zero_for_o("2030"));
        assert!(glued_month("30dicembre") && !glued_month("dicembre"));
    }

    #[test]
    fn near_words_differ_by_a_slip() {
        assert!(near("buttre", "buttare") && near("appuntamneto", "appuntamento"));
        assert!(!near("servizio", "servizi") && !near("rilancio", "rilascio"));
    }
}
