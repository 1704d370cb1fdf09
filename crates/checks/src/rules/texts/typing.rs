//! Slips of the hand: words that the plan itself spells otherwise, and stray punctuation.

use std::collections::HashSet;

use domain::{Kind, Visibility};
use foldhash::HashMap;

use crate::context::Context;
use crate::every_text::Text;
use crate::lexicon::{Lexicon, Word};
use crate::report::Report;
use crate::words::{listed, short};

/// Shorter words are too often near to another word.
const LEAST: usize = 8;

/// A word is spelled rightly when it stands so often in the plan, and a longer one when so often.
const OFTEN: (usize, usize) = (9, 5);

/// A word of so many letters is long.
const LONG: usize = 10;

/// A word of so many letters has no neighbour that is another word: it need not stand often.
const VERY_LONG: usize = 11;

/// Texts of sentences: neither names nor codes.
fn sentences<'c, 'a>(context: &'c Context<'a>) -> impl Iterator<Item = (usize, &'c Text<'a>)> {
    let names = ["code", "name", "unit", "holder", "head", "people", "aliases", "responsible"];
    context.texts().iter().enumerate().filter(move |(_, text)| {
        matches!(text.kind(), Kind::Prose | Kind::Target | Kind::Rule)
            && text.visibility() != Visibility::Personal
            && !names.contains(&text.of().1)
            && !text.of().1.ends_with("notes")
    })
}

/// `TESTO-017`: a word that stands once, and that is another of the plan but for a letter lost, two
/// letters changed over or an accent forgotten.
pub fn misspelt(context: &Context<'_>, report: &mut Report) {
    let lexicon = context.lexicon();
    let slips = slips(lexicon);
    if slips.is_empty() {
        return;
    }
    for (at, text) in sentences(context) {
        // Of titles `TESTO-009` tells the rest.
        let title = text.of() == ("objective", "title");
        let told = lexicon.of(at).iter().filter_map(|word| Some((lexicon.printed(*word), slips.get(word)?)));
        let told: Vec<String> = told
            .filter_map(|(word, slip)| {
                let right = slip
                    .accent
                    .as_ref()
                    .filter(|_| !is_marked(text.printed, word))
                    .or(slip.glued.as_ref())
                    .or(slip.other.as_ref().filter(|_| !title))?;
                Some(format!("«{word}» per «{right}»"))
            })
            .collect();
        if !told.is_empty() {
            text.tell(report, "TESTO-017", &format!("con parole scritte male: {}", listed(&told)));
        }
    }
}

/// What a word may have been meant to be.
#[derive(Default)]
struct Slip {
    accent: Option<String>,
    glued: Option<String>,
    other: Option<String>,
}

/// The words of the plan that may be slips.
fn slips(lexicon: &Lexicon<'_>) -> HashMap<Word, Slip> {
    let neighbours = neighbours(lexicon);
    let long = |word: &Word| {
        let printed = lexicon.printed(*word);
        printed.len() >= LEAST && printed.chars().count() >= LEAST
    };
    let slip = |word: Word| {
        let (printed, low) = (lexicon.printed(word), lexicon.small(word));
        let count = lexicon.count(low);
        let mut slip = Slip { accent: accent(printed, count, lexicon), ..Slip::default() };
        if lexicon.count_once(word) == 1 {
            slip.glued = glued_and(low, lexicon);
            let near = neighbours.get(low).map(|right| (*right).to_owned());
            slip.other = near.or_else(|| next_key(low, lexicon)).or_else(|| one_more(low, lexicon));
        } else {
            slip.other = neighbours.get(low).map(|right| (*right).to_owned());
        }
        (slip.accent.is_some() || slip.glued.is_some() || slip.other.is_some()).then_some((word, slip))
    };
    lexicon.every().filter(long).filter_map(slip).collect()
}

/// Words that stand once and are a frequent one in which a letter inside is lost, or two are changed over;
/// each with that word. A hand may change over the same letters again: then the word must be long, and much rarer.
fn neighbours<'l>(lexicon: &'l Lexicon<'_>) -> HashMap<&'l str, &'l str> {
    let (mut lost, mut swapped) = (HashMap::default(), HashMap::default());
    let mut variant = String::new();
    for (word, count) in lexicon.all().filter(|(word, count)| *count > 1 && word.len() >= LEAST) {
        let letters: Vec<char> = word.chars().collect();
        let often = match letters.len() {
            ..LEAST => continue,
            LEAST..=LONG => OFTEN.0,
            _ => 2,
        };
        if count < often {
            continue;
        }
        let again = if letters.len() >= VERY_LONG { (count / OFTEN.1).clamp(1, 3) } else { 1 };
        // The ends inflect, and the beginning makes other words.
        for at in 1..letters.len().saturating_sub(2) {
            let (before, [this, next, after @ ..]) = letters.split_at(at) else { continue };
            // Without a consonant many a word is another: `rappresentante`, `rappresentate`.
            let sure = count >= OFTEN.1 || "aeiou".contains(*this);
            if at > 1 && letters.len() >= LONG && sure {
                respell(&mut variant, before, &[*next], after);
                if let Some(rare) = lexicon.at_most(&variant, 1) {
                    lost.insert(rare, word);
                }
            }
            if this != next && at + 2 < letters.len() {
                respell(&mut variant, before, &[*next, *this], after);
                if let Some(rare) = lexicon.at_most(&variant, again) {
                    swapped.insert(rare, word);
                }
            }
        }
    }
    swapped.extend(lost);
    swapped
}

