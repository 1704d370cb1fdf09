//! The roll-up over columns, on every core.

use std::ops::Range;

use rayon::prelude::*;

use super::bounds::{Bounds, Official, Sum};
use super::columns::{Columns, part};

/// Objectives that a core takes at a time.
const AT_A_TIME: usize = 1024;

/// Official scores, in the order of the columns; none where a score is undetermined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scores {
    /// Of the objectives, neutralised ones too.
    pub objectives: Vec<Option<Official>>,
    /// Of the bodies.
    pub bodies: Vec<Option<Official>>,
    /// How many of them the bounds did not decide, so that they were reckoned in big fractions.
    pub reckoned_in_fractions: usize,
}

impl Columns {
    /// Scores every objective and body: the digits are those of [`roll_up`](crate::tree::roll_up).
    pub fn score(&self) -> Scores {
        let every = (0..self.objectives()).into_par_iter().with_min_len(AT_A_TIME);
        let bounds: Vec<Option<Bounds>> = every.map(|place| self.objective_bounds(place)).collect();
        let bodies = (0..self.bodies()).into_par_iter().with_min_len(AT_A_TIME / 32);
        let of_bodies: Vec<Option<Bounds>> = bodies.map(|place| self.body_bounds(place, &bounds)).collect();
        Scores {
            objectives: official(&bounds, |place| self.objective_score(place)),
            bodies: official(&of_bodies, |place| self.body_score(place)),
            reckoned_in_fractions: undecided(&bounds) + undecided(&of_bodies),
        }
    }

    pub(super) fn objective_bounds(&self, place: usize) -> Option<Bounds> {
        let rows = span(&self.indicators_from, place)?;
        let mut sum = Sum::default();
        for row in self.indicators.rows(rows.start, rows.end) {
            sum.add(row.weight.unsigned_abs(), self.achieved(row)?);
        }
        self.adds_up(part(&self.indicators.weight, rows.start, rows.end)).then(|| sum.mean()).flatten()
    }

    pub(super) fn body_bounds(&self, place: usize, objectives: &[Option<Bounds>]) -> Option<Bounds> {
        let rows = span(&self.objectives_from, place)?;
        let weights = part(&self.objectives.weight, rows.start, rows.end);
        let neutralised = part(&self.objectives.neutralised, rows.start, rows.end);
        let scores = part(objectives, rows.start, rows.end);
        let mut sum = Sum::default();
        for ((weight, score), leaves) in weights.iter().zip(scores).zip(neutralised) {
            if !leaves {
                sum.add(weight.unsigned_abs(), (*score)?);
            }
        }
        self.adds_up(weights).then(|| sum.mean()).flatten()
    }

    /// Whether the weights of siblings are what the method asks for.
    fn adds_up(&self, weights: &[i64]) -> bool {
        let hundred = 100 * 10_i128.pow(self.method.weight_decimals);
        self.method.normalise || weights.iter().map(|weight| i128::from(*weight)).sum::<i128>() == hundred
    }
}

fn span(from: &[usize], place: usize) -> Option<Range<usize>> {
    Some(*from.get(place)?..*from.get(place + 1)?)
}

/// The digits, from the bounds where they decide, else from the exact score.
fn official(
    bounds: &[Option<Bounds>],
    exact: impl Fn(usize) -> Option<crate::Exact> + Sync,
) -> Vec<Option<Official>> {
    let digits = |(place, bounds): (usize, &Option<Bounds>)| {
        let bounds = (*bounds)?;
        bounds.official().or_else(|| exact(place).as_ref().map(Official::of))
    };
    bounds.par_iter().enumerate().with_min_len(AT_A_TIME / 4).map(digits).collect()
}

fn undecided(bounds: &[Option<Bounds>]) -> usize {
    bounds.iter().flatten().filter(|bounds| bounds.official().is_none()).count()
}
