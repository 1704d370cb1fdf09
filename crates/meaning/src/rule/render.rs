//! A rule shown in plain Italian; [`super::parse`] reads it back.

use std::fmt::Write;

use domain::Rule;
use domain::rule::{Band, Limit, PerPeriod, Reference};
use domain::target::Span;
use rust_decimal::Decimal;

use super::bands::opposite;
use super::units::{plural, singular};
use crate::{date, number};

/// A rule in plain Italian: *entro il termine = 100%; fino a 30 giorni di ritardo = 70%; oltre 30 giorni di
/// ritardo = 0%*.
pub fn render(rule: &Rule) -> String {
    match rule {
        Rule::Delay { reference, unit, bands, not_done } => delay(reference, *unit, bands, *not_done),
        Rule::Value { unit, bands } => joined(bands.iter().map(|band| (value_band(band, unit), band.score))),
        Rule::Proportional { expected, inverse, least } => proportional(*expected, *inverse, *least),
        Rule::PerUnit { unit, full, points } => format!(
            "{} {unit} = 100%; per ogni {unit} in meno {} punti in meno",
            number::render(*full),
            number::render(*points)
        ),
        Rule::Outcomes(outcomes) => joined(outcomes.iter().map(|one| (one.text.clone(), one.score))),
        Rule::PerPeriod(rule) => per_period(rule),
        Rule::Norm(text) => text.clone(),
    }
}

/// Conditions with their scores.
fn joined(clauses: impl Iterator<Item = (String, Decimal)>) -> String {
    let shown = clauses.map(|(condition, score)| format!("{condition} = {}%", number::render(score)));
    shown.collect::<Vec<_>>().join("; ")
}

