//! Individual performance (rulebook 4 and 8.9 to 8.12): components, behaviours, capacity to evaluate,
//! periods and bands.

mod bands;
mod behaviours;
mod capacity;
mod components;
mod periods;

pub use bands::{Band, BandFault, BandOn, Bands};
pub use behaviours::{Behaviour, behaviours};
pub use capacity::{Capacity, capacity};
pub use components::{Component, ComponentKind, individual};
pub use periods::{Period, over_time};

use crate::exact::Exact;
use crate::function::Working;

/// Something reckoned, with its lines.
#[derive(Clone, Debug, PartialEq)]
pub struct Reckoned {
    /// What came of it; none when it is undetermined.
    pub result: Option<Exact>,
    /// How.
    pub working: Vec<Working>,
    /// Why there is nothing.
    pub why: Option<String>,
}

impl Reckoned {
    pub(crate) fn of(result: Exact, working: Vec<Working>) -> Self {
        Self { result: Some(result), working, why: None }
    }

    /// Nothing, and no reason but that it was not given.
    pub(crate) fn missing() -> Self {
        Self { result: None, working: Vec::new(), why: None }
    }

    pub(crate) fn nothing(why: impl Into<String>) -> Self {
        Self { result: None, working: Vec::new(), why: Some(why.into()) }
    }
}

/// `Σ w·A / Σ w`, with its line.
pub(crate) fn weighted(parts: &[(Exact, Exact)], formula: &str) -> Option<(Exact, Working)> {
    let total: Exact = parts.iter().map(|(weight, _)| weight.clone()).sum();
    let sum: Exact = parts.iter().map(|(weight, score)| weight * score).sum();
    let mean = sum.checked_div(&total)?;
    let terms: Vec<String> = parts.iter().map(|(weight, score)| format!("{weight} × {score}")).collect();
    let line = Working::new(formula, format!("({}) / {total}", terms.join(" + ")), &mean);
    Some((mean, line))
}
