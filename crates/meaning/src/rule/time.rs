//! Rules by time, put together of what each clause says of it.

use domain::Rule;
use domain::rule::{Band, Limit, Reference};
use domain::target::Span;
use jiff::civil::Date;
use rust_decimal::Decimal;

use super::condition::Atom;
use super::days::{LAST, SAME_MONTH};
use super::moment::{End, From, Moment, implied_on_time, moment};
use super::{Reading, Remark, Scored, bands};
use crate::date::Written;

type Moments = Vec<(Moment, Decimal)>;

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
struct Calendar {
    year: Option<i16>,
    variant: usize,
}

impl Calendar {
    fn date(self, day: Written) -> Result<Date, &'static str> {
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

/// What delays are counted in.
fn unit_of(moments: &Moments, told: Option<Span>) -> Result<Span, &'static str> {
    let mut found = told;
    for (moment, _) in moments {
        let Moment::Late { unit: Some(unit), .. } = moment else { continue };
        match found {
            None => found = Some(*unit),
            Some(known) if known == *unit => {}
            Some(_) => return Err("i ritardi sono contati in unità diverse"),
        }
    }
    match found.unwrap_or(Span::Days) {
        Span::Hours => Err("un ritardo in ore"),
        unit => Ok(unit),
    }
}

/// What the clauses of a rule have in common.
struct Assembly {
    reference: Reference,
    unit: Span,
    calendar: Calendar,
}

type Rules = (Vec<Rule>, Vec<Remark>);

impl Assembly {
    fn of(
        moments: &Moments,
        term: Option<Written>,
        unit: Span,
        calendar: Calendar,
    ) -> Result<Self, &'static str> {
        let reference = match stated_reference(moments)? {
            Some(From::After(count, unit)) => Reference::After { count, unit },
            Some(From::Stated(text)) => Reference::Stated(text),
            Some(From::Day(day)) => Reference::Date(calendar.date(day)?),
            None => match (first_day(moments, calendar)?, term) {
                (Some(day), _) => Reference::Date(day),
                (None, Some(day)) => Reference::Date(calendar.date(day)?),
                (None, None) => Reference::Deadline,
            },
        };
        Ok(Self { reference, unit, calendar })
    }

    fn rules(&self, moments: &Moments) -> Result<Rules, &'static str> {
        let (mut found, mut not_done) = (Vec::new(), None);
        for (moment, score) in moments {
            match self.ends(moment)? {
                Some((from, to)) => found.push(Band { from, to, score: *score }),
                None if matches!(moment, Moment::NotDone) => not_done = Some(*score),
                None => {}
            }
        }
        if found.is_empty() {
            return Err("non c'è nessuna fascia");
        }
        if best_is_any_delay(moments) {
            return Err("un ritardo senza misura vale quanto uno misurato");
        }
        for (moment, score) in moments {
            let Moment::Later { never, after } = moment else { continue };
            found.push(self.later(&found, *after, *score)?);
            not_done = not_done.or(never.then_some(*score));
        }
        bands::complete(&mut found, Limit::Excluded(Decimal::ZERO));
        let early = found.iter().any(|band| band.to.value().is_some_and(|to| to <= Decimal::ZERO));
        for band in &mut found {
            // On time is whatever is not late, and early whatever comes before.
            let ends_by_the_term = band.to.value().is_some_and(|to| to <= Decimal::ZERO);
            let from_none = !early && band.from == Limit::Included(Decimal::ZERO);
            if ends_by_the_term && band.from == Limit::Excluded(Decimal::ZERO) || from_none {
                band.from = Limit::Open;
            }
        }
        let mut remarks = bands::take_in_strict_ends(&mut found);
        remarks.extend(bands::remarks(&found, Decimal::ONE));
        let worst = found.iter().map(|band| band.score).min();
        if bands::fail_to_fall(&found) || not_done > worst && not_done.is_some() {
            return Err("il punteggio non scende con il ritardo");
        }
        remarks.extend(bands::open_end(&found));
        let (reference, unit) = (self.reference.clone(), self.unit);
        let rule = |bands| Rule::Delay { reference: reference.clone(), unit, bands, not_done };
        Ok((bands::readings(rule, &found, &remarks), remarks))
    }

    /// The band after all others; where one of those has no end, after the day that the clause names
    /// (*non realizzato nell'anno*).
    fn later(&self, bands: &[Band], after: Option<Written>, score: Decimal) -> Result<Band, &'static str> {
        let endless = bands.iter().any(|band| band.to == Limit::Open);
        if let Some(after) = after.filter(|_| endless) {
            let from = self.limit(Some((after, false)))?;
            return Ok(Band { from, to: Limit::Open, score });
        }
        let last = bands.iter().map(|band| band.to).filter(|to| *to != Limit::Open);
        let last = last
            .max_by(|a, b| a.value().cmp(&b.value()))
            .ok_or("non si sa dopo che cosa vale l'ultima fascia")?;
        Ok(Band { from: bands::opposite(last), to: Limit::Open, score })
    }

    /// The ends of a band in units of delay; none for what was not done, and for what is left.
    fn ends(&self, moment: &Moment) -> Result<Option<(Limit, Limit)>, &'static str> {
        Ok(match moment {
            Moment::OnTime(_) => Some((Limit::Open, Limit::Included(Decimal::ZERO))),
            Moment::Late { from, to, .. } => Some((*from, *to)),
            Moment::Days { from, to } => Some((self.limit(*from)?, self.limit(*to)?)),
            Moment::Later { .. } | Moment::NotDone | Moment::LateBy(_) => None,
        })
    }

    fn limit(&self, end: End) -> Result<Limit, &'static str> {
        let Some((day, included)) = end else { return Ok(Limit::Open) };
        let Reference::Date(reference) = self.reference else {
            return Err("una data senza il termine da cui contare");
        };
        let days = reference.until(self.calendar.date(day)?).map_err(|_| "una data fuori dal calendario")?;
        let days = Decimal::from(days.get_days());
        if self.unit != Span::Days && !days.is_zero() {
            return Err("date e ritardi in mesi o settimane");
        }
        Ok(if included { Limit::Included(days) } else { Limit::Excluded(days) })
    }
}

