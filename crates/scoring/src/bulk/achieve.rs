//! The bounds of one indicator's achievement (rulebook 8.2).

use super::bounds::Bounds;
use super::columns::{Actual, Columns, Kind, Row};
use super::steps::Table;

impl Columns {
    /// The bounds of an achievement; none when it is undetermined.
    ///
    /// The guards are those of [`Function::faults`](crate::Function::faults): a function that cannot be reckoned
    /// with gives no score, whatever came about.
    pub(super) fn achieved(&self, row: Row) -> Option<Bounds> {
        let Row { kind, target, baseline, actual, .. } = row;
        if let Kind::Listed(place) = kind {
            return self.by_table(place, row);
        }
        if kind == Kind::YesNo {
            return match actual {
                Actual::Missing => None,
                Actual::Never | Actual::Number(0) => Some(Bounds::NOUGHT),
                Actual::Number(_) => Some(Bounds::FULL),
            };
        }
        let Actual::Number(value) = actual else { return None };
        // Each is 100 · numerator / denominator, and a denominator over nought is the guard of the function.
        let (numerator, denominator) = match kind {
            Kind::Increasing => (value, target),
            Kind::IncreasingFromBaseline => (value - baseline, target - baseline),
            Kind::Decreasing if target <= 0 => return None,
            // Where less is better, nought has the full score and less than nought no worse one.
            Kind::Decreasing if value <= 0 => return Some(Bounds::FULL),
            Kind::Decreasing => (target, value),
            Kind::DecreasingFromBaseline => (baseline - value, baseline - target),
            Kind::LinearOverrun => (2 * target - value, target),
            Kind::ValidCount => (value - baseline, target),
            _ => (value, 100 * self.unit()),
        };
        (denominator > 0).then(|| Bounds::ratio(numerator, denominator))
    }

    /// The number that stands for one.
    pub(super) fn unit(&self) -> i64 {
        10_i64.pow(self.method.decimals)
    }

    fn by_table(&self, place: u16, row: Row) -> Option<Bounds> {
        match self.tables.get(usize::from(place))? {
            Table::Steps(steps) => match (row.actual, steps.days) {
                (Actual::Missing, _) => None,
                (Actual::Never, _) => steps.never,
                (Actual::Number(value), None) => steps.score(value),
                (Actual::Number(done), Some(days)) => {
                    // Units that have begun, as the law of the rule counts them.
                    let late = (done - row.target) / self.unit();
                    steps.score((late + days - 1).div_euclid(days))
                }
            },
            Table::Points { numerator, denominator, tolerance } => match row.actual {
                Actual::Missing => None,
                Actual::Never => Some(Bounds::NOUGHT),
                Actual::Number(done) => {
                    let late = ((done - row.target) / self.unit() - tolerance).max(0);
                    Some(Bounds::ratio(100 * denominator - numerator * late, 100 * denominator))
                }
            },
            Table::Asked => {
                let function = self.function(row)?;
                let actual = self.actual(row)?;
                function.evaluate(Some(&actual)).ok().map(|found| Bounds::of(&found.score))
            }
        }
    }
}
