//! What happened in the year of a plan, as it is handed to the checks: acts with what belongs to them.
//!
//! The one who hands it over has read the files; here nothing is known of them but the numbers under which findings
//! name them.

use appraisal::{Decisions, Scored};
use domain::Plan;
use evaluation::Evaluated;
use method::ActInfo;

/// The year of a plan (*fascicolo dell'anno*).
#[derive(Clone, Debug, Default)]
pub struct Year {
    /// Its acts, in the order in which they are told.
    pub acts: Vec<YearAct>,
}

/// An act of the year.
#[derive(Clone, Debug, Default)]
pub struct YearAct {
    /// The act; its place is the line that tells of it.
    pub act: ActInfo,
    /// Results: at its date for a monitoring, the final ones for the report.
    pub actuals: Option<Table>,
    /// The plan after it, for a change; as the report presents it, for the report.
    pub plan: Option<Plan>,
    /// The choices with which the plan is scored from then on.
    pub decisions: Option<Decisions>,
    /// The scores that were kept with it.
    pub scores: Option<Scored>,
    /// The evaluations of people by which premiums are paid.
    pub evaluations: Option<Evaluated>,
}

/// A table of results that was filled in.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// The table, as [`appraisal::actuals::read`] reads it.
    pub text: String,
    /// The number of its file among the documents of the findings.
    pub file: u16,
}
