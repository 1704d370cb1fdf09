//! Adding weights up, and what a sum lacks.

use std::collections::HashMap;

use domain::{Place, Read, Weight};
use method::model::WeightRule;

use crate::context::{Context, Seen};
use crate::units::{family, same};

/// A sum of weights, with what it lacks.
pub struct Sum {
    pub total: Weight,
    /// How many weights were added.
    pub counted: usize,
    /// How many things have no weight.
    pub without: usize,
    /// Whether a weight that is there could not be added.
    pub unsure: bool,
    /// The weight that all have; none when they differ.
    pub each: Option<Weight>,
    pub place: Option<Place>,
}

/// What a sum comes to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing to say, or nothing that can be said.
    Right,
    /// Too little or too much.
    Wrong,
    /// Something has no weight where others have one, and that explains what lacks.
    Lacking,
}

impl Sum {
    pub fn outcome(&self, expected: Weight) -> Outcome {
        if self.counted == 0 || self.unsure {
            Outcome::Right
        } else if self.without > 0 && self.total <= expected {
            Outcome::Lacking
        } else if self.total == expected {
            Outcome::Right
        } else {
            Outcome::Wrong
        }
    }

    /// Whether the weights are equal parts of what is expected, each rounded: three of 33,33 %.
    pub fn rounded(&self, expected: Weight) -> bool {
        const FEWEST: usize = 3;
        // A part rounded to a tenth is off by a twentieth at most.
        let slack = |sign: i64| {
            let parts = i64::try_from(self.counted).ok()?;
            expected.checked_add(Weight::ratio(sign * parts, 20)?)
        };
        let near = slack(-1).is_some_and(|least| least <= self.total)
            && slack(1).is_some_and(|most| self.total <= most);
        self.each.is_some() && self.counted >= FEWEST && self.without == 0 && near && self.total != expected
    }

    /// The code of a sum that is wrong: `PESI-013` when its parts are only rounded.
    pub fn code(&self, wrong: &'static str, expected: Weight) -> &'static str {
        if self.rounded(expected) { "PESI-013" } else { wrong }
    }

    /// What is said of a sum whose parts are only rounded.
    pub fn how(&self, expected: Weight) -> String {
        if self.rounded(expected) {
            format!("; sono {} parti uguali arrotondate", self.counted)
        } else {
            String::new()
        }
    }

    /// `e ne restano 15 %`, of what is expected.
    pub fn left(&self, expected: Weight) -> String {
        let (numerator, denominator) = self.total.parts();
        let left = Weight::ratio(-numerator, denominator).and_then(|less| expected.checked_add(less));
        left.map_or_else(String::new, |left| left.to_string())
    }
}

pub fn sum<'a>(weights: impl Iterator<Item = Option<&'a Read<Weight>>>) -> Sum {
    let mut sum =
        Sum { total: zero_weight(), counted: 0, without: 0, unsure: false, each: None, place: None };
    for weight in weights {
        match weight {
            None => sum.without += 1,
            Some(read) => sum.add(read.certain().copied(), read.place),
        }
    }
    sum
}

impl Sum {
    pub fn add(&mut self, weight: Option<Weight>, place: Option<Place>) {
        match weight.and_then(|weight| self.total.checked_add(weight)) {
            Some(total) => {
                let alike = self.counted == 0 || self.each == weight;
                self.each = weight.filter(|_| alike);
                self.total = total;
                self.counted += 1;
                self.place = self.place.or(place);
            }
            None => self.unsure = true,
        }
    }
}

pub fn zero_weight() -> Weight {
    Weight::ratio(0, 1).unwrap_or(Weight::HUNDRED)
}

/// What the weights of a rule must add up to.
pub fn expected(rule: &WeightRule) -> Weight {
    rule.total.parse().unwrap_or(Weight::HUNDRED)
}

pub fn rule<'a>(context: &Context<'a>, of: &str, within: &[&str]) -> Option<&'a WeightRule> {
    context.method.weights.iter().find(|rule| rule.of == of && within.contains(&rule.within.as_str()))
}

/// Whether a rule leaves an objective out of the sum: its kind or its family is named there.
pub fn outside(context: &Context<'_>, rule: &WeightRule, seen: &Seen<'_>) -> bool {
    let family = family(context.method, seen).map(|family| family.name.as_str());
    rule.outside.iter().any(|name| same(seen.objective.kind.as_ref(), name) || family == Some(name.as_str()))
}

/// Items in groups by a key, in the order in which groups come.
pub fn groups<'a, T, K: Eq + std::hash::Hash>(items: &'a [T], key: impl Fn(&'a T) -> K) -> Vec<Vec<&'a T>> {
    let mut groups: Vec<Vec<&T>> = Vec::new();
    let mut positions: HashMap<K, usize> = HashMap::new();
    for item in items {
        let position = *positions.entry(key(item)).or_insert(groups.len());
        match groups.get_mut(position) {
            Some(group) => group.push(item),
            None => groups.push(vec![item]),
        }
    }
    groups
}
