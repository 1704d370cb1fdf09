//! Days between days: calendar days, working days, weeks and months.

use jiff::civil::{Date, Weekday};

/// Days from one day to another, negative when the other comes before.
pub fn days(from: Date, to: Date) -> i64 {
    number_of(to) - number_of(from)
}

/// The days of the Gregorian calendar, counted from the first of March of the year nought.
fn number_of(day: Date) -> i64 {
    let (year, month) = (i64::from(day.year()), i64::from(day.month()));
    // Years begin in March, so that the odd day of February is the last.
    let (year, month) = if month < 3 { (year - 1, month + 9) } else { (year, month - 3) };
    let leaps = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    365 * year + leaps + (153 * month + 2) / 5 + i64::from(day.day()) - 1
}

/// Working days after one day up to another, negative when the other comes before: Monday to Friday, less
/// the holidays of the state (L. 260/1949 as it stands; the fourth of October from 2026, L. 151/2025).
pub fn working_days(after: Date, to: Date) -> i64 {
    if to < after {
        return -working_days(to, after);
    }
    let lost = (after.year()..=to.year()).flat_map(holidays).filter(|day| *day > after && *day <= to);
    let lost = lost.filter(|day| !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)).count();
    weekdays(after, to) - i64::try_from(lost).unwrap_or(i64::MAX)
}

/// Mondays to Fridays after one day up to a later one: five in each whole week, and those of the rest.
fn weekdays(after: Date, to: Date) -> i64 {
    let days = days(after, to);
    let first = i64::from(after.weekday().to_monday_zero_offset());
    let rest = (1..=days % 7).filter(|step| (first + step) % 7 < 5).count();
    days / 7 * 5 + i64::try_from(rest).unwrap_or(0)
}

fn holidays(year: i16) -> Vec<Date> {
    const FIXED: &[(i8, i8)] =
        &[(1, 1), (6, 1), (25, 4), (1, 5), (2, 6), (15, 8), (1, 11), (8, 12), (25, 12), (26, 12)];
    let francis = (year >= 2026).then_some((4, 10));
    let fixed =
        FIXED.iter().copied().chain(francis).filter_map(|(day, month)| Date::new(year, month, day).ok());
    fixed.chain(easter(year).and_then(|day| day.tomorrow().ok())).collect()
}

/// Easter by the rule of Gauss, with its two exceptions.
fn easter(year: i16) -> Option<Date> {
    let year_number = i32::from(year);
    let century = year_number / 100;
    let epoch = (15 + century - (13 + 8 * century) / 25 - century / 4).rem_euclid(30);
    let shift = (4 + century - century / 4).rem_euclid(7);
    let golden = year_number.rem_euclid(19);
    let to_moon = (19 * golden + epoch) % 30;
    let weekday = 2 * year_number.rem_euclid(4) + 4 * year_number.rem_euclid(7);
    let to_sunday = (weekday + 6 * to_moon + shift) % 7;
    let march = match 22 + to_moon + to_sunday {
        57 => 50,
        56 if to_moon == 28 && golden > 10 => 49,
        day => day,
    };
    let (month, day) = if march > 31 { (4, march - 31) } else { (3, march) };
    Date::new(year, month, i8::try_from(day).ok()?).ok()
}

/// Months from a day to a later one: those that are complete, and those that have begun. A month is
/// complete on the same day of a later month, or on its last day when it has no such day.
pub fn months(from: Date, to: Date) -> (i64, i64) {
    let index = |day: Date| i64::from(day.year()) * 12 + i64::from(day.month());
    let apart = index(to) - index(from);
    let same_day = from.day().min(to.days_in_month());
    match to.day().cmp(&same_day) {
        std::cmp::Ordering::Less => (apart - 1, apart),
        std::cmp::Ordering::Equal => (apart, apart),
        std::cmp::Ordering::Greater => (apart, apart + 1),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn easter_is_where_the_almanac_has_it() {
        for (year, month, day) in [
            (1954, 4, 18),
            (1981, 4, 19),
            (2008, 3, 23),
            (2025, 4, 20),
            (2026, 4, 5),
            (2038, 4, 25),
            (2076, 4, 19),
        ] {
            assert_eq!(easter(year), Some(date(year, month, day)));
        }
    }

    #[test]
    fn working_days_leave_out_weekends_and_holidays() {
        // From Good Friday 2025 to Tuesday 29 April: Easter Monday and the 25th fall out.
        assert_eq!(working_days(date(2025, 4, 18), date(2025, 4, 29)), 5);
        assert_eq!(working_days(date(2026, 6, 30), date(2026, 6, 26)), -2);
        assert_eq!(working_days(date(2027, 10, 1), date(2027, 10, 5)), 1);
        assert_eq!(working_days(date(2024, 10, 3), date(2024, 10, 7)), 2);
    }

    #[test]
    fn the_last_of_january_and_the_last_of_february_are_a_month_apart() {
        assert_eq!(months(date(2026, 1, 31), date(2026, 2, 28)), (1, 1));
        assert_eq!(months(date(2026, 6, 30), date(2026, 7, 31)), (1, 2));
        assert_eq!(months(date(2026, 6, 30), date(2026, 7, 29)), (0, 1));
        assert_eq!(days(date(2026, 3, 1), date(2026, 6, 30)), 121);
    }
}