fn respell(word: &mut String, before: &[char], changed: &[char], after: &[char]) {
    word.clear();
    word.extend(before.iter().chain(changed).chain(after));
}

/// The letters of a keyboard, row by row.
const KEYS: [&[u8]; 3] = [b"qwertyuiop", b"asdfghjkl", b"zxcvbnm"];

/// The letters beside one on a keyboard.
fn beside(letter: u8) -> impl Iterator<Item = u8> {
    KEYS.iter().flat_map(move |row| {
        let at = row.iter().position(|key| *key == letter);
        let near = at.map(|at| [at.checked_sub(1), Some(at + 1)]).into_iter().flatten().flatten();
        near.filter_map(|at| row.get(at).copied())
    })
}

/// A word of the plan that differs in one letter, well inside, which is next to it on a keyboard.
fn next_key(word: &str, lexicon: &Lexicon<'_>) -> Option<String> {
    if word.len() < LONG {
        return None;
    }
    let mut meant = word.as_bytes().to_vec();
    for at in 3..meant.len().saturating_sub(4) {
        let letter = *meant.get(at)?;
        for other in beside(letter) {
            *meant.get_mut(at)? = other;
            // One letter of the alphabet for another: the text stays one.
            if let Some(meant) = std::str::from_utf8(&meant).ok().filter(|meant| lexicon.count(meant) > 1) {
                return Some(meant.to_owned());
            }
        }
        *meant.get_mut(at)? = letter;
    }
    None
}

/// A frequent word of the plan with one letter more, well inside; a short word must be very frequent.
fn one_more(word: &str, lexicon: &Lexicon<'_>) -> Option<String> {
    const VERY_OFTEN: usize = 20;
    let often = if word.len() < VERY_LONG { VERY_OFTEN } else { OFTEN.1 };
    let mut meant = String::with_capacity(word.len());
    let inside = word.char_indices().skip(1).take(word.chars().count().saturating_sub(2));
    let last_but_one = word.char_indices().rev().nth(1).map(|(at, _)| at);
    for (at, letter) in inside {
        // Before the last letter most consonants make an ending: `-ne`, `-ci`, `-ica`.
        if Some(at) == last_but_one && !matches!(letter, 'b' | 'd' | 'f' | 'p' | 'z') {
            continue;
        }
        meant.clear();
        meant.push_str(word.get(..at)?);
        meant.push_str(word.get(at + letter.len_utf8()..)?);
        if lexicon.count(&meant) >= often {
            return Some(meant);
        }
    }
    None
}

/// `erestauro`: a word of the plan with the *and* before it.
fn glued_and(word: &str, lexicon: &Lexicon<'_>) -> Option<String> {
    let rest = word.strip_prefix('e').filter(|rest| rest.chars().count() > LEAST)?;
    (lexicon.count(rest) > 2).then(|| format!("e {rest}"))
}

/// The word with the accent that it lacks, or without the one of a verb that it has and the plan does
/// not know.
fn accent(word: &str, count: usize, lexicon: &Lexicon<'_>) -> Option<String> {
    let often = |right: &String| lexicon.count(right) >= 3;
    if word.chars().all(char::is_lowercase) {
        let verb = ["necessita", "facilita", "riabilita", "capacita"].contains(&word);
        return accented(word).filter(|right| !verb && count == 1 && often(right));
    }
    let stem = word.strip_suffix("rà").filter(|_| word.chars().skip(1).all(char::is_lowercase))?;
    let plain = format!("{}ra", stem.to_lowercase());
    (count < 3 && often(&plain)).then_some(plain)
}

/// Whether an apostrophe after the word stands for its accent.
fn is_marked(text: &str, word: &str) -> bool {
    text.match_indices(word)
        .any(|(at, _)| text.get(at + word.len()..).is_some_and(|rest| rest.starts_with(['\'', '’', '`'])))
}

/// `contabilita` with its accent.
fn accented(word: &str) -> Option<String> {
    word.strip_suffix("ta").map(|stem| format!("{stem}tà"))
}

/// `TESTO-018`: a comma without a space after it, or two marks one on the other.
pub fn punctuation(context: &Context<'_>, report: &mut Report) {
    let mut told: HashSet<String> = HashSet::new();
    for (_, text) in sentences(context) {
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
    // Most texts have no mark that could be wrong.
    let suspect = |part: &str| {
        part.as_bytes().windows(2).any(|pair| match pair {
            [b',' | b';', next] => *next != b' ' && !next.is_ascii_digit(),
            [b'-', next] => matches!(next, b';' | b','),
            [b':', next] => *next == b'-',
            _ => false,
        })
    };
    if !suspect(text) {
        return None;
    }
    let word = text.split(' ').filter(|word| suspect(word)).find(|word| {
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
