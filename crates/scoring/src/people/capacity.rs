//! Capacity to evaluate: how much the judgements of one evaluator differ (rulebook 8.10).

use super::Reckoned;
use crate::exact::Exact;
use crate::function::Working;
use crate::statistics::deviation;

/// How the capacity to evaluate is measured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Capacity {
    /// σ of reference: a deviation as large is worth 100.
    pub reference: Exact,
    /// With fewer people evaluated the component is neutralised.
    pub fewest: usize,
}

/// The score of the component; nothing, when too few people were evaluated.
pub fn capacity(scores: &[Exact], rule: &Capacity) -> Reckoned {
    if scores.len() < rule.fewest {
        return Reckoned::nothing(format!(
            "le persone valutate sono {}, meno di {}: la componente si neutralizza",
            scores.len(),
            rule.fewest
        ));
    }
    let (Some(sigma), true) = (deviation(scores), rule.reference.is_positive()) else {
        return Reckoned::nothing("lo scarto di riferimento deve essere più di 0");
    };
    let raw = &(&sigma / &rule.reference) * &Exact::hundred();
    let mut lines = vec![
        Working::new("σ dei punteggi, con 6 decimali", format!("{} punteggi", scores.len()), &sigma),
        Working::new("σ / σ di riferimento × 100", format!("{sigma} / {} × 100", rule.reference), &raw),
    ];
    if raw != raw.clamped() {
        lines.push(Working::new("riportato tra 0 e 100", raw.to_string(), &raw.clamped()));
    }
    Reckoned::of(raw.clamped(), lines)
}
