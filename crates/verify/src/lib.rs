//! The second opinion on a score: whoever holds the stored numbers comes to the same digits.
//!
//! A result of scoring is stored with what went into it: the tree of items with their functions, weights and
//! results, and the derivation. This crate reckons all of it again from the stored inputs alone, with code of
//! its own written from the rulebook, and says where the stored result differs (rulebook 8.20, SCO-06). With the
//! approved plan it also says where the tree is not that of the plan. It shares no code with the crate that
//! scores: a fault in one is a difference here.

use serde::Serialize;
use serde_json::Value;

mod arithmetic;
mod calendar;
mod compare;
mod digest;
mod file;
mod model;
mod number;
mod outcomes;
mod plan;
mod reckon;
mod report;
mod tree;

pub use digest::digest;
pub use report::Difference;

/// What a file must say it is.
pub const SCHEMA: &str = "traguardo-score/1";

/// What came of a verification.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// The items that were reckoned again.
    pub items: usize,
    /// The comparisons that were made.
    pub checked: usize,
    /// Where the file differs from what was reckoned, or from the plan.
    pub differences: Vec<Difference>,
}

impl Verdict {
    /// Whether everything is as it was stored.
    pub fn is_same(&self) -> bool {
        self.differences.is_empty()
    }
}

/// Reckons a stored result again and compares it; with the approved plan in the exchange format, also the tree
/// with the plan.
///
/// What is no stored result is a difference, too: there is no JSON that this function does not answer.
pub fn verify(result: &Value, plan: Option<&Value>) -> Verdict {
    let mut report = report::Report::default();
    let Some(file) = file::read(result, &mut report) else {
        return report.verdict(0);
    };
    digest::check(result, &mut report);
    let tree = tree::Tree::of(&file.items);
    compare::compare(&tree, &file.results, &mut report);
    outcomes::check(&tree, &file.outcomes, &mut report);
    if let Some(plan) = plan {
        plan::check(&tree, file.year, plan, &mut report);
    }
    report.verdict(tree.nodes.len())
}
