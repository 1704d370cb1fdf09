//! The columns: figures of many bodies, as whole numbers on a common scale.

use std::fmt;

use super::listed::Listed;
use super::steps::Table;

/// The largest number of a column, in its units.
const MOST: i64 = 100_000_000_000_000_000;
/// The last day that a column may name, counted from 1 January 1970 (and the first, before it).
const FARTHEST: i64 = 2_900_000;

/// How an indicator is scored: the number of a function of the rulebook, or a row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// F1.
    Increasing,
    /// F2.
    IncreasingFromBaseline,
    /// F3.
    Decreasing,
    /// F4.
    DecreasingFromBaseline,
    /// F5.
    LinearOverrun,
    /// F11: the result is a yes unless it is nought.
    YesNo,
    /// F15: the result is how many, the baseline how many of these do not count.
    ValidCount,
    /// The result is the score that the evaluator entered.
    Entered,
    /// A row of [`Method::listed`]: points per day, steps by days late, rules of a plan's own text.
    Listed(u16),
}

/// What came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actual {
    /// It is not known: the score is undetermined, never nought.
    Missing,
    /// Never done.
    Never,
    /// A number on the scale of the values; for a function of dates, the day (counted from 1 January 1970).
    Number(i64),
}

/// A column for each figure of the indicators, in the order of their objectives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Indicators {
    /// The objective, by its place in [`Objectives`]; never falls.
    pub objective: Vec<u32>,
    /// The function.
    pub kind: Vec<Kind>,
    /// T; for a function of dates, the day it is due. Nought where the function needs none.
    pub target: Vec<i64>,
    /// B, or what does not count. Nought where the function needs none.
    pub baseline: Vec<i64>,
    /// V.
    pub actual: Vec<Actual>,
    /// The weight within the objective.
    pub weight: Vec<i64>,
}

/// A column for each figure of the objectives, in the order of their bodies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Objectives {
    /// The body, counted from 0; never falls.
    pub body: Vec<u32>,
    /// The weight within the body.
    pub weight: Vec<i64>,
    /// Whether it leaves the mean of its body (rulebook 8.6).
    pub neutralised: Vec<bool>,
}

/// What holds for all the columns.
#[derive(Clone, Debug, Default)]
pub struct Method {
    /// Decimals of targets, baselines and results: with 2, `1250` is 12.50. Days and answers are on it, too.
    pub decimals: u32,
    /// Decimals of the weights.
    pub weight_decimals: u32,
    /// Weights are taken in proportion; otherwise those of siblings must add up to 100.
    pub normalise: bool,
    /// Functions that need more than the columns, by number.
    pub listed: Vec<Listed>,
}

/// Columns that fit together.
#[derive(Debug)]
pub struct Columns {
    pub(super) method: Method,
    pub(super) tables: Vec<Table>,
    pub(super) objectives: Objectives,
    pub(super) indicators: Indicators,
    /// Where the indicators of each objective begin, and at last where those of the last end.
    pub(super) indicators_from: Vec<usize>,
    /// The same for the objectives of each body.
    pub(super) objectives_from: Vec<usize>,
}

/// Why columns do not fit together; rows are counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotColumns {
    /// Columns of different length.
    Lengths,
    /// More decimals than numbers have digits, more rows than can be counted, or more bodies than objectives.
    TooMany,
    /// An indicator whose objective comes before that of the row above, or an objective and its body.
    Order(usize),
    /// An indicator of an objective that there is not.
    NoObjective(usize),
    /// An indicator with a row of the table that there is not.
    NotListed(usize),
    /// A number with too many digits.
    TooLarge(usize),
    /// A weight less than nought.
    Weight(usize),
    /// A date that is no whole day, or too far away.
    Day(usize),
}

impl fmt::Display for NotColumns {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Lengths => f.write_str("le colonne non hanno lo stesso numero di righe"),
            Self::TooMany => f.write_str("troppi decimali, troppe righe o più enti che obiettivi"),
            Self::Order(row) => write!(f, "riga {row}: le righe non sono in ordine"),
            Self::NoObjective(row) => write!(f, "riga {row}: l'obiettivo non c'è"),
            Self::NotListed(row) => write!(f, "riga {row}: la regola non è nella tabella"),
            Self::TooLarge(row) => write!(f, "riga {row}: un numero ha troppe cifre"),
            Self::Weight(row) => write!(f, "riga {row}: il peso è meno di 0"),
            Self::Day(row) => write!(f, "riga {row}: una data non è un giorno"),
        }
    }
}

impl std::error::Error for NotColumns {}

/// An indicator.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    pub(super) kind: Kind,
    pub(super) target: i64,
    pub(super) baseline: i64,
    pub(super) actual: Actual,
    pub(super) weight: i64,
}

impl Indicators {
    /// No indicators yet, with room for so many.
    pub(super) fn with_capacity(rows: usize) -> Self {
        Self {
            objective: Vec::with_capacity(rows),
            kind: Vec::with_capacity(rows),
            target: Vec::with_capacity(rows),
            baseline: Vec::with_capacity(rows),
            actual: Vec::with_capacity(rows),
            weight: Vec::with_capacity(rows),
        }
    }

