//! Periods in which people work on an objective.

use std::collections::HashMap;

use domain::Read;
use domain::plan::Assignment;
use jiff::civil::Date;

use crate::context::{Context, Seen, place, text};
use crate::report::Report;
use crate::words::{short, squeezed};

/// The first and the last day of a person on an objective.
fn period(person: &Assignment) -> Option<(Date, Date)> {
    let day = |read: &Option<Read<Date>>| read.as_ref().and_then(Read::certain).copied();
    day(&person.from).zip(day(&person.to))
}

/// A person on an objective, from a day to a day, and whether that is a period of his own.
type Stay<'s, 'a> = (&'s Seen<'a>, &'a Assignment, (Date, Date), bool);

/// `PERS-005`: a person in two units at the same time, although the periods tell them apart.
pub fn periods_in_units(context: &Context<'_>, report: &mut Report) {
    let mut people: HashMap<String, Vec<Stay<'_, '_>>> = HashMap::new();
    for seen in &context.objectives {
        let usual = usual_period(seen);
        for person in &seen.objective.people {
            if let (Some(name), Some(period)) = (&person.name, period(person)) {
                people.entry(squeezed(&name.verbatim)).or_default().push((
                    seen,
                    person,
                    period,
                    period.0 < period.1 && !whole_year(period.0, period.1) && usual != Some(period),
                ));
            }
        }
    }
    let mut found = Vec::new();
    for stays in people.into_values() {
        // A person changes unit: one stay is part of the year, the other begins before it ends.
        let Some(part) = stays.iter().find(|(.., own)| *own) else { continue };
        let (here, person, (from, to), _) = part;
        let overlap = stays.iter().find(|(there, _, (start, end), _)| {
            there.unit() != here.unit() && (start, end) != (from, to) && start <= to && from <= end
        });
        if let Some((there, ..)) = overlap.filter(|_| person.share.is_none() || over(&stays)) {
            let message = format!(
                "{}: «{}» è qui dal {} al {} e negli stessi giorni nella struttura «{}»",
                here.name(),
                text(person.name.as_ref()),
                text(person.from.as_ref()),
                text(person.to.as_ref()),
                short(there.unit(), 40)
            );
            found.push((*here, person.place, message));
        }
    }
    found.sort_by_key(|(here, at, _)| (here.ordinal, *at));
    for (here, at, message) in found {
        report.objective("PERS-005", here, at, message);
    }
}

/// The period of most people on an objective: it is that of the objective, not of each of them.
fn usual_period(seen: &Seen<'_>) -> Option<(Date, Date)> {
    let mut counts: HashMap<(Date, Date), usize> = HashMap::new();
    for period in seen.objective.people.iter().filter_map(period) {
        *counts.entry(period).or_default() += 1;
    }
    counts
        .into_iter()
        .filter(|(_, count)| *count > 1)
        .max_by_key(|(_, count)| *count)
        .map(|(period, _)| period)
}

fn whole_year(from: Date, to: Date) -> bool {
    from.day_of_year() == 1 && to.month() == 12 && to.day() == 31
}

/// Whether the shares of a person make more than one person.
fn over(stays: &[Stay<'_, '_>]) -> bool {
    let shares = stays.iter().filter_map(|(_, person, ..)| person.share.as_ref()?.certain().copied());
    let sum = shares.into_iter().try_fold(None, |sum: Option<domain::Weight>, share| match sum {
        None => Some(Some(share)),
        Some(sum) => sum.checked_add(share).map(Some),
    });
    sum.flatten().is_none_or(|sum| sum > domain::Weight::HUNDRED)
}

/// `PERS-006`: a period that ends before it begins, or that lies outside the plan year.
pub fn periods(context: &Context<'_>, report: &mut Report) {
    let mostly_outside = mostly_outside(context);
    for seen in &context.objectives {
        for person in &seen.objective.people {
            let Some((from, to)) = period(person) else { continue };
            let name = text(person.name.as_ref());
            let said = (text(person.from.as_ref()), text(person.to.as_ref()));
            let outside = !mostly_outside && outside(context, (from, to));
            let what = if to < from {
                "finisce prima di cominciare"
            } else if outside {
                "è fuori dall'anno del piano"
            } else {
                continue;
            };
            let message = format!("{}: il periodo di «{name}» ({} - {}) {what}", seen.name(), said.0, said.1);
            report.objective("PERS-006", seen, place(person.from.as_ref()).or(person.place), message);
        }
    }
}

fn outside(context: &Context<'_>, (from, to): (Date, Date)) -> bool {
    context.year.is_some_and(|year| to.year() < year || from.year() > year)
}

/// Whether the periods are those of another year: then it is the year of the plan that is wrong.
fn mostly_outside(context: &Context<'_>) -> bool {
    let people = context.objectives.iter().flat_map(|seen| &seen.objective.people);
    let periods: Vec<(Date, Date)> = people.filter_map(period).collect();
    periods.iter().filter(|period| outside(context, **period)).count() * 2 > periods.len()
}
