//! Calendar dates: `30/06/2024`, `1/7/24`, `30-9-2023`, `31.12.2024`, `1° luglio 2024`.
//!
//! The day always comes first (`01/02/24` is the first of February), except in the order of
//! spreadsheets and programs, `2024-02-01`. A year of two digits is of this century up to 69.

use std::fmt::Write;

use jiff::civil::Date;

use crate::month;
use crate::scan::{Cursor, Shape, tokens};
use crate::years::{KNOWN, year};

/// A day as written, before it is known whether it exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Written {
    pub day: u8,
    pub month: u8,
    pub year: Option<i16>,
}

impl Written {
    /// The date, in a given year when none is written; `None` when there is no such day.
    pub fn date(self, year: Option<i16>) -> Option<Date> {
        let year = self.year.or(year).filter(|year| KNOWN.contains(year))?;
        Date::new(year, i8::try_from(self.month).ok()?, i8::try_from(self.day).ok()?).ok()
    }

    /// Whether some year has this day: the 29th of February exists, the 31st of June does not.
    pub fn exists(self) -> bool {
        const LEAP_YEAR: i16 = 2024;
        self.date(Some(LEAP_YEAR)).is_some()
    }
}

/// The date a text is; `plan_year` completes one without a year.
pub fn parse(text: &str, plan_year: Option<i16>) -> Option<Date> {
    let tokens = tokens(text);
    let (written, rest) = written(Cursor::new(text, &tokens).skip("il l"))?;
    rest.skip_point().is_end().then(|| written.date(plan_year)).flatten()
}

/// A day that stands in a text, whether or not there is such a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day<'t> {
    /// As written.
    pub text: &'t str,
    /// The text before it.
    pub before: &'t str,
    /// The day of the month, as written.
    pub day: u8,
    /// The month, as written.
    pub month: u8,
    /// The year, when written.
    pub year: Option<i16>,
}

impl Day<'_> {
    /// The date, in a given year when none is written; `None` when there is no such day.
    pub fn date(&self, year: Option<i16>) -> Option<Date> {
        Written { day: self.day, month: self.month, year: self.year }.date(year)
    }
}

/// The days that a text names, in its order.
pub fn days(text: &str) -> Vec<Day<'_>> {
    let mut days = Vec::new();
    if may_name_a_day(text) {
        for (start, end) in stretches(text) {
            days_of(text, start, end, &mut days);
        }
    }
    days
}

/// The days of a stretch of a text.
fn days_of<'t>(text: &'t str, start: usize, end: usize, days: &mut Vec<Day<'t>>) {
    let stretch = text.get(start..end).unwrap_or_default();
    let tokens = tokens(stretch);
    let mut cursor = Cursor::new(stretch, &tokens);
    while let Some(token) = cursor.peek() {
        let Some((found, rest)) = written(cursor) else {
            cursor = cursor.next();
            continue;
        };
        let end = rest.before(1).map_or(token.end, |last| last.end);
        let written = stretch.get(token.start..end).unwrap_or_default();
        let before = text.get(..start + token.start).unwrap_or_default();
        days.push(Day { text: written, before, day: found.day, month: found.month, year: found.year });
        cursor = rest;
    }
}

/// The stretches of a text in which days can stand, first and last byte: from a word with a digit, or
/// *primo*, over as many words as a day can have. Days are few in a text, and words are dear.
fn stretches(text: &str) -> Vec<(usize, usize)> {
    /// More than a day has tokens, so that what follows it is seen, too.
    const WORDS: usize = 9;
    let begins = |word: &str| {
        word.bytes().any(|byte| byte.is_ascii_digit())
            || (word.len() >= 5 && word.as_bytes().windows(4).any(|four| four.eq_ignore_ascii_case(b"rimo")))
    };
    let mut stretches: Vec<(usize, usize)> = Vec::new();
    let (mut at, mut left) = (0, 0);
    for word in text.split(' ') {
        let end = at + word.len();
        if begins(word) {
            if left == 0 {
                stretches.push((at, end));
            }
            left = WORDS;
        }
        if left > 0 {
            if let Some(last) = stretches.last_mut() {
                last.1 = end;
            }
            left -= 1;
        }
        at = end + 1;
    }
    stretches
}

