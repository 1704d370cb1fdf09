//! When things are due: deadlines of a plan as stretches of days, so that they can be compared.

use std::collections::HashMap;
use std::sync::OnceLock;

use domain::plan::{Indicator, Objective, Phase};
use domain::target::Deadline;
use domain::text::{short, squeezed};
use domain::{Read, Target};
use jiff::ToSpan;
use jiff::civil::Date;
use meaning::month;

use crate::seen::text;

/// How messages call a phase: `fase 2 «Messa in linea»`.
pub fn phase_name(phase: &Phase) -> String {
    let number = text(phase.number.as_ref());
    let number = if number.is_empty() { String::new() } else { format!(" {number}") };
    match text(phase.text.as_ref()) {
        "" => format!("fase{number} senza testo"),
        words => format!("fase{number} «{}»", short(words, 50)),
    }
}

/// A stretch of days, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
    /// Whether the year of its end was written.
    pub dated: bool,
}

impl Stretch {
    /// Whether the two have a day in common.
    pub fn meets(&self, other: &Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }

    /// A single day, its year written.
    pub fn day(day: Date) -> Self {
        Self { first: day, last: day, dated: true }
    }
}

/// A phase with the year of its plan and the indicators that measure it.
pub struct Step<'a> {
    /// The phase.
    pub phase: &'a Phase,
    /// The year it is planned for.
    pub year: i16,
    /// Its indicators.
    pub indicators: Vec<&'a Indicator>,
    own: OnceLock<Vec<Stretch>>,
}

/// The phases of an objective. An indicator goes to the first phase with its number (and its year).
pub fn steps(objective: &Objective, plan_year: i16) -> Vec<Step<'_>> {
    let mut steps: Vec<Step<'_>> = Vec::new();
    let mut known: HashMap<(String, i16), usize> = HashMap::new();
    for phase in &objective.phases {
        let year = year_of(phase.year.as_ref()).unwrap_or(plan_year);
        let number = squeezed(text(phase.number.as_ref()));
        if !number.is_empty() {
            known.entry((number, year)).or_insert(steps.len());
        }
        steps.push(Step { phase, year, indicators: Vec::new(), own: OnceLock::new() });
    }
    for indicator in &objective.indicators {
        let year = year_of(indicator.year.as_ref()).unwrap_or(plan_year);
        let key = (squeezed(text(indicator.phase.as_ref())), year);
        if let Some(step) = known.get(&key).and_then(|at| steps.get_mut(*at)) {
            step.indicators.push(indicator);
        }
    }
    steps
}

impl<'a> Step<'a> {
    /// What a phase is due by: its end, else its timing, else what its text asks.
    pub fn own_dues(&self) -> Vec<Stretch> {
        self.own.get_or_init(|| self.own_stretches()).clone()
    }

    fn own_stretches(&self) -> Vec<Stretch> {
        if let Some(end) = self.phase.end.as_ref().and_then(Read::certain) {
            return vec![Stretch::day(*end)];
        }
        let timing = self.phase.timing.as_ref().and_then(Read::certain);
        if let Some(target) = timing {
            return dues(target, self.year);
        }
        let words = text(self.phase.text.as_ref());
        if self.phase.timing.is_some() || words.len() > LONGEST_TIMING || !may_say_when(words) {
            return Vec::new();
        }
        match meaning::target::parse(words).as_slice() {
            [only] => dues(only, self.year),
            _ => Vec::new(),
        }
    }

    /// What its indicators are due by.
    pub fn target_dues(&self) -> Vec<(&'a Read<Target>, Vec<Stretch>)> {
        let reads = self.indicators.iter().filter_map(|indicator| target_of(indicator, self.year));
        reads
            .map(|read| (read, read.certain().map(|target| dues(target, self.year)).unwrap_or_default()))
            .filter(|(_, dues)| !dues.is_empty())
            .collect()
    }
}

/// A longer text of a phase, in bytes, tells more than when it is due.
const LONGEST_TIMING: usize = 800;

/// Whether a text has a number or the name of a month: without, it is due by no day.
fn may_say_when(text: &str) -> bool {
    let month = |word: &str| month::NAMES.iter().any(|name| name.eq_ignore_ascii_case(word));
    text.bytes().any(|byte| byte.is_ascii_digit())
        || text
            .split(|c: char| !c.is_alphabetic())
            .any(|word| month(word) || word.eq_ignore_ascii_case("semestre"))
}

