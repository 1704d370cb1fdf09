//! The database: SQLite and PostgreSQL from one SQL text.
//!
//! The only crate with SQL. It holds rows and files; what they mean is for the use cases. A [`Store`] gives a
//! [`Reading`] or a piece of [`Work`], and on the [`Link`] of either every query function is called. Work is kept whole
//! or not at all, and is on the disk when [`Work::commit`] returns.

pub mod archive;
pub mod chain;
pub mod doctor;
mod engine;
mod fault;
mod files;
mod link;
mod queries;
pub mod rows;
mod search;
mod store;
mod work;
mod writer;

pub use fault::Fault;
pub use files::{Files, hash_of};
pub use link::Link;
pub use queries::FUNCTIONS;
pub use store::{Engine, Store};
pub use work::{Reading, Work};

/// A new identity: in the order of time, so that rows of one time lie together.
pub fn new_id() -> String {
    uuid::Uuid::now_v7().to_string()
}
