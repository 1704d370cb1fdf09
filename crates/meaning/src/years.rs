//! Lists of years: `2024 – 2026`, `2025 2026 2027`, `triennio 2025-2027`.

use std::ops::RangeInclusive;

use crate::scan::{Cursor, Shape, tokens};

/// Years that a plan can speak of.
pub(crate) const KNOWN: RangeInclusive<i16> = 1900..=2199;

/// Years in one range; a longer one is a slip of the pen.
const LONGEST: i16 = 30;

/// The years a text lists, in its order. Two years joined by a dash, a stroke or *al* are the ends of
/// a range; three joined so are a list.
pub fn parse(text: &str) -> Option<Vec<i16>> {
    let tokens = tokens(text);
    let (wanted, cursor) = title(Cursor::new(text, &tokens));
    let (first, mut cursor) = year(cursor)?;
    let mut years = vec![first];
    let mut joined = None;
    while !cursor.is_end() {
        let (next, rest, by_dash) = following(cursor, *years.last()?)?;
        // Years joined now by dashes and now by commas can mean several things.
        if joined.is_some_and(|joined| joined != by_dash) {
            return None;
        }
        joined = Some(by_dash);
        years.push(next);
        cursor = rest;
    }
    if let (&[first, last], Some(true)) = (years.as_slice(), joined) {
        years = range(first, last)?;
    }
    wanted.is_none_or(|count| years.len() == count).then_some(years)
}

/// A word before the years, and how many years it announces.
fn title(cursor: Cursor<'_>) -> (Option<usize>, Cursor<'_>) {
    let announced = [("biennio", 2), ("triennio", 3), ("quadriennio", 4), ("quinquennio", 5)];
    for (word, count) in announced {
        if let Some(rest) = cursor.word(word) {
            return (Some(count), rest);
        }
    }
    (None, cursor.skip("anno anni annualita dal periodo").skip("dal"))
}

fn following(cursor: Cursor<'_>, last: i16) -> Option<(i16, Cursor<'_>, bool)> {
    let sign = cursor.peek()?;
    if sign.is_dash() || sign.is_sign('/') || sign.is_any("al") {
        let (next, rest) = year(cursor.next()).or_else(|| short_year(cursor.next(), last))?;
        return Some((next, rest, true));
    }
    let comma = cursor.sign(',').or_else(|| cursor.sign(';')).unwrap_or(cursor);
    let (next, rest) = year(comma.skip("e ed"))?;
    Some((next, rest, false))
}

/// A year of four digits.
pub(crate) fn year(cursor: Cursor<'_>) -> Option<(i16, Cursor<'_>)> {
    let token = cursor.peek().filter(|token| token.shape == Shape::Number && token.text.len() == 4)?;
    let year: i16 = token.text.parse().ok()?;
    KNOWN.contains(&year).then(|| (year, cursor.next()))
}

/// The end of a range written with two digits, `2024-26`: the first such year after its start.
fn short_year(cursor: Cursor<'_>, first: i16) -> Option<(i16, Cursor<'_>)> {
    let token = cursor.peek().filter(|token| token.shape == Shape::Number && token.text.len() == 2)?;
    let year = first - first % 100 + token.text.parse::<i16>().ok()?;
    (year > first).then(|| (year, cursor.next()))
}

fn range(first: i16, last: i16) -> Option<Vec<i16>> {
    (first < last && last - first < LONGEST).then(|| (first..=last).collect())
}

/// The years: consecutive ones as a range, others as a list.
pub fn render(years: &[i16]) -> String {
    let consecutive = years.windows(2).all(|pair| pair[0].checked_add(1) == Some(pair[1]));
    match years {
        [first, .., last] if consecutive && years.len() <= LONGEST.unsigned_abs().into() => {
            format!("{first}-{last}")
        }
        _ => years.iter().map(i16::to_string).collect::<Vec<_>>().join(", "),
    }
}