/// *Ritardo = 100%; ritardo fino a 20 gg = 70%*: a word that is not understood may say *nessun*.
fn best_is_any_delay(moments: &Moments) -> bool {
    let late = |any: bool| {
        moments.iter().filter_map(move |(moment, score)| match moment {
            Moment::Late { from: Limit::Excluded(from), to: Limit::Open, unit: None, .. }
                if from.is_zero() =>
            {
                any.then_some(*score)
            }
            Moment::Late { .. } => (!any).then_some(*score),
            _ => None,
        })
    };
    late(true).max().is_some_and(|best| late(false).any(|measured| measured <= best))
}

/// What the text says that delays are counted from: one thing for all clauses.
fn stated_reference(moments: &Moments) -> Result<Option<From>, &'static str> {
    let mut found: Option<&From> = None;
    for (moment, _) in moments {
        let (Moment::OnTime(Some(of)) | Moment::Late { of: Some(of), .. }) = moment else { continue };
        match found {
            None => found = Some(of),
            Some(known) if known == of => {}
            Some(_) => return Err("i ritardi sono contati da date diverse"),
        }
    }
    Ok(found.cloned())
}

/// In a list of days the first that ends a band is the term; delays in a unit beside several such
/// days could be counted from any of them.
fn first_day(moments: &Moments, calendar: Calendar) -> Result<Option<Date>, &'static str> {
    let (mut ends, mut starts) = (Vec::new(), Vec::new());
    for (moment, _) in moments {
        let Moment::Days { from, to } = moment else { continue };
        if let Some((day, _)) = to {
            ends.push(calendar.date(*day)?);
        }
        if let Some((day, _)) = from {
            starts.push(calendar.date(*day)?);
        }
    }
    let late = moments.iter().any(|(moment, _)| matches!(moment, Moment::Late { .. }));
    if late && ends.len() > 1 {
        return Err("non si sa da quale data si contano i ritardi");
    }
    Ok(ends.into_iter().min().or(starts.into_iter().min()))
}

/// The plural of a unit of time.
pub(super) fn plural(span: Span) -> &'static str {
    match span {
        Span::Hours => "ore",
        Span::Days => "giorni",
        Span::WorkingDays => "giorni lavorativi",
        Span::Weeks => "settimane",
        Span::Months => "mesi",
        Span::Quarters => "trimestri",
        Span::HalfYears => "semestri",
        Span::Years => "anni",
    }
}

/// A unit of time.
pub(super) fn singular(span: Span) -> &'static str {
    match span {
        Span::Hours => "ora",
        Span::Days => "giorno",
        Span::WorkingDays => "giorno lavorativo",
        Span::Weeks => "settimana",
        Span::Months => "mese",
        Span::Quarters => "trimestre",
        Span::HalfYears => "semestre",
        Span::Years => "anno",
    }
}
