//! The documents of the samples.

mod blank;
mod comparison;
mod support;
mod weights;
