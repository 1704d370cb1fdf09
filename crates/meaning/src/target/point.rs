//! Points in time, alone and in lists: `31/12`, *aprile 2025*, *primo semestre*.

use domain::target::Deadline;

use super::{Refused, Step};
use crate::scan::Cursor;
use crate::years::year;
use crate::{date, month};

/// Points in time one after the other: `31 maggio e 30 novembre 2025`. A year at the end is the year of
/// all of them.
pub(super) fn list(cursor: Cursor<'_>) -> Step<'_, Vec<Deadline>> {
    let Some((first, mut rest)) = point(cursor)? else { return Ok(None) };
    let mut times = vec![first];
    while let Some(last) = times.last()
        && let Some(start) = joint(rest, last)
        && let Some((next, after)) = point(start)?
        && is_same_kind(last, &next)
    {
        if !times.contains(&next) {
            times.push(next);
        }
        rest = after;
    }
    if let Some(year) = times.last().and_then(year_of) {
        for time in &mut times {
            *time = in_year(time, year)?;
        }
    }
    Ok(Some((times, rest)))
}

/// After what joins a point to the next: a comma, *e*, or a stroke that cannot be inside a date.
fn joint<'t>(cursor: Cursor<'t>, last: &Deadline) -> Option<Cursor<'t>> {
    let spaced = cursor.peek().is_some_and(|token| token.spaced);
    let stroke = cursor.sign('/').filter(|_| spaced || matches!(last, Deadline::Month { .. }));
    let rest = cursor.sign(',').or_else(|| cursor.any("e ed")).or(stroke)?;
    Some(rest.skip("il l al all la"))
}

fn is_same_kind(a: &Deadline, b: &Deadline) -> bool {
    let day = |point: &Deadline| matches!(point, Deadline::Date(_) | Deadline::DayOfMonth { .. });
    (day(a) && day(b)) || std::mem::discriminant(a) == std::mem::discriminant(b)
}

fn year_of(point: &Deadline) -> Option<i16> {
    match point {
        Deadline::Date(date) => Some(date.year()),
        Deadline::Month { year, .. } | Deadline::Part { year, .. } => *year,
        _ => None,
    }
}

fn in_year(point: &Deadline, year: i16) -> Result<Deadline, Refused> {
    Ok(match *point {
        Deadline::DayOfMonth { month, day } => {
            let written = date::Written { day, month, year: Some(year) };
            Deadline::Date(written.date(None).ok_or(Refused)?)
        }
        Deadline::Month { month, year: None } => Deadline::Month { month, year: Some(year) },
        Deadline::Part { months, ordinal, year: None } => {
            Deadline::Part { months, ordinal, year: Some(year) }
        }
        ref other => other.clone(),
    })
}

/// One point in time; a day that does not exist is a refusal.
pub(super) fn point(cursor: Cursor<'_>) -> Step<'_, Deadline> {
    if let Some((written, rest)) = date::written(cursor) {
        let deadline = match written.year {
            Some(_) => Deadline::Date(written.date(None).ok_or(Refused)?),
            None if written.exists() => Deadline::DayOfMonth { month: written.month, day: written.day },
            None => return Err(Refused),
        };
        return Ok(Some((deadline, rest)));
    }
    Ok(month_of_year(cursor).or_else(|| part(cursor)).or_else(|| {
        let (year, rest) = year(cursor.skip("anno annualita esercizio"))?;
        Some((Deadline::Year(year), rest))
    }))
}

/// `dicembre`, `aprile 2025`, `12/2024`.
fn month_of_year(cursor: Cursor<'_>) -> Option<(Deadline, Cursor<'_>)> {
    if let Some((month, rest)) = cursor.digits(2) {
        let (year, rest) = year(rest.sign('/')?)?;
        let month = u8::try_from(month).ok().filter(|month| (1..=12).contains(month))?;
        return Some((Deadline::Month { month, year: Some(year) }, rest));
    }
    let (month, rest) = date::month_word(cursor)?;
    let (year, rest) = own_year(rest);
    Some((Deadline::Month { month, year }, rest))
}

pub(super) fn part(cursor: Cursor<'_>) -> Option<(Deadline, Cursor<'_>)> {
    let (part, rest) = month::part(cursor, false)?;
    let (year, rest) = own_year(rest);
    Some((Deadline::Part { months: part.months, ordinal: part.ordinal, year }, rest))
}

/// The year that goes with a month or part: `2025`, `del 2025`, `dell'anno 2025`, `/2025`.
fn own_year(cursor: Cursor<'_>) -> (Option<i16>, Cursor<'_>) {
    let start = cursor.sign('/').unwrap_or_else(|| cursor.skip("del dell").skip("anno"));
    match year(start) {
        Some((year, rest)) => (Some(year), rest),
        None => (None, cursor),
    }
}
