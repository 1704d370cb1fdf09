//! The walk over a tree of items.

use std::collections::{HashMap, HashSet};

use super::mean::mean_of;
use super::step::{How, Part, Step};
use super::{Content, Item};
use crate::exact::Exact;
use crate::function::{Undetermined, VERSION};

/// The steps of a roll-up, parts before what they belong to.
#[derive(Clone, Debug, Default)]
pub struct Scores {
    steps: Vec<Step>,
    places: HashMap<String, usize>,
}

/// What is known of the score of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found<'s> {
    /// It has one.
    Score(&'s Exact),
    /// It left the mean: it was neutralised, or all of its parts were.
    Out,
    /// It has none, and why.
    Undetermined(&'s str),
    /// There is no such item.
    Unknown,
}

impl Scores {
    /// Steps that were reckoned before.
    pub fn of(steps: Vec<Step>) -> Self {
        let mut scores = Self::default();
        for step in steps {
            scores.add(step);
        }
        scores
    }

    /// What is known of the score of an item.
    pub fn found(&self, id: &str) -> Found<'_> {
        let mut wanted = id;
        // A chain of items that take one another's result is not longer than all of them.
        for _ in 0..=self.steps.len() {
            let Some(step) = self.step(wanted) else { return Found::Unknown };
            if !step.state.is_evaluable() {
                return Found::Out;
            }
            match (&step.score, &step.how) {
                (Some(score), _) => return Found::Score(score),
                (None, How::Same(other)) if self.step(other).is_some() => wanted = other,
                (None, How::Mean { parts, .. }) if step.is_out(parts) => return Found::Out,
                _ => break,
            }
        }
        let why = self.step(wanted).and_then(|step| step.undetermined.as_deref());
        Found::Undetermined(why.unwrap_or("manca il risultato"))
    }

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
    let mut walk = Walk { known: HashMap::new(), scores: Scores::default() };
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
        self.scores.add(step);
    }

    fn same(&mut self, item: &Item, other: &str) -> Step {
        let step = Step::new(item, How::Same(other.to_owned()));
        let Some(source) = self.known.get(other).copied() else {
            return step.without("ciò da cui prende il risultato non c'è");
        };
        if self.needs(source, &item.id) {
            return step.without("prende il risultato da sé stesso");
        }
        self.score(source);
        match self.scores.step(other) {
            Some(Step { raw: Some(raw), score: Some(score), .. }) => step.with(raw.clone(), score.clone()),
            _ => step.without("ciò da cui prende il risultato non è determinato"),
        }
    }

    /// Whether an item is, or needs, another. Asked before the walk goes on, so that what is found does not
    /// hang on which item the walk began with.
    fn needs(&self, item: &'i Item, other: &str) -> bool {
        let (mut open, mut seen) = (vec![item], HashSet::new());
        while let Some(one) = open.pop() {
            if one.id == other {
                return true;
            }
            if !seen.insert(one.id.as_str()) {
                continue;
            }
            match &one.content {
                Content::Parts { parts, .. } => open.extend(parts),
                Content::Same(source) => open.extend(self.known.get(source.as_str()).copied()),
                Content::Measured { .. } | Content::Given(_) => {}
            }
        }
        false
    }
}

impl Step {
    /// Whether a mean has parts, and all of them left it.
    fn is_out(&self, parts: &[Part]) -> bool {
        self.score.is_none() && !parts.is_empty() && parts.iter().all(|part| part.share.is_none())
    }

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
