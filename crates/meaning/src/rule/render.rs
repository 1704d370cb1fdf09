//! A rule shown in plain Italian; [`super::parse`] reads it back.

use std::fmt::Write;

use domain::Rule;
use domain::rule::{Band, Limit, Reference};
use domain::target::Span;
use rust_decimal::Decimal;

use super::time::{plural, singular};
use crate::{date, number};

/// A rule in plain Italian: *entro il termine 100%; da 1 a 30 giorni di ritardo 70%; oltre 30 giorni di
/// ritardo 0%*.
pub fn render(rule: &Rule) -> String {
    match rule {
        Rule::Delay { reference, unit, bands, not_done } => delay(reference, *unit, bands, *not_done),
        Rule::Value { unit, bands } => {
            let shown = bands
                .iter()
                .map(|band| format!("{} = {}%", value_band(band, unit), number::render(band.score)));
            shown.collect::<Vec<_>>().join("; ")
        }
        Rule::Proportional => "in proporzione a quanto è atteso: graduazione proporzionale".to_owned(),
        Rule::Outcomes(outcomes) => {
            let shown = outcomes.iter().map(|one| format!("{} = {}%", one.text, number::render(one.score)));
            shown.collect::<Vec<_>>().join("; ")
        }
        Rule::PerPeriod { reference, points, every, floor } => per_period(reference, *points, *every, *floor),
        Rule::Norm(text) => text.clone(),
    }
}

fn delay(reference: &Reference, unit: Span, bands: &[Band], not_done: Option<Decimal>) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut told = false;
    for band in bands {
        let score = number::render(band.score);
        if band.to == Limit::Included(Decimal::ZERO) {
            parts.push(format!("{} = {score}%", on_time(reference)));
            told = true;
        } else {
            let of = if told { String::new() } else { counted_from(reference) };
            told = true;
            parts.push(format!("{}{of} = {score}%", late_band(band, unit)));
        }
    }
    if let Some(score) = not_done {
        parts.push(format!("non realizzato = {}%", number::render(score)));
    }
    parts.join("; ")
}

fn on_time(reference: &Reference) -> String {
    match reference {
        Reference::Deadline => "entro il termine".to_owned(),
        Reference::Date(day) => format!("entro il {}", date::render(*day)),
        Reference::After { count, unit } => {
            format!("entro {count} {}", counted(Decimal::from(*count), *unit))
        }
        Reference::Stated(text) => text.clone(),
    }
}

fn counted_from(reference: &Reference) -> String {
    match reference {
        Reference::Date(day) => format!(" rispetto al {}", date::render(*day)),
        Reference::Stated(text) => format!(" ({text})"),
        Reference::Deadline | Reference::After { .. } => String::new(),
    }
}

fn counted(count: Decimal, unit: Span) -> &'static str {
    if count == Decimal::ONE { singular(unit) } else { plural(unit) }
}

/// *Da 1 a 30 giorni di ritardo*, *oltre 30 giorni di ritardo*.
fn late_band(band: &Band, unit: Span) -> String {
    let whole = |value: Decimal| value.fract().is_zero();
    let from = match band.from {
        Limit::Open => None,
        Limit::Included(from) => Some(from),
        Limit::Excluded(from) if whole(from) && band.to != Limit::Open => Some(from + Decimal::ONE),
        Limit::Excluded(from) => {
            return format!("oltre {} {} di ritardo", number::render(from), counted(from, unit));
        }
    };
    let to = band.to.value();
    match (from, to) {
        (Some(from), Some(to)) if from == to => {
            format!("da {} a {} {} di ritardo", number::render(from), number::render(to), counted(to, unit))
        }
        (Some(from), Some(to)) => {
            format!("da {} a {} {} di ritardo", number::render(from), number::render(to), counted(to, unit))
        }
        (None, Some(to)) => format!("fino a {} {} di ritardo", number::render(to), counted(to, unit)),
        (Some(from), None) => format!("almeno {} {} di ritardo", number::render(from), counted(from, unit)),
        (None, None) => "con qualunque ritardo".to_owned(),
    }
}

/// *Da 50% a 79%*, *oltre 3 ore*.
fn value_band(band: &Band, unit: &str) -> String {
    let sign = match unit {
        "" => String::new(),
        "%" => "%".to_owned(),
        other => format!(" {other}"),
    };
    let shown = |value: Decimal| format!("{}{sign}", number::render(value));
    let mut text = String::new();
    let lower = match band.from {
        Limit::Open => None,
        Limit::Included(from) => Some(("almeno", from)),
        Limit::Excluded(from) => Some(("più di", from)),
    };
    let upper = match band.to {
        Limit::Open => None,
        Limit::Included(to) => Some(("non più di", to)),
        Limit::Excluded(to) => Some(("meno di", to)),
    };
    let written = match (lower, upper) {
        (Some((_, from)), Some((_, to))) if from == to => write!(text, "da {} a {}", shown(from), shown(to)),
        (Some(("almeno", from)), Some(("non più di", to))) => {
            write!(text, "da {} a {}", shown(from), shown(to))
        }
        (Some((more, from)), Some((less, to))) => {
            write!(text, "{more} {} e {less} {}", shown(from), shown(to))
        }
        (Some((more, from)), None) => write!(text, "{more} {}", shown(from)),
        (None, Some((less, to))) => write!(text, "{less} {}", shown(to)),
        (None, None) => write!(text, "qualunque valore"),
    };
    let _ = written;
    text
}

fn per_period(reference: &Reference, points: Decimal, every: Span, floor: Decimal) -> String {
    let from = match reference {
        Reference::Date(day) => format!(" rispetto al {}", date::render(*day)),
        _ => String::new(),
    };
    let least = if floor.is_zero() {
        String::new()
    } else {
        format!(", con un minimo di {}%", number::render(floor))
    };
    format!("{} punti in meno per ogni {} di ritardo{from}{least}", number::render(points), singular(every))
}
