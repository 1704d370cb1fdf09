//! Something that was reckoned, as it is told: a score, an amount, an indicator.

use serde::{Deserialize, Serialize};

use crate::exact::Exact;
use crate::function::Working;

/// Something that was reckoned.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// The item, person or amount.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What comes of it; none when it is undetermined.
    pub value: Option<Exact>,
    /// Before it was held between 0 and 100, or rounded.
    pub raw: Option<Exact>,
    /// How many decimals it is shown with.
    pub decimals: u32,
    /// The band it lies in, or what else is said of it in words.
    pub band: Option<String>,
    /// How it came about.
    pub working: Vec<Working>,
    /// Why there is nothing, or why it is nought.
    pub why: Option<String>,
    /// Choices it rests on where the rules of the body are silent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub defaults: Vec<String>,
}

impl Entry {
    /// An entry of which nothing is known yet.
    pub fn new(id: &str, title: &str, decimals: u32) -> Self {
        Self {
            id: id.to_owned(),
            title: title.to_owned(),
            value: None,
            raw: None,
            decimals,
            band: None,
            working: Vec::new(),
            why: None,
            defaults: Vec::new(),
        }
    }

    /// An entry with a value.
    pub fn of(id: &str, title: &str, decimals: u32, value: Exact) -> Self {
        Self { value: Some(value), ..Self::new(id, title, decimals) }
    }

    /// An entry without one.
    pub fn without(id: &str, title: &str, decimals: u32, why: impl Into<String>) -> Self {
        Self { why: Some(why.into()), ..Self::new(id, title, decimals) }
    }
}
