//! The documents of the cycle that are not the plan itself: each a function that takes a plan, and what else it
//! rests on, and gives a [`document::Document`], to be written in any format.
//!
//! A document never shows a value that the plan does not hold: what is computed says so by its label (*Totale*),
//! and what is missing is a blank to fill in. Days come in as arguments, since nothing here knows a clock.

mod acts;
mod assignment;
mod blank;
mod by_assessore;
mod by_mission;
mod by_person;
mod comparison;
mod deadlines;
mod due;
mod ente;
mod findings;
mod listing;
mod monitoring;
mod names;
mod paper;
mod performance;
mod performance_tree;
mod pictures;
mod publication;
mod redact;
mod resolution;
mod summary;
mod sums;
mod timetable;
mod told;
mod weights;

pub use assignment::assignment;
pub use blank::blank;
pub use by_assessore::by_assessore;
pub use by_mission::by_mission;
pub use by_person::by_person;
pub use comparison::comparison;
pub use deadlines::deadlines;
pub use findings::findings;
pub use monitoring::monitoring;
pub use performance::performance;
pub use performance_tree::performance_tree;
pub use publication::publication;
pub use resolution::resolution;
pub use summary::summary;
pub use timetable::timetable;
pub use weights::weights;
