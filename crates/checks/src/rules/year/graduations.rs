//! Whether one graduation gives more for the same result than another of its kind.

use std::cmp::Ordering;

use domain::Rule;
use domain::rule::{Band, Outcome, PerPeriod};
use domain::text::folded;
use rust_decimal::Decimal;

/// Whether the new graduation gives nowhere less and somewhere more; rules of two kinds are not compared.
pub fn is_easier(old: &Rule, new: &Rule) -> bool {
    let found = match (old, new) {
        (Rule::Value { unit: a, bands: was }, Rule::Value { unit: b, bands: is })
            if folded(a) == folded(b) =>
        {
            bands(was, is)
        }
        (
            Rule::Delay { reference: a, unit: of, bands: was, not_done: before },
            Rule::Delay { reference: b, unit: by, bands: is, not_done: after },
        ) if a == b && of == by => {
            let mut found = bands(was, is);
            found.extend(before.zip(*after).map(|(was, is)| is.cmp(&was)));
            found
        }
        (
            Rule::Proportional { expected: was, inverse: a, least: floor },
            Rule::Proportional { expected: is, inverse: b, least },
        ) if a == b => {
            let expected = was.zip(*is).map(|(was, is)| if *a { is.cmp(&was) } else { was.cmp(&is) });
            expected.into_iter().chain([floor.cmp(least)]).collect()
        }
        (Rule::PerUnit { full: was, points: cost, .. }, Rule::PerUnit { full: is, points, .. }) => {
            vec![was.cmp(is), cost.cmp(points)]
        }
        (Rule::PerPeriod(was), Rule::PerPeriod(is)) => periods(was, is),
        (Rule::Outcomes(was), Rule::Outcomes(is)) => outcomes(was, is),
        _ => Vec::new(),
    };
    found.contains(&Ordering::Greater) && !found.contains(&Ordering::Less)
}

/// How the scores compare at each end of a band and between two ends: greater is easier. A result that a rule does
/// not name is not compared.
fn bands(old: &[Band], new: &[Band]) -> Vec<Ordering> {
    let ends = old.iter().chain(new).flat_map(|band| [band.from.value(), band.to.value()]).flatten();
    let mut ends: Vec<Decimal> = ends.collect();
    ends.sort_unstable();
    ends.dedup();
    let between = ends.windows(2).filter_map(|pair| match pair {
        [from, to] => Some((from + to) / Decimal::TWO),
        _ => None,
    });
    let outside = [ends.first().map(|end| end - Decimal::ONE), ends.last().map(|end| end + Decimal::ONE)];
    let probes: Vec<Decimal> =
        between.chain(ends.iter().copied()).chain(outside.into_iter().flatten()).collect();
    let score =
        |bands: &[Band], at: &Decimal| bands.iter().find(|band| band.holds(at)).map(|band| band.score);
    let compared = probes.iter().filter_map(|at| Some(score(new, at)?.cmp(&score(old, at)?)));
    compared.collect()
}

fn periods(was: &PerPeriod, is: &PerPeriod) -> Vec<Ordering> {
    if (&was.reference, was.every, was.step, was.whole) != (&is.reference, is.every, is.step, is.whole) {
        return Vec::new();
    }
    // Without an end a delay costs points for ever, and the floor holds.
    let zero = match (was.zero_after, is.zero_after) {
        (Some(was), Some(is)) => is.cmp(&was),
        (Some(_), None) => Ordering::Greater,
        (None, Some(_)) => Ordering::Less,
        (None, None) => Ordering::Equal,
    };
    vec![was.points.cmp(&is.points), is.tolerance.cmp(&was.tolerance), is.floor.cmp(&was.floor), zero]
}

fn outcomes(was: &[Outcome], is: &[Outcome]) -> Vec<Ordering> {
    let same = |old: &Outcome| is.iter().find(|new| folded(&new.text) == folded(&old.text));
    was.iter().filter_map(|old| Some(same(old)?.score.cmp(&old.score))).collect()
}
