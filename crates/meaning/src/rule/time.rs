//! Rules by time: on time, so late, by one day or another.

use domain::Rule;
use domain::rule::{Band, Limit, Reference};
use domain::target::Span;
use jiff::civil::Date;
use rust_decimal::Decimal;

use super::condition::{Atom, Unit};
use super::{Reading, Remark, Scored, bands, dates_of};
use crate::date::Written;

/// What a delay is counted from, as written.
#[derive(Clone, Debug, PartialEq)]
enum From {
    Day(Written),
    After(u32, Span),
    Stated(String),
}

/// What a clause says of time.
#[derive(Clone, Debug)]
enum Moment {
    OnTime(Option<From>),
    Late {
        from: Limit,
        to: Limit,
        unit: Option<Span>,
        of: Option<From>,
    },
    /// After a day and up to another; days not written are open.
    Days {
        after: Option<Written>,
        to: Option<Written>,
        includes_first: bool,
    },
    Otherwise,
    NotDone,
}

/// Reads a rule by time.
pub(super) fn read(scored: &[Scored<'_>], year: Option<i16>) -> Reading {
    let mut moments: Vec<(Moment, Decimal)> = Vec::new();
    let mut remarks = Vec::new();
    for (index, one) in scored.iter().enumerate() {
        let Some(points) = one.points() else { return Reading::unclear("un punteggio non è un numero") };
        if index == 0
            && let Some(on_time) = implied_on_time(one)
        {
            moments.push((on_time, Decimal::ONE_HUNDRED));
            remarks.push(Remark::ImpliedFullScore);
        }
        match moment(one, index == 0, moments.is_empty()) {
            Ok(moment) => moments.push((moment, points)),
            Err(why) => return Reading::unclear(why),
        }
    }
    assemble(&moments, year).with(remarks)
}

fn days_of<'s>(one: &'s Scored<'_>) -> impl Iterator<Item = &'s Atom> {
    one.condition
        .atoms
        .iter()
        .filter(|atom| matches!(atom, Atom::By(_) | Atom::Of(_) | Atom::After(_) | Atom::Between(..)))
}

fn amount_of<'s>(one: &'s Scored<'_>) -> Result<Option<&'s Atom>, &'static str> {
    let mut amounts = one.condition.atoms.iter().filter(|atom| matches!(atom, Atom::Amount { .. }));
    let first = amounts.next();
    if amounts.next().is_some() { Err("una fascia ha due quantità") } else { Ok(first) }
}

/// *Definizione entro il 30/06/2024 Fino a 30 gg di ritardo = 70%*: on time comes first, without a score.
fn implied_on_time(one: &Scored<'_>) -> Option<Moment> {
    let atoms = &one.condition.atoms;
    let late = atoms.iter().position(|atom| *atom == Atom::Late)?;
    let amount = atoms.iter().position(|atom| matches!(atom, Atom::Amount { .. }))?;
    let on_time = atoms.iter().position(|atom| matches!(atom, Atom::By(_) | Atom::OnTime))?;
    (on_time < late && on_time < amount).then(|| {
        let of = atoms.iter().find_map(|atom| match atom {
            Atom::By(day) | Atom::Of(day) => Some(From::Day(*day)),
            _ => None,
        });
        Moment::OnTime(of)
    })
}

