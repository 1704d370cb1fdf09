//! What formats owe to every body: what is written in one comes back from it. No body has a name here.

#![allow(clippy::expect_used, reason = "helpers of tests say why with `expect`")]

mod mutated;
mod round_trip;
mod signed;

/// Helpers of the tests of forms, where documents and plans are the same.
#[allow(dead_code, reason = "shared with the tests of another crate")]
#[path = "../../../forms/tests/all"]
mod shared {
    pub mod diff;
    mod fields;
    pub mod generate;
    mod hostile;
    pub mod seed;
    pub mod support;
}
