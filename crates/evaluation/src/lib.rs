//! People, premiums and payment times from the scores of a plan.
//!
//! What goes in: the file of scores ([`appraisal::Scored`]), the method of the body, the table of people
//! ([`people`]) and, where pay hangs on payment times, the table of invoices ([`invoices`]). What comes out is an
//! [`Evaluated`] file, in which every figure has its derivation. The reckoning itself is that of `scoring`: this
//! crate reads the tables and brings together what belongs together.
//!
//! An evaluation is personal data: people are codes here, and no name is read or written.

mod choices;
mod evaluate;
mod file;
mod frame;
mod funds;
pub mod invoices;
mod liable;
pub mod people;
mod persons;
mod spread;

pub use evaluate::{Inputs, evaluate};
pub use file::{Evaluated, EvaluatedPerson, Fund, Period, SCHEMA};
pub use frame::{Frame, NotUsable};
