//! From what came about to an achievement.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Actual, Function, dates, numbers, rules};
use crate::exact::Exact;

/// What a function makes of a result.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Achievement {
    /// Before it is held between 0 and 100: over-achievement is information.
    pub raw: Exact,
    /// Between 0 and 100.
    pub score: Exact,
    /// How it came about.
    pub working: Vec<Working>,
}

/// A line of a derivation: what is reckoned, with which numbers, and what comes of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Working {
    /// What: `V / T × 100`.
    pub formula: String,
    /// With the numbers: `102 / 120 × 100`.
    pub with: String,
    /// What comes of it.
    pub result: String,
    /// Why, when it is a choice where the plan is silent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
}

/// Why there is no achievement: never nought by default (rulebook 8.1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "why", content = "what")]
pub enum Undetermined {
    /// No result was given.
    Missing,
    /// The result is of another kind than the function needs.
    Kind(String),
    /// The function cannot be reckoned with: a fault of the plan.
    Function(String),
    /// The rule does not say what such a result scores.
    Silent(String),
}

impl fmt::Display for Undetermined {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("manca il risultato"),
            Self::Kind(what) => write!(f, "il risultato non è {what}"),
            Self::Function(what) => write!(f, "la funzione non si può applicare: {what}"),
            Self::Silent(what) => write!(f, "la regola non dice quanto vale: {what}"),
        }
    }
}

pub(super) type Outcome = Result<Achievement, Undetermined>;

impl Achievement {
    pub(super) fn new(raw: Exact, working: Vec<Working>) -> Self {
        Self { score: raw.clamped(), raw, working }
    }
}

impl Working {
    /// A line.
    pub fn new(formula: &str, with: String, result: &Exact) -> Self {
        Self { formula: formula.to_owned(), with, result: result.to_string(), default: None }
    }

    /// A line whose result is no number.
    pub fn said(formula: &str, with: String, result: impl Into<String>) -> Self {
        Self { formula: formula.to_owned(), with, result: result.into(), default: None }
    }

    pub(super) fn by_default(formula: &str, result: &Exact, why: &str) -> Self {
        Self {
            formula: formula.to_owned(),
            with: String::new(),
            result: result.to_string(),
            default: Some(why.to_owned()),
        }
    }
}

impl Function {
    /// The achievement of a result.
    ///
    /// # Errors
    /// When there is none: the result is missing or of another kind, or the function is at fault.
    pub fn evaluate(&self, actual: Option<&Actual>) -> Result<Achievement, Undetermined> {
        if let Some(fault) = self.faults().first() {
            return Err(Undetermined::Function(fault.to_string()));
        }
        let actual = actual.ok_or(Undetermined::Missing)?;
        match self {
            Self::PointsPerDay { .. } | Self::ProportionalTime { .. } | Self::LateSteps { .. } => {
                dates::evaluate(self, actual)
            }
            Self::Rule { rule, due, target, silent } => {
                rules::evaluate(rule, *due, target.as_ref(), silent, actual)
            }
            Self::YesNo => yes_no(actual),
            Self::Entered => entered(actual),
            _ => numbers::evaluate(self, actual),
        }
    }
}

fn yes_no(actual: &Actual) -> Outcome {
    let done = match actual {
        Actual::YesNo(done) => *done,
        Actual::Done(_) => true,
        Actual::Never => false,
        _ => return Err(Undetermined::Kind("un sì o un no".to_owned())),
    };
    let score = if done { Exact::hundred() } else { Exact::zero() };
    let with = if done { "sì" } else { "no" };
    Ok(Achievement::new(score.clone(), vec![Working::new("100 se sì, 0 se no", with.to_owned(), &score)]))
}

fn entered(actual: &Actual) -> Outcome {
    let Actual::Entered(score) = actual else {
        return Err(Undetermined::Kind("una valutazione inserita".to_owned()));
    };
    Ok(Achievement::new(score.clone(), vec![Working::new("valore inserito", score.to_string(), score)]))
}

/// The number of a result that is one.
pub(super) fn number(actual: &Actual) -> Result<Exact, Undetermined> {
    match actual {
        Actual::Value(value) => Ok(value.clone()),
        Actual::Ratio { numerator, denominator } => {
            let quotient = numerator.checked_div(denominator);
            let quotient =
                quotient.ok_or_else(|| Undetermined::Kind("un rapporto: il denominatore è 0".to_owned()))?;
            Ok(quotient * Exact::hundred())
        }
        Actual::Count { counted, invalid } => Ok(counted - invalid),
        _ => Err(Undetermined::Kind("un numero".to_owned())),
    }
}

/// A date as it is written in Italian.
pub(super) fn written(day: Date) -> String {
    meaning::date::render(day)
}
