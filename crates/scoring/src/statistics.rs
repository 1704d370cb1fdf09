//! Statistics of scores (rulebook 4.8 and 8.19), with small numbers kept back.

use num_bigint::BigInt;

use crate::exact::Exact;

/// What is told of the scores of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statistics {
    /// How many.
    pub count: usize,
    /// Mean.
    pub mean: Exact,
    /// Median.
    pub median: Exact,
    /// Population standard deviation, to six decimals.
    pub deviation: Exact,
    /// Part at or above a score, per cent.
    pub at_top: Exact,
    /// Part with the full score, per cent.
    pub at_most: Exact,
}

/// Fewer scores than these tell of single people, and no statistics are given (rulebook 7.1).
pub const FEWEST: usize = 5;

/// Statistics of some scores; none of fewer than `fewest`.
pub fn statistics(scores: &[Exact], top: &Exact, fewest: usize) -> Option<Statistics> {
    if scores.is_empty() || scores.len() < fewest {
        return None;
    }
    let mut sorted = scores.to_vec();
    sorted.sort();
    let part =
        |count: usize| &Exact::from(BigInt::from(count * 100)) / &Exact::from(BigInt::from(scores.len()));
    Some(Statistics {
        count: scores.len(),
        mean: mean(scores)?,
        median: median(&sorted)?,
        deviation: deviation(scores)?,
        at_top: part(scores.iter().filter(|score| *score >= top).count()),
        at_most: part(scores.iter().filter(|score| **score >= Exact::hundred()).count()),
    })
}

/// The mean; none of nothing.
pub fn mean(scores: &[Exact]) -> Option<Exact> {
    let sum: Exact = scores.iter().cloned().sum();
    sum.checked_div(&Exact::from(BigInt::from(scores.len())))
}

fn median(sorted: &[Exact]) -> Option<Exact> {
    let middle = sorted.len() / 2;
    if sorted.len() % 2 == 1 {
        return sorted.get(middle).cloned();
    }
    let two = [sorted.get(middle.checked_sub(1)?)?.clone(), sorted.get(middle)?.clone()];
    mean(&two)
}

/// The population standard deviation, rounded half up to six decimals: a root has no exact value, so this
/// is a rounding point of its own.
pub fn deviation(scores: &[Exact]) -> Option<Exact> {
    let mean = mean(scores)?;
    let squares: Vec<Exact> = scores
        .iter()
        .map(|score| {
            let distance = score - &mean;
            &distance * &distance
        })
        .collect();
    Some(root(&self::mean(&squares)?))
}

const DECIMALS: u32 = 6;

/// The square root of a number that is not less than nought, rounded half up to six decimals.
fn root(number: &Exact) -> Exact {
    let power = BigInt::from(10).pow(DECIMALS);
    // ⌊√(4·x·10¹²)⌋ halved and rounded up at the half is √x to six decimals.
    let scaled = number * &Exact::from(BigInt::from(4) * &power * &power);
    let twice = scaled.floor().sqrt();
    let nearest: BigInt = (twice + 1) / 2;
    &Exact::from(nearest) / &Exact::from(power)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roots_are_rounded_half_up() {
        for (number, expected) in
            [("0", "0"), ("4", "2"), ("2", "1.414214"), ("1/4", "0.5"), ("15.8", "3.974921")]
        {
            assert_eq!(root(&number.parse().unwrap()).to_string(), expected);
        }
    }

    #[test]
    fn small_groups_are_kept_back() {
        let scores: Vec<Exact> = [90, 80, 70, 60].map(Exact::from).to_vec();
        assert_eq!(statistics(&scores, &Exact::from(90), FEWEST), None);
    }
}
