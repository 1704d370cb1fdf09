//! What a clause says of time: on time, so late, by a day, otherwise.

use domain::rule::Limit;
use domain::target::Span;
use domain::text::folded;
use rust_decimal::Decimal;

use super::Scored;
use super::amount::Unit;
use super::condition::Atom;
use crate::date::Written;

/// What a delay is counted from, as written.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum From {
    Day(Written),
    After(u32, Span),
    Stated(String),
}

/// An end of a stretch of days, and whether it belongs to it.
pub(super) type End = Option<(Written, bool)>;

/// What a clause says of time.
#[derive(Clone, Debug)]
pub(super) enum Moment {
    OnTime(Option<From>),
    Late {
        from: Limit,
        to: Limit,
        unit: Option<Span>,
        of: Option<From>,
    },
    /// Late, and a day: up to it, or counted from it.
    LateBy(Written),
    /// From a day to another; days not written are open.
    Days {
        from: End,
        to: End,
    },
    /// After all the rest; `never` when what is never done is meant, too.
    Later {
        never: bool,
        /// The last day that is not meant, when the clause names one.
        after: Option<Written>,
    },
    NotDone,
}

impl Moment {
    /// Late, however much.
    pub fn any_delay(of: Option<From>) -> Self {
        Self::Late { from: Limit::Excluded(Decimal::ZERO), to: Limit::Open, unit: None, of }
    }
}

/// What a clause says; `alone` when nothing was said before it.
pub(super) fn moment(one: &Scored<'_>, alone: bool) -> Result<Moment, &'static str> {
    let days: Vec<&Atom> = one.condition.atoms.iter().filter(|atom| atom.is_day()).collect();
    let amount = amount_of(one)?;
    if days.len() > 1 {
        return Err("una fascia nomina due date");
    }
    let day = days.first().copied();
    let (on_time, late) = (one.has(|atom| *atom == Atom::OnTime), one.has(|atom| *atom == Atom::Late));
    // *Non puntuale ma entro 15 giorni*: late.
    let on_time = on_time && (amount.is_none() || !one.has(|atom| *atom == Atom::Not));
    let of = reference(one, day);
    if late && one.has(|atom| *atom == Atom::Event) {
        return Err("il ritardo si conta da una data che il testo non scrive");
    }
    if on_time_or_little_late(one)
        && let Some(Atom::Amount { to, unit: Unit::Time(span), .. }) = amount
    {
        return Ok(Moment::Late { from: Limit::Included(Decimal::ZERO), to: *to, unit: Some(*span), of });
    }
    if one.has(|atom| *atom == Atom::Early) {
        return early_by(amount, of);
    }
    // *Ritardo: nessuno*.
    if late && one.condition.words == 0 && amount.is_none() && one.has(|atom| *atom == Atom::Not) {
        return Ok(Moment::OnTime(of));
    }
    if let Some(Atom::Amount { from, to, unit, within }) = amount {
        // *Consegna entro due mesi = 100%*: the term itself.
        if *within && !late && (on_time || alone) && day.is_none() {
            return term(*to, unit);
        }
        // *Ritardo fino a 30 giorni tollerato. Nessun ritardo*: two clauses.
        let place = |wanted: fn(&Atom) -> bool| one.condition.atoms.iter().position(wanted);
        if late && place(Atom::is_amount) < place(|atom| *atom == Atom::OnTime) {
            return Err("una fascia nomina il termine e una quantità");
        }
        // *Rispetto dei tempi medi di 30 giorni*: no delay.
        if on_time && !late && !*within {
            return Err("una fascia nomina il termine e una quantità");
        }
        return late_by(*from, *to, unit, of);
    }
    if let Some(moment) = without_day(one, day.is_some() || on_time) {
        return Ok(moment);
    }
    match day {
        Some(day) if !late && !on_time => Ok(of_day(day)),
        _ if on_time => Ok(Moment::OnTime(of)),
        Some(Atom::By(day)) if late => Ok(Moment::LateBy(*day)),
        _ if late => Ok(Moment::any_delay(of)),
        _ if one.has(|atom| *atom == Atom::Stated) => Ok(Moment::OnTime(of)),
        _ if one.has(|atom| *atom == Atom::Not) && denies(one.text) => Ok(Moment::NotDone),
        _ => Err("una fascia non dice in quali tempi vale"),
    }
}

/// *Non*, *mancata*: something is not done; *in assenza di motivazione* says another thing.
fn denies(text: &str) -> bool {
    const DENIALS: &str = "non no mai mancata mancato mancate mancati omessa omesso";
    folded(text).split(' ').any(|word| DENIALS.split(' ').any(|denial| denial == word))
}

/// What is left over from the other clauses: *negli altri casi*, *oltre*, *non rispettato*.
fn without_day(one: &Scored<'_>, timed: bool) -> Option<Moment> {
    if one.has(|atom| *atom == Atom::Not) && timed {
        let after = one.condition.atoms.iter().find_map(|atom| match atom {
            Atom::Between(_, last) | Atom::By(last) => Some(*last),
            _ => None,
        });
        return Some(Moment::Later { never: true, after });
    }
    if one.has(|atom| matches!(atom, Atom::Otherwise | Atom::Violated)) {
        return Some(Moment::Later { never: true, after: None });
    }
    one.has(|atom| *atom == Atom::Later).then_some(Moment::Later { never: false, after: None })
}

/// What a clause counts delays from.
fn reference(one: &Scored<'_>, day: Option<&Atom>) -> Option<From> {
    match day {
        Some(Atom::By(day) | Atom::Of(day)) => Some(From::Day(*day)),
        // *Entro 20 giorni dal 30/06*.
        Some(Atom::From(day) | Atom::After(day)) if one.has(Atom::is_amount) => Some(From::Day(*day)),
        _ if one.has(|atom| *atom == Atom::Stated) => Some(From::Stated(one.text.to_owned())),
        _ => None,
    }
}

fn of_day(day: &Atom) -> Moment {
    let (from, to) = match day {
        Atom::Before(day) => (None, Some((*day, false))),
        Atom::After(day) => (Some((*day, false)), None),
        Atom::From(day) => (Some((*day, true)), None),
        // From the first day of a year: whenever before.
        Atom::Between(from, to) if (from.day, from.month) == (1, 1) => (None, Some((*to, true))),
        Atom::Between(from, to) => (Some((*from, true)), Some((*to, true))),
        Atom::By(day) | Atom::Of(day) => (None, Some((*day, true))),
        _ => (None, None),
    };
    Moment::Days { from, to }
}

fn amount_of<'s>(one: &'s Scored<'_>) -> Result<Option<&'s Atom>, &'static str> {
    let mut amounts = one.condition.atoms.iter().filter(|atom| atom.is_amount());
    let first = amounts.next();
    if amounts.next().is_some() { Err("una fascia ha due quantità") } else { Ok(first) }
}