fn delay(reference: &Reference, unit: Span, bands: &[Band], not_done: Option<Decimal>) -> String {
    let mut clauses: Vec<(String, Decimal)> = Vec::new();
    let mut told = false;
    for band in bands {
        let shown = match (band.from, band.to) {
            (Limit::Open, Limit::Included(end)) if end.is_zero() => on_time(reference),
            (Limit::Open, Limit::Excluded(end)) if end.is_zero() => before(reference),
            _ if is_the_rest_on_time(band, bands) => on_time(reference),
            _ => {
                let of = if told { String::new() } else { counted_from(reference) };
                format!("{}{of}", late_band(band, bands, unit))
            }
        };
        clauses.push((shown, band.score));
        told = true;
    }
    clauses.extend(not_done.map(|score| ("non realizzato".to_owned(), score)));
    joined(clauses.into_iter())
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

fn before(reference: &Reference) -> String {
    match reference {
        Reference::Date(day) => format!("prima del {}", date::render(*day)),
        _ => "prima del termine".to_owned(),
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

/// Whether a band is all that is on time and not early.
fn is_the_rest_on_time(band: &Band, bands: &[Band]) -> bool {
    let early = band.from.value().is_some_and(|from| from.is_sign_negative());
    let follows = bands.iter().any(|other| opposite(other.to) == band.from);
    early && follows && band.to == Limit::Included(Decimal::ZERO)
}

/// *Anticipo di almeno 10 giorni*.
fn early_band(band: &Band, unit: Span) -> Option<String> {
    let (more, end) = match (band.from, band.to) {
        (Limit::Open, Limit::Included(end)) => ("almeno", end),
        (Limit::Open, Limit::Excluded(end)) => ("oltre", end),
        _ => return None,
    };
    let days = -end;
    let shown = || format!("anticipo di {more} {} {}", number::render(days), counted(days, unit));
    end.is_sign_negative().then(shown)
}

/// *Fino a 30 giorni di ritardo*, *oltre 30 e fino a 60 giorni di ritardo*.
fn late_band(band: &Band, bands: &[Band], unit: Span) -> String {
    if let Some(early) = early_band(band, unit) {
        return early;
    }
    let first = |to: Decimal| {
        let ends = bands.iter().filter_map(|other| other.to.value());
        band.from == Limit::Excluded(Decimal::ZERO)
            && !ends.into_iter().any(|end| end > Decimal::ZERO && end < to)
    };
    let shown = |value: Decimal| format!("{} {} di ritardo", number::render(value), counted(value, unit));
    match (band.from, band.to) {
        (Limit::Excluded(_), Limit::Included(to)) if first(to) => format!("fino a {}", shown(to)),
        (Limit::Open, Limit::Included(to)) => format!("fino a {}", shown(to)),
        (Limit::Open, Limit::Excluded(to)) => format!("meno di {}", shown(to)),
        (Limit::Included(from), Limit::Included(to)) => {
            format!("da {} a {}", number::render(from), shown(to))
        }
        (Limit::Included(from), Limit::Excluded(to)) => {
            format!("almeno {} e meno di {}", number::render(from), shown(to))
        }
        (Limit::Excluded(from), Limit::Included(to)) => {
            format!("oltre {} e fino a {}", number::render(from), shown(to))
        }
        (Limit::Excluded(from), Limit::Excluded(to)) => {
            format!("oltre {} e meno di {}", number::render(from), shown(to))
        }
        (Limit::Included(from), Limit::Open) => format!("almeno {}", shown(from)),
        (Limit::Excluded(from), Limit::Open) => format!("oltre {}", shown(from)),
        (Limit::Open, Limit::Open) => "negli altri casi".to_owned(),
    }
}

/// *Da 50% a 79%*, *più di 3 ore*.
fn value_band(band: &Band, unit: &str) -> String {
    let shown = |value: Decimal| match unit {
        "" => number::render(value),
        "%" => format!("{}%", number::render(value)),
        other => format!("{} {other}", number::render(value)),
    };
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
    // Bare numbers are of something.
    let subject = if unit.is_empty() { "valore " } else { "" };
    match (lower, upper) {
        (Some(("almeno", from)), Some(("non più di", to))) if from == to && !unit.is_empty() => shown(from),
        (Some(("almeno", from)), Some(("non più di", to))) => {
            format!("{subject}da {} a {}", shown(from), shown(to))
        }
        (Some((more, from)), Some((less, to))) => {
            format!("{subject}{more} {} e {less} {}", shown(from), shown(to))
        }
        (Some((more, from)), None) => format!("{subject}{more} {}", shown(from)),
        (None, Some((less, to))) => format!("{subject}{less} {}", shown(to)),
        (None, None) => "altrimenti".to_owned(),
    }
}

fn proportional(expected: Option<Decimal>, inverse: bool, least: Decimal) -> String {
    let mut text = match (expected, inverse) {
        (Some(expected), true) => {
            let expected = number::render(expected);
            return format!(
                "valore atteso {expected} = 100%; se superiore, punteggio = {expected} / valore x 100"
            );
        }
        (Some(expected), false) => {
            format!(
                "100% al raggiungimento di {}; sotto, graduazione proporzionale",
                number::render(expected)
            )
        }
        (None, _) => "graduazione proporzionale a quanto è atteso".to_owned(),
    };
    if !least.is_zero() {
        let least = number::render(least);
        let _ = write!(text, ", con un minimo del {least}% al di sotto del quale il punteggio è zero");
    }
    text
}

fn per_period(rule: &PerPeriod) -> String {
    let (points, unit) = (number::render(rule.points), singular(rule.every));
    let period = match (rule.step, rule.every, rule.whole) {
        (1, Span::Days | Span::WorkingDays, _) => unit.to_owned(),
        (1, _, true) => format!("{unit} per intero"),
        (1, _, false) => format!("{unit} o frazione"),
        (step, every, true) => format!("{step} {} per intero", plural(every)),
        (step, every, false) => format!("{step} {} o frazione", plural(every)),
    };
    let mut text = format!("{points} punti in meno per ogni {period} di ritardo");
    if let Reference::Date(day) = rule.reference {
        let _ = write!(text, " rispetto al {}", date::render(day));
    }
    if !rule.floor.is_zero() {
        let _ = write!(text, ", con un minimo di {}%", number::render(rule.floor));
    }
    if rule.tolerance > 0 {
        let tolerated = Decimal::from(rule.tolerance);
        let days = if rule.from_first { "contati dal primo" } else { "ulteriori" };
        let shown = counted(tolerated, rule.every);
        let _ = write!(text, "; tolleranza di {tolerated} {shown}, poi {days}");
    }
    if let Some(last) = rule.zero_after {
        let last = Decimal::from(last);
        let _ = write!(text, "; oltre {last} {} = 0", counted(last, rule.every));
    }
    text
}
