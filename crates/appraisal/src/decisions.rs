//! What a person decided where plan and method leave a question open.

use std::collections::BTreeMap;
use std::fmt;

use scoring::Exact;
use scoring::function::{NotAFunction, Parameters};
use scoring::told::in_italian;
use serde::Deserialize;

/// Decisions by the item they are about.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Decisions(BTreeMap<String, Decision>);

/// A decision about one item.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Decision {
    /// Which of the readings of a graduation is meant, from 1.
    pub reading: Option<usize>,
    /// The function and its parameters.
    pub function: Option<Parameters>,
    /// The weight.
    pub weight: Option<Exact>,
    /// Weights of the parts that do not add up to 100 count in proportion.
    pub in_proportion: bool,
    /// Why.
    pub reason: Option<String>,
}

/// Why a text is no list of decisions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotDecisions {
    /// Line of the text, when it is known.
    pub line: Option<usize>,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for NotDecisions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "riga {line}: {}", self.message),
            None => f.write_str(&self.message),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DecisionsFile {
    #[serde(default)]
    decision: Vec<DecisionFile>,
}

#[derive(Deserialize)]
struct DecisionFile {
    of: String,
    reading: Option<usize>,
    weight: Option<Exact>,
    weights: Option<Weights>,
    reason: Option<String>,
    /// The rest are the function and its parameters.
    #[serde(flatten)]
    rest: toml::Table,
}

#[derive(Deserialize)]
enum Weights {
    #[serde(rename = "in-proporzione")]
    InProportion,
}

impl Decisions {
    /// Reads a file of decisions: a `[[decision]]` for each item.
    ///
    /// # Errors
    /// Where the text is no TOML, has an unknown key, or decides twice about an item.
    pub fn parse(text: &str) -> Result<Self, NotDecisions> {
        let file: DecisionsFile = toml::from_str(text).map_err(|error| NotDecisions {
            line: error.span().map(|span| text.get(..span.start).unwrap_or(text).matches('\n').count() + 1),
            message: in_italian(error.message()),
        })?;
        let mut all = BTreeMap::new();
        for one in file.decision {
            let says = |message: String| NotDecisions { line: None, message };
            let wrong =
                |error: toml::de::Error| says(format!("«{}»: {}", one.of, in_italian(error.message())));
            let function = if one.rest.is_empty() { None } else { Some(one.rest.try_into().map_err(wrong)?) };
            let decision = Decision {
                reading: one.reading,
                function,
                weight: one.weight,
                in_proportion: one.weights.is_some(),
                reason: one.reason,
            };
            if all.insert(one.of.clone(), decision).is_some() {
                return Err(says(format!("su «{}» si decide due volte", one.of)));
            }
        }
        Ok(Self(all))
    }

    /// The decision about an item.
    pub fn of(&self, id: &str) -> Option<&Decision> {
        self.0.get(id)
    }

    /// The items that something was decided about.
    pub fn items(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

impl Decision {
    /// How the reason is told on a derivation.
    pub fn told(&self) -> String {
        match self.reason.as_deref().filter(|reason| !reason.is_empty()) {
            Some(reason) => format!("deciso: {reason}"),
            None => "deciso da chi approva".to_owned(),
        }
    }

    /// The function decided on, with what the plan says where the decision does not.
    pub fn made(&self, plan: &Parameters) -> Option<Result<scoring::Function, NotAFunction>> {
        let mut own = self.function.clone()?;
        own.target = own.target.or_else(|| plan.target.clone());
        own.due = own.due.or(plan.due);
        own.baseline = own.baseline.or_else(|| plan.baseline.clone());
        Some(own.function())
    }
}
