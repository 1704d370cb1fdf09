//! Rules in proportion: `graduazione proporzionale`, `(assegnati / disponibili) * 100`, `5 punti per ogni scheda`.

use domain::Rule;
use rust_decimal::Decimal;

use super::Reading;
use super::lex::{Kind, Lexeme};

/// Reads a rule in proportion, or so many points for each thing; none when the text is none.
pub(super) fn read(lexemes: &[Lexeme]) -> Option<Reading> {
    per_unit(lexemes)
        .or_else(|| quotient(lexemes))
        .or_else(|| proportional(lexemes))
        .or_else(|| in_per_cent(lexemes))
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

/// *Proporzionale*, *in prop.*, *lineare*.
fn is_in_proportion(lexemes: &[Lexeme]) -> bool {
    says(lexemes, "proporzion")
        || is_linear(lexemes)
        || lexemes
            .windows(2)
            .any(|pair| matches!(pair, [one, next] if one.is_any("in") && next.is_any("prop")))
}

/// *Lineare*, *graduazione lineare*: a word among others is of something else (*metri lineari*).
fn is_linear(lexemes: &[Lexeme]) -> bool {
    match lexemes {
        [one] => one.is_any("lineare"),
        [of, one] => of.is_any("graduazione valutazione progressione") && one.is_any("lineare"),
        _ => false,
    }
}

/// Whether a text in proportion speaks of scores: *contributo proporzionale al numero dei figli* does not.
fn is_of_scores(lexemes: &[Lexeme]) -> bool {
    let first = lexemes.iter().find(|one| !one.is_any("in misura direttamente")).and_then(Lexeme::word);
    let begins = first.is_some_and(|word| word.starts_with("proporzion") || word == "prop");
    let full =
        || numbers(lexemes).iter().any(|one| one.value == Decimal::ONE_HUNDRED && is_percent(lexemes, one));
    begins
        || is_linear(lexemes)
        || ["punteg", "graduaz", "valutaz", "risultat", "raggiun", "conseguim"]
            .iter()
            .any(|stem| says(lexemes, stem))
        || (says(lexemes, "percentual") && says(lexemes, "parzial") || says(lexemes, "attes")) && full()
}

/// Shares of these are no scores.
pub(super) const MONEYS: &str = "contributo contributi quota quote finanziamento cofinanziamento spesa spese costo costi \
                                 rimborso tariffa canone agevolazione esenzione sconto";

/// What the numbers of a text in proportion are.
#[derive(Default)]
struct Shares {
    /// What is expected for the full score.
    expected: Option<Decimal>,
    /// The score below which nothing is given.
    least: Decimal,
    /// The value below which nothing is given.
    below: Option<Decimal>,
}

fn shares(lexemes: &[Lexeme]) -> Option<Shares> {
    let mut found = Shares::default();
    for number in numbers(lexemes) {
        let percent = is_percent(lexemes, &number);
        let before = lexemes.get(number.at.saturating_sub(4)..number.at).unwrap_or_default();
        let near = |list: &str| before.iter().any(|one| one.is_any(list));
        let expected = says(lexemes, "raggiun") || near("atteso attesi attesa attese previsto previsti");
        match (percent, number.value) {
            (_, value) if value == Decimal::ONE_HUNDRED && (percent || near("max massimo")) => {}
            (true, value)
                if near("minima minimo") && found.least.is_zero() && value <= Decimal::ONE_HUNDRED =>
            {
                found.least = value;
            }
            // *Nessun servizio 0%* is the proportion itself.
            (_, value) if value.is_zero() => {}
            (false, value) if near("sotto") && found.below.is_none() => found.below = Some(value),
            (false, value) if found.expected.is_none() && expected => found.expected = Some(value),
            _ => return None,
        }
    }
    Some(found)
}

/// *In misura proporzionale agli interventi (max 100%)*, *200 utenti = 100%; sotto, in proporzione*.
fn proportional(lexemes: &[Lexeme]) -> Option<Reading> {
    if !is_of_scores(lexemes) || !is_in_proportion(lexemes) || has_days(lexemes) || says(lexemes, "ritard") {
        return None;
    }
    if says(lexemes, "invers") {
        return Some(Reading::unclear(INVERSE));
    }
    let Shares { expected, mut least, below } = shares(lexemes)?;
    if let Some(below) = below {
        least = share(below, expected?).filter(|_| least.is_zero())?;
    }
    // A least share of which the text does not say that nothing is given below it is something else.
    let nought = says(lexemes, "zero") || numbers(lexemes).iter().any(|number| number.value.is_zero());
    let below = nought && lexemes.iter().any(|one| one.is_any("sotto"));
    (least.is_zero() || below).then(|| Reading::of(Rule::Proportional { expected, inverse: false, least }))
}

/// So many per cent of what is expected, when that is exact.
fn share(of: Decimal, expected: Decimal) -> Option<Decimal> {
    let share = of.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(expected)?;
    let exact = share.checked_mul(expected) == of.checked_mul(Decimal::ONE_HUNDRED);
    (exact && share <= Decimal::ONE_HUNDRED).then_some(share)
}

/// *Il risultato si misura in percentuale: incontri svolti su incontri previsti; sotto il 60% è zero*.
fn in_per_cent(lexemes: &[Lexeme]) -> Option<Reading> {
    let phrase = lexemes.windows(2).any(
        |pair| matches!(pair, [one, next] if one.is_any("in") && next.is_any("percentuale percentuali")),
    );
    let of_scores = ["punteg", "valutaz", "risultat"].iter().any(|stem| says(lexemes, stem));
    let over = lexemes.iter().any(|one| one.is_any("su sul sulla sui sulle"));
    if !phrase
        || lexemes.iter().any(|one| one.is_any(MONEYS))
        || !of_scores
        || !over
        || has_days(lexemes)
        || says(lexemes, "ritard")
    {
        return None;
    }
    let mut least = Decimal::ZERO;
    for number in numbers(lexemes) {
        let before = lexemes.get(number.at.saturating_sub(3)..number.at).unwrap_or_default();
        let under = before.iter().any(|one| one.is_any("sotto inferiore inferiori"));
        let percent = is_percent(lexemes, &number);
        match number.value {
            value if value.is_zero() => {}
            value if percent && under && least.is_zero() && value < Decimal::ONE_HUNDRED => least = value,
            value if value == Decimal::ONE_HUNDRED && percent && !under => {}
            _ => return None,
        }
    }
    let nought = numbers(lexemes).iter().any(|number| number.value.is_zero());
    (nought != least.is_zero())
        .then(|| Reading::of(Rule::Proportional { expected: None, inverse: false, least }))
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
        ([], Some(stroke)) => Some(by_words(lexemes, stroke)),
        ([], None) if ratio => Some(Reading::of(plain())),
        (several, Some(stroke)) => expected_over_value(lexemes, several, stroke),
        _ => None,
    }
}

