//! The documents of the cycle that are not the plan itself: each a function that takes a plan, and what else it
//! rests on, and gives a [`document::Document`], to be written in any format.
//!
//! A document never shows a value that the plan does not hold: what is computed says so by its label (*Totale*),
//! and what is missing is a blank to fill in. Days come in as arguments, since nothing here knows a clock.

mod blank;
mod comparison;
mod listing;
mod names;
mod paper;
mod publication;
mod redact;
mod sums;
mod weights;

pub use blank::blank;
pub use comparison::comparison;
pub use publication::publication;
pub use weights::weights;
