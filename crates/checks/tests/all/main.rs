//! The catalogue proves itself: every page has examples, and the examples are tests.
#![expect(clippy::unwrap_used, clippy::expect_used, missing_docs, reason = "tests may")]

mod catalogue;
mod law_cases;
mod sample;
