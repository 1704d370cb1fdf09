//! The documents of the samples.

mod blank;
mod comparison;
mod lists;
mod publication;
mod reports;
mod support;
mod weights;
