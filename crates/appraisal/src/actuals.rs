//! What came about in the year: a table to fill in, and what was filled in.
//!
//! One row for each indicator and phase that is measured, and one for each objective, for what became of
//! it. The table is a CSV file with semicolons, as spreadsheets in Italy write it.

use std::collections::HashMap;
use std::fmt;

use scoring::state::State;
use scoring::{Actual, Exact};

mod fill;
mod read;
mod result;
mod template;

pub use fill::fill;
pub use read::read;
pub use template::template;

/// Results by item.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Actuals {
    /// What was measured.
    pub results: HashMap<String, Actual>,
    /// What became of objectives.
    pub states: HashMap<String, State>,
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

/// A cell of the table that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Row of the file, from 1; the header is row 1.
    pub row: usize,
    /// The column.
    pub column: &'static str,
    /// What is wrong and how to mend it.
    pub what: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "riga {}, colonna «{}»: {}", self.row, self.column, self.what)
    }
}

/// The columns of the table, in order.
pub const COLUMNS: [&str; 20] = [
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

const ID: &str = "id";
const RESULT: &str = "risultato";
const INVALID: &str = "di cui non validi";
const STATE: &str = "stato";
const REASON: &str = "motivo";
const PROPOSAL: &str = "proposta";
const OPINION: &str = "parere OIV o Nucleo";
const ACT: &str = "atto";
const ACT_DATE: &str = "data atto";
const PLANNED: &str = "previsto";
const COMMITTED: &str = "impegnato";
const PAID: &str = "pagato";
