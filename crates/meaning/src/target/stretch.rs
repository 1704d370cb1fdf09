//! Stretches of time: *marzo – giugno*, *dal 1° aprile al 31 dicembre*, *fino al 31/12*, *a partire da
//! ottobre*.

use domain::target::{Deadline, Target};

use super::Step;
use super::point::point;
use super::time::LEADING_TO_A_TIME;
use crate::scan::{Cursor, Token};

const FROM: &str = "da dal dall dalla dallo";
const TO: &str = "a ad al all alla allo";

/// A stretch of time in words.
pub(super) fn period(cursor: Cursor<'_>) -> Step<'_, Target> {
    if let Some(rest) = cursor.one_of(&["a partire", "a decorrere"]) {
        return going_on(rest);
    }
    if let Some(start) = cursor.any("fino sino").and_then(|rest| rest.any(TO)) {
        let to = led_point(start)?;
        return Ok(to.map(|(to, rest)| (Target::Period { from: None, to: Some(to) }, rest)));
    }
    if let Some(start) = cursor.any("tra fra") {
        return between(start);
    }
    match cursor.any(FROM) {
        Some(start) => from_to(start, cursor.before(1).is_none()),
        None => Ok(None),
    }
}

/// Two points with a dash: `marzo - giugno`, `2024-2026`.
pub(super) fn dashed(cursor: Cursor<'_>) -> Step<'_, Target> {
    let Some((from, dash)) = point(cursor)? else { return Ok(None) };
    if !dash.peek().is_some_and(Token::is_dash) {
        return Ok(None);
    }
    let to = point(dash.next())?.filter(|(to, _)| is_stretch(&from, to));
    Ok(to.map(|(to, rest)| (Target::Period { from: Some(from), to: Some(to) }, rest)))
}

/// After *a partire*: the end may follow.
fn going_on(cursor: Cursor<'_>) -> Step<'_, Target> {
    let Some((from, rest)) = led_point(cursor.skip(FROM))? else { return Ok(None) };
    let (to, rest) = match upper_end(rest)? {
        Some((to, rest)) => (Some(to), rest),
        None => (None, rest),
    };
    Ok(Some((Target::Period { from: Some(from), to }, rest)))
}

/// After *tra*.
fn between(cursor: Cursor<'_>) -> Step<'_, Target> {
    let Some((from, rest)) = led_point(cursor)? else { return Ok(None) };
    let Some(start) = rest.any("e ed") else { return Ok(None) };
    let to = led_point(start)?;
    Ok(to.map(|(to, rest)| (Target::Period { from: Some(from), to: Some(to) }, rest)))
}

/// After *da*. *Dal 31/12/2023* alone is a date of reference; *da giugno*, at the start, is not.
fn from_to(cursor: Cursor<'_>, opens: bool) -> Step<'_, Target> {
    let Some((from, rest)) = led_point(cursor)? else { return Ok(None) };
    if let Some((to, rest)) = upper_end(rest)? {
        return Ok(Some((Target::Period { from: Some(from), to: Some(to) }, rest)));
    }
    let begins = opens && matches!(from, Deadline::Month { .. });
    Ok(begins.then_some((Target::Period { from: Some(from), to: None }, rest)))
}

fn upper_end(cursor: Cursor<'_>) -> Step<'_, Deadline> {
    match cursor.skip("fino sino").any(TO) {
        Some(start) => led_point(start),
        None => Ok(None),
    }
}

fn led_point(cursor: Cursor<'_>) -> Step<'_, Deadline> {
    point(cursor.skip_all(LEADING_TO_A_TIME, 4))
}

/// Whether two points are days, months or years, so that a dash between them is a stretch.
fn is_stretch(from: &Deadline, to: &Deadline) -> bool {
    let plain = |point: &Deadline| {
        matches!(point, Deadline::Date(_) | Deadline::DayOfMonth { .. } | Deadline::Month { .. })
    };
    let years =
        |a: &Deadline, b: &Deadline| matches!((a, b), (Deadline::Year(a), Deadline::Year(b)) if a < b);
    (plain(from) && plain(to)) || years(from, to)
}
