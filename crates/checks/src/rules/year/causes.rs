//! The causes of what was not reached (Linee guida DFP 2/2017, § 4.3).

use std::collections::HashSet;

use appraisal::actuals::{CAUSE, EXPLANATION};
use scoring::Exact;
use scoring::state::State;
use scoring::tree::{Content, Item, Level};

use super::parameter;
use crate::context::Context;
use crate::report::Report;

/// What is measured of an item: itself, or its parts; what weighs nothing is only shown.
pub fn leaves(item: &Item) -> Vec<&Item> {
    match &item.content {
        Content::Measured { .. } => vec![item],
        Content::Parts { parts, .. } => {
            let weighs = |part: &&Item| part.weight.as_ref().is_none_or(|weight| !weight.is_zero());
            parts.iter().filter(weighs).flat_map(leaves).collect()
        }
        Content::Given(_) | Content::Same(_) => Vec::new(),
    }
}

/// `ANNO-008`: a deviation that is not small, without a cause beside it or beside its objective.
pub fn missing(context: &Context<'_>, report: &mut Report) {
    let Some(timeline) = context.timeline() else { return };
    let Some(round) = timeline.report() else { return };
    let approved = timeline.edition(round).and_then(|edition| edition.approved.as_ref().ok());
    let (Some(approved), Some(points)) = (approved, parameter(context, "deviation.points")) else { return };
    let limit = Exact::hundred() - Exact::from(points.value);
    let caused = |id: &str| round.actuals.remarks.get(id).is_some_and(|remark| remark.cause.is_some());
    // A cause that was written and is not on the list is told where it stands.
    let wrong = round.faults.iter().filter(|fault| fault.column == CAUSE);
    let wrong: HashSet<u32> = wrong.map(|fault| fault.at.line).collect();
    let faulty = |id: &str| round.actuals.remarks.get(id).is_some_and(|remark| wrong.contains(&remark.line));
    for objective in approved.items().into_iter().filter(|item| item.level == Level::Objective) {
        let active = round.actuals.states.get(&objective.id).is_none_or(State::is_evaluable);
        if !active || caused(&objective.id) || faulty(&objective.id) {
            continue;
        }
        for leaf in leaves(objective).into_iter().filter(|leaf| !caused(&leaf.id) && !faulty(&leaf.id)) {
            let score = round.step(&leaf.id).and_then(|step| step.score.as_ref());
            let Some(score) = score.filter(|score| **score < limit) else { continue };
            let message = format!(
                "«{}» di «{}» si ferma a {} punti su 100, senza la causa dello scostamento",
                leaf.title,
                objective.title,
                score.shown(2)
            );
            report.plan("ANNO-008", round.place(&leaf.id, CAUSE), message).about(&leaf.id);
        }
    }
}

/// `ANNO-009`: a cause without a word on what happened.
pub fn unexplained(context: &Context<'_>, report: &mut Report) {
    let Some(timeline) = context.timeline() else { return };
    let Some(round) = timeline.report() else { return };
    let mut bare: Vec<(&String, &str)> = Vec::new();
    for (id, remark) in &round.actuals.remarks {
        if let Some(cause) = remark.cause.filter(|_| remark.explanation.is_none()) {
            bare.push((id, cause.term()));
        }
    }
    for (id, cause) in bare {
        let message = format!("{id}: la causa dello scostamento è «{cause}», senza spiegazione");
        report.plan("ANNO-009", round.place(id, EXPLANATION), message).about(id);
    }
}
