//! Made-up rules of a plan's text.

use domain::Rule;
use domain::rule::{Band, Limit, Outcome, PerPeriod, Reference};
use domain::target::Span;
use rust_decimal::Decimal;
use scoring::Actual;

use super::dice::Dice;
use super::functions::day;

/// Outcomes, and words for them.
pub const WORDS: [&str; 9] = [
    "Relazione presentata",
    "relazione non presentata",
    "PRESENTATA",
    "non  presentata",
    "mancata presentazione",
    "Attività",
    "non",
    "",
    "presentata in ritardo (art. 3)",
];

pub const SPANS: [Span; 8] = [
    Span::Hours,
    Span::Days,
    Span::WorkingDays,
    Span::Weeks,
    Span::Months,
    Span::Quarters,
    Span::HalfYears,
    Span::Years,
];

pub fn rule(dice: &mut Dice) -> Rule {
    let small = |dice: &mut Dice| u32::try_from(dice.from(0, 6)).unwrap();
    match dice.from(0, 9) {
        0..=2 => Rule::Delay {
            reference: reference(dice),
            unit: dice.among(&SPANS),
            bands: {
                let most = dice.among(&[6, 60]);
                bands(dice, most)
            },
            not_done: dice.maybe(|dice| dice.decimal(0, 99)),
        },
        3 | 4 => Rule::Value { unit: "%".to_owned(), bands: bands(dice, 120) },
        5 => Rule::Proportional {
            expected: dice.maybe(|dice| dice.decimal(-3, 90)),
            inverse: dice.one_in(2),
            least: dice.decimal(0, 60),
        },
        6 => Rule::PerUnit {
            unit: "incontri".to_owned(),
            full: dice.decimal(0, 20),
            points: dice.decimal(0, 20),
        },
        7 => {
            let one = |dice: &mut Dice| Outcome {
                text: dice.among(&WORDS).to_owned(),
                score: dice.decimal(0, 110),
            };
            Rule::Outcomes((0..dice.from(1, 4)).map(|_| one(dice)).collect())
        }
        8 if dice.one_in(4) => Rule::Norm("secondo l'art. 3".to_owned()),
        _ => Rule::PerPeriod(PerPeriod {
            reference: reference(dice),
            points: dice.decimal(0, 12),
            every: dice.among(&SPANS),
            step: if dice.one_in(2) { 1 } else { small(dice) },
            whole: dice.one_in(2),
            tolerance: small(dice),
            from_first: dice.one_in(2),
            floor: dice.decimal(0, 60),
            zero_after: dice.maybe(|dice| u32::try_from(dice.from(0, 90)).unwrap()),
        }),
    }
}

fn reference(dice: &mut Dice) -> Reference {
    match dice.from(0, 3) {
        0 => Reference::Date(dice.day()),
        1 => Reference::After { count: 2, unit: dice.among(&SPANS) },
        2 => Reference::Stated("data stabilita dalla norma".to_owned()),
        _ => Reference::Deadline,
    }
}

/// Bands: one after the other, with gaps and overlaps now and then.
fn bands(dice: &mut Dice, most: i64) -> Vec<Band> {
    let mut from = if dice.one_in(3) { Limit::Excluded(Decimal::ZERO) } else { Limit::Open };
    let mut at = Decimal::ZERO;
    let mut bands = Vec::new();
    for _ in 0..dice.from(0, 4) {
        at += dice.decimal(0, most / 3);
        let to = match dice.from(0, 4) {
            0 => Limit::Open,
            1 => Limit::Excluded(at),
            _ => Limit::Included(at),
        };
        bands.push(Band { from, to, score: dice.decimal(0, 99) * Decimal::from(dice.from(0, 1)) });
        let gap = if dice.one_in(4) { at + Decimal::from(dice.from(-2, 3)) } else { at };
        from = if dice.one_in(2) { Limit::Included(gap) } else { Limit::Excluded(gap) };
    }
    bands
}

/// What came about, of the kind that a rule takes.
pub fn actual(dice: &mut Dice, rule: &Rule) -> Option<Actual> {
    match rule {
        Rule::Delay { .. } | Rule::PerPeriod(_) => Some(day(dice)),
        Rule::Outcomes(_) => Some(Actual::Outcome(dice.among(&WORDS).to_owned())),
        Rule::Norm(_) => None,
        _ => Some(Actual::Value(dice.wild())),
    }
}