/// Whether a text has numbers with a sign of dates between them, or a number and a word that begins as a month.
fn may_name_a_day(text: &str) -> bool {
    let bytes = text.as_bytes();
    let Some(first) = bytes.iter().position(u8::is_ascii_digit) else { return false };
    let numeric = bytes.get(first..).unwrap_or_default().windows(3).any(|three| {
        matches!(three, [one, b'/' | b'.' | b'-' | b' ', two] if one.is_ascii_digit() && two.is_ascii_digit())
    });
    let begins_as_month = |word: &str| {
        let beginning = word.get(..3);
        beginning.is_some_and(|three| {
            month::NAMES.iter().any(|name| name.get(..3).is_some_and(|name| name.eq_ignore_ascii_case(three)))
        })
    };
    numeric || text.split(|c: char| !c.is_alphabetic()).any(begins_as_month)
}

/// A day as written at the cursor.
pub(crate) fn written(cursor: Cursor<'_>) -> Option<(Written, Cursor<'_>)> {
    in_words(cursor).or_else(|| dotted(cursor)).or_else(|| year_first(cursor)).or_else(|| in_numbers(cursor))
}

/// `30 giugno 2024`, `1° lug. 2024`, `30-giu-24`.
fn in_words(cursor: Cursor<'_>) -> Option<(Written, Cursor<'_>)> {
    let (day, rest) = match cursor.any("primo") {
        Some(rest) => (1, rest),
        None => day_number(cursor)?,
    };
    if let Some((_, rest)) = separator(rest) {
        let month = month::abbreviated(rest.peek()?)?;
        let (year, rest) = any_year(separator(rest.next())?.1)?;
        return Some((Written { day, month, year: Some(year) }, rest));
    }
    let (month, rest) = month_word(rest)?;
    let (year, rest) = match year(rest.skip("del dell").skip("anno")) {
        Some((year, rest)) => (Some(year), rest),
        None => (None, rest),
    };
    Some((Written { day, month, year }, rest))
}

/// A month in a text: in full, or abbreviated with a point or before a year, as *set* and *mar* may
/// be other words.
pub(crate) fn month_word(cursor: Cursor<'_>) -> Option<(u8, Cursor<'_>)> {
    let token = cursor.peek()?;
    let rest = cursor.next();
    if let Some(month) = month::named(token) {
        return Some((month, rest));
    }
    let month = month::abbreviated(token)?;
    let rest = rest.sign('.').or_else(|| year(rest).map(|_| rest))?;
    Some((month, rest))
}

fn day_number(cursor: Cursor<'_>) -> Option<(u8, Cursor<'_>)> {
    let (day, rest) = cursor.digits(2)?;
    let marked = ['°', 'º', '^'].into_iter().find_map(|mark| rest.sign(mark)).filter(|_| day == 1);
    Some((u8::try_from(day).ok()?, marked.unwrap_or(rest)))
}

/// `31.12.2024`, `31.12.24`, `30.04`: one number to the scanner.
fn dotted(cursor: Cursor<'_>) -> Option<(Written, Cursor<'_>)> {
    let token = cursor.peek().filter(|token| token.shape == Shape::Number && token.text.len() <= 10)?;
    let mut parts = token.text.split('.');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next());
    // Two parts are a day only in full: `1.5` is a number.
    if parts.next().is_some() || day.len() > 2 || month.len() > 2 || (year.is_none() && month.len() < 2) {
        return None;
    }
    let year = match year {
        Some(year) => Some(full_year(year)?),
        None => None,
    };
    Some((Written { day: day.parse().ok()?, month: month.parse().ok()?, year }, cursor.next()))
}

