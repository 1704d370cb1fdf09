//! From scores to people, and from people to money: one reckoning for every way in.
//!
//! A sheet of figures ([`crate::sheet`]) and the tables of people and invoices that go with a plan give the same
//! typed inputs ([`Person`], [`Rules`]); what comes of them comes from here, and nowhere else.

mod bonuses;
mod cuts;
mod person;
mod premiums;
mod reckon;
mod rules;
mod spread;

pub use bonuses::{BonusRule, Bonuses, bonuses};
pub use cuts::{Liable, after_cuts_of_amount};
pub use person::{Achieved, Judged, Measure, Part, Person, Stay};
pub use premiums::{PoolMethod, of_budgets, of_pool};
pub use reckon::{Reckoning, reckon};
pub use rules::{Evaluation, Rules, Scale};
pub use spread::{TopRule, kept_back, spread};
