//! Amounts between two ends: *tra 70% e 100%*, *2-3 corsi*, *da 2 a 3 ore*.

use domain::target::Measure;
use rust_decimal::Decimal;

use super::measure::{Counted, marker, measure};
use super::single::looks_like_year;
use crate::scan::Cursor;

/// *Tra 70% e 100%*, *2-3 corsi*, *da 2 a 3 ore*.
pub(super) fn range(cursor: Cursor<'_>) -> Option<(Measure, Measure, Cursor<'_>)> {
    let articles = "il lo l la i gli le";
    if let Some(start) = cursor.any("tra fra") {
        let first = measure(start.skip(articles))?;
        let second = measure(first.rest.any("e ed")?.skip(articles))?;
        return ends(first.measure, second);
    }
    let opening = cursor.before(1).is_none_or(|t| t.is_sign(':') || t.is_any("di almeno"));
    if let Some(start) = cursor.any("da").filter(|_| opening) {
        let first = measure(start)?;
        let second = measure(first.rest.any("a ad")?)?;
        return ends(first.measure, second);
    }
    let start = marker(cursor).unwrap_or(cursor);
    let led = opening || !is_start_of(start, cursor);
    let (first, rest) = start.number().filter(|_| !looks_like_year(start))?;
    let dash = rest.peek().filter(|token| token.is_dash() || token.is_sign('/'))?;
    let second = measure(rest.next())?;
    let counts =
        matches!(second.measure, Measure::Quantity { .. } | Measure::Days { .. } | Measure::Percent(_));
    let joined = dash.is_dash() && (counts || second.rest.is_end());
    (led && joined).then(|| ends(Measure::Number(first), second)).flatten()
}

fn is_start_of(inner: Cursor<'_>, outer: Cursor<'_>) -> bool {
    inner.text_until(inner.next()) == outer.text_until(outer.next())
}

/// *Dal 50% al 60%*: a range, or a change from the one to the other.
pub(super) fn is_from_share_to_share(cursor: Cursor<'_>) -> bool {
    let second = || {
        let first = measure(cursor.any("da dal dall dallo")?)?;
        measure(first.rest.any("a al all allo")?)
    };
    second().is_some_and(|counted| matches!(counted.measure, Measure::Percent(_)))
}

/// Two ends of a range; the measure may be written once, at the second.
fn ends(first: Measure, second: Counted<'_>) -> Option<(Measure, Measure, Cursor<'_>)> {
    let number = |measure: &Measure| match measure {
        Measure::Number(number)
        | Measure::Percent(number)
        | Measure::Days { days: number, .. }
        | Measure::Quantity { number, .. } => Some(*number),
        Measure::Money(_) => None,
    };
    let like = |model: &Measure, number: Decimal| match model {
        Measure::Number(_) | Measure::Money(_) => Measure::Number(number),
        Measure::Percent(_) => Measure::Percent(number),
        Measure::Days { working, .. } => Measure::Days { days: number, working: *working },
        Measure::Quantity { unit, .. } => Measure::Quantity { number, unit: unit.clone() },
    };
    let Counted { measure: second, rest } = second;
    if let (Measure::Money(from), Measure::Money(to)) = (&first, &second) {
        return (from < to).then_some((first, second, rest));
    }
    let (from, to) = (number(&first)?, number(&second)?);
    let model = match (&first, &second) {
        (Measure::Percent(_), Measure::Number(_)) => &first,
        (Measure::Number(_), _) => &second,
        (first, second) if like(first, to) == *second => second,
        _ => return None,
    };
    (from < to).then(|| (like(model, from), like(model, to), rest))
}
