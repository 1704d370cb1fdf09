//! Scores that anyone can recompute.
//!
//! Everything is exact ([`Exact`]): no step rounds unless the method says so. A function gives the
//! achievement of an indicator, a roll-up the score of what it belongs to, and each step leaves a line
//! that says what was reckoned with which numbers.

pub mod bulk;
pub mod calendar;
mod entry;
pub mod evaluation;
mod exact;
pub mod function;
pub mod money;
pub mod people;
pub mod sheet;
pub mod state;
pub mod statistics;
pub mod told;
pub mod tree;
pub mod written;

pub use entry::Entry;
pub use exact::{Exact, NotExact};
pub use function::{Achievement, Actual, Function, Undetermined};
