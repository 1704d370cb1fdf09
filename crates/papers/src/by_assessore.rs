//! The objectives of each councillor (*assessore di riferimento*).

use document::Document;
use domain::Plan;
use domain::text::folded;
use method::Method;
use outline::{Seen, text};

use crate::listing::{begun, named};
use crate::sums::weight;

/// The objectives by councillor, as the plan names them, in the order in which they come; every objective once.
pub fn by_assessore(plan: &Plan, method: &Method) -> Document {
    let mut paper = begun("Obiettivi per assessore di riferimento", plan, method);
    let mut groups: Vec<(&str, Vec<Seen<'_>>)> = Vec::new();
    for seen in outline::objectives(plan) {
        let name = text(seen.objective.councillor.as_ref());
        match groups.iter_mut().find(|(known, _)| folded(known) == folded(name)) {
            Some((_, group)) => group.push(seen),
            None => groups.push((name, vec![seen])),
        }
    }
    // Those that nobody answers for stand last.
    groups.sort_by_key(|(name, _)| name.is_empty());
    for (name, group) in groups {
        paper.heading(2, if name.is_empty() { "Senza assessore di riferimento" } else { name });
        paper.header(&["Obiettivo", "Struttura", "Responsabile", "Peso"]);
        for seen in &group {
            let responsible = text(seen.objective.responsible.as_ref());
            let weight = weight(seen.objective.weight.as_ref());
            paper.values(&[&named(seen.objective), seen.unit(), responsible, &weight]);
        }
        let count = group.len().to_string();
        paper.total(&["Totale obiettivi", "", "", &count]);
    }
    paper.finish("Obiettivi per assessore di riferimento")
}
