//! The catalogue proves itself: every page has examples, and the examples are tests.
#![expect(clippy::expect_used, reason = "a test that cannot go on fails")]

mod catalogue;
mod law_cases;
mod planted;
mod sample;
