//! Achievement functions (rulebook 8.2): what turns a measured value into an achievement, 0 to 100.
//!
//! Each has a number, a name and a version, written on every derivation. What makes a function
//! impossible (a target of nought for a ratio) is a fault of the plan ([`Function::faults`]) and told when
//! it is approved; scoring with it gives no achievement, and never a guess.

use domain::Rule;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::exact::Exact;

mod dates;
mod evaluate;
mod faults;
mod names;
mod numbers;
mod parameters;
mod rules;

pub use evaluate::{Achievement, Undetermined, Working};
pub use faults::Fault;
pub use names::{CATALOGUE, Listed, VERSION, find};
pub use parameters::{NotAFunction, Parameters};

/// Which way a value should go (*polarità, verso*).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Polarity {
    /// Higher is better (*crescente*).
    #[serde(rename = "crescente")]
    Increasing,
    /// Lower is better (*decrescente*).
    #[serde(rename = "decrescente")]
    Decreasing,
}

/// How a survey scale becomes a percentage (F13); the evaluation system must name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ScaleMode {
    /// `(v − min) / (max − min)`.
    #[serde(rename = "min-max")]
    MinMax,
    /// `v / max`.
    #[serde(rename = "su-max")]
    OverMax,
}

/// A step of a graduated function: values from one on, up to the next, score so much.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// The lowest value of the step, itself included.
    pub from: Exact,
    /// The score.
    pub score: Exact,
}

/// A step by days late.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LateStep {
    /// The last day of the step.
    pub up_to: u32,
    /// The score.
    pub score: Exact,
}

/// An achievement function with its parameters.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "function", rename_all = "kebab-case")]
pub enum Function {
    /// F1: increasing, ratio to the target.
    #[serde(rename = "crescente")]
    Increasing {
        /// T.
        target: Exact,
    },
    /// F2: increasing, from a baseline.
    #[serde(rename = "crescente-da-base")]
    IncreasingFromBaseline {
        /// B.
        baseline: Exact,
        /// T.
        target: Exact,
    },
    /// F3: decreasing, ratio of the target to the value.
    #[serde(rename = "decrescente")]
    Decreasing {
        /// T.
        target: Exact,
    },
    /// F4: decreasing, from a baseline.
    #[serde(rename = "decrescente-da-base")]
    DecreasingFromBaseline {
        /// B.
        baseline: Exact,
        /// T.
        target: Exact,
    },
    /// F5: decreasing, linear overrun.
    #[serde(rename = "decrescente-lineare")]
    LinearOverrun {
        /// T.
        target: Exact,
    },
    /// F6: the raw result of another function looked up in steps.
    #[serde(rename = "scaglioni")]
    Steps {
        /// The other function.
        of: Box<Function>,
        /// The steps; below the lowest the achievement is nought.
        steps: Vec<Step>,
    },
    /// F7 and F7b: nought below a threshold; from it on in proportion, or as it is.
    #[serde(rename = "soglia")]
    Threshold {
        /// The other function.
        of: Box<Function>,
        /// S.
        minimum: Exact,
        /// Whether the rest is stretched over 0 to 100 (F7) or kept (F7b).
        rescaled: bool,
    },
    /// F8: a date, so many points for each day late.
    #[serde(rename = "punti-al-giorno")]
    PointsPerDay {
        /// The day it is due.
        due: Date,
        /// Points lost for each day late.
        points: Exact,
        /// Days late that cost nothing.
        #[serde(default)]
        tolerance: u32,
    },
    /// F9: a date, in proportion to the time there was.
    #[serde(rename = "tempo-disponibile")]
    ProportionalTime {
        /// The day it begins.
        start: Date,
        /// The day it is due.
        due: Date,
    },
    /// F10: a date, steps by days late.
    #[serde(rename = "scaglioni-ritardo")]
    LateSteps {
        /// The day it is due.
        due: Date,
        /// The steps, in order; beyond the last the achievement is nought.
        steps: Vec<LateStep>,
    },
    /// F11: yes or no.
    #[serde(rename = "si-no")]
    YesNo,
    /// F12: full inside a range, falling to nought at its outer limits.
    #[serde(rename = "intervallo")]
    Range {
        /// Tmin.
        from: Exact,
        /// Tmax.
        to: Exact,
        /// Lmin.
        lowest: Exact,
        /// Lmax.
        highest: Exact,
    },
    /// F13: a survey scale.
    #[serde(rename = "scala")]
    Scale {
        /// The lowest mark.
        lowest: Exact,
        /// The highest mark.
        highest: Exact,
        /// How it becomes a percentage.
        mode: ScaleMode,
    },
    /// F14: upkeep: full on the right side of the target within a tolerance, else F1 or F3.
    #[serde(rename = "mantenimento")]
    Upkeep {
        /// T.
        target: Exact,
        /// What may be missing.
        tolerance: Exact,
        /// Which side is right.
        polarity: Polarity,
    },
    /// F15: a counter of what meets a quality condition.
    #[serde(rename = "conteggio-valido")]
    ValidCount {
        /// T.
        target: Exact,
    },
    /// The rule of the plan's own text (*graduazione*).
    #[serde(rename = "graduazione")]
    Rule {
        /// The rule.
        rule: Rule,
        /// The deadline of what is scored, for rules that count from it.
        #[serde(default)]
        due: Option<Date>,
        /// What was expected, for rules in proportion.
        #[serde(default)]
        target: Option<Exact>,
        /// What holds where the text is silent.
        #[serde(default)]
        silent: Silent,
    },
    /// The evaluator enters the achievement, with the evidence.
    #[serde(rename = "valutazione")]
    Entered,
}

/// What holds where a rule text says nothing; a choice of the method, told on every derivation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Silent {
    /// On time, in a rule without a full score; by default 100.
    pub on_time: Exact,
    /// Beyond the last band; by default 0.
    pub beyond: Exact,
    /// Never done, whatever an open last band says; by default 0.
    pub never: Exact,
}

impl Default for Silent {
    fn default() -> Self {
        Self { on_time: Exact::hundred(), beyond: Exact::zero(), never: Exact::zero() }
    }
}

/// What came about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Actual {
    /// A measured value.
    #[serde(rename = "valore")]
    Value(Exact),
    /// Done on a day.
    #[serde(rename = "data")]
    Done(Date),
    /// Never done (by 31 December or the end that the evaluation system sets).
    #[serde(rename = "mai")]
    Never,
    /// Yes or no.
    #[serde(rename = "esito")]
    YesNo(bool),
    /// A count, and how many of it do not meet the quality condition.
    #[serde(rename = "conteggio")]
    Count {
        /// How many.
        counted: Exact,
        /// How many do not count.
        invalid: Exact,
    },
    /// A numerator and a denominator; its value is their quotient per cent.
    #[serde(rename = "rapporto")]
    Ratio {
        /// The numerator.
        numerator: Exact,
        /// The denominator.
        denominator: Exact,
    },
    /// What came about, in the words of the rule.
    #[serde(rename = "risultato")]
    Outcome(String),
    /// The achievement, entered by the evaluator.
    #[serde(rename = "valutazione")]
    Entered(Exact),
}