/// What an indicator is expected to reach in a year.
pub fn target_of(indicator: &Indicator, year: i16) -> Option<&Read<Target>> {
    indicator.targets.get(&year.to_string())
}

/// A year as printed.
pub fn year_of<T>(read: Option<&Read<T>>) -> Option<i16> {
    text(read).trim().parse().ok()
}

/// The stretches by whose ends a target is due; a target without times has none.
pub fn dues(target: &Target, year: i16) -> Vec<Stretch> {
    match target {
        Target::Deadline(only) => stretch(only, year).into_iter().collect(),
        Target::Deadlines(all) => all.iter().filter_map(|one| stretch(one, year)).collect(),
        Target::Period { from, to: Some(to) } => period(from.as_ref(), to, year).into_iter().collect(),
        Target::All(members) => members.iter().flat_map(|member| dues(member, year)).collect(),
        Target::Conditional { then: Some(then), .. } => dues(then, year),
        _ => Vec::new(),
    }
}

/// From the start of the first point, or of the year, to the end of the second; an end before the
/// start lies in the year after.
fn period(from: Option<&Deadline>, to: &Deadline, year: i16) -> Option<Stretch> {
    let mut end = stretch(to, year)?;
    let first = match from {
        Some(from) => stretch(from, if end.dated { end.last.year() } else { year })?.first,
        None => Date::new(end.last.year(), 1, 1).ok()?,
    };
    if end.last < first && !end.dated {
        end = stretch(to, year.checked_add(1)?)?;
    }
    Some(Stretch { first, ..end })
}

/// The days that a point in time covers.
pub fn stretch(deadline: &Deadline, year: i16) -> Option<Stretch> {
    match *deadline {
        Deadline::Date(day) => Some(Stretch::day(day)),
        Deadline::DayOfMonth { month, day } => {
            let day = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
            Some(Stretch { dated: false, ..Stretch::day(day) })
        }
        Deadline::Month { month, year: own } => months(own.unwrap_or(year), month, month, own.is_some()),
        Deadline::Part { months: size, ordinal, year: own } => {
            let last = size.checked_mul(ordinal)?;
            let first = last.checked_add(1)?.checked_sub(size)?;
            months(own.unwrap_or(year), first, last, own.is_some())
        }
        Deadline::Year(own) => months(own, 1, 12, true),
        Deadline::Relative { .. } | Deadline::DayOfEveryMonth(_) => None,
    }
}

fn months(year: i16, first: u8, last: u8, dated: bool) -> Option<Stretch> {
    let first = Date::new(year, i8::try_from(first).ok()?, 1).ok()?;
    let last = Date::new(year, i8::try_from(last).ok()?, 1).ok()?.last_of_month();
    Some(Stretch { first, last, dated })
}

/// A date as people write it.
pub fn written(day: Date) -> String {
    meaning::date::render(day)
}

/// The day so many days later.
pub fn later(day: Date, days: i64) -> Option<Date> {
    day.checked_add(days.days()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<Stretch> {
        let targets = meaning::target::parse(text);
        targets.iter().flat_map(|target| dues(target, 2026)).collect()
    }

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn a_deadline_is_the_stretch_it_names() {
        assert_eq!(of("entro il 30/04").first().map(|due| due.last), Some(day("2026-04-30")));
        assert_eq!(of("entro giugno").first().map(|due| due.first), Some(day("2026-06-01")));
        assert!(of("almeno 3").is_empty());
    }

    #[test]
    fn a_period_goes_over_the_end_of_the_year() {
        assert_eq!(of("Ottobre - Giugno").first().map(|due| due.last), Some(day("2027-06-30")));
        assert_eq!(of("Marzo - Giugno").first().map(|due| due.first), Some(day("2026-03-01")));
    }

    #[test]
    fn a_month_meets_its_last_day() {
        let month = of("entro settembre");
        assert!(month[0].meets(&Stretch::day(day("2026-09-30"))));
        assert!(!month[0].meets(&Stretch::day(day("2026-10-01"))));
    }
}
