//! The use cases: who may do what, each in one transaction.

pub mod library;
mod moment;
mod refusal;
pub mod rights;
pub mod secret;

pub use moment::Moment;
pub use refusal::{Answer, Complaint, Refusal};