    /// Some of the indicators.
    pub(super) fn rows(&self, from: usize, to: usize) -> impl Iterator<Item = Row> {
        let kinds = part(&self.kind, from, to).iter();
        let figures = kinds.zip(part(&self.target, from, to)).zip(part(&self.baseline, from, to));
        let results = figures.zip(part(&self.actual, from, to)).zip(part(&self.weight, from, to));
        results.map(|((((kind, target), baseline), actual), weight)| Row {
            kind: *kind,
            target: *target,
            baseline: *baseline,
            actual: *actual,
            weight: *weight,
        })
    }

    /// Adds the rows of others behind these.
    pub(super) fn append(&mut self, mut others: Self) {
        self.objective.append(&mut others.objective);
        self.kind.append(&mut others.kind);
        self.target.append(&mut others.target);
        self.baseline.append(&mut others.baseline);
        self.actual.append(&mut others.actual);
        self.weight.append(&mut others.weight);
    }

    fn is_even(&self) -> bool {
        let rows = self.objective.len();
        let others = [self.kind.len(), self.target.len(), self.baseline.len(), self.actual.len()];
        others.iter().all(|other| *other == rows) && self.weight.len() == rows
    }
}

/// Some of the rows of a column.
pub(super) fn part<T>(column: &[T], from: usize, to: usize) -> &[T] {
    column.get(from..to).unwrap_or_default()
}

impl Columns {
    /// Columns, when they fit together.
    ///
    /// # Errors
    /// When they have different lengths or are out of order, and when a figure is out of range.
    pub fn new(method: Method, objectives: Objectives, indicators: Indicators) -> Result<Self, NotColumns> {
        let count = objectives.body.len();
        if objectives.weight.len() != count || objectives.neutralised.len() != count || !indicators.is_even()
        {
            return Err(NotColumns::Lengths);
        }
        let too_many = indicators.kind.len() > u32::MAX as usize || count > u32::MAX as usize;
        if method.decimals > 9 || method.weight_decimals > 9 || too_many {
            return Err(NotColumns::TooMany);
        }
        let tables: Vec<Table> =
            method.listed.iter().map(|listed| Table::of(listed, method.decimals)).collect();
        let unit = 10_i64.pow(method.decimals);
        for (number, row) in indicators.rows(0, indicators.kind.len()).enumerate() {
            checked(row, &method.listed, unit).map_err(|wrong| wrong(number))?;
        }
        if let Some(row) = objectives.weight.iter().position(|weight| !(0..=MOST).contains(weight)) {
            return Err(NotColumns::Weight(row));
        }
        // Bodies may have no objectives, but not so many that their count says nothing.
        let bodies = objectives.body.iter().max().map_or(0, |last| *last as usize + 1);
        if bodies > count {
            return Err(NotColumns::TooMany);
        }
        let objectives_from = starts(&objectives.body, bodies)?;
        let indicators_from = starts(&indicators.objective, count)?;
        Ok(Self { method, tables, objectives, indicators, indicators_from, objectives_from })
    }

    /// How many bodies there are.
    pub fn bodies(&self) -> usize {
        self.objectives_from.len() - 1
    }

    /// How many objectives there are.
    pub fn objectives(&self) -> usize {
        self.objectives.body.len()
    }

    /// How many indicators there are.
    pub fn indicators(&self) -> usize {
        self.indicators.kind.len()
    }
}

/// Looks at the figures of an indicator.
fn checked(row: Row, listed: &[Listed], unit: i64) -> Result<(), fn(usize) -> NotColumns> {
    let number = match row.actual {
        Actual::Number(number) => number,
        Actual::Missing | Actual::Never => 0,
    };
    if [row.target, row.baseline, number].iter().any(|number| !(-MOST..=MOST).contains(number)) {
        return Err(NotColumns::TooLarge);
    }
    if !(0..=MOST).contains(&row.weight) {
        return Err(NotColumns::Weight);
    }
    let Kind::Listed(place) = row.kind else { return Ok(()) };
    let Some(listed) = listed.get(usize::from(place)) else { return Err(NotColumns::NotListed) };
    let is_day = |number: i64| number % unit == 0 && (-FARTHEST..=FARTHEST).contains(&(number / unit));
    if listed.is_of_dates() && !(is_day(row.target) && is_day(number)) {
        return Err(NotColumns::Day);
    }
    Ok(())
}

/// Where the rows of each owner begin; owners may have none.
fn starts(owners: &[u32], count: usize) -> Result<Vec<usize>, NotColumns> {
    let mut from = Vec::with_capacity(count + 1);
    for (row, owner) in owners.iter().enumerate() {
        let owner = *owner as usize;
        if owner >= count {
            return Err(NotColumns::NoObjective(row));
        }
        if owner + 1 < from.len() {
            return Err(NotColumns::Order(row));
        }
        from.resize(owner + 1, row);
    }
    from.resize(count + 1, owners.len());
    Ok(from)
}
