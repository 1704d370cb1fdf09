//! What the clauses of a rule by time say, put together: one term, one unit, bands that follow one another.

use domain::Rule;
use domain::rule::{Band, Limit, Reference};
use domain::target::Span;
use jiff::civil::Date;
use rust_decimal::Decimal;

use super::moment::{End, From, Moment};
use super::time::{Calendar, Moments};
use super::{Remark, bands};
use crate::date::Written;

/// What the clauses of a rule have in common.
pub(super) struct Assembly {
    reference: Reference,
    unit: Span,
    calendar: Calendar,
}

type Rules = (Vec<Rule>, Vec<Remark>);

impl Assembly {
    pub fn of(
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
                (Some(first), Some(term)) if calendar.date(term)? != first => {
                    return Err("i ritardi sono contati da date diverse");
                }
                (Some(day), _) => Reference::Date(day),
                (None, Some(day)) => Reference::Date(calendar.date(day)?),
                (None, None) => Reference::Deadline,
            },
        };
        Ok(Self { reference, unit, calendar })
    }

    pub fn rules(&self, moments: &Moments) -> Result<Rules, &'static str> {
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
        if !matches!(self.unit, Span::Days | Span::WorkingDays) && found.iter().any(is_less_than) {
            return Err("un mese iniziato conta per intero: «meno di un mese» non si può contare");
        }
        let mut remarks = bands::take_in_strict_ends(&mut found);
        remarks.extend(bands::remarks(&found, Decimal::ONE));
        let worst = found.iter().map(|band| band.score).min();
        if bands::fail_to_fall(&found) || not_done > worst && not_done.is_some() {
            return Err(super::NOT_FALLING);
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
        if let Some(after) = after.filter(|_| endless)
            && let Ok(from) = self.limit(Some((after, false)))
        {
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

/// *Ritardo < 1 mese*: a month that has begun and one that is over would be the same.
fn is_less_than(band: &Band) -> bool {
    matches!(band.to, Limit::Excluded(to) if to > Decimal::ZERO)
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
