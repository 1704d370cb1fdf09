//! The units that delays are counted in.

use domain::rule::Limit;
use domain::target::Span;
use rust_decimal::Decimal;

use super::moment::Moment;
use super::time::Moments;

/// What delays are counted in.
pub(super) fn unit_of(moments: &Moments, told: Option<Span>) -> Result<Span, &'static str> {
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

/// Weeks beside days are seven of them each; a month is no number of days.
pub(super) fn weeks_in_days(moments: &mut Moments) {
    // *Meno di una settimana*: its days, as a week that has begun counts as a whole one.
    let strict = |(moment, _): &(Moment, Decimal)| matches!(moment, Moment::Late { unit: Some(Span::Weeks), to: Limit::Excluded(to), .. } if !to.is_zero());
    let counts = |wanted: Span| move |(moment, _): &(Moment, Decimal)| matches!(moment, Moment::Late { unit: Some(unit), .. } if *unit == wanted);
    let beside_days = moments.iter().any(counts(Span::Weeks)) && moments.iter().any(counts(Span::Days));
    if !beside_days && !moments.iter().any(strict) {
        return;
    }
    for (moment, _) in moments {
        if let Moment::Late { from, to, unit: Some(unit), .. } = moment
            && *unit == Span::Weeks
        {
            (*from, *to, *unit) = (in_days(*from), in_days(*to), Span::Days);
        }
    }
}

fn in_days(weeks: Limit) -> Limit {
    let days = |weeks: Decimal| weeks.saturating_mul(Decimal::from(7));
    match weeks {
        Limit::Open => Limit::Open,
        Limit::Included(weeks) => Limit::Included(days(weeks)),
        Limit::Excluded(weeks) => Limit::Excluded(days(weeks)),
    }
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
