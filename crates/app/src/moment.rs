//! Moments and days. The clock is outside: every use case is told what time it is.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

/// A moment, in microseconds since 1970 in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Moment(pub i64);

/// So many microseconds has a second.
const SECOND: i64 = 1_000_000;

impl Moment {
    /// A moment that is so many seconds later.
    #[must_use]
    pub fn later(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(SECOND)))
    }

    /// Seconds from an earlier moment to this one.
    pub fn seconds_since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0) / SECOND
    }

    /// Whole seconds since 1970.
    pub fn unix(self) -> i64 {
        self.0.div_euclid(SECOND)
    }

    fn zoned(self) -> Zoned {
        let zone = TimeZone::get("Europe/Rome").unwrap_or(TimeZone::UTC);
        Timestamp::from_microsecond(self.0).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned(zone)
    }

    /// The day it is in Italy (rulebook 0.3: days are civil days there).
    pub fn day(self) -> Date {
        self.zoned().date()
    }

    /// As people write it: `29/11/2026, 10:32`.
    pub fn written(self) -> String {
        let zoned = self.zoned();
        let (day, month, year) = (zoned.day(), zoned.month(), zoned.year());
        format!("{day:02}/{month:02}/{year}, {:02}:{:02}", zoned.hour(), zoned.minute())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_told_as_they_are_in_italy() {
        // 31 December, 23:30 UTC is the new year in Italy.
        let moment = Moment(1_798_759_800 * SECOND);
        assert_eq!(moment.written(), "01/01/2027, 00:30");
        assert_eq!(moment.day().to_string(), "2027-01-01");
    }
}
