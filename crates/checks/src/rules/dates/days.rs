//! Days that do not exist.

use std::collections::HashSet;

use domain::text::folded;
use domain::{Kind, Place};
use jiff::civil::Date;
use meaning::date::{Day, days};

use super::plan_years;
use crate::context::Context;
use crate::report::Report;

/// The last words before a day, folded: however long the text is, a day costs the same.
pub fn leading(day: &Day<'_>) -> String {
    const WORDS: usize = 6;
    let mut words: Vec<&str> = day.before.split_whitespace().rev().take(WORDS).collect();
    words.reverse();
    folded(&words.join(" "))
}

/// `DATE-001`: a date that does not exist, wherever it stands.
pub fn impossible(context: &Context<'_>, report: &mut Report) {
    let leap = plan_years(context)
        .is_none_or(|(first, last)| (first..=last).any(|year| Date::new(year, 2, 29).is_ok()));
    let mut told: HashSet<(Option<Place>, String)> = HashSet::new();
    // What is no date in a field for dates is told when it is read.
    for text in context
        .texts()
        .iter()
        .filter(|text| text.kind() != Kind::Date && (!text.understood || text.kind() == Kind::Rule))
    {
        for day in days(text.printed) {
            let exists = day.date(Some(if leap { 2024 } else { 2023 })).is_some();
            if exists || !is_meant_as_day(&day) || !told.insert((text.place, day.text.to_owned())) {
                continue;
            }
            match &text.seen {
                Some(seen) => {
                    let message = format!("{}: «{}» non esiste", seen.name(), day.text);
                    report.objective("DATE-001", seen, text.place, message);
                }
                None => _ = report.plan("DATE-001", text.place, format!("«{}» non esiste", day.text)),
            }
        }
    }
}

/// Whether numbers like a day are one: codes, laws and numbers of acts have points and strokes, too.
fn is_meant_as_day(day: &Day<'_>) -> bool {
    const LEADING: &[&str] = &["entro", "il", "al", "dal", "del", "data", "giorno", "oltre", "fino"];
    if day.text.contains(char::is_alphabetic) {
        return true;
    }
    let in_range = (1..=31).contains(&day.day) && (1..=12).contains(&day.month);
    let long_year = day.text.len() >= 8 && day.text.bytes().rev().take(4).all(|b| b.is_ascii_digit());
    let before = leading(day);
    let led = before.rsplit(' ').next().is_some_and(|word| LEADING.contains(&word));
    match (day.year, day.text.contains('.')) {
        (Some(_), false) => in_range || (long_year && led),
        (Some(_), true) => in_range && long_year,
        (None, _) => in_range && led,
    }
}
