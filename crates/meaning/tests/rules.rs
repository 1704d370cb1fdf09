//! Rules that are rendered are read back, any text is read without panic, and in time that grows with
//! its length.
//!
//! The rules are those that a text can say: bands follow one another and scores fall with the delay.

use std::time::{Duration, Instant};

use domain::Rule;
use domain::rule::{Band, Limit, Outcome, PerPeriod, Reference};
use domain::target::Span;
use jiff::civil::Date;
use meaning::rule::{parse, read, render};
use proptest::collection::{btree_set, vec};
use proptest::prelude::*;
use proptest::sample::select;
use rust_decimal::Decimal;

fn reads_back(rule: &Rule) -> Result<(), TestCaseError> {
    let text = render(rule);
    prop_assert_eq!(&parse(&text, None), std::slice::from_ref(rule), "«{}»", text);
    Ok(())
}

fn date() -> impl Strategy<Value = Date> {
    (2000_i16..2100, 1_i8..=12, 1_i8..=31)
        .prop_filter_map("no such day", |(year, month, day)| Date::new(year, month, day).ok())
}

fn span() -> impl Strategy<Value = Span> {
    select(vec![Span::Days, Span::WorkingDays, Span::Weeks, Span::Months])
}

/// Ends that grow, and scores that fall: one more score than ends.
fn ends_and_scores() -> impl Strategy<Value = (Vec<u32>, Vec<Decimal>)> {
    (btree_set(1_u32..400, 1..5), btree_set(0_u32..100, 6)).prop_map(|(ends, scores)| {
        let scores = scores.into_iter().rev().map(Decimal::from).collect();
        (ends.into_iter().collect(), scores)
    })
}

fn band(from: Limit, to: Limit, score: Decimal) -> Band {
    Band { from, to, score }
}

/// On time, then stretch by stretch; perhaps whatever comes later.
fn delay() -> impl Strategy<Value = Rule> {
    let reference = prop_oneof![Just(Reference::Deadline), date().prop_map(Reference::Date)];
    let not_done = proptest::option::of(Just(Decimal::ZERO));
    (reference, span(), ends_and_scores(), any::<(bool, bool, bool)>(), not_done).prop_map(
        |(reference, unit, (ends, scores), (on_time, open, whole), not_done)| {
            let mut bands = Vec::new();
            if on_time {
                bands.push(band(Limit::Open, Limit::Included(Decimal::ZERO), Decimal::ONE_HUNDRED));
            }
            let mut last = 0;
            for (end, score) in ends.iter().zip(&scores) {
                // A stretch of one day is read as up to that day.
                let from = if whole && last + 1 < *end {
                    Limit::Included(Decimal::from(last + 1))
                } else {
                    Limit::Excluded(Decimal::from(last))
                };
                bands.push(band(from, Limit::Included(Decimal::from(*end)), *score));
                last = *end;
            }
            if open {
                let score = scores.last().copied().unwrap_or_default();
                bands.push(band(Limit::Excluded(Decimal::from(last)), Limit::Open, score));
            }
            Rule::Delay { reference, unit, bands, not_done }
        },
    )
}

#[test]
fn early_is_written_and_read_back() {
    for text in [
        "Anticipo di almeno 10 giorni = 100%; alla scadenza = 80%; in ritardo = 20%",
        "Anticipo di oltre 10 giorni = 100%; entro il termine = 90%; ritardo fino a 5 giorni = 50%",
        "Con 5 giorni di anticipo sul 30/06/2025 = 100%; nei termini = 80%; oltre = 0%",
    ] {
        let rules = parse(text, Some(2025));
        assert_eq!(rules.len(), 1, "{text}");
        assert_eq!(parse(&render(&rules[0]), None), rules, "«{}»", render(&rules[0]));
    }
}

/// From the lowest to the highest, one where the other ends.
fn value() -> impl Strategy<Value = Rule> {
    let unit = select(vec!["%", "", "ore", "visite", "€"]);
    (unit, btree_set(1_u32..90_000, 1..5), vec(0_u32..=100, 6), any::<bool>()).prop_map(
        |(unit, ends, scores, included)| {
            let ends: Vec<Decimal> = ends.into_iter().map(|end| Decimal::new(end.into(), 1)).collect();
            let limit =
                |value, included| if included { Limit::Included(value) } else { Limit::Excluded(value) };
            let (below, above) = (|end| limit(end, included), |end| limit(end, !included));
            let from = std::iter::once(Limit::Open).chain(ends.iter().map(|end| above(*end)));
            let to = ends.iter().map(|end| below(*end)).chain(std::iter::once(Limit::Open));
            let scores = scores.into_iter().map(Decimal::from);
            let bands = from.zip(to).zip(scores).map(|((from, to), score)| band(from, to, score)).collect();
            Rule::Value { unit: unit.to_owned(), bands }
        },
    )
}

