//! Who may do what: by role, state of the plan, part of the form and unit.

mod actor;
mod part;
mod people;
mod role;
mod state;

pub use actor::{Actor, Grant, Right};
pub use part::Part;
pub use people::without_people;
pub use role::Role;
pub use state::{PlanState, Proposal};
