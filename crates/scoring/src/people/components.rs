//! The components of an individual score (D.Lgs. 150/2009 art. 9; rulebook 8.10).

use serde::{Deserialize, Serialize};

use super::{Reckoned, weighted};
use crate::exact::Exact;

/// A component of individual performance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ComponentKind {
    /// Results of the whole body.
    #[serde(rename = "ente")]
    Body,
    /// Results of the unit.
    #[serde(rename = "struttura")]
    Unit,
    /// Individual or group objectives.
    #[serde(rename = "individuali")]
    Individual,
    /// Results of a group of work.
    #[serde(rename = "gruppo")]
    Group,
    /// Behaviours and skills.
    #[serde(rename = "comportamenti")]
    Behaviours,
    /// Capacity to evaluate, shown by differences of judgement.
    #[serde(rename = "valutazione")]
    Evaluation,
}

impl ComponentKind {
    /// All of them, in the order in which they are told.
    pub const ALL: [Self; 6] =
        [Self::Body, Self::Unit, Self::Individual, Self::Group, Self::Behaviours, Self::Evaluation];

    /// How it is written in a file.
    pub fn key(self) -> &'static str {
        match self {
            Self::Body => "ente",
            Self::Unit => "struttura",
            Self::Individual => "individuali",
            Self::Group => "gruppo",
            Self::Behaviours => "comportamenti",
            Self::Evaluation => "valutazione",
        }
    }

    /// The component that is written so.
    pub fn named(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// What it is called.
    pub fn term(self) -> &'static str {
        match self {
            Self::Body => "performance di ente",
            Self::Unit => "performance della struttura",
            Self::Individual => "obiettivi individuali",
            Self::Group => "obiettivi di gruppo",
            Self::Behaviours => "comportamenti",
            Self::Evaluation => "capacità di valutazione",
        }
    }
}

/// A component with its weight and score.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Component {
    /// Which.
    pub kind: ComponentKind,
    /// Weight, by the role.
    pub weight: Exact,
    /// Score; none when it is undetermined.
    pub score: Option<Exact>,
    /// It leaves the mean, and its weight goes to the others (rulebook 8.6).
    pub neutralised: bool,
    /// Below this the premium is nought, whatever the whole.
    pub minimum: Option<Exact>,
    /// Why it has no score.
    pub why: Option<String>,
}

/// The exact score of the components: `Σ c × A / Σ c` (rulebook 8.10).
pub fn individual(components: &[Component]) -> Reckoned {
    let counted =
        components.iter().filter(|component| !component.neutralised && component.weight.is_positive());
    let mut parts = Vec::new();
    for component in counted {
        let Some(score) = &component.score else {
            let name = component.kind.term();
            let why = component.why.as_deref().map(|why| format!(": {why}")).unwrap_or_default();
            return Reckoned::nothing(format!("manca il punteggio di «{name}»{why}"));
        };
        parts.push((component.weight.clone(), score.clone()));
    }
    match weighted(&parts, "Σ c × A / Σ c") {
        Some((mean, line)) => Reckoned::of(mean, vec![line]),
        None => Reckoned::nothing("nessuna componente si può valutare"),
    }
}
