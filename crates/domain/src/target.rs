//! Expected values (*valore atteso*, *target*), typed.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::Money;

/// How an actual value compares with the expected one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Operator {
    /// *almeno*, *non inferiore a*, `>=`.
    AtLeast,
    /// *maggiore di*, *più di*, `>`.
    MoreThan,
    /// *al massimo*, *non superiore a*, `<=`.
    AtMost,
    /// *meno di*, *inferiore a*, `<`.
    LessThan,
    /// No operator, *pari a*, `=`.
    Exactly,
}

/// A measured amount.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// A plain number.
    Number(Decimal),
    /// A percentage.
    Percent(Decimal),
    /// An amount of money.
    Money(Money),
    /// Days; `working` when they are working days (*giorni lavorativi*).
    Days {
        /// How many.
        days: Decimal,
        /// Whether only working days count.
        working: bool,
    },
    /// A number of things, named as written (*40 ore*, *2 mostre inaugurate*).
    Quantity {
        /// How many.
        number: Decimal,
        /// What is counted, as written.
        unit: String,
    },
}

/// A point in time by which something must be done (*scadenza*, *entro*).
///
/// As an end of a [`Target::Period`] it is a day, month, part or year: a start is its first day, an
/// end its last.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deadline {
    /// A full date.
    Date(Date),
    /// Day and month of the plan year (*entro il 30/04*).
    DayOfMonth {
        /// 1 to 12.
        month: u8,
        /// 1 to 31, valid for the month.
        day: u8,
    },
    /// The end of a month, of the plan year when the year is not written.
    Month {
        /// 1 to 12.
        month: u8,
        /// The year, when written.
        year: Option<i16>,
    },
    /// The end of a half-year (*primo semestre*), quarter, four or two months.
    Part {
        /// Months in the part: 2, 3, 4 or 6.
        months: u8,
        /// Which part of the year, from 1.
        ordinal: u8,
        /// The year, when written.
        year: Option<i16>,
    },
    /// The end of a year.
    Year(i16),
    /// So long after an event (*entro 30 giorni dalla disponibilità…*).
    Relative {
        /// How many.
        count: u32,
        /// Of what.
        unit: Span,
        /// From what, as written, with its preposition (*dalla disponibilità…*): Italian joins it
        /// to an article that cannot be told from the noun.
        event: String,
    },
    /// A day of every month (*entro il 10 di ogni mese*).
    DayOfEveryMonth(u8),
}

/// The unit of a relative deadline, or the period of a recurring target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Span {
    /// Hours.
    Hours,
    /// Calendar days.
    Days,
    /// Working days.
    WorkingDays,
    /// Weeks.
    Weeks,
    /// Months.
    Months,
    /// Three months (*trimestre*).
    Quarters,
    /// Six months (*semestre*).
    HalfYears,
    /// Years.
    Years,
}

/// What an indicator is expected to reach.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// An amount with an operator.
    Amount {
        /// How the actual value must compare.
        operator: Operator,
        /// The expected amount.
        measure: Measure,
    },
    /// Between two amounts of the same measure, ends included (*2-3 corsi*).
    Range {
        /// The lower end.
        from: Measure,
        /// The upper end.
        to: Measure,
    },
    /// By a point in time.
    Deadline(Deadline),
    /// By several points in time (*31/05/2025 e 30/11/2025*).
    Deadlines(Vec<Deadline>),
    /// Over a stretch of time (*marzo – giugno*, *fino al 31/12*, *a partire da ottobre*).
    ///
    /// At least one end is there. An end before the start lies in the year after.
    Period {
        /// Where it starts; `None` when it has begun already.
        from: Option<Deadline>,
        /// Where it ends; `None` when it goes on.
        to: Option<Deadline>,
    },
    /// So many times in each period (*almeno un servizio a settimana*, *quotidianamente*).
    Recurring {
        /// How the count must compare.
        operator: Operator,
        /// How many in each period.
        number: Decimal,
        /// What is counted, as written; may be empty.
        unit: String,
        /// The period.
        every: Span,
    },
    /// Yes (*sì*) or no.
    YesNo(bool),
    /// One quantity over another, as written (*pratiche evase / pratiche ricevute*).
    Ratio {
        /// The numerator, as written.
        numerator: String,
        /// The denominator, as written.
        denominator: String,
    },
    /// A change by an amount (*riduzione di almeno il 10 %*).
    Change {
        /// Whether the value must go up.
        increase: bool,
        /// How the change must compare.
        operator: Operator,
        /// By how much.
        measure: Measure,
        /// Against what, as written, with its preposition (*al 2023*, *all'anno precedente*); empty
        /// when it is not said.
        against: String,
    },
    /// The value compared with another value, not with a number (*non inferiore a quello dell'anno
    /// precedente*, *riduzione rispetto al 2023*).
    Compared {
        /// How the actual value must compare.
        operator: Operator,
        /// With what, as written, with its preposition (*a quello dell'anno precedente*).
        with: String,
    },
    /// Something must not happen (*mancanza di reclami*): what, as written (*reclami*).
    Absence(String),
    /// Holds only if a condition does (*qualora…*).
    Conditional {
        /// The condition, as written, with its conjunction (*qualora il progetto sia finanziato*).
        condition: String,
        /// What is expected then, when understood.
        then: Option<Box<Target>>,
    },
    /// A document or act proves it (*determina di affidamento*), as written.
    Evidence(String),
    /// All of several targets (*almeno 3 corsi entro il 30/06*), two or more.
    ///
    /// Its times stand in one member; no member is itself an `All`.
    All(Vec<Target>),
}
