//! Months and parts of the year: `GENNAIO`, `gen.`, `I trimestre`, `2° sem.`, `Q1`.

pub use domain::months::{NAMES, name};

use crate::ordinal;
use crate::scan::{Cursor, Shape, Token, tokens};
use crate::years::year;

/// The months that a column of a schedule or a word covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MonthSpan {
    /// The first month, 1 to 12.
    pub first: u8,
    /// The last month; before `first` when the span goes over the end of the year.
    pub last: u8,
    /// The year, when written.
    pub year: Option<i16>,
}

impl MonthSpan {
    /// The months covered, in order of time.
    pub fn months(self) -> impl Iterator<Item = u8> {
        let count = (self.last + 12 - self.first) % 12 + 1;
        (0..count).map(move |offset| (self.first - 1 + offset) % 12 + 1)
    }
}

/// A part of the year: the `ordinal`-th stretch of so many `months`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    pub months: u8,
    pub ordinal: u8,
}

/// The months a text names: one (`Gen`, `SETT.`), a stretch (`gen-mar`), or a part of the year
/// (`I trimestre`, `Q1`, `1° sem.`); with a year, when it is written.
pub fn month_slot(text: &str) -> Option<MonthSpan> {
    let tokens = tokens(text);
    let cursor = Cursor::new(text, &tokens);
    let (first, last, rest) = stretch(cursor).or_else(|| {
        let (part, rest) = part(cursor, true)?;
        let last = part.ordinal * part.months;
        Some((last + 1 - part.months, last, rest))
    })?;
    let (year, rest) = match year(rest.sign('-').unwrap_or(rest).skip("del")) {
        Some((year, rest)) => (Some(year), rest),
        None => (None, rest),
    };
    rest.is_end().then_some(MonthSpan { first, last, year })
}

fn stretch(cursor: Cursor<'_>) -> Option<(u8, u8, Cursor<'_>)> {
    let (first, rest) = column(cursor)?;
    let between = rest.peek().filter(|token| token.is_dash() || token.is_sign('/'));
    match between.and_then(|_| column(rest.next())) {
        Some((last, rest)) => Some((first, last, rest)),
        None => Some((first, first, rest)),
    }
}

/// The month a column is of.
fn column(cursor: Cursor<'_>) -> Option<(u8, Cursor<'_>)> {
    Some((abbreviated(cursor.peek()?)?, cursor.next().skip_point()))
}

/// The month a word names in full: `maggio`, not `maggiore`.
pub(crate) fn named(token: &Token<'_>) -> Option<u8> {
    by_name(&token.word)
}

/// The month that a folded word names in full.
pub(crate) fn by_name(word: &str) -> Option<u8> {
    let index = NAMES.iter().position(|name| *name == word)?;
    u8::try_from(index + 1).ok()
}

/// The month a word names in full or by its first three letters or more.
pub(crate) fn abbreviated(token: &Token<'_>) -> Option<u8> {
    let known = token.shape == Shape::Word && token.word.len() >= 3;
    let index = NAMES.iter().position(|name| known && name.starts_with(&token.word))?;
    u8::try_from(index + 1).ok()
}

/// A part of the year. A column label (`label`) may leave out the mark of the ordinal (`2 trim`), put
/// it behind (`trimestre 2`) or be a letter and a number (`Q2`).
pub(crate) fn part(cursor: Cursor<'_>, label: bool) -> Option<(Part, Cursor<'_>)> {
    if label && let Some(short) = letter_part(cursor) {
        return Some(short);
    }
    if let Some((months, rest)) = stretch_name(cursor).filter(|_| label) {
        let (ordinal, rest) = ordinal_word(rest, true)?;
        return Some((checked(months, ordinal)?, rest));
    }
    if let Some(rest) = cursor.any("ultimo") {
        let (months, rest) = stretch_name(rest)?;
        return Some((Part { months, ordinal: 12 / months }, rest));
    }
    let (ordinal, rest) = ordinal_word(cursor, label)?;
    let (months, rest) = stretch_name(rest)?;
    Some((checked(months, ordinal)?, rest))
}

fn checked(months: u8, ordinal: u32) -> Option<Part> {
    let ordinal = u8::try_from(ordinal).ok()?;
    (1..=12 / months).contains(&ordinal).then_some(Part { months, ordinal })
}

/// `Q1` or `T1` for a quarter, `S1` for a half-year.
fn letter_part(cursor: Cursor<'_>) -> Option<(Part, Cursor<'_>)> {
    let token = cursor.peek().filter(|token| token.shape == Shape::Word && token.word.len() == 2)?;
    let months = match token.word.chars().next()? {
        'q' | 't' => 3,
        's' => 6,
        _ => return None,
    };
    Some((checked(months, token.word[1..].parse().ok()?)?, cursor.next()))
}

fn stretch_name(cursor: Cursor<'_>) -> Option<(u8, Cursor<'_>)> {
    let names = [
        ("trimestre trim trimestri", 3),
        ("semestre sem semestri", 6),
        ("quadrimestre quadr", 4),
        ("bimestre bim", 2),
    ];
    let (rest, months) = names.iter().find_map(|(words, months)| Some((cursor.any(words)?, *months)))?;
    Some((months, rest.skip_point()))
}

/// An ordinal before or after the name of a part: `primo`, `I`, `1°`, `1`.
fn ordinal_word(cursor: Cursor<'_>, bare_digit: bool) -> Option<(u32, Cursor<'_>)> {
    let token = cursor.peek()?;
    let ordinal = ordinal::ordinal(token.text)?;
    let rest = cursor.next();
    let marked = ['°', 'º', 'ª', '^'].into_iter().find_map(|mark| rest.sign(mark));
    match token.shape {
        Shape::Number => marked.or(bare_digit.then_some(rest)).map(|rest| (ordinal, rest)),
        // A single letter is Roman here, never the letter of a list.
        _ if token.word.len() == 1 && !matches!(token.word.as_str(), "i" | "v" | "x") => None,
        _ => Some((ordinal, marked.unwrap_or(rest).skip_point())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_a_schedule() {
        for (text, first, last, year) in [
            ("Gen", 1, 1, None),
            ("gen.", 1, 1, None),
            ("SETT", 9, 9, None),
            ("GENNAIO", 1, 1, None),
            ("Gen 2025", 1, 1, Some(2025)),
            ("gen-mar", 1, 3, None),
            ("ott/feb", 10, 2, None),
            ("I trimestre", 1, 3, None),
            ("2° trim.", 4, 6, None),
            ("terzo trimestre", 7, 9, None),
            ("trim. IV", 10, 12, None),
            ("Q1", 1, 3, None),
            ("1° semestre 2026", 1, 6, Some(2026)),
            ("II sem.", 7, 12, None),
            ("2 quadrimestre", 5, 8, None),
        ] {
            assert_eq!(month_slot(text), Some(MonthSpan { first, last, year }), "{text}");
        }
    }

    #[test]
    fn what_is_no_column() {
        for text in ["", "maggiore", "ma", "V trimestre", "Q5", "Q", "anno", "2025", "gen feb", "c trimestre"]
        {
            assert_eq!(month_slot(text), None, "{text}");
        }
    }

    #[test]
    fn a_stretch_goes_over_the_end_of_the_year() {
        let months = |text: &str| month_slot(text).map(|span| span.months().collect::<Vec<_>>());
        assert_eq!(months("ott-feb"), Some(vec![10, 11, 12, 1, 2]));
        assert_eq!(months("maggio"), Some(vec![5]));
    }
}