/// What a clause says; `first` when it is the first of the text, `alone` when nothing was said before.
fn moment(one: &Scored<'_>, first: bool, alone: bool) -> Result<Moment, &'static str> {
    let amount = amount_of(one)?;
    let days: Vec<&Atom> = days_of(one).collect();
    if days.len() > 1 {
        return Err("una fascia nomina due date");
    }
    let day = days.first().copied();
    let (on_time, late, not) = (
        one.has(|atom| *atom == Atom::OnTime),
        one.has(|atom| *atom == Atom::Late),
        one.has(|atom| *atom == Atom::Not),
    );
    let of = match day {
        Some(Atom::By(day) | Atom::Of(day)) => Some(From::Day(*day)),
        _ if one.has(|atom| *atom == Atom::Stated) => Some(From::Stated(one.text.to_owned())),
        _ => None,
    };
    if let Some(Atom::Amount { from, to, unit, within }) = amount {
        // *Affidamento entro un mese = 100%*: the term itself.
        if *within && !late && (on_time || alone || (first && day.is_none())) {
            return term(*to, unit);
        }
        return late_by(*from, *to, unit, of);
    }
    let any_delay =
        || Moment::Late { from: Limit::Excluded(Decimal::ZERO), to: Limit::Open, unit: None, of: None };
    match day {
        Some(Atom::Between(from, to)) => {
            Ok(Moment::Days { after: Some(*from), to: Some(*to), includes_first: true })
        }
        Some(Atom::After(day)) if !late => {
            Ok(Moment::Days { after: Some(*day), to: None, includes_first: false })
        }
        _ if not && (on_time || day.is_some()) => Ok(any_delay()),
        Some(Atom::By(day)) if !alone && !on_time => {
            Ok(Moment::Days { after: None, to: Some(*day), includes_first: false })
        }
        _ if on_time || of.is_some() && !late => Ok(Moment::OnTime(of)),
        _ if late => Ok(any_delay()),
        _ if not => Ok(Moment::NotDone),
        _ if one.has(|atom| *atom == Atom::Otherwise) => Ok(Moment::Otherwise),
        _ => Err("una fascia non dice in quali tempi vale"),
    }
}

fn term(to: Limit, unit: &Unit) -> Result<Moment, &'static str> {
    let count = to.value().and_then(|value| u32::try_from(value).ok());
    match (count, unit) {
        (Some(count), Unit::Time(span)) => Ok(Moment::OnTime(Some(From::After(count, *span)))),
        _ => Err("il termine non è un numero di giorni o di mesi"),
    }
}

fn late_by(from: Limit, to: Limit, unit: &Unit, of: Option<From>) -> Result<Moment, &'static str> {
    let unit = match unit {
        Unit::Time(span) => Some(*span),
        Unit::None => None,
        Unit::Percent | Unit::Named(_) => return Err("una fascia mette insieme tempi e quantità"),
    };
    // *Ritardo di 20 gg*: up to 20.
    let from = if from == to { Limit::Open } else { from };
    Ok(Moment::Late { from, to, unit, of })
}

fn assemble(moments: &[(Moment, Decimal)], year: Option<i16>) -> Reading {
    let unit = match unit_of(moments) {
        Ok(unit) => unit,
        Err(why) => return Reading::unclear(why),
    };
    let reference = match reference_of(moments) {
        Ok(reference) => reference,
        Err(why) => return Reading::unclear(why),
    };
    let mut impossible = Vec::new();
    let references = match &reference {
        None => vec![Reference::Deadline],
        Some(From::After(count, unit)) => vec![Reference::After { count: *count, unit: *unit }],
        Some(From::Stated(text)) => vec![Reference::Stated(text.clone())],
        Some(From::Day(day)) => {
            let (dates, exists) = dates_of(*day, year);
            if !exists {
                impossible.push(Remark::ImpossibleDate(shown(*day)));
            }
            if dates.is_empty() {
                return Reading::unclear("una data senza anno");
            }
            dates.into_iter().map(Reference::Date).collect()
        }
    };
    let mut reading = Reading::default();
    for reference in references {
        match with_reference(moments, &reference, unit, year) {
            Ok((rules, remarks)) => {
                reading.rules.extend(rules);
                reading = reading.with(remarks);
            }
            Err(why) => return Reading::unclear(why),
        }
    }
    reading.with(impossible)
}

fn shown(day: Written) -> String {
    match day.year {
        Some(year) => format!("{:02}/{:02}/{year}", day.day, day.month),
        None => format!("{:02}/{:02}", day.day, day.month),
    }
}

