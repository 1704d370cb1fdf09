//! What came about in the year: a table to fill in, and what was filled in.
//!
//! One row for each indicator and phase that is measured, and one for each objective, for what became of
//! it. The table is a CSV file with semicolons, as spreadsheets in Italy write it.

use std::collections::{BTreeMap, HashMap};

use scoring::state::State;
use scoring::{Actual, Exact};

mod fill;
mod read;
mod remark;
mod result;
mod template;

pub use crate::table::Fault;
pub use fill::fill;
pub use read::read;
pub use remark::{Cause, Remark};
pub use template::template;

/// Results by item.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Actuals {
    /// What was measured.
    pub results: HashMap<String, Actual>,
    /// What became of objectives.
    pub states: HashMap<String, State>,
    /// What is said beside them, by item: every row of the table that is about something of the plan has one.
    pub remarks: HashMap<String, Remark>,
    /// Where each column stands in the file, from 1; older tables lack some.
    pub columns: BTreeMap<&'static str, u16>,
    /// The money of objectives.
    pub money: HashMap<String, Money>,
}

/// The money of an objective, in euros; what was not written is missing, and not nought.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Money {
    /// Planned for the year; where it is missing, what the plan allots counts.
    pub planned: Option<Exact>,
    /// Committed by the end of it.
    pub committed: Option<Exact>,
    /// Paid by the end of it.
    pub paid: Option<Exact>,
}

/// The columns of the table, in order.
pub const COLUMNS: [&str; 23] = [
    ID,
    "struttura",
    "obiettivo",
    "fase",
    "indicatore",
    "peso",
    "si misura con",
    "si scrive",
    RESULT,
    INVALID,
    KNOWN,
    CAUSE,
    EXPLANATION,
    STATE,
    REASON,
    PROPOSAL,
    OPINION,
    ACT,
    ACT_DATE,
    PLANNED,
    COMMITTED,
    PAID,
    "note",
];

/// The column with the name of the item.
pub const ID: &str = "id";
/// The column with what came about.
pub const RESULT: &str = "risultato";
const INVALID: &str = "di cui non validi";
/// The column with the day on which the value was known.
pub const KNOWN: &str = "rilevato il";
/// The column with the cause of a deviation.
pub const CAUSE: &str = "causa dello scostamento";
/// The column with the explanation of that cause.
pub const EXPLANATION: &str = "spiegazione";
/// The column with what became of an objective.
pub const STATE: &str = "stato";
const REASON: &str = "motivo";
const PROPOSAL: &str = "proposta";
const OPINION: &str = "parere OIV o Nucleo";
const ACT: &str = "atto";
const ACT_DATE: &str = "data atto";
const PLANNED: &str = "previsto";
const COMMITTED: &str = "impegnato";
const PAID: &str = "pagato";
