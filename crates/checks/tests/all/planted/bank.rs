//! What made-up plans are about (`bank.toml`).

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

/// Everything that made-up plans can be about.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bank {
    /// The objective of every unit.
    pub common: Theme,
    /// Objectives that the law wants in a plan.
    pub duties: Vec<Theme>,
    /// Other objectives.
    pub ordinary: Vec<Theme>,
    words: BTreeMap<String, Vec<String>>,
}

/// What an objective is about.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    pub title: String,
    pub text: String,
    pub recipients: String,
    pub aim: String,
    pub areas: Vec<String>,
    pub budget: String,
    pub phases: Vec<String>,
    pub indicators: Vec<String>,
}

impl Bank {
    /// Words of a kind: names, titles of nodes.
    pub fn words(&self, kind: &str) -> Vec<&str> {
        self.words[kind].iter().map(String::as_str).collect()
    }
}

/// The bank.
pub fn bank() -> &'static Bank {
    static BANK: OnceLock<Bank> = OnceLock::new();
    BANK.get_or_init(|| toml::from_str(include_str!("bank.toml")).expect("the bank is valid"))
}
