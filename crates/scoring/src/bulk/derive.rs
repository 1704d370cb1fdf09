//! From columns back to a tree: the derivation of one objective or body, and exact scores.

use jiff::civil::Date;
use jiff::{Span, ToSpan};

use super::columns::{Actual, Columns, Kind, Row};
use crate::exact::Exact;
use crate::function::{self, Function};
use crate::state::{Reason, State};
use crate::tree::{Content, Item, Level, Mean, roll_up};

impl Columns {
    /// The tree of an objective (`o12`) with its indicators (`i60`), all counted from 0: rolled up, it gives the
    /// derivation. None when there is no such objective.
    pub fn objective(&self, place: usize) -> Option<Item> {
        let (from, to) = (*self.indicators_from.get(place)?, *self.indicators_from.get(place + 1)?);
        let rows = self.indicators.rows(from, to).zip(from..);
        let parts = rows.map(|(row, number)| Item {
            id: format!("i{number}"),
            title: format!("indicatore {number}"),
            level: Level::Indicator,
            weight: Some(scaled(row.weight, self.method.weight_decimals)),
            state: State::Active,
            basis: Vec::new(),
            content: self.measured(row),
        });
        let neutralised = *self.objectives.neutralised.get(place)?;
        Some(Item {
            id: format!("o{place}"),
            title: format!("obiettivo {place}"),
            level: Level::Objective,
            weight: Some(scaled(*self.objectives.weight.get(place)?, self.method.weight_decimals)),
            state: if neutralised { State::Neutralised(Reason::default()) } else { State::Active },
            basis: Vec::new(),
            content: Content::Parts { mean: self.mean(), parts: parts.collect() },
        })
    }

    /// The tree of a body (`b3`) with its objectives. None when there is no such body.
    pub fn body(&self, place: usize) -> Option<Item> {
        let (from, to) = (*self.objectives_from.get(place)?, *self.objectives_from.get(place + 1)?);
        Some(Item {
            id: format!("b{place}"),
            title: format!("ente {place}"),
            level: Level::Body,
            weight: None,
            state: State::Active,
            basis: Vec::new(),
            content: Content::Parts {
                mean: self.mean(),
                parts: (from..to).filter_map(|objective| self.objective(objective)).collect(),
            },
        })
    }

    /// The exact score of an objective; none when it is undetermined.
    pub fn objective_score(&self, place: usize) -> Option<Exact> {
        exact(&self.objective(place)?)
    }

    /// The exact score of a body; none when it is undetermined.
    pub fn body_score(&self, place: usize) -> Option<Exact> {
        exact(&self.body(place)?)
    }

    fn mean(&self) -> Mean {
        Mean { normalise: self.method.normalise, ..Mean::default() }
    }

    /// A function with parameters that cannot be made gives no score.
    fn measured(&self, row: Row) -> Content {
        match self.function(row) {
            Some(function) => Content::Measured { function, actual: self.actual(row) },
            None => Content::Given(None),
        }
    }

    pub(super) fn function(&self, row: Row) -> Option<Function> {
        let (target, baseline) = (self.value(row.target), self.value(row.baseline));
        Some(match row.kind {
            Kind::Increasing => Function::Increasing { target },
            Kind::IncreasingFromBaseline => Function::IncreasingFromBaseline { baseline, target },
            Kind::Decreasing => Function::Decreasing { target },
            Kind::DecreasingFromBaseline => Function::DecreasingFromBaseline { baseline, target },
            Kind::LinearOverrun => Function::LinearOverrun { target },
            Kind::YesNo => Function::YesNo,
            Kind::ValidCount => Function::ValidCount { target },
            Kind::Entered => Function::Entered,
            Kind::Listed(place) => {
                let listed = self.method.listed.get(usize::from(place))?;
                let due = if listed.is_of_dates() { self.day(row.target)? } else { EPOCH };
                listed.function(due, target)
            }
        })
    }

    pub(super) fn actual(&self, row: Row) -> Option<function::Actual> {
        let number = match row.actual {
            Actual::Missing => return None,
            Actual::Never => return Some(function::Actual::Never),
            Actual::Number(number) => number,
        };
        let value = self.value(number);
        Some(match row.kind {
            Kind::YesNo => function::Actual::YesNo(number != 0),
            Kind::ValidCount => function::Actual::Count { counted: value, invalid: self.value(row.baseline) },
            Kind::Entered => function::Actual::Entered(value),
            Kind::Listed(place) => {
                let listed = self.method.listed.get(usize::from(place))?;
                return listed.actual(value, self.day(number));
            }
            _ => function::Actual::Value(value),
        })
    }

    fn value(&self, number: i64) -> Exact {
        scaled(number, self.method.decimals)
    }

    fn day(&self, number: i64) -> Option<Date> {
        let days: Span = i32::try_from(number / self.unit()).ok()?.days();
        EPOCH.checked_add(days).ok()
    }
}

/// The day from which days are counted.
const EPOCH: Date = Date::constant(1970, 1, 1);

fn scaled(number: i64, decimals: u32) -> Exact {
    Exact::from(rust_decimal::Decimal::new(number, decimals))
}

fn exact(item: &Item) -> Option<Exact> {
    roll_up(std::slice::from_ref(item)).score(&item.id).cloned()
}
