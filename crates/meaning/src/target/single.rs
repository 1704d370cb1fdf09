//! A target that is one word or number: `Sì`, `9`, `4.00`, `3/4`.

use domain::target::{Deadline, Measure, Operator, Target};

use crate::scan::{Cursor, Shape, first_tokens};
use crate::years::year;
use crate::{date, number};

/// Years a plan can set as its own horizon, apart from plain numbers of that size.
const HORIZON: std::ops::RangeInclusive<i16> = 2000..=2099;

/// Tokens beyond which a text is surely more than a word or number.
const LONGEST: usize = 12;

/// The readings of a text that is a single word or number; none when it is more than that.
pub(super) fn parse(text: &str) -> Vec<Target> {
    let text = text.trim_end_matches(['*', '.', ';', ' ']);
    if let Some(yes) = yes_no(text) {
        return vec![Target::YesNo(yes)];
    }
    let tokens = first_tokens(text, LONGEST);
    let cursor = Cursor::new(text, &tokens);
    if let Some(number) = number::parse(text) {
        // A year and a dotted day look like numbers; which it is, the text alone does not say.
        let day = date::written(cursor).filter(|(written, rest)| rest.is_end() && written.exists());
        let other = match (year(cursor).filter(|(year, _)| HORIZON.contains(year)), day) {
            (Some((year, _)), _) => Some(Deadline::Year(year)),
            (None, Some((day, _))) => Some(Deadline::DayOfMonth { month: day.month, day: day.day }),
            (None, None) => None,
        };
        return [exactly(Measure::Number(number))].into_iter().chain(other.map(Target::Deadline)).collect();
    }
    let changes = signed_percent(cursor);
    if changes.is_empty() { two_numbers(cursor) } else { changes }
}

/// `+5%` is an increase; `-5%` is a reduction or a negative share.
fn signed_percent(cursor: Cursor<'_>) -> Vec<Target> {
    let plus = cursor.sign('+');
    let minus = cursor.sign('-').or_else(|| cursor.sign('−'));
    let percent = plus
        .or(minus)
        .and_then(Cursor::number)
        .filter(|(number, rest)| !number.is_sign_negative() && rest.sign('%').is_some_and(Cursor::is_end));
    let Some((number, _)) = percent else { return Vec::new() };
    let change = Target::Change {
        increase: plus.is_some(),
        operator: Operator::Exactly,
        measure: Measure::Percent(number),
        against: String::new(),
    };
    let share = minus.map(|_| exactly(Measure::Percent(-number)));
    [change].into_iter().chain(share).collect()
}

/// *Sì* or *no*; single letters are marks of a box, not targets.
fn yes_no(text: &str) -> Option<bool> {
    if text.len() < 2 { None } else { crate::flag::parse(text).filter(|_| !text.starts_with('[')) }
}

/// `5/6` is the fifth of June or from five to six; what cannot be a range is left to the dates.
fn two_numbers(cursor: Cursor<'_>) -> Vec<Target> {
    let read = || {
        let (first, rest) = cursor.digits(2)?;
        let (second, rest) = rest.sign('/')?.digits(2)?;
        rest.is_end().then_some((first, second))
    };
    let zero_led = |at: Option<&crate::scan::Token<'_>>| at.is_some_and(|t| t.text.starts_with('0'));
    match (read(), date::written(cursor)) {
        (Some((first, second)), Some((day, _)))
            if first < second && day.exists() && !zero_led(cursor.peek()) =>
        {
            let measure = |number: u32| Measure::Number(number.into());
            vec![
                Target::Deadline(Deadline::DayOfMonth { month: day.month, day: day.day }),
                Target::Range { from: measure(first), to: measure(second) },
            ]
        }
        _ => Vec::new(),
    }
}

/// An amount without an operator.
pub(super) fn exactly(measure: Measure) -> Target {
    Target::Amount { operator: Operator::Exactly, measure }
}

/// Whether the number at the cursor is written like a year: `2025`, not `2.025`.
pub(super) fn looks_like_year(cursor: Cursor<'_>) -> bool {
    cursor.peek().is_some_and(|token| token.shape == Shape::Number)
        && year(cursor).is_some_and(|(year, _)| (2010..=2040).contains(&year))
}
