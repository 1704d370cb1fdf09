//! Rows of the table made ready: where a score only has steps, each step is reckoned once.
//!
//! The steps are found by asking the function itself, once in every stretch between two numbers at which its
//! score may change; so they cannot differ from it.

use jiff::ToSpan;
use jiff::civil::Date;
use num_traits::ToPrimitive;

use super::bounds::Bounds;
use super::listed::Listed;
use crate::exact::Exact;
use crate::function::{Actual, Function};

/// A row of the table, as it is asked.
#[derive(Debug)]
pub(super) enum Table {
    /// The score of a whole number: days (or weeks begun) late, or a value on its scale.
    Steps(Steps),
    /// F8: so many points (a fraction) for each day late beyond a tolerance.
    Points { numerator: i64, denominator: i64, tolerance: i64 },
    /// The function is asked each time.
    Asked,
}

/// Scores between limits.
#[derive(Debug)]
pub(super) struct Steps {
    /// Days in what is counted; none when it is a value.
    pub(super) days: Option<i64>,
    /// The last number of each step but the last.
    up_to: Vec<i64>,
    /// The score of each step; none where the rule is silent.
    scores: Vec<Option<Bounds>>,
    /// The score of what is never done.
    pub(super) never: Option<Bounds>,
}

impl Steps {
    /// The score of a number.
    pub(super) fn score(&self, number: i64) -> Option<Bounds> {
        let step = self.up_to.partition_point(|last| *last < number);
        self.scores.get(step).copied().flatten()
    }
}

impl Table {
    pub(super) fn of(listed: &Listed, decimals: u32) -> Self {
        if let Listed::PointsPerDay { points, tolerance } = listed {
            return Self::points(points, *tolerance).unwrap_or(Self::Asked);
        }
        Self::steps(listed, decimals).map_or(Self::Asked, Self::Steps)
    }

    fn points(points: &Exact, tolerance: u32) -> Option<Self> {
        let (numerator, denominator) = points.parts();
        let (numerator, denominator) = (numerator.to_i64()?, denominator.to_i64()?);
        // Small enough for 100 · denominator − numerator · days; points that are not are asked for.
        let fit = (1..=1_000_000_000).contains(&numerator) && denominator <= 1_000_000_000;
        fit.then_some(Self::Points { numerator, denominator, tolerance: i64::from(tolerance) })
    }

    fn steps(listed: &Listed, decimals: u32) -> Option<Steps> {
        let days = listed.days_counted();
        if listed.is_of_dates() && days.is_none() {
            return None;
        }
        let scale = if days.is_some() { Exact::one() } else { Exact::from(10_i64.pow(decimals)) };
        let mut up_to = Vec::new();
        for limit in listed.limits()? {
            let limit = limit * scale.clone();
            let below = limit.floor().to_i64()?;
            up_to.push(below);
            // The limit itself may belong to the one side or the other: a step of its own.
            up_to.extend(limit.fraction().is_zero().then(|| below.checked_sub(1)).flatten());
        }
        up_to.sort_unstable();
        up_to.dedup();
        let one_in_each = up_to.iter().copied().chain([up_to.last()?.checked_add(1)?]);
        let function = listed.function(ANY_DAY, Exact::zero());
        let asked = |number: i64| {
            let actual = match days {
                Some(days) => Actual::Done(day_late(number.checked_mul(days)?)?),
                None => Actual::Value(Exact::from(number) / scale.clone()),
            };
            Some(score(&function, &actual))
        };
        let scores: Option<Vec<Option<Bounds>>> = one_in_each.map(asked).collect();
        Some(Steps { days, up_to, scores: scores?, never: score(&function, &Actual::Never) })
    }
}

/// Delays are counted from the deadline: whichever it is, so many days late score the same.
const ANY_DAY: Date = Date::constant(2000, 1, 1);

/// The day that is so many days late; none when it is too far to be a date.
fn day_late(days: i64) -> Option<Date> {
    let span = i32::try_from(days).ok().filter(|days| days.abs() < 2_000_000)?.days();
    ANY_DAY.checked_add(span).ok()
}

fn score(function: &Function, actual: &Actual) -> Option<Bounds> {
    function.evaluate(Some(actual)).ok().map(|achievement| Bounds::of(&achievement.score))
}
