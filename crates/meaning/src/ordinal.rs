//! Ordinals of phases, years and lists: `3`, `n. 3`, `FASE 2`, `1ª`, `IV`, `b)`, `seconda`.

use domain::text::folded;

/// Words that may stand before or after a number without changing it.
const TITLES: &str = "n nr num numero fase fasi attivita azione obiettivo indicatore punto lettera \
    lett annualita anno step";

const NAMES: &str = "prim second terz quart quint sest settim ottav non decim";

/// The position a text names, from 1.
///
/// A single `i`, `v` or `x` is Roman, any other single letter is its place in the Latin alphabet
/// (`c` is 3, not a hundred); several letters are a Roman number up to 99.
pub fn ordinal(text: &str) -> Option<u32> {
    if text.len() > 40 {
        return None;
    }
    let folded = folded(text);
    let is_title = |word: &str| TITLES.split_ascii_whitespace().any(|title| title == word);
    let mut words = folded.split([' ', '°']).filter(|word| !word.is_empty() && !is_title(word));
    let word = words.next()?;
    if words.next().is_some() {
        return None;
    }
    number(word).or_else(|| name(word)).or_else(|| roman(word)).or_else(|| letter(word))
}

fn number(word: &str) -> Option<u32> {
    let digits = match word.strip_suffix(['a', 'o']) {
        // `1a` and `2o`, typed without the ordinal mark.
        Some(digits) if digits.bytes().all(|b| b.is_ascii_digit()) => digits,
        _ => word,
    };
    let digits = digits.bytes().all(|b| b.is_ascii_digit()).then_some(digits)?;
    digits.parse().ok().filter(|number| *number > 0)
}

fn name(word: &str) -> Option<u32> {
    let stem = word.strip_suffix(['o', 'a'])?;
    NAMES
        .split_ascii_whitespace()
        .position(|name| name == stem)
        .and_then(|index| u32::try_from(index + 1).ok())
}

fn roman(word: &str) -> Option<u32> {
    if word.len() == 1 && !matches!(word, "i" | "v" | "x") {
        return None;
    }
    // Most words are no numeral, which is told at once.
    let numeral =
        word.len() <= LONGEST_NUMERAL && word.bytes().all(|b| matches!(b, b'i' | b'v' | b'x' | b'l' | b'c'));
    if numeral { (1..=99).find(|&number| roman_numeral(number) == word) } else { None }
}

/// `lxxxviii`.
const LONGEST_NUMERAL: usize = 8;

fn roman_numeral(mut number: u32) -> String {
    let parts = [(90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")];
    let mut out = String::new();
    for (value, letters) in parts {
        while number >= value {
            out.push_str(letters);
            number -= value;
        }
    }
    out
}

fn letter(word: &str) -> Option<u32> {
    match word.as_bytes() {
        [letter @ b'a'..=b'z'] => Some(u32::from(letter - b'a') + 1),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::ordinal;

    #[test]
    fn ordinals_in_every_dress() {
        for (text, number) in [
            ("3", 3),
            ("03", 3),
            ("n. 3", 3),
            ("N° 4", 4),
            ("N.5", 5),
            ("n°6", 6),
            ("FASE 2", 2),
            ("Attività n. 12", 12),
            ("1ª", 1),
            ("2°", 2),
            ("2a", 2),
            ("1ª ANNUALITA'", 1),
            ("2.", 2),
            ("2)", 2),
            ("I", 1),
            ("iv", 4),
            ("XIX", 19),
            ("XL", 40),
            ("a)", 1),
            ("B", 2),
            ("c", 3),
            ("prima", 1),
            ("SECONDO", 2),
        ] {
            assert_eq!(ordinal(text), Some(number), "{text}");
        }
    }

    #[test]
    fn what_is_no_ordinal() {
        for text in ["", "0", "1.2", "IIII", "VX", "fase", "fase due tre", "3 4", "mix", "99999999999"] {
            assert_eq!(ordinal(text), None, "{text}");
        }
    }
}
