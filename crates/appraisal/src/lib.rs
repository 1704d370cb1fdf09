//! A plan, the method of its body and what came about, made into scores.
//!
//! [`approve`] takes a plan, its method and the decisions of a person, and gives an [`Approved`] plan:
//! every indicator with its function, every weight settled. Only that can be scored
//! ([`Approved::score`]), with the results of the year ([`actuals`]). What comes of it is a [`Scored`]
//! file that holds its inputs and its derivation, so that anyone can recompute it.

pub mod actuals;
mod approved;
pub mod canonical;
pub mod cell;
pub mod chance;
mod decisions;
mod expected;
pub mod ids;
mod leaf;
mod objective;
mod outcome;
mod scored;
pub mod table;
mod whole;

pub use approved::{Approved, Obstacle, Question, approve};
pub use decisions::{Decisions, NotDecisions};
pub use ids::BODY;
pub use outcome::{Outcome, Part};
pub use scored::{Digest, SCHEMA, Scored};
