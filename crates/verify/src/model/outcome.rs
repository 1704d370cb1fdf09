//! Outcome indicators of a stored result.

use serde::Deserialize;

use super::Working;
use crate::number::Number;

/// An outcome indicator with its value.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    pub id: String,
    #[serde(rename = "node")]
    pub _node: String,
    #[serde(rename = "text")]
    pub _text: String,
    pub measure: Measure,
    pub objectives: Vec<String>,
    pub parts: Vec<Input>,
    #[serde(rename = "basis")]
    pub _basis: Vec<String>,
    pub value: Option<Number>,
    pub unit: String,
    pub working: Vec<Working>,
}

/// What went into it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Input {
    pub id: String,
    pub number: Option<Number>,
    #[serde(default)]
    pub planned: Option<Number>,
    #[serde(default)]
    pub left_out: Option<String>,
}

/// What it measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Measure {
    #[serde(rename = "raggiungimento")]
    Score,
    #[serde(rename = "ritardo-medio")]
    Delay,
    #[serde(rename = "impegnato")]
    Committed,
    #[serde(rename = "pagato")]
    Paid,
}
