//! How a body turns results into scores: the part of its method that its evaluation system (*SMVP*) decides.
//!
//! What the file does not say has a default, and every derivation says that it is one. Where the body's
//! documents are silent the file says so under `defaults`, with the reason for the choice.

use std::collections::BTreeMap;

use scoring::Exact;
use scoring::function::{Parameters, Silent, find};
use scoring::tree::Mean;
use serde::Deserialize;
use toml::Spanned;

use crate::check::Check;
use crate::outcome::OutcomeRule;

/// The rules of scoring (rulebook 8).
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Scoring {
    /// What an objective is made of.
    pub objective: Option<ObjectiveParts>,
    /// Where it is made of phases and indicators, the share of the phases, per cent.
    #[serde(rename = "phases_share")]
    pub phases_share: Option<Exact>,
    /// What the score of a phase is.
    pub phase: Option<PhaseScore>,
    /// How indicators make a phase, and phases or indicators an objective.
    pub parts: Mean,
    /// How objectives make a unit.
    pub unit: Mean,
    /// Whether the objectives of a unit are grouped by kind, each kind with its quota (`[[kind]] quota`).
    #[serde(rename = "by_kind")]
    pub by_kind: bool,
    /// How often an objective that stands in several units is measured.
    pub common: Option<Common>,
    /// What makes the score of the body.
    pub body: BodyScore,
    /// Functions for the kinds of expected value.
    pub functions: Functions,
    /// What a graduation that is silent means.
    pub silent: Option<Silent>,
    /// Outcome indicators that the results of objectives feed.
    pub outcome: Vec<OutcomeRule>,
    /// Keys on which the documents of the body are silent: the choice made, and why.
    pub defaults: BTreeMap<String, String>,
}

/// What an objective is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ObjectiveParts {
    /// Its indicators.
    Indicators,
    /// Its phases.
    Phases,
    /// Both, with the share of the phases.
    Both,
}

/// What the score of a phase is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PhaseScore {
    /// The mean of its indicators.
    Indicators,
    /// How much of it was carried out (*% di realizzazione*).
    Completion,
}

/// How often an objective that stands in several units is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Common {
    /// In each unit.
    Each,
    /// Once, for all.
    Once,
}

/// What makes the score of the body.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct BodyScore {
    /// Of what it is the mean.
    pub of: Option<BodyParts>,
    /// How.
    pub mean: Mean,
    /// Weights of units, by name; without any they weigh the same.
    pub weights: BTreeMap<String, Exact>,
}

/// Of what the score of the body is the mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BodyParts {
    /// Its units (rulebook 8.8, form A).
    Units,
    /// The objectives of the whole body, each with the result of the one that realises it.
    EnteObjectives,
}

/// Functions for the kinds of expected value; the target and the deadline come from the plan.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Functions {
    /// *Almeno*, *più di*.
    pub at_least: Option<Parameters>,
    /// *Al massimo*, *meno di*.
    pub at_most: Option<Parameters>,
    /// A bare amount.
    pub exactly: Option<Parameters>,
    /// A date.
    pub date: Option<Parameters>,
}

impl Functions {
    fn each(&self) -> impl Iterator<Item = &Parameters> {
        [&self.at_least, &self.at_most, &self.exactly, &self.date].into_iter().flatten()
    }
}

impl Check<'_> {
    pub(crate) fn scoring(&mut self, file: &Spanned<Scoring>, kinds: &[&str]) -> Scoring {
        let scoring = file.get_ref().clone();
        let at = || Spanned::new(file.span(), "scoring".to_owned());
        for parameters in scoring.functions.each() {
            let name = parameters.function.as_deref().unwrap_or("graduazione");
            if find(name).is_none() {
                self.fault(&at(), format!("non c'è una funzione «{name}»"));
            }
        }
        for outcome in &scoring.outcome {
            if let Some(fault) = outcome.fault(kinds) {
                self.fault(&at(), fault);
            }
        }
        let whole = |share: &Exact| !share.is_negative() && *share <= Exact::hundred();
        match (&scoring.phases_share, scoring.objective) {
            (Some(share), _) if !whole(share) => self.fault(&at(), "«phases_share» va da 0 a 100"),
            (None, Some(ObjectiveParts::Both)) => {
                self.fault(&at(), "con «objective = \"both\"» serve «phases_share»");
            }
            _ => {}
        }
        scoring
    }
}
