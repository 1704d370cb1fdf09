//! The roll-up: from indicators to phases, objectives, units and the body, by the rules of the method.
//!
//! One shape serves every level: an [`Item`] is measured, or it is the weighted mean of its parts. What
//! the bodies do differently (minimums, gates, rounding at each level, what becomes of a neutralised
//! weight) is in the [`Mean`] of each item.

use serde::{Deserialize, Serialize};

use crate::exact::Exact;
use crate::function::{Actual, Function};
use crate::state::State;

mod mean;
mod roll_up;
mod step;

pub use roll_up::{Found, Scores, roll_up};
pub use step::{How, Part, Step};

/// Something that has a score.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// Unique in its tree.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Its level: indicator, phase, objective, unit, body.
    pub level: Level,
    /// Its weight among its siblings; without one, all weigh the same.
    #[serde(default)]
    pub weight: Option<Exact>,
    /// What became of it in the year.
    #[serde(default)]
    pub state: State,
    /// On what its function, weights and rules rest; a choice where plan and method are silent says so.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub basis: Vec<String>,
    /// Where its score comes from.
    pub content: Content,
}

impl Item {
    /// Whether it can take part in a mean: it was not neutralised, put off or given up, and neither were all of
    /// its parts (rulebook 8.6: the weight of a component with nothing to evaluate goes to the others).
    pub fn counts(&self) -> bool {
        self.state.is_evaluable()
            && match &self.content {
                Content::Parts { mean, parts } => {
                    parts.is_empty() || mean.neutral == Neutral::Full || parts.iter().any(Self::counts)
                }
                _ => true,
            }
    }
}

/// A level of the roll-up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// *Indicatore*.
    #[serde(rename = "indicatore")]
    Indicator,
    /// *Fase, azione, attività*.
    #[serde(rename = "fase")]
    Phase,
    /// The plan of one year of an objective (*annualità*).
    #[serde(rename = "annualità")]
    Year,
    /// *Obiettivo*.
    #[serde(rename = "obiettivo")]
    Objective,
    /// Objectives of one kind, with their share of the unit.
    #[serde(rename = "gruppo")]
    Group,
    /// *Struttura*.
    #[serde(rename = "struttura")]
    Unit,
    /// *Ente*.
    #[serde(rename = "ente")]
    Body,
    /// *Persona*.
    #[serde(rename = "persona")]
    Person,
}

/// Where a score comes from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Content {
    /// A function of what came about.
    Measured {
        /// The function.
        function: Function,
        /// What came about, when it is known.
        actual: Option<Actual>,
    },
    /// A score that is given, from outside this reckoning.
    Given(Option<Exact>),
    /// The mean of its parts.
    Parts {
        /// How.
        #[serde(default)]
        mean: Mean,
        /// The parts.
        parts: Vec<Item>,
    },
    /// The score of another item: an objective shared by units, an objective of the body that takes the
    /// result of the one that realises it.
    Same(String),
}

/// How parts make a whole.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Mean {
    /// Over-achievement of one part may make up for another (not by default, rulebook 8.5).
    pub uncapped: bool,
    /// What becomes of the weight of parts that leave the mean.
    pub neutral: Neutral,
    /// Parts that score less than this count nought.
    pub minimum: Option<Exact>,
    /// A part that must be done: otherwise the whole is held to a cap.
    pub gate: Option<Gate>,
    /// Decimals to which each part is rounded before it is weighed, when the method rounds at each level.
    pub decimals: Option<u32>,
    /// Weights need not add up to 100: they are taken in proportion.
    pub normalise: bool,
    /// Points added or taken (a correction by participation), and the most it may be.
    pub correction: Option<Correction>,
}

/// What becomes of the weight of a neutralised part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Neutral {
    /// Spread over the others in proportion to their weights.
    #[default]
    #[serde(rename = "ridistribuito")]
    Redistributed,
    /// Spread over the others in equal shares.
    #[serde(rename = "in-parti-uguali")]
    Equally,
    /// The part counts as fully achieved.
    #[serde(rename = "assegna-100")]
    Full,
}

/// A part that must be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gate {
    /// Which.
    pub part: String,
    /// The highest score of the whole without it.
    pub cap: Exact,
}

/// A correction of a score.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// Points, negative when they are taken.
    pub points: Exact,
    /// The most that may be added or taken.
    pub most: Exact,
    /// Why.
    pub reason: String,
}
