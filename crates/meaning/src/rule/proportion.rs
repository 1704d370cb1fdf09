//! Rules in proportion: `graduazione proporzionale`, `(assegnati / disponibili) * 100`, `5 punti per ogni scheda`.

use domain::Rule;
use rust_decimal::Decimal;

use super::Reading;
use super::lex::{Kind, Lexeme};

/// Reads a rule in proportion, or so many points for each thing; none when the text is none.
pub(super) fn read(lexemes: &[Lexeme]) -> Option<Reading> {
    per_unit(lexemes).or_else(|| quotient(lexemes)).or_else(|| proportional(lexemes))
}

/// In proportion to what was expected of what is scored.
pub(super) fn plain() -> Rule {
    Rule::Proportional { expected: None, inverse: false, least: Decimal::ZERO }
}

/// A number of a text, with its place.
struct Number {
    at: usize,
    value: Decimal,
}

fn numbers(lexemes: &[Lexeme]) -> Vec<Number> {
    let numbers = lexemes.iter().enumerate().filter_map(|(at, one)| match one.kind {
        Kind::Number { value, .. } => Some(Number { at, value }),
        _ => None,
    });
    numbers.collect()
}

fn is_percent(lexemes: &[Lexeme], number: &Number) -> bool {
    lexemes.get(number.at + 1).is_some_and(|next| next.kind == Kind::Percent || next.is_any("punti punto"))
}

fn says(lexemes: &[Lexeme], stem: &str) -> bool {
    lexemes.iter().any(|one| one.word().is_some_and(|word| word.starts_with(stem)))
}

fn has_days(lexemes: &[Lexeme]) -> bool {
    lexemes.iter().any(|one| matches!(one.kind, Kind::Day(_) | Kind::Part { .. }))
}

/// *In misura proporzionale agli interventi (max 100%)*, *200 utenti = 100%; sotto, in proporzione*.
fn proportional(lexemes: &[Lexeme]) -> Option<Reading> {
    let begins = lexemes.iter().find(|one| !one.is_any("in misura"));
    let begins = begins.and_then(Lexeme::word).is_some_and(|word| word.starts_with("proporzion"));
    // *Contributo proporzionale al numero dei figli* is no rule.
    let of_scores = begins
        || ["punteg", "graduaz", "valutaz", "risultat", "raggiung"].iter().any(|stem| says(lexemes, stem));
    if !of_scores || !says(lexemes, "proporzion") || has_days(lexemes) || says(lexemes, "ritard") {
        return None;
    }
    let (mut expected, mut least) = (None, Decimal::ZERO);
    for number in numbers(lexemes) {
        let percent = is_percent(lexemes, &number);
        let before = lexemes.get(number.at.saturating_sub(4)..number.at).unwrap_or_default();
        let most = before.iter().any(|one| one.is_any("max massimo"));
        let minimum = before.iter().any(|one| one.is_any("minima minimo"));
        match (percent, number.value) {
            (_, value) if value == Decimal::ONE_HUNDRED && (percent || most) => {}
            (true, value) if minimum && least.is_zero() && value <= Decimal::ONE_HUNDRED => least = value,
            // *Nessun servizio 0%* is the proportion itself.
            (_, value) if value.is_zero() => {}
            (false, value) if expected.is_none() && says(lexemes, "raggiung") => expected = Some(value),
            _ => return None,
        }
    }
    // A least share of which the text does not say that nothing is given below it is something else.
    let nought = says(lexemes, "zero") || numbers(lexemes).iter().any(|number| number.value.is_zero());
    let below = nought && lexemes.iter().any(|one| one.is_any("sotto"));
    (least.is_zero() || below).then(|| Reading::of(Rule::Proportional { expected, inverse: false, least }))
}

