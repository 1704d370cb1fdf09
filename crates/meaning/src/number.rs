//! Numbers in Italian notation: `1.234,56`.
//!
//! A comma is always the decimal mark. Points part groups of three digits; so `1.234` is one thousand
//! two hundred thirty-four, while `4.00` and `1.5`, which cannot be groups, have a decimal point. A
//! number with a point after a comma (`1,234.56`) is English notation and is not read.

use rust_decimal::Decimal;

/// Digits beyond which a number is junk.
const LONGEST: usize = 36;

/// The number a text is, with an optional sign before it.
pub fn parse(text: &str) -> Option<Decimal> {
    let (negative, digits) = match text.strip_prefix(['-', '−', '–']) {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let digits = plain(digits)?;
    let number = Decimal::from_str_exact(&digits).ok()?;
    Some(if negative { -number } else { number })
}

/// The digits with a decimal point and no groups: `1234.56`.
fn plain(text: &str) -> Option<String> {
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if text.len() > LONGEST {
        return None;
    }
    let (whole, decimals) = match text.split_once(',') {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (text, None),
    };
    if !whole.split('.').chain(decimals).all(is_digits) {
        return None;
    }
    let joined = match whole.split_once('.') {
        None => whole.to_owned(),
        Some(_) if is_grouped(whole) => whole.replace('.', ""),
        Some((_, rest)) if decimals.is_none() && !rest.contains('.') => return Some(whole.to_owned()),
        Some(_) => return None,
    };
    Some(decimals.map_or(joined.clone(), |decimals| format!("{joined}.{decimals}")))
}

/// Whether points part the digits into thousands: `1.234.567`, not `0.500`.
pub(crate) fn is_grouped(digits: &str) -> bool {
    let mut groups = digits.split('.');
    let first = groups.next().unwrap_or_default();
    (1..=3).contains(&first.len()) && !first.starts_with('0') && groups.all(|group| group.len() == 3)
}

/// The number with groups of three digits and a decimal comma: `1.234,5`.
pub fn render(number: Decimal) -> String {
    let text = number.normalize().to_string();
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |rest| ("-", rest));
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let mut out = String::from(sign);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    if !decimals.is_empty() {
        out.push(',');
        out.push_str(decimals);
    }
    out
}

const UNITS: [&str; 20] = [
    "zero",
    "uno",
    "due",
    "tre",
    "quattro",
    "cinque",
    "sei",
    "sette",
    "otto",
    "nove",
    "dieci",
    "undici",
    "dodici",
    "tredici",
    "quattordici",
    "quindici",
    "sedici",
    "diciassette",
    "diciotto",
    "diciannove",
];

const TENS: [(&str, u32); 8] = [
    ("venti", 20),
    ("trenta", 30),
    ("quaranta", 40),
    ("cinquanta", 50),
    ("sessanta", 60),
    ("settanta", 70),
    ("ottanta", 80),
    ("novanta", 90),
];

/// The number a word in lower case without accents is: `quattro`, `ventuno`, `trentacinque`, `cento`.
pub(crate) fn cardinal(word: &str) -> Option<u32> {
    match word {
        "un" | "una" => return Some(1),
        "cento" => return Some(100),
        "mille" => return Some(1000),
        _ => {}
    }
    unit(word).or_else(|| {
        TENS.iter().find_map(|&(name, tens)| {
            let stem = &name[..name.len() - 1];
            let rest = word.strip_prefix(stem)?;
            match rest.strip_prefix(&name[name.len() - 1..]) {
                Some("") => Some(tens),
                Some(rest) => unit(rest).filter(|unit| (2..=9).contains(unit) && *unit != 8),
                // The vowel is dropped before *uno* and *otto*: ventuno, ventotto.
                None => unit(rest).filter(|unit| matches!(unit, 1 | 8)),
            }
            .map(|number| if number == tens { tens } else { tens + number })
        })
    })
}

fn unit(word: &str) -> Option<u32> {
    UNITS.iter().position(|name| *name == word).and_then(|index| u32::try_from(index).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_groups_where_they_can_be() {
        for (text, number) in [
            ("1.234", "1234"),
            ("1.234.567", "1234567"),
            ("1.234,5", "1234.5"),
            ("4.00", "4"),
            ("1.5", "1.5"),
            ("0.500", "0.5"),
            ("1234.567", "1234.567"),
            ("1,234", "1.234"),
            ("-2", "-2"),
            ("007", "7"),
        ] {
            assert_eq!(parse(text), Some(number.parse().unwrap()), "{text}");
        }
    }

    #[test]
    fn other_notations_and_junk_are_not_numbers() {
        for text in
            ["", "-", "1,234.56", "1.2.3", "12.34,5", "1,", ",5", "1.", "1,2,3", "1 234", "12a", "--1"]
        {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn words_are_numbers() {
        for (word, number) in [
            ("una", 1),
            ("quattro", 4),
            ("venti", 20),
            ("ventuno", 21),
            ("ventotto", 28),
            ("trentacinque", 35),
            ("novantanove", 99),
            ("cento", 100),
        ] {
            assert_eq!(cardinal(word), Some(number), "{word}");
        }
        for word in ["ventiuno", "trentazero", "centro", "venticinquemila", "seicento", ""] {
            assert_eq!(cardinal(word), None, "{word}");
        }
    }
}
