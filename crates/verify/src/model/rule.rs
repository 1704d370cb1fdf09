//! Rules of a plan's own text.

use jiff::civil::Date;
use serde::Deserialize;

use crate::number::Number;

/// What turns a result into a score.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Rule {
    Delay {
        reference: Reference,
        unit: Span,
        bands: Vec<Band>,
        not_done: Option<Number>,
    },
    Value {
        #[serde(rename = "unit")]
        _unit: String,
        bands: Vec<Band>,
    },
    Proportional {
        expected: Option<Number>,
        inverse: bool,
        least: Number,
    },
    PerUnit {
        #[serde(rename = "unit")]
        _unit: String,
        full: Number,
        points: Number,
    },
    Outcomes(Vec<Outcome>),
    PerPeriod(PerPeriod),
    Norm(String),
}

/// Points lost for each period late.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PerPeriod {
    pub reference: Reference,
    pub points: Number,
    pub every: Span,
    pub step: u32,
    pub whole: bool,
    pub tolerance: u32,
    pub from_first: bool,
    pub floor: Number,
    pub zero_after: Option<u32>,
}

/// What a delay is counted from.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Reference {
    Deadline,
    Date(Date),
    After {
        #[serde(rename = "count")]
        _count: u32,
        #[serde(rename = "unit")]
        _unit: Span,
    },
    Stated(String),
}

/// What a delay is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Span {
    Hours,
    Days,
    WorkingDays,
    Weeks,
    Months,
    Quarters,
    HalfYears,
    Years,
}

/// Results that have one score.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    pub from: Limit,
    pub to: Limit,
    pub score: Number,
}

/// An end of a band.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Limit {
    Open,
    Included(Number),
    Excluded(Number),
}

impl Limit {
    /// The value at the end, when there is one.
    pub fn value(&self) -> Option<&Number> {
        match self {
            Self::Open => None,
            Self::Included(value) | Self::Excluded(value) => Some(value),
        }
    }
}

/// Something that may come about, with its score.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    pub text: String,
    pub score: Number,
}