/// *Rapporto tra istruite e pervenute x 100*, *(assegnati / disponibili) * 100*, *30 / giorni effettivi x 100*.
fn quotient(lexemes: &[Lexeme]) -> Option<Reading> {
    let numbers = numbers(lexemes);
    let last = numbers.last().filter(|last| last.value == Decimal::ONE_HUNDRED)?;
    let times = lexemes.get(last.at.checked_sub(1)?)?;
    let multiplied = times.is_any("x per") || matches!(times.kind, Kind::Stop('*' | '×'));
    if !multiplied
        || has_days(lexemes)
        || lexemes.get(last.at + 1).is_some_and(|next| next.kind != Kind::Percent && !next.is_stop())
    {
        return None;
    }
    let stroke = lexemes.iter().position(|one| matches!(one.kind, Kind::Stop('/' | '÷')));
    let ratio = lexemes.iter().any(|one| one.is_any("rapporto"));
    let others = numbers.get(..numbers.len() - 1)?;
    match (others, stroke) {
        ([], Some(_)) => Some(Reading::of(plain())),
        ([], None) if ratio => Some(Reading::of(plain())),
        (several, Some(stroke)) => expected_over_value(lexemes, several, stroke),
        _ => None,
    }
}

/// *Tempo atteso 30 giorni = 100%; se superiore, punteggio = 30 / giorni effettivi x 100*.
fn expected_over_value(lexemes: &[Lexeme], numbers: &[Number], stroke: usize) -> Option<Reading> {
    let expected = numbers.iter().find(|number| number.at + 1 == stroke)?;
    let known = |number: &Number| {
        number.value == expected.value || number.value == Decimal::ONE_HUNDRED && is_percent(lexemes, number)
    };
    let named = lexemes.get(stroke + 1)?.word().is_some();
    (named && numbers.iter().all(known) && expected.value > Decimal::ZERO).then(|| {
        Reading::of(Rule::Proportional {
            expected: Some(expected.value),
            inverse: true,
            least: Decimal::ZERO,
        })
    })
}

/// *10 incontri = 100%; per ogni incontro in meno si riduce del 10%*, *ogni scheda vale 5 punti, max 100*.
fn per_unit(lexemes: &[Lexeme]) -> Option<Reading> {
    let each = lexemes.iter().position(|one| one.is_any("ogni ciascun ciascuna"))?;
    let thing = lexemes.get(each + 1).filter(|one| one.unit().is_none())?.word()?;
    if has_days(lexemes) || says(lexemes, "ritard") {
        return None;
    }
    let numbers = numbers(lexemes);
    let less =
        lexemes.get(each..each + 6).unwrap_or(&lexemes[each..]).iter().any(|one| one.is_any("meno mancante"));
    let (full, points) = if less { lost(lexemes, &numbers, each)? } else { gained(lexemes, &numbers)? };
    Some(Reading::of(Rule::PerUnit { unit: thing.to_owned(), full, points }))
}

/// What is expected for the full score, and what each thing less costs.
fn lost(lexemes: &[Lexeme], numbers: &[Number], each: usize) -> Option<(Decimal, Decimal)> {
    let [expected, full, points] = numbers else { return None };
    let fits = full.value == Decimal::ONE_HUNDRED
        && is_percent(lexemes, full)
        && !is_percent(lexemes, expected)
        && is_percent(lexemes, points)
        && expected.at < each
        && points.at > each
        && points.value > Decimal::ZERO;
    fits.then_some((expected.value, points.value))
}

/// The count that makes a hundred, and what each thing is worth.
fn gained(lexemes: &[Lexeme], numbers: &[Number]) -> Option<(Decimal, Decimal)> {
    let (points, rest) = numbers.split_first()?;
    let hundred = rest.iter().all(|number| number.value == Decimal::ONE_HUNDRED);
    let possible = points.value > Decimal::ZERO && points.value <= Decimal::ONE_HUNDRED;
    let full = Decimal::ONE_HUNDRED.checked_div(points.value).filter(|_| possible)?;
    let exact = full.checked_mul(points.value) == Some(Decimal::ONE_HUNDRED);
    (rest.len() == 1 && hundred && exact && is_percent(lexemes, points)).then_some((full, points.value))
}
