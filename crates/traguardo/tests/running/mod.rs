//! The program as it runs: the real binary, a body in its database, and people at its pages.

#![allow(dead_code, reason = "each user takes a part")]
#![allow(clippy::expect_used, missing_docs, reason = "for tests and benchmarks, which say why with `expect`")]

pub mod body;
pub mod client;
pub mod server;

pub use body::Body;
pub use client::{Client, Session};
pub use server::Server;