/// *Stampa entro il 15/05/2026 Fino a 12 gg di ritardo = 75%*: on time comes first, without a score.
pub(super) fn implied_on_time(one: &Scored<'_>) -> Option<Moment> {
    if on_time_or_little_late(one) {
        return None;
    }
    let atoms = &one.condition.atoms;
    let late = atoms.iter().position(|atom| *atom == Atom::Late)?;
    let amount = atoms.iter().position(Atom::is_amount)?;
    let on_time = atoms.iter().position(|atom| matches!(atom, Atom::By(_) | Atom::OnTime))?;
    let of = atoms.iter().find_map(|atom| match atom {
        Atom::By(day) | Atom::Of(day) => Some(From::Day(*day)),
        _ => None,
    });
    (on_time < late && on_time < amount).then_some(Moment::OnTime(of))
}

fn term(to: Limit, unit: &Unit) -> Result<Moment, &'static str> {
    let count =
        to.value().filter(|value| value.fract().is_zero()).and_then(|value| u32::try_from(value).ok());
    match (count, unit) {
        (Some(count), Unit::Time(span)) => Ok(Moment::OnTime(Some(From::After(count, *span)))),
        _ => Err("il termine non è un numero di giorni o di mesi"),
    }
}

/// *Con anticipo di almeno 10 giorni*: a delay of ten days less than none, or more of them.
fn early_by(amount: Option<&Atom>, of: Option<From>) -> Result<Moment, &'static str> {
    let before = |limit: Limit| match limit {
        Limit::Open => Limit::Excluded(Decimal::ZERO),
        Limit::Included(value) => Limit::Included(-value),
        Limit::Excluded(value) => Limit::Excluded(-value),
    };
    let (from, to, unit) = match amount {
        None => (Limit::Open, Limit::Open, None),
        Some(Atom::Amount { from, to, unit: Unit::Time(span), .. }) => (*from, *to, Some(*span)),
        Some(_) => return Err("una fascia mette insieme tempi e quantità"),
    };
    // *Con anticipo di 10 giorni*: or more.
    let to = if from == to { Limit::Open } else { to };
    let from_limit = if to == Limit::Open { Limit::Open } else { before(to) };
    Ok(Moment::Late { from: from_limit, to: before(from), unit, of })
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

/// *Puntuale o con non più di 3 gg di ritardo*: one band for both.
fn on_time_or_little_late(one: &Scored<'_>) -> bool {
    let atoms = &one.condition.atoms;
    let place = |wanted: fn(&Atom) -> bool| atoms.iter().position(wanted);
    let (on_time, joint) = (place(|atom| *atom == Atom::OnTime), place(|atom| *atom == Atom::Joint));
    let so_late = place(|atom| matches!(atom, Atom::Amount { from: Limit::Open, .. }));
    let in_order = matches!((on_time, joint, so_late), (Some(a), Some(b), Some(c)) if a < b && b < c);
    in_order && one.has(|atom| *atom == Atom::Late)
}
