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

    /// Easter Sundays of 2000 to 2049 (day and month), as calendars print them.
    const EASTER: [(i8, i8); 50] = [
        (23, 4),
        (15, 4),
        (31, 3),
        (20, 4),
        (11, 4),
        (27, 3),
        (16, 4),
        (8, 4),
        (23, 3),
        (12, 4),
        (4, 4),
        (24, 4),
        (8, 4),
        (31, 3),
        (20, 4),
        (5, 4),
        (27, 3),
        (16, 4),
        (1, 4),
        (21, 4),
        (12, 4),
        (4, 4),
        (17, 4),
        (9, 4),
        (31, 3),
        (20, 4),
        (5, 4),
        (28, 3),
        (16, 4),
        (1, 4),
        (21, 4),
        (13, 4),
        (28, 3),
        (17, 4),
        (9, 4),
        (25, 3),
        (13, 4),
        (5, 4),
        (25, 4),
        (10, 4),
        (1, 4),
        (21, 4),
        (6, 4),
        (29, 3),
        (17, 4),
        (9, 4),
        (25, 3),
        (14, 4),
        (5, 4),
        (18, 4),
    ];

    #[test]
    fn easter_moves() {
        for (year, (day, month)) in (2000..).zip(EASTER) {
            assert_eq!(easter_monday(year), date(year, month, day).tomorrow().ok(), "{year}");
        }
        // The earliest and the latest, years that the tables of the calendar correct, other centuries.
        for (year, month, day) in [
            (1818, 3, 23),
            (1943, 4, 26),
            (1954, 4, 19),
            (1981, 4, 20),
            (1900, 4, 16),
            (2100, 3, 29),
            (2285, 3, 23),
        ] {
            assert_eq!(easter_monday(year), Some(date(year, month, day)));
        }
    }

    #[test]
    fn every_holiday_of_the_state_is_one() {
        let holidays: Vec<String> = date(2024, 1, 1)
            .series(1.day())
            .take(366)
            .filter(|day| is_holiday(*day))
            .map(|day| day.strftime("%d/%m").to_string())
            .collect();
        let expected = [
            "01/01", "06/01", "01/04", "25/04", "01/05", "02/06", "15/08", "01/11", "08/12", "25/12", "26/12",
        ];
        assert_eq!(holidays, expected);
        assert!(!is_holiday(date(2025, 10, 4)));
        assert!(is_holiday(date(2026, 10, 4)));
    }

    /// A day is not counted from itself, and the way back counts the same days less than nought.
    #[test]
    fn working_days_are_counted_after_the_first() {
        let (friday, monday) = (date(2026, 6, 5), date(2026, 6, 8));
        assert_eq!(working_days(friday, monday), 1);
        assert_eq!(working_days(monday, friday), -1);
        assert_eq!(working_days(friday, date(2026, 6, 7)), 0);
        assert_eq!(working_days(monday, date(2026, 6, 15)), 5);
        assert!(is_working(monday) && is_working(friday));
        assert!(!is_working(date(2026, 6, 6)) && !is_working(date(2026, 6, 7)));
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
