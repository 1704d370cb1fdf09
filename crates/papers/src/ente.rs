//! The objectives of the whole body that are listed apart from the forms.

use domain::Plan;
use outline::text;

use crate::paper::Paper;
use crate::sums::{Sum, sum, weight};

/// The table of these objectives, and the sum of their weights; none when a plan has no such objective.
pub fn table(paper: &mut Paper, plan: &Plan) -> Option<Sum> {
    if plan.ente_objectives.is_empty() {
        return None;
    }
    paper.heading(2, "Obiettivi dell'ente");
    paper.header(&["Obiettivo", "Struttura", "Peso"]);
    for objective in &plan.ente_objectives {
        let (title, unit) = (text(objective.title.as_ref()), text(objective.unit.as_ref()));
        paper.values(&[title, unit, &weight(objective.weight.as_ref())]);
    }
    Some(sum(plan.ente_objectives.iter().map(|objective| objective.weight.as_ref())))
}