/// `2024-06-30`.
fn year_first(cursor: Cursor<'_>) -> Option<(Written, Cursor<'_>)> {
    let (year, rest) = year(cursor)?;
    let (month, rest) = two_digits(rest.sign('-')?)?;
    let (day, rest) = two_digits(rest.sign('-')?)?;
    Some((Written { day, month, year: Some(year) }, rest))
}

fn two_digits(cursor: Cursor<'_>) -> Option<(u8, Cursor<'_>)> {
    let exact = cursor.peek().filter(|token| token.text.len() == 2);
    let (number, rest) = exact.and_then(|_| cursor.digits(2))?;
    Some((u8::try_from(number).ok()?, rest))
}

/// `30/06/2024`, `30-6-24`, `30/06`; a day and month alone only with a stroke, as `2-3` is a range.
fn in_numbers(cursor: Cursor<'_>) -> Option<(Written, Cursor<'_>)> {
    let (day, rest) = day_number(cursor)?;
    let (stroke, rest) = separator(rest)?;
    let (month, rest) = rest.digits(2)?;
    let written = Written { day, month: u8::try_from(month).ok()?, year: None };
    match separator(rest).filter(|(again, _)| *again == stroke) {
        Some((_, after)) => {
            let (year, rest) = any_year(after)?;
            Some((Written { year: Some(year), ..written }, rest))
        }
        None => stroke.then_some((written, rest)),
    }
}

/// A stroke (`true`) or a dash (`false`).
fn separator(cursor: Cursor<'_>) -> Option<(bool, Cursor<'_>)> {
    let token = cursor.peek().filter(|token| token.is_dash() || token.is_sign('/'))?;
    Some((token.is_sign('/'), cursor.next()))
}

/// A year of four or two digits.
fn any_year(cursor: Cursor<'_>) -> Option<(i16, Cursor<'_>)> {
    let token = cursor.peek().filter(|token| token.shape == Shape::Number)?;
    Some((full_year(token.text)?, cursor.next()))
}

fn full_year(digits: &str) -> Option<i16> {
    let year: i16 = digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok()).flatten()?;
    match digits.len() {
        4 => KNOWN.contains(&year).then_some(year),
        2 if year < 70 => Some(2000 + year),
        2 => Some(1900 + year),
        _ => None,
    }
}

/// The date in figures: `30/06/2024`.
pub fn render(date: Date) -> String {
    format!("{:02}/{:02}/{:04}", date.day(), date.month(), date.year())
}

/// The date in words, with its article: `il 30 giugno 2024`, `l'8 marzo`.
pub(crate) fn in_words_with_article(day: u8, month: u8, year: Option<i16>) -> String {
    let mut out = String::from(if matches!(day, 8 | 11) { "l'" } else { "il " });
    let degree = if day == 1 { "°" } else { "" };
    let name = month::name(month).unwrap_or("?");
    let _ = write!(out, "{day}{degree} {name}");
    if let Some(year) = year {
        let _ = write!(out, " {year}");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_found_in_a_text_whether_or_not_they_exist() {
        let text = "dal 1° marzo 2026 al 31/06/2026, entro il 30.09.26";
        let found: Vec<(&str, bool)> =
            days(text).iter().map(|day| (day.text, day.date(None).is_some())).collect();
        assert_eq!(found, [("1° marzo 2026", true), ("31/06/2026", false), ("30.09.26", true)]);
        assert_eq!(days("2-3 corsi in 10 mesi"), []);
    }

    #[test]
    fn days_are_found_far_apart() {
        let text = format!(
            "Il 3 marzo {}entro il primo aprile {}al 1° luglio dell'anno 2026",
            "e poi ".repeat(20),
            "o ".repeat(20)
        );
        let found: Vec<&str> = days(&text).iter().map(|day| day.text).collect();
        assert_eq!(found, ["3 marzo", "primo aprile", "1° luglio dell'anno 2026"]);
        assert!(
            days(&text)
                .iter()
                .all(|day| text.get(day.before.len()..).is_some_and(|rest| rest.starts_with(day.text)))
        );
    }
}
