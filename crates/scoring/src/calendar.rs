//! Working days: Monday to Friday without the Italian holidays (L. 260/1949, as it stands).

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// Working days after one day up to another; nought or less when the other is not later.
pub fn working_days(after: Date, to: Date) -> i64 {
    let (from, to, sign) = if after <= to { (after, to, 1) } else { (to, after, -1) };
    let mut days = 0_i64;
    let mut day = from;
    while day < to {
        let Ok(next) = day.tomorrow() else { break };
        day = next;
        days += i64::from(is_working(day));
    }
    days * sign
}

/// Whether a day is a working day of public offices.
pub fn is_working(day: Date) -> bool {
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) && !is_holiday(day)
}

/// Holidays of the whole state; the patron's day of a Comune is not among them. The fourth of October
/// is one from 2026 (L. 151/2025).
fn is_holiday(day: Date) -> bool {
    const FIXED: [(i8, i8); 10] =
        [(1, 1), (1, 6), (4, 25), (5, 1), (6, 2), (8, 15), (11, 1), (12, 8), (12, 25), (12, 26)];
    FIXED.contains(&(day.month(), day.day()))
        || (day.year() >= 2026 && (day.month(), day.day()) == (10, 4))
        || easter_monday(day.year()) == Some(day)
}

/// The day after Easter, by the Gregorian reckoning of Meeus and Butcher.
fn easter_monday(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let a = y % 19;
    let (b, c) = (y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let month = (h + l - 7 * m + 114) / 31;
    let day = (h + l - 7 * m + 114) % 31 + 1;
    let easter = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    easter.checked_add(1.day()).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn easter_moves() {
        for (year, month, day) in [(2023, 4, 10), (2024, 4, 1), (2025, 4, 21), (2026, 4, 6), (2038, 4, 26)] {
            assert_eq!(easter_monday(year), Some(date(year, month, day)));
        }
    }

    #[test]
    fn holidays_and_weekends_are_no_working_days() {
        // Friday 18 April 2025 to Tuesday 29 April: Easter Monday and the 25th fall out.
        assert_eq!(working_days(date(2025, 4, 18), date(2025, 4, 29)), 5);
        assert_eq!(working_days(date(2026, 6, 30), date(2026, 6, 30)), 0);
        assert_eq!(working_days(date(2026, 6, 30), date(2026, 6, 26)), -2);
        assert!(!is_working(date(2027, 10, 4)));
        assert!(is_working(date(2024, 10, 4)));
    }
}
