//! What formats owe to every body: what is written in one comes back from it. No body has a name here.

#![allow(clippy::expect_used, reason = "helpers of tests say why with `expect`")]

#[path = "../../../forms/tests/all/diff.rs"]
mod diff;
mod mutated;
mod round_trip;
mod signed;
#[path = "../../../forms/tests/all/support.rs"]
#[allow(dead_code, reason = "shared with the tests of another crate")]
mod support;
