//! What the rules of a plan leave open as a habit: told once for the plan.

use domain::Rule;
use domain::rule::{Band, Limit};
use meaning::number::render;
use meaning::rule::Remark;
use rust_decimal::Decimal;

use super::Wording;
use crate::context::Context;
use crate::report::Report;

/// `GRAD-007`: a last band without an end, which what is never done falls into.
pub fn open_end(context: &Context<'_>, report: &mut Report) {
    let score = |remark: &Remark| if let Remark::OpenEnd(score) = remark { Some(*score) } else { None };
    let mut scores: Vec<Decimal> = Vec::new();
    let mut open: Vec<&Wording<'_>> = Vec::new();
    for wording in context.graduations() {
        let own = wording.remarks(score);
        let said = matches!(wording.rule(), Some(Rule::Delay { not_done: Some(_), .. }));
        if !own.is_empty() && !said {
            scores.extend(own);
            open.push(wording);
        }
    }
    scores.sort_unstable();
    scores.dedup();
    let shown: Vec<String> = scores.into_iter().map(|score| format!("{}%", render(score))).collect();
    let what =
        format!("l'ultima fascia non ha fine: anche ciò che non è mai fatto vale {}", shown.join(" o "));
    once(report, "GRAD-007", &open, &what);
}

/// `GRAD-008`: the scores end with the last band, throughout the plan.
pub fn beyond_the_last(context: &Context<'_>, report: &mut Report) {
    const HABIT: usize = 3;
    let closed = |wording: &&Wording<'_>| wording.rule().is_some_and(says_nothing_beyond);
    let closed: Vec<&Wording<'_>> = context.graduations().iter().filter(closed).collect();
    if uses(&closed) >= HABIT {
        once(report, "GRAD-008", &closed, "non è detto quanto vale ciò che sta oltre l'ultima fascia");
    }
}

fn uses(wordings: &[&Wording<'_>]) -> usize {
    wordings.iter().map(|wording| wording.uses.len()).sum()
}

/// Whether what is worse than all bands has no score.
fn says_nothing_beyond(rule: &Rule) -> bool {
    match rule.normal() {
        Rule::Delay { bands, .. } => bands.last().is_some_and(|last| last.to != Limit::Open),
        Rule::Value { bands, .. } => {
            let (Some(low), Some(high)) = (bands.first(), bands.last()) else { return false };
            let zero = |band: &Band| band.score.is_zero();
            let below = low.score < high.score && low.from.value().is_some_and(|from| from > Decimal::ZERO);
            let above = high.score < low.score && high.to != Limit::Open;
            below && !zero(low) || above && !zero(high)
        }
        _ => false,
    }
}

/// Of one text it is told at its place, of several for the plan.
fn once(report: &mut Report, code: &'static str, wordings: &[&Wording<'_>], what: &str) {
    match wordings {
        [] => {}
        [only] => only.tell_once(report, code, what),
        [first, ..] => {
            let at = first.uses.first().and_then(|(_, one)| one.graduation.as_ref()?.place);
            report.plan(code, at, format!("in {} graduazioni {what}", uses(wordings)));
        }
    }
}
