//! The documents of the samples.

#![allow(clippy::unwrap_used, reason = "helpers of tests stop at what cannot be")]

mod blank;
mod comparison;
mod lists;
mod pictures;
mod publication;
mod reports;
mod support;
mod weights;
