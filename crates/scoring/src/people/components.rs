//! The components of an individual score (D.Lgs. 150/2009 art. 9; rulebook 8.10).

use serde::{Deserialize, Serialize};

use super::{Reckoned, weighted};
use crate::exact::Exact;
use crate::function::Working;

/// A component of individual performance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
}

/// An individual score.
#[derive(Clone, Debug, PartialEq)]
pub struct Individual {
    /// The exact score.
    pub exact: Option<Exact>,
    /// The official score: rounded half up, once (rulebook 8.13).
    pub official: Option<Exact>,
    /// The components below their minimum.
    pub below: Vec<ComponentKind>,
    /// How.
    pub working: Vec<Working>,
    /// Why there is none.
    pub why: Option<String>,
}

/// The score of the components, rounded to so many decimals.
pub fn individual(components: &[Component], decimals: u32) -> Individual {
    let reckoned = mean_of(components);
    let below = components.iter().filter(|component| is_below(component)).map(|component| component.kind);
    let mut working = reckoned.working;
    let official = reckoned.result.as_ref().map(|exact| exact.rounded(decimals));
    if let (Some(exact), Some(official)) = (&reckoned.result, &official)
        && exact != official
    {
        let formula = format!("arrotondato a {decimals} decimali, una volta sola");
        working.push(Working::new(&formula, exact.to_string(), official));
    }
    Individual { exact: reckoned.result, official, below: below.collect(), working, why: reckoned.why }
}

fn is_below(component: &Component) -> bool {
    match (&component.score, &component.minimum) {
        (Some(score), Some(minimum)) => !component.neutralised && score < minimum,
        _ => false,
    }
}

fn mean_of(components: &[Component]) -> Reckoned {
    let counted =
        components.iter().filter(|component| !component.neutralised && component.weight.is_positive());
    let mut parts = Vec::new();
    for component in counted {
        match &component.score {
            Some(score) => parts.push((component.weight.clone(), score.clone())),
            None => return Reckoned::nothing(format!("manca il punteggio di «{}»", component.kind.term())),
        }
    }
    match weighted(&parts, "Σ c × A / Σ c") {
        Some((mean, line)) => Reckoned::of(mean, vec![line]),
        None => Reckoned::nothing("nessuna componente si può valutare"),
    }
}
