//! Outcome indicators of the strategic tree that the results of objectives feed.
//!
//! They say how a strategic objective went, by what became of the objectives that carry it out. None of them is
//! a score: they do not enter the roll-up.

use method::outcome::Measure;
use scoring::Exact;
use scoring::function::Working;
use serde::{Deserialize, Serialize};

mod awaited;
mod reckon;

pub(crate) use awaited::{Awaited, awaited};
pub(crate) use reckon::reckoned;

/// An outcome indicator with its value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// `N6.1`: the place of the node in the tree, and that of the indicator in the node.
    pub id: String,
    /// The node, by code and title.
    pub node: String,
    /// The indicator, as the plan prints it.
    pub text: String,
    /// What it measures.
    pub measure: Measure,
    /// The objectives that it is about.
    pub objectives: Vec<String>,
    /// What went into it.
    pub parts: Vec<Part>,
    /// How it is reckoned, in words.
    pub basis: Vec<String>,
    /// Its value; none when nothing can be reckoned.
    pub value: Option<Exact>,
    /// `%` or `giorni`.
    pub unit: String,
    /// The steps.
    pub working: Vec<Working>,
}

/// What went into an outcome indicator: an objective, or something with a date.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// The item.
    pub id: String,
    /// Its score, its days of delay, or its euros committed or paid.
    pub number: Option<Exact>,
    /// The euros planned, where it is about money.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub planned: Option<Exact>,
    /// Why it does not count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left_out: Option<String>,
}
