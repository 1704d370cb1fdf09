//! Bounds of a score in whole billionths of a point; the proof is in the module above.

use std::fmt;

use num_traits::ToPrimitive;

use crate::exact::Exact;

/// Units in a point.
const POINT: u64 = 1_000_000_000;
/// The full score.
const FULL: u64 = 100 * POINT;
/// A step of the official score.
const HUNDREDTH: u64 = POINT / 100;

/// A score with the two decimals of the official one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Official(u16);

impl Official {
    /// The official digits of a score: held between 0 and 100, rounded half up to two decimals.
    pub fn of(score: &Exact) -> Self {
        let hundredths = (score.clamped().rounded(2) * Exact::hundred()).floor();
        // Between 0 and 10,000 after the clamp.
        Self(hundredths.to_u16().unwrap_or(u16::MAX))
    }

    /// Hundredths of a point, 0 to 10,000.
    pub fn hundredths(self) -> u16 {
        self.0
    }
}

impl fmt::Display for Official {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}", self.0 / 100, self.0 % 100)
    }
}

/// What holds a score: it is not less than `low` and not more than `high`, in billionths of a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bounds {
    pub(super) low: u64,
    pub(super) high: u64,
}

impl Bounds {
    pub(super) const NOUGHT: Self = Self { low: 0, high: 0 };
    pub(super) const FULL: Self = Self { low: FULL, high: FULL };

    /// The bounds of `100 · numerator / denominator` held between 0 and 100, for a denominator over nought.
    pub(super) fn ratio(numerator: i64, denominator: i64) -> Self {
        if numerator <= 0 {
            return Self::NOUGHT;
        }
        if numerator >= denominator {
            return Self::FULL;
        }
        let (numerator, denominator) = (numerator.unsigned_abs(), denominator.unsigned_abs());
        if let Some(scaled) = numerator.checked_mul(FULL) {
            return Self::from_division(scaled / denominator, !scaled.is_multiple_of(denominator));
        }
        let (scaled, denominator) = (u128::from(numerator) * u128::from(FULL), u128::from(denominator));
        // Less than FULL, as the numerator is less than the denominator.
        let low = u64::try_from(scaled / denominator).unwrap_or(FULL);
        Self::from_division(low, !scaled.is_multiple_of(denominator))
    }

    fn from_division(low: u64, rest: bool) -> Self {
        Self { low, high: low + u64::from(rest) }
    }

    /// The bounds of a score that is known exactly.
    pub(super) fn of(score: &Exact) -> Self {
        let scaled = score.clamped() * Exact::from(1_000_000_000);
        let low = scaled.floor().to_u64().unwrap_or(FULL);
        Self::from_division(low, !scaled.fraction().is_zero())
    }

    /// The official digits, when the bounds decide them.
    pub(super) fn official(self) -> Option<Official> {
        let rounded = |score: u64| (score + HUNDREDTH / 2) / HUNDREDTH;
        let digits = rounded(self.low);
        if digits != rounded(self.high) {
            return None;
        }
        u16::try_from(digits).ok().map(Official)
    }
}

/// A weighted mean on its way.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sum {
    weight: u128,
    low: u128,
    high: u128,
}

impl Sum {
    pub(super) fn add(&mut self, weight: u64, score: Bounds) {
        self.weight += u128::from(weight);
        self.low += u128::from(weight) * u128::from(score.low);
        self.high += u128::from(weight) * u128::from(score.high);
    }

    /// The bounds of the mean; none when nothing weighs.
    pub(super) fn mean(self) -> Option<Bounds> {
        let small = (u64::try_from(self.weight), u64::try_from(self.low), u64::try_from(self.high));
        match small {
            (Ok(0), ..) => None,
            // Machine words, which divide several times faster.
            (Ok(weight), Ok(low), Ok(high)) => {
                Some(Bounds { low: low / weight, high: high.div_ceil(weight) })
            }
            _ => Some(Bounds {
                low: u64::try_from(self.low / self.weight).unwrap_or(FULL),
                high: u64::try_from(self.high.div_ceil(self.weight)).unwrap_or(FULL),
            }),
        }
    }
}
