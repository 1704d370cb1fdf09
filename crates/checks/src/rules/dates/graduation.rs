//! The date of the rule that scores against the deadline.

use domain::Read;
use domain::plan::Phase;
use domain::text::folded;
use jiff::civil::Date;
use meaning::date::days;
use meaning::month::NAMES as MONTHS;

use super::certain;
use crate::context::{Context, place, text};
use crate::moment::{Stretch, phase_name, target_of, written};
use crate::report::Report;
use crate::words::{listed, says, short};

/// `DATE-006`: the rule that scores is written for another date than the deadline.
pub fn graduation_date(context: &Context<'_>, report: &mut Report) {
    for seen in &context.objectives {
        for step in context.steps(seen) {
            let own = step.own_dues();
            for indicator in &step.indicators {
                let graduation = indicator.graduation.as_ref();
                let days = days(text(graduation));
                // A date that does not exist is told as such.
                let dates: Option<Vec<Date>> = days.iter().map(|day| day.date(Some(step.year))).collect();
                let expected = target_of(indicator, step.year).and_then(Read::certain);
                let mut dues = own.clone();
                dues.extend(
                    expected.map(|target| crate::moment::dues(target, step.year)).unwrap_or_default(),
                );
                let Some(first) = dates.as_ref().and_then(|dates| dates.first()) else { continue };
                let agrees =
                    dates.iter().flatten().any(|date| dues.iter().any(|due| due.meets(&Stretch::day(*date))));
                if let Some(due) = dues.first().filter(|_| !agrees) {
                    let message = format!(
                        "{}, {}: la graduazione conta dal {}, la scadenza è il {}",
                        seen.name(),
                        phase_name(step.phase),
                        written(*first),
                        written(due.last)
                    );
                    report.objective("DATE-006", seen, place(graduation), message);
                }
            }
        }
    }
}

/// `DATE-006`: the rule that scores speaks of months outside the time of the phase.
pub fn graduation_months(context: &Context<'_>, report: &mut Report) {
    for seen in &context.objectives {
        for step in context.steps(seen) {
            let dues = step.own_dues();
            let covered = |month: i8| dues.iter().any(|due| covers(due, month));
            for indicator in &step.indicators {
                let graduation = indicator.graduation.as_ref();
                let named: Vec<&str> = months_named(text(graduation));
                // Months in which something goes on from then on are no deadline.
                let named = if begins_with_them(text(graduation)) { Vec::new() } else { named };
                let none = named.iter().all(|name| month_number(name).is_some_and(|month| !covered(month)));
                if !dues.is_empty() && !named.is_empty() && days(text(graduation)).is_empty() && none {
                    let message = format!(
                        "{}, {}: la graduazione parla di {}, i tempi sono «{}»",
                        seen.name(),
                        phase_name(step.phase),
                        listed(&named),
                        short(&time_text(step.phase), 40)
                    );
                    report.objective("DATE-006", seen, place(graduation), message);
                }
            }
        }
    }
}

pub fn time_text(phase: &Phase) -> String {
    certain(phase.end.as_ref()).map_or_else(|| text(phase.timing.as_ref()).to_owned(), written)
}

/// Rules that score from a day of the law, folded.
const BY_LAW: &[&str] = &[
    "data stabilita dalla norma",
    "data prevista dalla norma",
    "data stabilita dalla legge",
    "data prevista dalla legge",
    "termine di legge",
    "termini di legge",
    "scadenza di legge",
];

/// `DATE-017`: the rule that scores counts from a day of the law, and the phase is due by another.
pub fn graduation_by_law(context: &Context<'_>, report: &mut Report) {
    for seen in &context.objectives {
        for step in context.steps(seen) {
            let Some(due) = step.own_dues().first().copied() else { continue };
            for indicator in &step.indicators {
                let graduation = indicator.graduation.as_ref();
                let words = folded(text(graduation));
                if says(&words, BY_LAW) && days(text(graduation)).is_empty() {
                    let message = format!(
                        "{}, {}: la graduazione conta dal giorno fissato dalla norma, la scadenza è il {}",
                        seen.name(),
                        phase_name(step.phase),
                        written(due.last)
                    );
                    report.objective("DATE-017", seen, place(graduation), message);
                }
            }
        }
    }
}

/// Whether a rule tells in which months a thing goes on, by its first words: `Iniziare a luglio`.
fn begins_with_them(rule: &str) -> bool {
    let words = folded(rule);
    ["iniziare", "inizio", "avviare", "avvio", "a partire"].iter().any(|word| words.starts_with(word))
}

fn months_named(words: &str) -> Vec<&'static str> {
    let words = folded(words);
    let mut named: Vec<&str> = Vec::new();
    for word in words.split(' ') {
        if let Some(month) =
            MONTHS.iter().find(|month| **month == word).filter(|month| !named.contains(month))
        {
            named.push(month);
        }
    }
    named
}

fn month_number(name: &str) -> Option<i8> {
    MONTHS.iter().position(|month| *month == name).and_then(|at| i8::try_from(at + 1).ok())
}

/// Whether a month, in whatever year, has a day in a stretch; a day alone is the end of its year.
fn covers(due: &Stretch, month: i8) -> bool {
    let whole_year = due.last.year() > due.first.year().saturating_add(1);
    let from = if due.first == due.last { 1 } else { due.first.month() };
    let to = due.last.month();
    let same_year = due.first.year() == due.last.year();
    whole_year || if same_year { (from..=to).contains(&month) } else { month >= from || month <= to }
}

/// `DATE-014`: the deadline stands in the rule that scores and nowhere else.
pub fn only_in_graduation(context: &Context<'_>, report: &mut Report) {
    for seen in &context.objectives {
        for step in context.steps(seen) {
            // A phase without any time is told as such.
            let timed = step.phase.timing.is_some();
            if !timed || !step.own_dues().is_empty() || !step.target_dues().is_empty() {
                continue;
            }
            for indicator in &step.indicators {
                let graduation = indicator.graduation.as_ref();
                let date = days(text(graduation)).first().and_then(|day| day.date(Some(step.year)));
                if let Some(date) = date {
                    let message = format!(
                        "{}, {}: il {} sta solo nella graduazione",
                        seen.name(),
                        phase_name(step.phase),
                        written(date)
                    );
                    report.objective("DATE-014", seen, place(graduation), message);
                }
            }
        }
    }
}
