//! What holds for every plan, whatever its numbers: tried on plans made at random.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use proptest::prelude::*;
use scoring::function::{Function, Polarity};
use scoring::money::{Claim, pool};
use scoring::state::State;
use scoring::tree::{Content, Item, Level, Mean, Neutral, roll_up};
use scoring::{Actual, Exact};

fn exact(numerator: i64, denominator: i64) -> Exact {
    Exact::ratio(numerator, denominator).unwrap()
}

/// A number with up to two decimals.
fn amount(range: std::ops::Range<i64>) -> impl Strategy<Value = Exact> {
    range.prop_map(|cents| exact(cents, 100))
}

/// Functions of a number, each with the way in which a value gets better.
fn of_a_number() -> impl Strategy<Value = (Function, Polarity)> {
    let (target, baseline) = (amount(1..50_000), amount(1..50_000));
    (target, baseline, 0..7_u8).prop_filter_map("baseline and target differ", |(target, baseline, which)| {
        let (low, high) =
            if target < baseline { (target.clone(), baseline) } else { (baseline, target.clone()) };
        if low == high {
            return None;
        }
        let upkeep = |polarity| Function::Upkeep { target: high.clone(), tolerance: low.clone(), polarity };
        Some(match which {
            0 => (Function::Increasing { target }, Polarity::Increasing),
            1 => (Function::IncreasingFromBaseline { baseline: low, target: high }, Polarity::Increasing),
            2 => (Function::Decreasing { target }, Polarity::Decreasing),
            3 => (Function::DecreasingFromBaseline { baseline: high, target: low }, Polarity::Decreasing),
            4 => (Function::LinearOverrun { target }, Polarity::Decreasing),
            5 => (upkeep(Polarity::Increasing), Polarity::Increasing),
            _ => (upkeep(Polarity::Decreasing), Polarity::Decreasing),
        })
    })
}

fn leaf(place: usize, weight: Option<Exact>, function: Function, actual: Option<Actual>) -> Item {
    Item {
        id: format!("I{place}"),
        title: format!("indicatore {place}"),
        level: Level::Indicator,
        weight,
        state: State::Active,
        basis: Vec::new(),
        content: Content::Measured { function, actual },
    }
}

fn whole(mean: Mean, parts: Vec<Item>) -> Item {
    Item {
        id: "O1".to_owned(),
        title: "obiettivo".to_owned(),
        level: Level::Objective,
        weight: None,
        state: State::Active,
        basis: Vec::new(),
        content: Content::Parts { mean, parts },
    }
}

/// Indicators with weights in proportion, some without a result.
fn indicators() -> impl Strategy<Value = Vec<Item>> {
    let one = (of_a_number(), amount(0..60_000), 1..1_000_i64, prop::bool::weighted(0.9));
    prop::collection::vec(one, 1..8).prop_map(|all| {
        let items = all.into_iter().enumerate().map(|(place, ((function, _), value, weight, known))| {
            leaf(place, Some(Exact::from(weight)), function, known.then_some(Actual::Value(value)))
        });
        items.collect()
    })
}

fn proportional() -> Mean {
    Mean { normalise: true, ..Mean::default() }
}

fn score_of(item: &Item) -> Option<Exact> {
    roll_up(std::slice::from_ref(item)).score("O1").cloned()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn a_score_is_between_0_and_100(parts in indicators()) {
        let scores = roll_up(&[whole(proportional(), parts)]);
        for step in scores.steps() {
            if let Some(score) = &step.score {
                prop_assert!(!score.is_negative() && *score <= Exact::hundred());
            }
        }
    }

    #[test]
    fn a_better_value_never_scores_lower((function, way) in of_a_number(), one in amount(-60_000..60_000), other in amount(-60_000..60_000)) {
        let score = |value: &Exact| function.evaluate(Some(&Actual::Value(value.clone()))).map(|found| found.score);
        let (less, more) = if one <= other { (one, other) } else { (other, one) };
        let (worse, better) = match way {
            Polarity::Increasing => (less, more),
            Polarity::Decreasing => (more, less),
        };
        if let (Ok(worse), Ok(better)) = (score(&worse), score(&better)) {
            prop_assert!(worse <= better);
        }
    }

    #[test]
    fn weights_times_any_factor_change_nothing(parts in indicators(), factor in 1..10_000_i64, parted in 1..10_000_i64) {
        let factor = exact(factor, parted);
        let scaled = parts.iter().cloned().map(|mut part| {
            part.weight = part.weight.map(|weight| weight * factor.clone());
            part
        });
        prop_assert_eq!(score_of(&whole(proportional(), scaled.collect())), score_of(&whole(proportional(), parts)));
    }

    #[test]
    fn the_order_of_parts_and_their_names_change_nothing(parts in indicators(), turn in 0..8_usize) {
        let before = score_of(&whole(proportional(), parts.clone()));
        let mut turned = parts;
        let length = turned.len();
        turned.rotate_left(turn % length);
        turned.reverse();
        for (place, part) in turned.iter_mut().enumerate() {
            part.id = format!("altro {place}");
            part.title = format!("altro titolo {place}");
        }
        prop_assert_eq!(score_of(&whole(proportional(), turned)), before);
    }

    #[test]
    fn a_missing_value_never_raises_a_score(parts in indicators(), which in 0..8_usize) {
        let before = score_of(&whole(proportional(), parts.clone()));
        let mut without = parts;
        let length = without.len();
        if let Content::Measured { actual, .. } = &mut without[which % length].content {
            *actual = None;
        }
        let after = score_of(&whole(proportional(), without));
        prop_assert!(after.is_none(), "{before:?} became {after:?}");
    }

    #[test]
    fn what_is_neutralised_does_not_count(parts in indicators(), extra in amount(0..60_000), weight in 1..1_000_i64) {
        let before = score_of(&whole(proportional(), parts.clone()));
        let function = Function::Increasing { target: Exact::hundred() };
        let mut gone = leaf(99, Some(Exact::from(weight)), function, Some(Actual::Value(extra)));
        gone.state = State::Neutralised(scoring::state::Reason::default());
        let mut with = parts;
        with.push(gone);
        let mean = Mean { neutral: Neutral::Redistributed, ..proportional() };
        prop_assert_eq!(score_of(&whole(mean, with)), before);
    }

    #[test]
    fn premiums_add_up_to_the_pool(cents in 0..100_000_000_i64, shares in prop::collection::vec(0..10_000_i64, 1..60)) {
        let claim = |(place, share): (usize, &i64)| Claim {
            id: place.to_string(),
            score: Some(exact(*share, 100)),
            coefficient: Exact::one(),
            time: Exact::one(),
            eligible: true,
        };
        let claims: Vec<Claim> = shares.iter().enumerate().map(claim).collect();
        let whole = exact(cents, 100);
        let Some(premiums) = pool(&whole, &claims) else {
            prop_assert!(shares.iter().all(|share| *share == 0));
            return Ok(());
        };
        let premiums: Vec<Exact> = premiums.into_iter().map(|premium| premium.amount.unwrap()).collect();
        prop_assert_eq!(premiums.iter().cloned().sum::<Exact>(), whole);
        for (one, premium) in shares.iter().zip(&premiums) {
            for (other, less) in shares.iter().zip(&premiums) {
                prop_assert!(one < other || premium >= less || one == other);
            }
        }
    }
}
