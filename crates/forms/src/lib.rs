//! Document <-> plan, led by the method file of the body.

use document::Document;
use domain::exchange::Coverage;
use domain::{Finding, Plan};
use method::Method;

/// What reading gave: never nothing.
#[derive(Debug)]
pub struct Reading {
    /// The plan.
    pub plan: Plan,
    /// What a person must look at, in document order.
    pub findings: Vec<Finding>,
    /// Where every cell went.
    pub coverage: Coverage,
}

/// Reads documents into one plan; `Place::file` is the index of the document.
pub fn read(_documents: &[Document], _method: &Method) -> Reading {
    Reading { plan: Plan::default(), findings: Vec::new(), coverage: Coverage::default() }
}

/// Lays a plan out in the body's form.
pub fn print(_plan: &Plan, _method: &Method) -> Document {
    Document::default()
}
