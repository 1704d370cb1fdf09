//! Rules that turn a result into a score (*graduazione*), typed.
//!
//! A rule holds what a text says and no more: what lies beyond its last band, or on a day that two
//! bands name, is for the method to decide, and every derivation says so.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::target::Span;

mod normal;

pub use normal::effective;

/// What turns a result into a score, 0 to 100.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// By how late something is done (*ritardo fino a 30 gg = 70%*).
    Delay {
        /// What the delay is counted from.
        reference: Reference,
        /// What it is counted in.
        unit: Span,
        /// The bands, in the order of the text; the first that holds the delay counts.
        bands: Vec<Band>,
        /// The score of what is never done, when the text says one.
        not_done: Option<Decimal>,
    },
    /// By the measured value (*da 80 a 100% = 100%*).
    Value {
        /// What is measured, as written: `%`, `ore`; empty when it is a bare number.
        unit: String,
        /// The bands, in the order of the text; the first that holds the value counts.
        bands: Vec<Band>,
    },
    /// In proportion to what was expected (*graduazione proporzionale*).
    Proportional {
        /// What was expected, when the text says it; else the target of what is scored.
        expected: Option<Decimal>,
        /// Whether less is better: the score is what was expected over the value.
        inverse: bool,
        /// The score below which nothing is given (*soglia minima*).
        least: Decimal,
    },
    /// So many points for each thing (*10% in meno per ogni incontro in meno*, *ogni scheda vale 5 punti*).
    PerUnit {
        /// What is counted, as written.
        unit: String,
        /// The count that has the full score.
        full: Decimal,
        /// Points lost for each thing less than that.
        points: Decimal,
    },
    /// By what came about (*presentata = 100%, non presentata = zero*).
    Outcomes(Vec<Outcome>),
    /// So many points less for each day late (*2 punti in meno per ogni giorno*).
    PerPeriod(PerPeriod),
    /// By a norm or an act outside the plan, as written (*secondo le disposizioni di cui…*).
    Norm(String),
}

/// Points lost for each period late.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PerPeriod {
    /// What the delay is counted from.
    pub reference: Reference,
    /// Points lost for each period.
    pub points: Decimal,
    /// What the delay is counted in.
    pub every: Span,
    /// How many of these make a period: 10 in *ogni 10 giorni*.
    pub step: u32,
    /// Whether only whole periods count (*ogni settimana intera*), not those that have begun.
    pub whole: bool,
    /// Delay that costs nothing, in units of `every`.
    pub tolerance: u32,
    /// Whether a longer delay counts from its first day on, those of the tolerance included.
    pub from_first: bool,
    /// The score below which it does not fall.
    pub floor: Decimal,
    /// The delay after which the score is nought (*si azzera dopo 60 giorni*), in units of `every`.
    pub zero_after: Option<u32>,
}

/// What a delay is counted from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reference {
    /// The deadline of what is scored.
    Deadline,
    /// A date of the rule's own.
    Date(Date),
    /// So long after an event, which the text may leave to the deadline (*entro un mese*).
    After {
        /// How many.
        count: u32,
        /// Of what.
        unit: Span,
    },
    /// A date that a norm or an act fixes, as written (*data stabilita dalla norma*).
    Stated(String),
}

/// Results that have one score.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Band {
    /// Where it begins.
    pub from: Limit,
    /// Where it ends.
    pub to: Limit,
    /// Its score, 0 to 100.
    pub score: Decimal,
}

/// An end of a band.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Limit {
    /// No end.
    Open,
    /// A value that belongs to the band.
    Included(Decimal),
    /// A value that does not.
    Excluded(Decimal),
}

/// Something that may come about, with its score.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// What, as written.
    pub text: String,
    /// Its score, 0 to 100.
    pub score: Decimal,
}

impl Limit {
    /// The value at the end, when there is one.
    pub fn value(self) -> Option<Decimal> {
        match self {
            Self::Open => None,
            Self::Included(value) | Self::Excluded(value) => Some(value),
        }
    }
}

impl Band {
    /// Whether a result lies in the band.
    pub fn holds<N: PartialOrd + From<Decimal>>(&self, result: &N) -> bool {
        let above = match self.from {
            Limit::Open => true,
            Limit::Included(from) => *result >= N::from(from),
            Limit::Excluded(from) => *result > N::from(from),
        };
        let below = match self.to {
            Limit::Open => true,
            Limit::Included(to) => *result <= N::from(to),
            Limit::Excluded(to) => *result < N::from(to),
        };
        above && below
    }
}