/// Why a proportion is unclear that does not say what is over what.
const INVERSE: &str = "non si sa se la proporzione è diretta o inversa";

/// *Assegnati / disponibili*; *tempo atteso / tempo effettivo*: what was expected stands above.
fn by_words(lexemes: &[Lexeme], stroke: usize) -> Reading {
    let says_any = |some: &[Lexeme], stems: &[&str]| {
        some.iter().filter_map(Lexeme::word).any(|word| stems.iter().any(|stem| word.starts_with(stem)))
    };
    let (above, below) = lexemes.split_at(stroke);
    let expected = ["attes", "previst", "programmat", "preventivat", "target", "obiettiv"];
    let real = ["effettiv", "real", "rilevat", "conseguit", "svolt", "eseguit", "effettuat", "impiegat"];
    let inverse = says_any(above, &expected) && !says_any(below, &expected);
    match (inverse, says_any(below, &real)) {
        (false, _) if says(lexemes, "invers") => Reading::unclear(INVERSE),
        (false, _) => Reading::of(plain()),
        (true, true) => {
            Reading::of(Rule::Proportional { expected: None, inverse: true, least: Decimal::ZERO })
        }
        (true, false) => Reading::unclear(INVERSE),
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
        && (points.at > each || points.at > full.at)
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
