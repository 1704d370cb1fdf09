//! Short names of rules, made from what they mean.

use std::fmt::Write;

use domain::Rule;
use domain::rule::{Band, Limit, Outcome, PerPeriod};
use domain::target::Span;
use rust_decimal::Decimal;

use super::units::{plural, singular};
use crate::number::render as number;

/// A short name for a rule, the same for all rules of one scale: `ritardo 100/70/0 a 30 giorni`.
pub fn name(rule: &Rule) -> String {
    match rule.scale() {
        Rule::Delay { unit, bands, not_done, .. } => delay(unit, &bands, not_done),
        Rule::Value { bands, .. } => value(printed(rule), bands),
        Rule::Proportional { expected, inverse, least } => proportional(expected, inverse, least),
        Rule::PerUnit { full, points, .. } => {
            format!("{} punti per ogni {} in meno di {}", number(points), printed(rule), number(full))
        }
        Rule::Outcomes(outcomes) => of_outcomes(&outcomes),
        Rule::PerPeriod(rule) => per_period(&rule),
        Rule::Norm(_) => format!("norma: {}", short(printed(rule))),
    }
}

/// The text of a rule as printed; it is compared without case and points.
fn printed(rule: &Rule) -> &str {
    match rule {
        Rule::Value { unit: text, .. } | Rule::PerUnit { unit: text, .. } | Rule::Norm(text) => text,
        _ => "",
    }
}

/// Scores in order, then the days between them; what no band names is a dash.
fn delay(unit: Span, bands: &[Band], not_done: Option<Decimal>) -> String {
    let (mut scores, mut ends) = (Vec::new(), Vec::new());
    let mut last = Limit::Open;
    if bands.first().is_none_or(|band| band.from != Limit::Open) {
        scores.push("–".to_owned());
        last = Limit::Included(Decimal::ZERO);
    }
    for band in bands {
        if let (Some(end), Some(from)) = (last.value(), band.from.value())
            && end < from
        {
            scores.push("–".to_owned());
            ends.push(from);
        }
        scores.push(number(band.score));
        ends.extend(band.to.value());
        last = band.to;
    }
    let early = ends.iter().any(Decimal::is_sign_negative);
    let ends: Vec<String> = ends.into_iter().filter(|end| early || !end.is_zero()).map(number).collect();
    let scores = scores.join("/");
    let mut text = match ends.as_slice() {
        [] => format!("nel termine {scores}"),
        [one] if one == "1" => format!("ritardo {scores} a 1 {}", singular(unit)),
        _ => format!("ritardo {scores} a {} {}", ends.join("/"), plural(unit)),
    };
    if let Some(score) = not_done {
        text.push_str(", mai ");
        text.push_str(&number(score));
    }
    text
}

/// The best band first: *valore 100 da 3, 75 a 2, 40 sotto 2 ore*.
fn value(unit: &str, mut bands: Vec<Band>) -> String {
    bands.sort_by_key(|band| std::cmp::Reverse(band.score));
    // Where no band goes on, the end of the last is told, too.
    let goes_on = |to: Limit| bands.iter().any(|other| other.from.value() == to.value());
    let shown = |band: &Band| {
        let score = number(band.score);
        match (band.from, band.to) {
            (Limit::Included(from), Limit::Included(to)) if from == to => {
                format!("{score} a {}", number(from))
            }
            (Limit::Included(from), Limit::Included(to) | Limit::Excluded(to)) if !goes_on(band.to) => {
                format!("{score} da {} a {}", number(from), number(to))
            }
            (Limit::Included(from), _) => format!("{score} da {}", number(from)),
            (Limit::Excluded(from), _) => format!("{score} oltre {}", number(from)),
            (Limit::Open, Limit::Included(to)) => format!("{score} fino a {}", number(to)),
            (Limit::Open, Limit::Excluded(to)) => format!("{score} sotto {}", number(to)),
            (Limit::Open, Limit::Open) => format!("{score} sempre"),
        }
    };
    let bands: Vec<String> = bands.iter().map(shown).collect();
    format!("valore {} {unit}", bands.join(", ")).trim_end().to_owned()
}

