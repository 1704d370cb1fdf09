//! The use cases: who may do what, each in one transaction.

pub mod accounts;
pub mod approval;
pub mod beside;
pub mod documents;
pub mod imports;
pub mod items;
pub mod library;
mod moment;
pub mod people;
pub mod plans;
mod refusal;
pub mod rights;
pub mod secret;
pub mod setup;
pub mod structures;
pub mod trail;

pub use moment::Moment;
pub use refusal::{Answer, Clash, Complaint, Refusal};
