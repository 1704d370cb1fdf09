//! The documents of the samples.

mod comparison;
mod support;
mod weights;
