//! Dice that fall the same way for the same seed.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use rust_decimal::Decimal;
use scoring::Exact;

/// A generator of numbers (SplitMix64).
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x5851_F42D_4C95_7F2D)
    }

    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A whole number, both ends included.
    pub fn from(&mut self, low: i64, high: i64) -> i64 {
        let width = u64::try_from(high - low + 1).unwrap();
        low + i64::try_from(self.roll() % width).unwrap()
    }

    pub fn one_in(&mut self, times: i64) -> bool {
        self.from(1, times) == 1
    }

    pub fn among<T: Clone>(&mut self, all: &[T]) -> T {
        all[usize::try_from(self.from(0, i64::try_from(all.len()).unwrap() - 1)).unwrap()].clone()
    }

    pub fn maybe<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.one_in(5) { None } else { Some(make(self)) }
    }

    /// A score, 0 to 100.
    pub fn score(&mut self) -> Exact {
        match self.from(0, 3) {
            0 => Exact::ratio(self.from(0, 700), 7).unwrap(),
            1 => Exact::ratio(self.from(0, 10_000), 100).unwrap(),
            _ => Exact::from(self.from(0, 20) * 5),
        }
    }

    /// More than nought.
    pub fn positive(&mut self) -> Exact {
        Exact::ratio(self.from(1, 400), self.among(&[1, 1, 1, 2, 3, 10])).unwrap()
    }

    /// Any number, mostly a usual one.
    pub fn wild(&mut self) -> Exact {
        match self.from(0, 5) {
            0 => Exact::from(0),
            1 => Exact::ratio(self.from(-900, 900), self.from(1, 13)).unwrap(),
            _ => self.positive(),
        }
    }

    pub fn decimal(&mut self, low: i64, high: i64) -> Decimal {
        let scale = self.among(&[0, 0, 1, 2]);
        Decimal::new(
            self.from(low, high) * 10_i64.pow(scale) + if scale > 0 { self.from(0, 3) } else { 0 },
            scale,
        )
    }

    /// A day, often one of few, so that days meet.
    pub fn day(&mut self) -> Date {
        let begin = self.among(&[date(2026, 6, 30), date(2026, 1, 31), date(2025, 4, 18), date(2024, 2, 29)]);
        let most = self.among(&[0, 20, 100, 800]);
        begin.checked_add(self.from(-most, most).days()).unwrap()
    }
}
