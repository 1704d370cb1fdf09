//! People evaluated by the tables that go with the scores of a plan.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod cuts;
mod model;
mod properties;
mod rulebook;
mod support;
mod tables;
