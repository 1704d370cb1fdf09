//! Outcome indicators of the tree that the results of objectives feed: `[[scoring.outcome]]`.

use domain::text::{folded, squeezed};
use serde::{Deserialize, Serialize};

use crate::model::ObjectiveKind;

/// How an outcome indicator is reckoned: those of a node whose text has certain words.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutcomeRule {
    /// Words of its text, compared without case, accents and punctuation.
    pub like: String,
    /// What it measures.
    pub measure: Measure,
    /// The kinds of objectives that count, by the code of `[[kind]]`; all of them when there are none.
    #[serde(default)]
    pub kind: Kinds,
    /// Whose objectives count.
    #[serde(default)]
    pub of: Carriers,
}

/// One kind, or several.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum Kinds {
    /// One.
    One(String),
    /// Several; none is all.
    Several(Vec<String>),
}

/// Whose objectives an outcome indicator counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub enum Carriers {
    /// Those of the node.
    #[default]
    #[serde(rename = "nodo")]
    Node,
    /// Those of the units that have objectives of the node, whatever node they are of.
    #[serde(rename = "strutture")]
    Units,
}

/// What an outcome indicator measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Measure {
    /// The mean of the scores of objectives, per cent.
    #[serde(rename = "raggiungimento")]
    Achievement,
    /// The mean delay of what has a date, in days.
    #[serde(rename = "ritardo-medio")]
    MeanDelay,
    /// What was committed of what was planned, per cent.
    #[serde(rename = "impegnato")]
    Committed,
    /// What was paid of what was planned, per cent.
    #[serde(rename = "pagato")]
    Paid,
}

impl Default for Kinds {
    fn default() -> Self {
        Self::Several(Vec::new())
    }
}

impl Kinds {
    /// The codes.
    pub fn codes(&self) -> &[String] {
        match self {
            Self::One(code) => std::slice::from_ref(code),
            Self::Several(codes) => codes,
        }
    }
}

impl Measure {
    /// Whether it needs the money of objectives.
    pub fn is_of_money(self) -> bool {
        matches!(self, Self::Committed | Self::Paid)
    }
}

impl OutcomeRule {
    /// Its words as a text prints them, one after the other; none when it has them not.
    pub fn printed(&self, text: &str) -> Option<String> {
        let like = folded(&self.like);
        let words: Vec<&str> = text.split_whitespace().collect();
        let from = |start: usize| {
            let ends = (start + 1)..=words.len();
            let stretches = ends.filter_map(|end| words.get(start..end)).map(|some| some.join(" "));
            let mut short = stretches.take_while(|some| folded(some).len() <= like.len());
            short.find(|some| folded(some) == like)
        };
        (0..words.len()).find_map(from).filter(|_| !like.is_empty())
    }

    /// What is wrong with it; `kinds` are the codes of the kinds of the method.
    pub(crate) fn fault(&self, kinds: &[&str]) -> Option<String> {
        if folded(&self.like).is_empty() {
            return Some("«outcome»: «like» non ha parole".to_owned());
        }
        let unknown = self.kind.codes().iter().find(|code| !kinds.contains(&code.as_str()))?;
        Some(format!("«outcome»: non c'è un tipo di obiettivo «{unknown}» tra i [[kind]]"))
    }

    /// Whether objectives of a kind count; `kinds` are those of the method.
    pub fn counts(&self, kind: &str, kinds: &[ObjectiveKind]) -> bool {
        let codes = self.kind.codes();
        codes.is_empty() || kinds.iter().any(|known| codes.contains(&known.code) && known.is(kind))
    }
}

impl ObjectiveKind {
    /// Whether a form means this kind, by its code or another spelling of it.
    pub fn is(&self, printed: &str) -> bool {
        let printed = squeezed(printed);
        std::iter::once(&self.code).chain(&self.variants).any(|code| squeezed(code) == printed)
    }
}
