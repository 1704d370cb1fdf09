//! What came about in the year: a table to fill in, and what was filled in.
//!
//! One row for each indicator and phase that is measured, and one for each objective, for what became of
//! it. The table is a CSV file with semicolons, as spreadsheets in Italy write it.

use std::collections::HashMap;

use scoring::Actual;
use scoring::state::State;

mod fill;
mod read;
mod result;
mod template;

pub use crate::table::Fault;
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
}

/// The columns of the table, in order.
pub const COLUMNS: [&str; 17] = [
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
