//! A stored result as its file holds it (`traguardo-score/1`).

use jiff::civil::Date;
use serde::Deserialize;

use crate::number::Number;

mod function;
mod outcome;
mod rule;

pub use function::{Actual, Function, Mode, Polarity, Silent, Step as ValueStep};
pub use outcome::{Indicator, Input, Measure};
pub use rule::{Band, Limit, Outcome, PerPeriod, Reference, Rule, Span};

/// Something that has a score.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    pub id: String,
    pub title: String,
    pub level: Level,
    #[serde(default)]
    pub weight: Option<Number>,
    #[serde(default)]
    pub state: State,
    #[serde(default)]
    pub basis: Vec<String>,
    pub content: Content,
}

/// A level of the roll-up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Level {
    #[serde(rename = "indicatore")]
    Indicator,
    #[serde(rename = "fase")]
    Phase,
    #[serde(rename = "annualità")]
    Year,
    #[serde(rename = "obiettivo")]
    Objective,
    #[serde(rename = "gruppo")]
    Group,
    #[serde(rename = "struttura")]
    Unit,
    #[serde(rename = "ente")]
    Body,
    #[serde(rename = "persona")]
    Person,
}

/// Where a score comes from.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Content {
    Measured {
        function: Box<Function>,
        actual: Option<Actual>,
    },
    Given(Option<Number>),
    Parts {
        #[serde(default)]
        mean: Mean,
        parts: Vec<Item>,
    },
    Same(String),
}

/// How parts make a whole.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Mean {
    pub uncapped: bool,
    pub neutral: Neutral,
    pub minimum: Option<Number>,
    pub gate: Option<Gate>,
    pub decimals: Option<u32>,
    pub normalise: bool,
    pub correction: Option<Correction>,
}

/// What becomes of the weight of a neutralised part (rulebook 8.6).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub enum Neutral {
    #[default]
    #[serde(rename = "ridistribuito")]
    InProportion,
    #[serde(rename = "in-parti-uguali")]
    Equally,
    #[serde(rename = "assegna-100")]
    Full,
}

/// A part that must be done, and the most the whole may have without it (rulebook 8.3).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gate {
    pub part: String,
    pub cap: Number,
}

/// Points added or taken within a limit (rulebook 8.8).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    pub points: Number,
    pub most: Number,
    pub reason: String,
}

/// The state of an item at the end of the year (rulebook 8.6).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(tag = "state", deny_unknown_fields)]
pub enum State {
    #[serde(rename = "attivo")]
    Active {},
    #[serde(rename = "modificato")]
    Modified(Reason),
    #[serde(rename = "neutralizzato")]
    Neutralised(Reason),
    #[serde(rename = "rinviato")]
    Postponed(Reason),
    #[serde(rename = "annullato")]
    Cancelled(Reason),
}

impl Default for State {
    fn default() -> Self {
        Self::Active {}
    }
}

impl State {
    /// Whether it counts: a neutralised, postponed or cancelled item leaves the mean.
    pub fn counts(&self) -> bool {
        matches!(self, Self::Active {} | Self::Modified(_))
    }
}

/// Why, on whose proposal, with whose opinion and by which act.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    #[serde(rename = "reason")]
    why: Option<String>,
    proposal: Option<String>,
    opinion: Option<String>,
    act: Option<String>,
    date: Option<Date>,
}

/// The reckoning of one item.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    pub id: String,
    pub title: String,
    pub level: Level,
    #[serde(default)]
    pub state: State,
    #[serde(default)]
    pub basis: Vec<String>,
    pub how: How,
    pub raw: Option<Number>,
    pub score: Option<Number>,
    #[serde(default)]
    pub undetermined: Option<String>,
    pub working: Vec<Working>,
}

/// How an item was reckoned.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum How {
    Measured { by: String, function: Box<Function>, actual: Option<Actual> },
    Given,
    Mean { mean: Mean, parts: Vec<Part> },
    Same(String),
}

/// A part of a mean: its weight as planned, its weight in the mean per cent, the score that was weighed.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    pub id: String,
    pub weight: Option<Number>,
    pub share: Option<Number>,
    pub counted: Option<Number>,
}

/// A line of a derivation.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Working {
    #[serde(rename = "formula")]
    pub _formula: String,
    pub with: String,
    pub result: String,
    #[serde(default)]
    pub default: Option<String>,
}
