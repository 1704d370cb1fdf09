//! The day of a document, from what its pages say of it.

use krilla::metadata::DateTime;

const MONTHS: [&str; 12] = [
    "gennaio",
    "febbraio",
    "marzo",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "agosto",
    "settembre",
    "ottobre",
    "novembre",
    "dicembre",
];

/// The day that a text names: «3 marzo 2026», «03/03/2026», «2026-03-03».
///
/// A file for keeping must have a date, and no clock may be asked for it: what names no day gets the first day of
/// 1970, by which such dates are known.
pub fn named(text: &str) -> DateTime {
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let day = words.windows(3).find_map(|three| match three {
        [day, month, year] => date(year, month, day).or_else(|| date(day, month, year)),
        _ => None,
    });
    let (year, month, day) = day.unwrap_or((1970, 1, 1));
    DateTime::new(year).month(month).day(day).hour(0).minute(0).second(0)
}

fn date(year: &str, month: &str, day: &str) -> Option<(u16, u8, u8)> {
    let known =
        |month: &str| MONTHS.iter().zip(1..).find_map(|(name, number)| (*name == month).then_some(number));
    let year = year.parse().ok().filter(|year| (1900..=9999).contains(year))?;
    let month = known(&month.to_lowercase()).or_else(|| month.parse().ok())?;
    let day = day.trim_end_matches(['°', 'º']).parse().ok()?;
    ((1..=12).contains(&month) && (1..=31).contains(&day)).then_some((year, month, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_known_as_they_are_written() {
        let day = |year, month, day| DateTime::new(year).month(month).day(day).hour(0).minute(0).second(0);
        for (text, expected) in [
            ("Stampato il 3 marzo 2026", day(2026, 3, 3)),
            ("1° Gennaio 2027, ore 10", day(2027, 1, 1)),
            ("03/11/2026", day(2026, 11, 3)),
            ("2026-11-30", day(2026, 11, 30)),
            ("il 45/11/2026", day(1970, 1, 1)),
            ("", day(1970, 1, 1)),
        ] {
            assert_eq!(named(text), expected, "{text}");
        }
    }
}
