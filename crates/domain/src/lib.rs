//! The words of the performance cycle of an Italian local authority.
//!
//! A [`Plan`] holds what a body has planned: its units, strategic tree, objectives with phases,
//! indicators, people and money, and the sections around them. Every value remembers what was
//! written ([`ReadValue::verbatim`]), what it was understood to mean ([`ReadValue::readings`]) and where it
//! stood ([`ReadValue::place`]).
//!
//! The crate is pure: no file, clock, random number, SQL or HTTP. Fields are declared once, in
//! [`plan`], and everything that must walk them (reading, printing, exchange, comparison) does so
//! through [`Entity`].

pub mod content;
pub mod entity;
pub mod exchange;
pub mod finding;
pub mod kept;
pub mod months;
pub mod number;
pub mod place;
pub mod plan;
pub mod read;
pub mod rule;
pub mod target;
pub mod text;
pub mod value;

pub use entity::{Cardinality, Entity, EntityDefinition, FieldDefinition, PutError, Visibility};
pub use finding::{Change, CodeDefinition, Finding, Severity};
pub use months::{Months, Slot};
pub use number::{Money, Weight};
pub use place::Place;
pub use plan::Plan;
pub use read::{Datum, Glance, Prose, Read, ReadValue};
pub use rule::Rule;
pub use target::Target;
pub use value::{Kind, Value};
