//! The working spreadsheet: a plan to plan in or to report in, one sheet for each unit, and the way back.
//!
//! [`write()`] writes it and, on a hidden sheet, what every cell held. [`changes`] compares three things cell by cell:
//! what was written, what the sheet holds now and what the plan holds now. So it tells what a person changed, and
//! what somebody else changed meanwhile. Nothing changes until [`apply`] is called with what was proposed.
//!
//! Rows are known by the name of their item and columns by their header: sorting, moving and hiding do no harm.

mod apply;
mod columns;
mod doubt;
mod guide;
mod item;
mod look;
mod memory;
mod origin;
mod page;
mod proposal;
mod propose;
mod propose_gone;
mod propose_new;
mod rows;
mod sums;
mod table;
mod totals;
mod units;
mod write;

pub use apply::{Applied, Settle, apply};
pub use item::Sort;
pub use proposal::{Addition, CellPlace, Change, Clash, Conflict, Fault, Note, Part, Proposal, Value, What};
pub use propose::{Unusable, changes, is_working};
pub use write::{Refused, write};

/// What the spreadsheet is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To plan: titles, weights, deadlines, expected values.
    Plan,
    /// To report: results, progress, reasons.
    Report,
}

impl Purpose {
    /// What the hidden sheet calls it.
    fn name(self) -> &'static str {
        match self {
            Self::Plan => "piano",
            Self::Report => "rendiconto",
        }
    }

    fn named(name: &str) -> Option<Self> {
        [Self::Plan, Self::Report].into_iter().find(|purpose| purpose.name() == name)
    }
}
