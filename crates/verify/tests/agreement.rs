//! Two reckonings, written apart from one another, come to the same digits.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod common;

use std::fmt::Write;

use common::dice::Dice;
use common::{stored, trees};
use scoring::function::Silent;
use scoring::tree::{Content, Item, Level};
use scoring::{Actual, Exact, Function};
use verify::verify;

/// Fewer where the code is not optimised.
const TREES: u64 = if cfg!(debug_assertions) { 400 } else { 12_000 };

#[test]
fn scoring_and_verification_agree_on_every_tree() {
    let (mut faults, mut items, mut checked) = (String::new(), 0, 0);
    let mut wrong = 0;
    for seed in 0..TREES {
        let trees = trees(&mut Dice::new(seed));
        let verdict = verify(&stored(&trees), None);
        items += verdict.items;
        checked += verdict.checked;
        wrong += usize::from(!verdict.is_same());
        if !verdict.is_same() && faults.len() < 4_000 {
            writeln!(faults, "seed {seed}").unwrap();
            verdict.differences.iter().take(4).for_each(|one| writeln!(faults, "  {one}").unwrap());
        }
    }
    println!("{TREES} trees, {items} items, {checked} comparisons");
    assert!(faults.is_empty(), "{wrong} trees\n{faults}");
}

#[test]
fn they_agree_on_the_rules_of_the_corpus() {
    let corpus = include_str!("../../scoring/tests/rules/corpus.tsv");
    let texts =
        corpus.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split('\t').next());
    let dice = &mut Dice::new(7);
    let mut items: Vec<Item> = Vec::new();
    for rule in texts.flat_map(|text| meaning::rule::read(text, Some(2026)).rules) {
        for _ in 0..6 {
            let function = Function::Rule {
                rule: rule.clone(),
                due: Some(dice.day()),
                target: Some(Exact::from(40)),
                silent: Silent::default(),
            };
            let actual = common::rules::actual(dice, &rule);
            items.push(measured(items.len(), function, actual));
        }
    }
    assert!(items.len() > 1_200, "{}", items.len());
    assert_eq!(verify(&stored(&items), None).differences, []);
}

fn measured(number: usize, function: Function, actual: Option<Actual>) -> Item {
    let (id, content) = (format!("r{number}"), Content::Measured { function, actual });
    let state = scoring::state::State::Active;
    Item { title: id.clone(), id, level: Level::Indicator, weight: None, state, basis: Vec::new(), content }
}

#[test]
fn a_chain_as_long_as_anyone_likes_is_followed() {
    // Without a derivation to compare it with: it is the walk that must end.
    let same = |at: usize| {
        let next = (at + 1) % 20_000;
        serde_json::json!({"id": format!("s{at}"), "title": "", "level": "obiettivo", "content": {"same": format!("s{next}")}})
    };
    let mut result = stored(&[]);
    result["items"] = (0..20_000).map(same).collect();
    assert_eq!(verify(&result, None).items, 20_000);
}
