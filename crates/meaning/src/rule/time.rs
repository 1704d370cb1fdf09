//! Rules by time, put together of what each clause says of it.

use domain::target::Span;
use jiff::civil::Date;
use rust_decimal::Decimal;

use super::assembly::Assembly;
use super::condition::Atom;
use super::days::{LAST, SAME_MONTH};
use super::moment::{End, From, Moment, implied_on_time, moment};
use super::units::{unit_of, weeks_in_days};
use super::{Reading, Remark, Scored};
use crate::date::Written;

/// What each clause says of time, and its score.
pub(super) type Moments = Vec<(Moment, Decimal)>;

/// What a heading says of all clauses.
pub(super) struct Heading {
    /// What delays are counted in.
    pub unit: Option<Span>,
    /// The term, when it names one day.
    pub term: Option<Written>,
}

/// Reads a rule by time.
pub(super) fn read(scored: &[Scored<'_>], heading: &Heading, year: Option<i16>) -> Reading {
    let (moments, remarks) = match moments(scored) {
        Ok(found) => found,
        Err(why) => return Reading::unclear(why),
    };
    assemble(&moments, heading, year).with(remarks)
}

fn moments(scored: &[Scored<'_>]) -> Result<(Moments, Vec<Remark>), &'static str> {
    let (mut moments, mut remarks) = (Moments::new(), Vec::new());
    // *Ridotto del 20% fino a 10 gg; oltre si azzera*.
    let lost = |one: &Scored<'_>| one.is_reduced() || one.points() == Some(Decimal::ZERO);
    let reduced = scored.iter().all(lost) && scored.iter().any(Scored::is_reduced);
    for (index, one) in scored.iter().enumerate() {
        let points = one.points().ok_or("un punteggio non è un numero")?;
        if index == 0
            && let Some(on_time) = implied_on_time(one).or(reduced.then_some(Moment::OnTime(None)))
        {
            moments.push((on_time, Decimal::ONE_HUNDRED));
            remarks.push(Remark::ImpliedFullScore);
        }
        moments.push((moment(one, moments.is_empty())?, points));
    }
    days_after_the_term(&mut moments);
    weeks_in_days(&mut moments);
    Ok((moments, remarks))
}

/// *Ritardo entro il 15/04* beside a term on another day: from the one to the other.
fn days_after_the_term(moments: &mut Moments) {
    let term = moments.iter().find_map(|(moment, _)| match moment {
        Moment::OnTime(Some(From::Day(day))) => Some(*day),
        _ => None,
    });
    for (moment, _) in moments {
        if let Moment::LateBy(day) = moment {
            let end = Some((*day, true));
            *moment = match term {
                Some(term) if term != *day => Moment::Days { from: None, to: end },
                _ => Moment::any_delay(Some(From::Day(*day))),
            };
        }
    }
}

fn assemble(moments: &Moments, heading: &Heading, year: Option<i16>) -> Reading {
    let impossible = impossible_days(moments, year);
    // A day that does not exist may mean the last of its month or the one after it.
    let variants = if impossible.is_empty() { 1 } else { 2 };
    let mut reading = Reading::default();
    for variant in 0..variants {
        let calendar = Calendar { year, variant };
        let unit = unit_of(moments, heading.unit);
        match unit.and_then(|unit| Assembly::of(moments, heading.term, unit, calendar)?.rules(moments)) {
            Ok((rules, remarks)) => {
                reading.add(rules);
                reading = reading.with(remarks);
            }
            Err(why) => return Reading::unclear(why),
        }
    }
    reading.with(impossible)
}

/// What dates without a year, and dates that do not exist, are.
#[derive(Clone, Copy)]
pub(super) struct Calendar {
    year: Option<i16>,
    variant: usize,
}

impl Calendar {
    pub fn date(self, day: Written) -> Result<Date, &'static str> {
        let year = day.year.or(self.year).ok_or("una data senza anno")?;
        let month = i8::try_from(day.month).ok().and_then(|month| Date::new(year, month, 1).ok());
        let last = month.ok_or("una data fuori dal calendario")?.last_of_month();
        if day.day == LAST {
            return Ok(last);
        }
        let written = Written { year: Some(year), ..day }.date(None);
        let after = if self.variant == 0 { Ok(last) } else { last.tomorrow() };
        written.or(after.ok()).ok_or("una data fuori dal calendario")
    }
}

fn days_of(moment: &Moment) -> impl Iterator<Item = Written> {
    let of_end = |end: &End| end.map(|(day, _)| day);
    let (one, other) = match moment {
        Moment::OnTime(Some(From::Day(day))) | Moment::Late { of: Some(From::Day(day)), .. } => {
            (Some(*day), None)
        }
        Moment::Days { from, to } => (of_end(from), of_end(to)),
        _ => (None, None),
    };
    one.into_iter().chain(other)
}

fn impossible_days(moments: &Moments, year: Option<i16>) -> Vec<Remark> {
    let days = moments.iter().flat_map(|(moment, _)| days_of(moment));
    let exists = |day: &Written| day.day == LAST || day.year.or(year).is_none() || day.date(year).is_some();
    days.filter(|day| !exists(day)).map(|day| Remark::ImpossibleDate(shown(day))).collect()
}

fn shown(day: Written) -> String {
    match day.year {
        Some(year) => format!("{:02}/{:02}/{year}", day.day, day.month),
        None => format!("{:02}/{:02}", day.day, day.month),
    }
}

/// Days of the month that the text named before: *dal 11 al 20 settembre; oltre il giorno 20*.
pub(super) fn complete_months(scored: &mut [Scored<'_>]) -> Result<(), &'static str> {
    let mut known: Option<Written> = None;
    for atom in scored.iter_mut().flat_map(|one| one.condition.atoms.iter_mut()) {
        match atom {
            Atom::After(day) if day.month == SAME_MONTH => {
                let month = known.ok_or("un giorno senza il suo mese")?;
                *day = Written { day: day.day, ..month };
            }
            Atom::By(day) | Atom::Of(day) | Atom::After(day) | Atom::Before(day) | Atom::From(day) => {
                known = Some(*day);
            }
            Atom::Between(_, day) => known = Some(*day),
            _ => {}
        }
    }
    Ok(())
}
