//! The walk over a tree of items.

use std::collections::HashMap;

use super::mean::mean_of;
use super::step::{How, Step};
use super::{Content, Item};
use crate::exact::Exact;
use crate::function::{Undetermined, VERSION};

/// The steps of a roll-up, parts before what they belong to.
#[derive(Clone, Debug, Default)]
pub struct Scores {
    steps: Vec<Step>,
    places: HashMap<String, usize>,
}

impl Scores {
    /// Every step, parts before what they belong to.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The step of an item.
    pub fn step(&self, id: &str) -> Option<&Step> {
        self.places.get(id).and_then(|place| self.steps.get(*place))
    }

    /// The score of an item.
    pub fn score(&self, id: &str) -> Option<&Exact> {
        self.step(id)?.score.as_ref()
    }

    fn add(&mut self, step: Step) {
        self.places.insert(step.id.clone(), self.steps.len());
        self.steps.push(step);
    }
}

/// Scores every item of some trees.
pub fn roll_up(items: &[Item]) -> Scores {
    let mut walk = Walk { known: HashMap::new(), open: Vec::new(), scores: Scores::default() };
    for item in items {
        walk.register(item);
    }
    for item in items {
        walk.score(item);
    }
    walk.scores
}

struct Walk<'i> {
    known: HashMap<&'i str, &'i Item>,
    /// The items that are being scored, to see when one needs itself.
    open: Vec<&'i str>,
    scores: Scores,
}

impl<'i> Walk<'i> {
    fn register(&mut self, item: &'i Item) {
        self.known.insert(&item.id, item);
        if let Content::Parts { parts, .. } = &item.content {
            for part in parts {
                self.register(part);
            }
        }
    }

    fn score(&mut self, item: &'i Item) {
        if self.scores.step(&item.id).is_some() {
            return;
        }
        self.open.push(&item.id);
        let step = match &item.content {
            Content::Measured { function, actual } => {
                let how = How::Measured {
                    by: format!("{}/{VERSION}", function.listed().number),
                    function: function.clone(),
                    actual: actual.clone(),
                };
                let step = Step::new(item, how);
                match function.evaluate(actual.as_ref()) {
                    Ok(found) => Step { working: found.working, ..step.with(found.raw, found.score) },
                    Err(why) => step.without(&why.to_string()),
                }
            }
            Content::Given(score) => match score {
                Some(score) => Step::new(item, How::Given).with(score.clone(), score.clamped()),
                None => Step::new(item, How::Given).without(&Undetermined::Missing.to_string()),
            },
            Content::Same(other) => self.same(item, other),
            Content::Parts { mean, parts } => {
                for part in parts {
                    self.score(part);
                }
                mean_of(item, mean, parts, &self.scores)
            }
        };
        self.open.pop();
        self.scores.add(step);
    }

    fn same(&mut self, item: &Item, other: &str) -> Step {
        let step = Step::new(item, How::Same(other.to_owned()));
        let Some(source) = self.known.get(other).copied() else {
            return step.without("ciò da cui prende il risultato non c'è");
        };
        if self.open.contains(&other) {
            return step.without("prende il risultato da sé stesso");
        }
        self.score(source);
        match self.scores.step(other) {
            Some(Step { raw: Some(raw), score: Some(score), .. }) => step.with(raw.clone(), score.clone()),
            _ => step.without("ciò da cui prende il risultato non è determinato"),
        }
    }
}

impl Step {
    pub(super) fn new(item: &Item, how: How) -> Self {
        Self {
            id: item.id.clone(),
            title: item.title.clone(),
            level: item.level,
            state: item.state.clone(),
            basis: item.basis.clone(),
            how,
            raw: None,
            score: None,
            undetermined: None,
            working: Vec::new(),
        }
    }

    pub(super) fn with(self, raw: Exact, score: Exact) -> Self {
        Self { raw: Some(raw), score: Some(score), ..self }
    }

    pub(super) fn without(self, why: &str) -> Self {
        Self { undetermined: Some(why.to_owned()), ..self }
    }
}
