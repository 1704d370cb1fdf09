//! A plan with its scores: what went in, and every step of what came out.

use domain::Plan;
use scoring::Exact;
use scoring::tree::{Content, Item, Level, Step, roll_up};
use serde::{Deserialize, Serialize};

use crate::actuals::Actuals;
use crate::approved::Approved;
use crate::outcome::{Outcome, reckoned};
use crate::{canonical, ids};

/// The name and version of the file format.
pub const SCHEMA: &str = "traguardo-score/1";

/// A plan with its scores; as JSON the file that `traguardo score` writes and `verify` recomputes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scored {
    /// [`SCHEMA`].
    pub schema: String,
    /// Version of the program.
    pub program: String,
    /// The body.
    pub body: String,
    /// The plan year.
    pub year: i16,
    /// The plan.
    pub plan: Digest,
    /// The method of the body.
    pub method: Digest,
    /// What went in: functions, weights, results.
    pub items: Vec<Item>,
    /// Every step of what came out, parts before what they belong to.
    pub results: Vec<Step>,
    /// Outcome indicators of the tree; none of them is a score.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outcomes: Vec<Outcome>,
    /// Choices that the method made where the documents of the body are silent.
    pub defaults: Vec<String>,
    /// SHA-256 of all of the above.
    pub digest: String,
}

/// What a file is known by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Digest {
    /// SHA-256 of its content.
    pub sha256: String,
}

impl Digest {
    /// What a plan is known by.
    pub fn of(plan: &Plan) -> Self {
        Self { sha256: canonical::digest(&domain::content::content(plan)) }
    }
}

impl Approved {
    /// Scores the plan with the results of its year.
    pub fn score(&self, actuals: &Actuals) -> Scored {
        let mut body = self.body.clone();
        put(&mut body, actuals);
        let items = vec![body];
        let results = roll_up(&items).steps().to_vec();
        let outcomes = items.first().map(|body| reckoned(&self.outcomes, body, &results, actuals));
        let mut scored = Scored {
            schema: SCHEMA.to_owned(),
            program: env!("CARGO_PKG_VERSION").to_owned(),
            body: self.name.clone(),
            year: self.year,
            plan: self.plan_digest.clone(),
            method: Digest { sha256: self.method_digest.clone() },
            items,
            results,
            outcomes: outcomes.unwrap_or_default(),
            defaults: self.defaults.clone(),
            digest: String::new(),
        };
        scored.digest = canonical::seal(&scored);
        scored
    }
}

fn put(item: &mut Item, actuals: &Actuals) {
    if let Some(state) = actuals.states.get(&item.id) {
        item.state = state.clone();
    }
    match &mut item.content {
        Content::Measured { actual, .. } => *actual = actuals.results.get(&item.id).cloned(),
        Content::Parts { parts, .. } => parts.iter_mut().for_each(|part| put(part, actuals)),
        Content::Given(_) | Content::Same(_) => {}
    }
}

impl Scored {
    /// Whether the scores are those of a plan: a plan that was changed since has others.
    pub fn is_of(&self, plan: &Plan) -> bool {
        self.plan == Digest::of(plan)
    }

    /// Whether the file is as it was sealed: nobody changed a digit of it.
    pub fn is_intact(&self) -> bool {
        self.digest == canonical::seal(self)
    }

    /// The step of an item.
    pub fn step(&self, id: &str) -> Option<&Step> {
        self.results.iter().find(|step| step.id == id)
    }

    /// The score of the body.
    pub fn body_score(&self) -> Option<&Exact> {
        self.step(ids::BODY)?.score.as_ref()
    }

    /// The steps of a level, in the order in which they were reckoned.
    pub fn of_level(&self, level: Level) -> impl Iterator<Item = &Step> {
        self.results.iter().filter(move |step| step.level == level)
    }
}
