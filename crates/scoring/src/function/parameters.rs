//! A function as a file writes it: its name, and the parameters it needs.

use std::fmt;

use jiff::civil::Date;
use serde::Deserialize;

use super::names::{CATALOGUE, find};
use super::{Function, LateStep, Polarity, ScaleMode, Silent, Step};
use crate::exact::Exact;

/// Every parameter a function may have; each takes what it needs.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Parameters {
    /// Name or number: `crescente`, `F1`.
    pub function: Option<String>,
    /// For steps and thresholds, the function whose result they take.
    pub of: Option<String>,
    /// T.
    pub target: Option<Exact>,
    /// B.
    pub baseline: Option<Exact>,
    /// Tolerance of upkeep (in the unit of the value) or of a date (in days).
    pub tolerance: Option<Exact>,
    /// Which way the value should go, for upkeep.
    pub polarity: Option<Polarity>,
    /// The day it begins.
    pub start: Option<Date>,
    /// The day it is due.
    pub due: Option<Date>,
    /// Points lost for each day late.
    pub points: Option<Exact>,
    /// Steps on a result.
    pub steps: Vec<Step>,
    /// Steps by days late.
    pub late_steps: Vec<LateStep>,
    /// S.
    pub minimum: Option<Exact>,
    /// Tmin, for ranges.
    pub from: Option<Exact>,
    /// Tmax.
    pub to: Option<Exact>,
    /// Lmin, or the lowest mark of a scale.
    pub lowest: Option<Exact>,
    /// Lmax, or the highest mark of a scale.
    pub highest: Option<Exact>,
    /// How a scale becomes a percentage.
    pub mode: Option<ScaleMode>,
    /// The rule, in words.
    pub rule: Option<String>,
    /// Where the rule is silent.
    pub silent: Option<Silent>,
}

/// Why parameters make no function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotAFunction {
    /// No function has this name.
    Unknown(String),
    /// The function needs a parameter.
    Lacks(&'static str, &'static str),
    /// The rule is not understood.
    NoRule(String),
    /// The rule can be meant in several ways: what each would be.
    Ambiguous(Vec<String>),
}

impl fmt::Display for NotAFunction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown(name) => write!(f, "non c'è una funzione «{name}»: le funzioni sono {}", names()),
            Self::Lacks(function, key) => write!(f, "la funzione {function} vuole «{key}»"),
            Self::NoRule(text) => write!(f, "la regola «{text}» non si capisce"),
            Self::Ambiguous(readings) => {
                write!(f, "la regola si può intendere in più modi: {}", readings.join(" oppure "))
            }
        }
    }
}

fn names() -> String {
    CATALOGUE.iter().map(|known| format!("{} ({})", known.name, known.number)).collect::<Vec<_>>().join(", ")
}

impl Parameters {
    /// The function they make; one with a rule in words needs no name.
    ///
    /// # Errors
    /// When there is no such function, or it lacks a parameter.
    pub fn function(&self) -> Result<Function, NotAFunction> {
        match (&self.function, &self.rule) {
            (None, Some(text)) => self.of_rule(text),
            (Some(name), Some(text)) if name == "graduazione" => self.of_rule(text),
            (Some(name), _) => self.of_name(name),
            (None, None) => Err(NotAFunction::Lacks("di un indicatore", "function")),
        }
    }

    fn of_rule(&self, text: &str) -> Result<Function, NotAFunction> {
        let year = self.due.map(Date::year);
        let reading = meaning::rule::read(text, year);
        match reading.rules.as_slice() {
            [rule] => Ok(Function::Rule {
                rule: rule.clone(),
                due: self.due,
                target: self.target.clone(),
                silent: self.silent.clone().unwrap_or_default(),
            }),
            [] => Err(NotAFunction::NoRule(text.to_owned())),
            several => Err(NotAFunction::Ambiguous(several.iter().map(meaning::rule::render).collect())),
        }
    }

    fn of_name(&self, name: &str) -> Result<Function, NotAFunction> {
        let number = find(name).ok_or_else(|| NotAFunction::Unknown(name.to_owned()))?.number;
        let need = |value: &Option<Exact>, key| value.clone().ok_or(NotAFunction::Lacks(number, key));
        let day = |value: Option<Date>, key| value.ok_or(NotAFunction::Lacks(number, key));
        let target = || need(&self.target, "target");
        let baseline = || need(&self.baseline, "baseline");
        let due = || day(self.due, "due");
        Ok(match number {
            "F1" => Function::Increasing { target: target()? },
            "F2" => Function::IncreasingFromBaseline { baseline: baseline()?, target: target()? },
            "F3" => Function::Decreasing { target: target()? },
            "F4" => Function::DecreasingFromBaseline { baseline: baseline()?, target: target()? },
            "F5" => Function::LinearOverrun { target: target()? },
            "F6" => Function::Steps { of: self.inner(number)?, steps: self.steps.clone() },
            "F7" | "F7b" => Function::Threshold {
                of: self.inner(number)?,
                minimum: need(&self.minimum, "minimum")?,
                rescaled: number == "F7",
            },
            "F8" => Function::PointsPerDay {
                due: due()?,
                points: need(&self.points, "points")?,
                tolerance: self.days_of_tolerance(number)?,
            },
            "F9" => Function::ProportionalTime { start: day(self.start, "start")?, due: due()? },
            "F10" => Function::LateSteps { due: due()?, steps: self.late_steps.clone() },
            "F11" => Function::YesNo,
            "V" => Function::Entered,
            "G" => return Err(NotAFunction::Lacks(number, "rule")),
            "F12" => Function::Range {
                from: need(&self.from, "from")?,
                to: need(&self.to, "to")?,
                lowest: need(&self.lowest, "lowest")?,
                highest: need(&self.highest, "highest")?,
            },
            "F13" => Function::Scale {
                lowest: need(&self.lowest, "lowest")?,
                highest: need(&self.highest, "highest")?,
                mode: self.mode.ok_or(NotAFunction::Lacks(number, "mode"))?,
            },
            "F14" => Function::Upkeep {
                target: target()?,
                tolerance: need(&self.tolerance, "tolerance")?,
                polarity: self.polarity.ok_or(NotAFunction::Lacks(number, "polarity"))?,
            },
            _ => Function::ValidCount { target: target()? },
        })
    }

    /// The function whose result is graduated; a result that is given is graduated as it is.
    fn inner(&self, number: &'static str) -> Result<Box<Function>, NotAFunction> {
        let of = self.of.as_deref().ok_or(NotAFunction::Lacks(number, "of"))?;
        let inner = Self { function: Some(of.to_owned()), of: None, rule: None, ..self.clone() };
        inner.function().map(Box::new)
    }

    fn days_of_tolerance(&self, number: &'static str) -> Result<u32, NotAFunction> {
        match &self.tolerance {
            None => Ok(0),
            Some(days) => {
                days.to_string().parse().map_err(|_| NotAFunction::Lacks(number, "tolerance in giorni"))
            }
        }
    }
}
