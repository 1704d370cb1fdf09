//! Functions, their parameters, and what came about.

use jiff::civil::Date;
use serde::Deserialize;

use super::Rule;
use crate::number::{Number, hundred, whole};

/// An achievement function with its parameters (rulebook 8.2).
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(tag = "function", deny_unknown_fields)]
pub enum Function {
    #[serde(rename = "crescente")]
    F1 { target: Number },
    #[serde(rename = "crescente-da-base")]
    F2 { baseline: Number, target: Number },
    #[serde(rename = "decrescente")]
    F3 { target: Number },
    #[serde(rename = "decrescente-da-base")]
    F4 { baseline: Number, target: Number },
    #[serde(rename = "decrescente-lineare")]
    F5 { target: Number },
    #[serde(rename = "scaglioni")]
    F6 { of: Box<Function>, steps: Vec<Step> },
    #[serde(rename = "soglia")]
    F7 { of: Box<Function>, minimum: Number, rescaled: bool },
    #[serde(rename = "punti-al-giorno")]
    F8 {
        due: Date,
        points: Number,
        #[serde(default)]
        tolerance: u32,
    },
    #[serde(rename = "tempo-disponibile")]
    F9 { start: Date, due: Date },
    #[serde(rename = "scaglioni-ritardo")]
    F10 { due: Date, steps: Vec<LateStep> },
    #[serde(rename = "si-no")]
    F11 {},
    #[serde(rename = "intervallo")]
    F12 { from: Number, to: Number, lowest: Number, highest: Number },
    #[serde(rename = "scala")]
    F13 { lowest: Number, highest: Number, mode: Mode },
    #[serde(rename = "mantenimento")]
    F14 { target: Number, tolerance: Number, polarity: Polarity },
    #[serde(rename = "conteggio-valido")]
    F15 { target: Number },
    #[serde(rename = "graduazione")]
    Rule {
        rule: Rule,
        #[serde(default)]
        due: Option<Date>,
        #[serde(default)]
        target: Option<Number>,
        #[serde(default)]
        silent: Silent,
    },
    #[serde(rename = "valutazione")]
    Entered {},
}

impl Function {
    /// Number and version, as derivations name them.
    pub fn by(&self) -> &'static str {
        match self {
            Self::F1 { .. } => "F1/1",
            Self::F2 { .. } => "F2/1",
            Self::F3 { .. } => "F3/1",
            Self::F4 { .. } => "F4/1",
            Self::F5 { .. } => "F5/1",
            Self::F6 { .. } => "F6/1",
            Self::F7 { rescaled: true, .. } => "F7/1",
            Self::F7 { rescaled: false, .. } => "F7b/1",
            Self::F8 { .. } => "F8/1",
            Self::F9 { .. } => "F9/1",
            Self::F10 { .. } => "F10/1",
            Self::F11 {} => "F11/1",
            Self::F12 { .. } => "F12/1",
            Self::F13 { .. } => "F13/1",
            Self::F14 { .. } => "F14/1",
            Self::F15 { .. } => "F15/1",
            Self::Rule { .. } => "G/1",
            Self::Entered {} => "V/1",
        }
    }
}

/// From a value on, up to the next step, the score is so much.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    pub from: Number,
    pub score: Number,
}

/// Up to so many days late the score is so much.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LateStep {
    pub up_to: u32,
    pub score: Number,
}

/// Which way a value should go.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
pub enum Polarity {
    #[serde(rename = "crescente")]
    Up,
    #[serde(rename = "decrescente")]
    Down,
}

/// How a survey scale becomes a percentage.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
pub enum Mode {
    #[serde(rename = "min-max")]
    MinMax,
    #[serde(rename = "su-max")]
    OverMax,
}

/// What holds where a rule in words says nothing.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Silent {
    pub on_time: Number,
    pub beyond: Number,
    pub never: Number,
}

impl Default for Silent {
    fn default() -> Self {
        Self { on_time: Number(hundred()), beyond: Number(whole(0)), never: Number(whole(0)) }
    }
}

/// What came about.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Actual {
    #[serde(rename = "valore")]
    Value(Number),
    #[serde(rename = "data")]
    Done(Date),
    #[serde(rename = "mai")]
    Never,
    #[serde(rename = "esito")]
    YesNo(bool),
    #[serde(rename = "conteggio")]
    Count { counted: Number, invalid: Number },
    #[serde(rename = "rapporto")]
    Ratio { numerator: Number, denominator: Number },
    #[serde(rename = "risultato")]
    Outcome(String),
    #[serde(rename = "valutazione")]
    Entered(Number),
}