/// What delays are counted in.
fn unit_of(moments: &[(Moment, Decimal)]) -> Result<Span, &'static str> {
    let mut found: Option<Span> = None;
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

/// What delays are counted from: one thing for all clauses.
fn reference_of(moments: &[(Moment, Decimal)]) -> Result<Option<From>, &'static str> {
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

type Assembled = (Vec<Rule>, Vec<Remark>);

fn with_reference(
    moments: &[(Moment, Decimal)],
    reference: &Reference,
    unit: Span,
    year: Option<i16>,
) -> Result<Assembled, &'static str> {
    let (mut found, mut not_done) = (Vec::new(), None);
    for (moment, score) in moments {
        match ends(moment, reference, unit, year)? {
            Some((from, to)) => found.push(Band { from, to, score: *score }),
            None if matches!(moment, Moment::NotDone) => not_done = Some(*score),
            None => {}
        }
    }
    if found.is_empty() {
        return Err("non c'è nessuna fascia");
    }
    if let Some((_, score)) = moments.iter().find(|(moment, _)| matches!(moment, Moment::Otherwise)) {
        let last = found.iter().filter_map(|band| band.to.value()).max().unwrap_or_default();
        found.push(Band { from: Limit::Excluded(last), to: Limit::Open, score: *score });
    }
    bands::complete(&mut found, Limit::Excluded(Decimal::ZERO));
    for band in &mut found {
        // On time is whatever is not late.
        if band.to == Limit::Included(Decimal::ZERO) {
            band.from = Limit::Open;
        }
    }
    let mut remarks = bands::take_in_strict_ends(&mut found);
    remarks.extend(bands::remarks(&found, Decimal::ONE));
    remarks.extend(of_order(&found));
    let rule = |bands| Rule::Delay { reference: reference.clone(), unit, bands, not_done };
    Ok((bands::readings(rule, &found, &remarks), remarks))
}

/// What is odd about the order of scores.
fn of_order(bands: &[Band]) -> Vec<Remark> {
    let mut sorted: Vec<&Band> = bands.iter().collect();
    sorted.sort_by_key(|band| band.from.value());
    let rising = sorted.windows(2).any(|pair| matches!(pair, [one, next] if next.score > one.score));
    let open = sorted.last().filter(|last| last.to == Limit::Open && !last.score.is_zero());
    let open = open.map(|last| Remark::OpenEnd(last.score));
    rising.then_some(Remark::Rising).into_iter().chain(open).collect()
}

/// The ends of a band in units of delay; none for what was not done, and for what is left.
fn ends(
    moment: &Moment,
    reference: &Reference,
    unit: Span,
    year: Option<i16>,
) -> Result<Option<(Limit, Limit)>, &'static str> {
    let late_by = |day: Written| -> Result<Decimal, &'static str> {
        let Reference::Date(reference) = reference else {
            return Err("una data senza il termine da cui contare");
        };
        let (dates, _) = dates_of(day, year);
        let date: Date = *dates.first().ok_or("una data senza anno")?;
        let days = reference.until(date).map_err(|_| "una data fuori dal calendario")?.get_days();
        if unit == Span::Days { Ok(Decimal::from(days)) } else { Err("date e ritardi in mesi o settimane") }
    };
    Ok(match moment {
        Moment::OnTime(_) => Some((Limit::Open, Limit::Included(Decimal::ZERO))),
        Moment::Late { from, to, .. } => Some((*from, *to)),
        Moment::Days { after, to, includes_first } => {
            let from = match after {
                Some(day) if *includes_first => Limit::Included(late_by(*day)?),
                Some(day) => Limit::Excluded(late_by(*day)?),
                None => Limit::Open,
            };
            let to = to.map(late_by).transpose()?.map_or(Limit::Open, Limit::Included);
            Some((from, to))
        }
        Moment::Otherwise | Moment::NotDone => None,
    })
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
