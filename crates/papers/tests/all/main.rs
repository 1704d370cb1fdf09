//! The documents of the samples.

mod blank;
mod comparison;
mod publication;
mod support;
mod weights;
