//! Steps of a derivation: what was reckoned, with which numbers, and what came of it.

use serde::{Deserialize, Serialize};

use super::{Level, Mean};
use crate::exact::Exact;
use crate::function::{Actual, Function, Working};
use crate::state::State;

/// The reckoning of one item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// The item.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Its level.
    pub level: Level,
    /// What became of it.
    #[serde(default)]
    pub state: State,
    /// On what its function, weights and rules rest.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub basis: Vec<String>,
    /// How it was reckoned.
    pub how: How,
    /// Before it was held between 0 and 100.
    pub raw: Option<Exact>,
    /// The score; none when it is undetermined.
    pub score: Option<Exact>,
    /// Why there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undetermined: Option<String>,
    /// The lines of the reckoning.
    pub working: Vec<Working>,
}

/// How an item was reckoned.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    /// By a function.
    Measured {
        /// Number and version: `F1/1`.
        by: String,
        /// The function.
        function: Function,
        /// What came about.
        actual: Option<Actual>,
    },
    /// It was given.
    Given,
    /// As the mean of its parts.
    Mean {
        /// By these rules.
        mean: Mean,
        /// The parts.
        parts: Vec<Part>,
    },
    /// As that of another item.
    Same(String),
}

/// A part of a mean.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// The item.
    pub id: String,
    /// Its weight as planned.
    pub weight: Option<Exact>,
    /// Its weight in the mean, per cent; none when it leaves it.
    pub share: Option<Exact>,
    /// The score that was weighed.
    pub counted: Option<Exact>,
}
