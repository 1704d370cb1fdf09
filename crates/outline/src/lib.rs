//! A plan as a whole: who has which objectives, which indicators measure which phase, when things
//! are due. What checks and scoring both look at is found here, once.

pub mod compare;
pub mod edit;
mod excerpt;
pub mod matching;
pub mod moment;
pub mod people;
pub mod polarity;
mod seen;
pub mod timing;
pub mod tree;
pub mod units;
mod weight;

pub use excerpt::excerpt;
pub use seen::{Seen, objectives, place, plan_title, plan_year, text};
pub use weight::weight_said;