fn proportional(expected: Option<Decimal>, inverse: bool, least: Decimal) -> String {
    let mut text = if inverse { "in proporzione inversa" } else { "in proporzione" }.to_owned();
    if let Some(expected) = expected {
        text.push_str(" a ");
        text.push_str(&number(expected));
    }
    if !least.is_zero() {
        text.push_str(", minimo ");
        text.push_str(&number(least));
    }
    text
}

fn of_outcomes(outcomes: &[Outcome]) -> String {
    let scores: Vec<String> = outcomes.iter().map(|outcome| number(outcome.score)).collect();
    let first = outcomes.first().map(|outcome| short(&outcome.text)).unwrap_or_default();
    format!("esiti {}: {first}", scores.join("/"))
}

fn per_period(rule: &PerPeriod) -> String {
    let period = match rule.step {
        1 => singular(rule.every).to_owned(),
        step => format!("{step} {}", plural(rule.every)),
    };
    let whole = if rule.whole { " per intero" } else { "" };
    let mut text = format!("{} punti in meno ogni {period}{whole}", number(rule.points));
    if rule.tolerance > 0 {
        let from = if rule.from_first { " dal primo" } else { "" };
        let _ = write!(text, ", tolleranza {}{from}", rule.tolerance);
    }
    if !rule.floor.is_zero() {
        let _ = write!(text, ", minimo {}", number(rule.floor));
    }
    if let Some(last) = rule.zero_after {
        let _ = write!(text, ", 0 dopo {last}");
    }
    text
}

/// The first words of a text.
fn short(text: &str) -> String {
    const LONGEST: usize = 40;
    let mut words = String::new();
    for word in text.split(' ') {
        if words.chars().count() + word.chars().count() >= LONGEST {
            return format!("{words}…");
        }
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_what_the_rule_does() {
        for (text, expected) in [
            (
                "Entro il 30/06/26 = 100%; fino a 30 gg di ritardo = 70%; oltre = 0",
                "ritardo 100/70/0 a 30 giorni",
            ),
            (
                "Nessun ritardo = 100%; fino a 20 gg = 80%; fino a 40 gg = 50%",
                "ritardo 100/80/50 a 20/40 giorni",
            ),
            ("Ritardo fino a 20 giorni = 75%; fino a 30 giorni = 50%", "ritardo –/75/50 a 20/30 giorni"),
            ("Rispetto del termine = 100%", "nel termine 100"),
            ("proporzionale", "in proporzione"),
            (
                "Sei o più ore: 100%; cinque ore: 65%; meno di cinque ore: 35%.",
                "valore 100 da 6, 65 a 5, 35 sotto 5 ore",
            ),
            ("2 punti in meno per ogni giorno di ritardo", "2 punti in meno ogni giorno"),
            ("Scheda adottata = 100%; scheda non adottata = 0%", "esiti 100/0: scheda adottata"),
        ] {
            let rules = super::super::parse(text, Some(2026));
            assert_eq!(rules.iter().map(name).collect::<Vec<_>>(), [expected], "{text}");
        }
    }

    #[test]
    fn one_rule_in_five_wordings_has_one_name() {
        for text in [
            "Nessun ritardo = 100%; ritardo fino a 30 gg. = 70%; oltre 30 gg. = 0%",
            "Entro il 31/12/2026 = 100% Fino a 30gg di ritardo = 70% Oltre 30gg di ritardo = zero",
            "Rispetto del termine: 100%. Ritardo non superiore a 30 giorni: 70%. Oltre: 0%.",
            "Nessun ritardo rispetto alla data del 30/09/2026 = 100%; da 1 a 30 giorni = 70%; oltre = 0%",
            "100% nel termine; 70% fino a 30 giorni di ritardo; 0% oltre 30 giorni di ritardo",
        ] {
            let rules = super::super::parse(text, Some(2026));
            let names: Vec<String> = rules.iter().map(name).collect();
            assert_eq!(names, ["ritardo 100/70/0 a 30 giorni"], "{text}");
        }
    }
}
