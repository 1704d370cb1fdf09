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
    let year_number = i32::from(year);
    let golden = year_number % 19;
    let (century, of_century) = (year_number / 100, year_number % 100);
    let moon = (8 * century + 13) / 25;
    let epact = (19 * golden + century - century / 4 - moon + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - epact - of_century % 4) % 7;
    let correction = (golden + 11 * epact + 22 * weekday) / 451;
    let days = epact + weekday - 7 * correction + 114;
    let (month, day) = (days / 31, days % 31 + 1);
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