fn per_period() -> impl Strategy<Value = Rule> {
    let reference = prop_oneof![Just(Reference::Deadline), date().prop_map(Reference::Date)];
    let numbers = (1_i64..100, 1_u32..30, 0_u32..20, 0_u32..99, proptest::option::of(1_u32..400));
    (reference, span(), numbers, any::<(bool, bool)>()).prop_map(
        |(reference, every, (points, step, tolerance, floor, zero_after), (whole, from_first))| {
            let by_day = matches!(every, Span::Days | Span::WorkingDays) && step == 1;
            // What a text says of working days beside a number of them is not read.
            let counted = every != Span::WorkingDays;
            Rule::PerPeriod(PerPeriod {
                reference,
                points: Decimal::new(points, 1),
                every,
                step,
                whole: whole && !by_day,
                tolerance: if counted { tolerance } else { 0 },
                from_first: from_first && counted && tolerance > 0,
                floor: Decimal::from(floor),
                zero_after: zero_after.filter(|_| counted),
            })
        },
    )
}

fn outcomes() -> impl Strategy<Value = Rule> {
    let texts =
        ["scheda approvata", "scheda adottata", "scheda non approvata", "lavori conclusi", "alto", "sì"];
    let some = proptest::sample::subsequence(texts.to_vec(), 2..5);
    (some, vec(0_u32..100, 5)).prop_map(|(texts, scores)| {
        let scores = std::iter::once(100).chain(scores).map(Decimal::from);
        let outcome = |(text, score): (&str, Decimal)| Outcome { text: text.to_owned(), score };
        Rule::Outcomes(texts.into_iter().zip(scores).map(outcome).collect())
    })
}

fn proportion() -> impl Strategy<Value = Rule> {
    let expected = (1_i64..5_000, 0_u32..2).prop_map(|(digits, scale)| Decimal::new(digits, scale));
    let straight = (proptest::option::of(1_i64..5_000), 0_i64..100).prop_map(|(expected, least)| {
        // A hundred is the score, too.
        let expected = expected.filter(|expected| *expected != 100).map(Decimal::from);
        Rule::Proportional { expected, inverse: false, least: Decimal::from(least) }
    });
    let inverse = expected.prop_map(|expected| Rule::Proportional {
        expected: Some(expected),
        inverse: true,
        least: Decimal::ZERO,
    });
    let each = (1_i64..500, 1_i64..100).prop_map(|(full, points)| Rule::PerUnit {
        unit: "visita".to_owned(),
        full: Decimal::from(full),
        points: Decimal::from(points),
    });
    prop_oneof![straight, inverse, each]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn delays(rule in delay()) {
        reads_back(&rule)?;
    }

    #[test]
    fn values(rule in value()) {
        reads_back(&rule)?;
    }

    #[test]
    fn losses(rule in per_period()) {
        reads_back(&rule)?;
    }

    #[test]
    fn outcome_lists(rule in outcomes()) {
        reads_back(&rule)?;
    }

    #[test]
    fn proportions(rule in proportion()) {
        reads_back(&rule)?;
    }

    #[test]
    fn any_text(text in "\\PC{0,80}") {
        let _ = read(&text, Some(2025)).rules.iter().map(render).count();
    }

    #[test]
    fn text_of_known_words(words in vec(select(WORDS.split(' ').collect::<Vec<_>>()), 0..18)) {
        for text in [words.join(" "), words.concat()] {
            let _ = read(&text, Some(2025)).rules.iter().map(render).count();
        }
    }
}

/// Words and signs that mean something to the grammar.
const WORDS: &str = "entro il 30/06 31/06 nessun ritardo fino a 30 gg oltre da dal al 100 % = : ; . , ( ) - < > / € \
    punti meno per ogni giorno settimana tolleranza di primo semestre non realizzato altrimenti x 0 e rapporto tra \
    proporzionale tre o più termine nel 2025 giugno metà ridotto del n. 79228162514264337593543950335 <br> &lt;";

#[test]
fn junk_returns_fast() {
    let parts = "a ( ) 1% =1% ;1 <p &lt; -1 al punti 1/ 30/06 da1a oltre ritardo ogni nessun €1 . = n.";
    for part in parts.split(' ') {
        for length in [1_000, 16_000, 1_000_000] {
            for text in [part.repeat(length / part.len()), format!("{part} ").repeat(length / part.len() / 2)]
            {
                let start = Instant::now();
                let _ = read(&text, Some(2025));
                let elapsed = start.elapsed();
                assert!(elapsed < Duration::from_secs(2), "«{part}» × {length}: {elapsed:?}");
            }
        }
    }
}
