//! Exact numbers: no float holds a weight, a score or money.

use std::fmt;
use std::str::FromStr;

use num_rational::Ratio;
use serde::{Deserialize, Serialize};

/// A weight or share (*peso*, *percentuale di partecipazione*), an exact percentage.
///
/// Kept as a ratio because thirds exist: three equal phases weigh 100/3 each and still add up to
/// exactly 100.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Weight(Ratio<i64>);

impl Weight {
    /// Hundred per cent.
    pub const HUNDRED: Self = Self(Ratio::new_raw(100, 1));

    /// `numerator / denominator` per cent; `None` when the denominator is zero.
    pub fn ratio(numerator: i64, denominator: i64) -> Option<Self> {
        let representable = |n: i64| n.checked_abs().is_some();
        (denominator != 0 && representable(numerator) && representable(denominator))
            .then(|| Self(Ratio::new(numerator, denominator)))
    }

    /// The numerator and the (positive) denominator of the percentage, in lowest terms.
    pub fn parts(self) -> (i64, i64) {
        (*self.0.numer(), *self.0.denom())
    }

    /// In hundredths of a per cent, rounded half away from zero: for showing, never to reckon on.
    pub fn hundredths(self) -> i64 {
        let (numerator, denominator) = self.parts();
        let scaled = i128::from(numerator) * 100;
        let half = i128::from(denominator) / 2 * scaled.signum();
        i64::try_from((scaled + half) / i128::from(denominator)).unwrap_or(i64::MAX)
    }

    /// The sum, or `None` where it cannot be represented.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        num_traits::CheckedAdd::checked_add(&self.0, &other.0).map(Self)
    }
}

/// The exact percentage as a decimal when it has one (`12.5`), else as a fraction (`100/3`).
impl fmt::Display for Weight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (numerator, denominator) = self.parts();
        let (mut rest, mut scale) = (denominator, 0_usize);
        let (mut twos, mut fives) = (0_usize, 0_usize);
        while rest % 2 == 0 {
            rest /= 2;
            twos += 1;
        }
        while rest % 5 == 0 {
            rest /= 5;
            fives += 1;
        }
        if rest == 1 && twos.max(fives) <= 12 {
            scale = twos.max(fives);
        } else if rest != 1 || twos.max(fives) > 12 {
            return write!(f, "{numerator}/{denominator}");
        }
        let power = 10_i128.pow(u32::try_from(scale).unwrap_or(0));
        let scaled = i128::from(numerator) * (power / i128::from(denominator));
        let (sign, digits) = (if scaled < 0 { "-" } else { "" }, scaled.unsigned_abs());
        let power = power.unsigned_abs();
        if scale == 0 {
            write!(f, "{sign}{digits}")
        } else {
            write!(f, "{sign}{}.{:0scale$}", digits / power, digits % power)
        }
    }
}

/// Reads the exchange form back: `12.5` or `100/3`.
impl FromStr for Weight {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        if let Some((numerator, denominator)) = text.split_once('/') {
            let part = |text: &str| text.trim().parse::<i64>().map_err(drop);
            return Self::ratio(part(numerator)?, part(denominator)?).ok_or(());
        }
        let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
        if decimals.len() > 12 || !decimals.bytes().all(|b| b.is_ascii_digit()) {
            return Err(());
        }
        let digits: i64 = format!("{whole}{decimals}").parse().map_err(drop)?;
        let power = 10_i64.pow(u32::try_from(decimals.len()).map_err(drop)?);
        Self::ratio(digits, power).ok_or(())
    }
}

/// An amount of money in integer cents of euro.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Money {
    /// Cents of euro, negative for a recovery.
    pub cents: i64,
}

/// The amount with a point and two decimals: `1621675.11`.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.cents < 0 { "-" } else { "" };
        let cents = self.cents.unsigned_abs();
        write!(f, "{sign}{}.{:02}", cents / 100, cents % 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_print_exactly_and_read_back() {
        for (numerator, denominator, text) in
            [(25, 2, "12.5"), (100, 3, "100/3"), (5, 1, "5"), (-1, 4, "-0.25"), (1, 1000, "0.001")]
        {
            let weight = Weight::ratio(numerator, denominator).unwrap();
            assert_eq!(weight.to_string(), text);
            assert_eq!(text.parse(), Ok(weight));
        }
    }

    #[test]
    fn three_thirds_make_exactly_one_hundred() {
        let third = Weight::ratio(100, 3).unwrap();
        let sum = third.checked_add(third).and_then(|sum| sum.checked_add(third));
        assert_eq!(sum, Some(Weight::HUNDRED));
    }
}
