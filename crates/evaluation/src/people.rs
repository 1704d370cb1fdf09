//! The table of people: who was where, in which role, evaluated by whom, with which objectives and marks.
//!
//! One row for each person; several for one who changed unit, role or evaluator in the year. People are codes: no
//! name is asked for, and none is kept.

mod invent;
mod marks;
mod read;
mod sources;
mod template;

use appraisal::table::At;
use jiff::civil::Date;
use scoring::Exact;
use scoring::evaluation::Measure;
use scoring::people::Behaviour;

pub use invent::invent;
pub use read::read;
pub use template::template;

/// The people of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct People {
    /// By code.
    pub people: Vec<Listed>,
}

/// A person with the stretches of the year, the first first.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// The code.
    pub id: String,
    /// Role, unit and evaluator in each stretch of the year; at least one.
    pub stays: Vec<Listing>,
    /// What decides between equal scores, the first first; higher is better.
    pub criteria: Vec<Exact>,
}

/// A row of the table.
#[derive(Clone, Debug, PartialEq)]
pub struct Listing {
    /// Where it stands in its file.
    pub at: At,
    /// The cluster of roles, as the method calls it.
    pub role: String,
    /// Id of the unit, when there is one.
    pub unit: Option<String>,
    /// First day, counted.
    pub from: Date,
    /// Last day, counted.
    pub to: Date,
    /// Hours of the contract over those of full time, 0 to 1.
    pub part_time: Exact,
    /// Days that do not count.
    pub deducted: u32,
    /// Individual objectives, or a score.
    pub individual: Option<Measure>,
    /// Objectives of a group, or a score.
    pub group: Option<Measure>,
    /// Marks of behaviours.
    pub behaviours: Vec<Behaviour>,
    /// Code of the person who evaluates.
    pub evaluator: Option<String>,
    /// Coefficient in the division of a pool, where it is not that of the role.
    pub coefficient: Option<Exact>,
    /// The most there is for a whole year in full time, in euros.
    pub most: Option<Exact>,
}

impl Listed {
    /// The last stretch: who is in charge at the end of the year evaluates (rulebook 4.7).
    pub fn last(&self) -> Option<&Listing> {
        self.stays.last()
    }

    /// Who evaluates the person in the end.
    pub fn evaluator(&self) -> Option<&str> {
        self.last()?.evaluator.as_deref()
    }
}

/// The columns of the table, in order.
pub const COLUMNS: [&str; 15] = [
    PERSON,
    ROLE,
    UNIT,
    FROM,
    TO,
    PART_TIME,
    DEDUCTED,
    INDIVIDUAL,
    GROUP,
    BEHAVIOURS,
    EVALUATOR,
    COEFFICIENT,
    MOST,
    CRITERIA,
    "note",
];

const PERSON: &str = "persona";
const ROLE: &str = "ruolo";
const UNIT: &str = "struttura";
const FROM: &str = "dal";
const TO: &str = "al";
const PART_TIME: &str = "tempo parziale (%)";
const DEDUCTED: &str = "giorni non computati";
const INDIVIDUAL: &str = "obiettivi individuali";
const GROUP: &str = "gruppo";
const BEHAVIOURS: &str = "comportamenti";
const EVALUATOR: &str = "valutatore";
const COEFFICIENT: &str = "coefficiente";
const MOST: &str = "premio massimo";
const CRITERIA: &str = "criteri a pari merito";
