//! Made-up trees of items, and the results of scoring them as they are stored.

#![allow(dead_code, reason = "each test takes what it needs")]

pub mod dice;
pub mod functions;
pub mod rules;

use scoring::Exact;
use scoring::state::{Reason, State};
use scoring::tree::{Content, Correction, Gate, Item, Level, Mean, Neutral, roll_up};
use serde_json::{Value, json};
use verify::digest;

use dice::Dice;

/// The result of scoring some items, as it is stored.
pub fn stored(items: &[Item]) -> Value {
    let scores = roll_up(items);
    sealed(json!({
        "schema": verify::SCHEMA,
        "body": "Comune di Acquachiara",
        "year": 2026,
        "program": "0.1.0",
        "plan": {"sha256": "5".repeat(64)},
        "method": {"sha256": "7".repeat(64)},
        "items": items,
        "results": scores.steps(),
        "defaults": [],
    }))
}

/// The same with the digest that it should have.
pub fn sealed(mut result: Value) -> Value {
    result["digest"] = digest(&result).into();
    result
}

/// Some trees of items: every function, state and rule of means, and results that are missing.
pub fn trees(dice: &mut Dice) -> Vec<Item> {
    let mut grower = Grower { dice, named: 0 };
    (0..grower.dice.from(1, 3)).map(|_| grower.item(0)).collect()
}

struct Grower<'d> {
    dice: &'d mut Dice,
    named: i64,
}

impl Grower<'_> {
    fn item(&mut self, depth: i64) -> Item {
        let id = format!("n{}", self.named);
        self.named += 1;
        let title = if self.dice.one_in(3) { format!("Voce {}: 2 parti", self.named) } else { id.clone() };
        let levels = [Level::Body, Level::Unit, Level::Group, Level::Objective, Level::Year, Level::Phase];
        let level = levels.get(usize::try_from(depth).unwrap()).copied().unwrap_or(Level::Indicator);
        let state = self.state();
        let content = self.content(depth);
        let level = if matches!(content, Content::Measured { .. }) { Level::Indicator } else { level };
        Item { id, title, level, weight: None, state, basis: Vec::new(), content }
    }

    fn content(&mut self, depth: i64) -> Content {
        match self.dice.from(0, 9) {
            0 => Content::Given(self.dice.maybe(Dice::wild)),
            1 => Content::Same(format!("n{}", self.dice.from(0, self.named + 3))),
            roll if roll < 7 - depth => {
                let mut parts: Vec<Item> = (0..self.dice.from(0, 5)).map(|_| self.item(depth + 1)).collect();
                let mean = self.mean(&parts);
                self.weigh(&mut parts);
                Content::Parts { mean, parts }
            }
            _ => {
                let function = functions::function(self.dice, 2);
                let actual =
                    if self.dice.one_in(12) { None } else { Some(functions::actual(self.dice, &function)) };
                Content::Measured { function, actual }
            }
        }
    }

    fn weigh(&mut self, parts: &mut [Item]) {
        let count = i64::try_from(parts.len()).unwrap();
        match self.dice.from(0, 9) {
            0 | 1 => {}
            2 => parts.iter_mut().for_each(|part| part.weight = Some(self.dice.wild())),
            3 => parts.iter_mut().for_each(|part| part.weight = self.dice.maybe(Dice::score)),
            4 => parts.iter_mut().for_each(|part| part.weight = Exact::ratio(100, count)),
            _ => {
                let drawn: Vec<i64> = parts.iter().map(|_| self.dice.from(1, 9)).collect();
                let sum = drawn.iter().sum::<i64>();
                for (part, weight) in parts.iter_mut().zip(drawn) {
                    part.weight = Exact::ratio(100 * weight, sum);
                }
            }
        }
    }

    fn mean(&mut self, parts: &[Item]) -> Mean {
        let dice = &mut *self.dice;
        let gated =
            parts.get(usize::try_from(dice.from(0, 4)).unwrap()).map_or("n0", |part| &part.id).to_owned();
        let sometimes = |dice: &mut Dice| dice.one_in(4);
        Mean {
            uncapped: sometimes(dice),
            neutral: dice.among(&[Neutral::Redistributed, Neutral::Equally, Neutral::Full]),
            minimum: sometimes(dice).then(|| dice.score()),
            gate: sometimes(dice).then(|| Gate { part: gated, cap: dice.score() }),
            decimals: sometimes(dice).then(|| u32::try_from(dice.from(0, 3)).unwrap()),
            normalise: dice.one_in(2),
            correction: sometimes(dice).then(|| Correction {
                points: dice.wild(),
                most: Exact::from(dice.from(0, 5)),
                reason: "questionario 2026: 7 su 10".to_owned(),
            }),
        }
    }

    fn state(&mut self) -> State {
        let reason = Reason {
            reason: Some("finanziamento revocato".to_owned()),
            act: self.dice.maybe(|_| "delibera 10".to_owned()),
            date: self.dice.maybe(Dice::day),
            ..Reason::default()
        };
        match self.dice.from(0, 11) {
            0 => State::Neutralised(reason),
            1 => State::Postponed(reason),
            2 => State::Cancelled(reason),
            3 => State::Modified(reason),
            _ => State::Active,
        }
    }
}
