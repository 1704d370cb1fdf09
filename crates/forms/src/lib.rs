//! Document <-> plan, led by the method file of the body.

pub mod codes;
mod doubt;
pub mod entry;
mod print;
mod propose;
mod read;
mod signs;

use domain::exchange::Coverage;
use domain::{Finding, Plan};
pub use doubt::{doubt, remains};
pub use print::{ANNEX, TORN, print};
pub use propose::propose;
pub use read::read;

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
