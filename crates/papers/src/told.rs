//! Reckonings and remarks in a line.

use appraisal::actuals::Actuals;
use scoring::tree::Step;
use scoring::written;

/// The lines of a reckoning: formula, figures, result.
pub fn working(step: &Step) -> String {
    step.working.iter().map(written::working).collect::<Vec<_>>().join("; ")
}

/// Cause and explanation that a table of results gives for a deviation.
pub fn remark(actuals: Option<&Actuals>, id: &str) -> Option<String> {
    let remark = actuals?.remarks.get(id)?;
    let cause = remark.cause.map(|cause| format!("causa {}", cause.term()));
    let said: Vec<String> = cause.into_iter().chain(remark.explanation.clone()).collect();
    (!said.is_empty()).then(|| said.join(": "))
}
