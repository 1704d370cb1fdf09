//! Functions that many indicators share and that need more than the columns hold.

use domain::Rule;
use domain::rule::{Limit, Reference};
use domain::target::Span;
use jiff::civil::Date;

use crate::exact::Exact;
use crate::function::{Actual, Function, LateStep, Silent};

/// A row of the table of functions.
#[derive(Clone, Debug, PartialEq)]
pub enum Listed {
    /// F8; the deadline is the target of the indicator.
    PointsPerDay {
        /// Points lost for each day late.
        points: Exact,
        /// Days late that cost nothing.
        tolerance: u32,
    },
    /// F10; the deadline is the target of the indicator.
    LateSteps(Vec<LateStep>),
    /// A rule of a plan's own text. One that counts delays has its deadline, one in proportion its expected
    /// value in the target of the indicator; one of outcomes takes yes and no, a norm the score entered.
    Rule {
        /// The rule.
        rule: Rule,
        /// What holds where the text is silent.
        silent: Box<Silent>,
    },
}

impl Listed {
    /// Whether target and result are days.
    pub(super) fn is_of_dates(&self) -> bool {
        match self {
            Self::PointsPerDay { .. } | Self::LateSteps(_) => true,
            Self::Rule { rule, .. } => matches!(rule, Rule::Delay { .. } | Rule::PerPeriod(_)),
        }
    }

    /// The function for one indicator.
    pub(super) fn function(&self, due: Date, target: Exact) -> Function {
        match self {
            Self::PointsPerDay { points, tolerance } => {
                Function::PointsPerDay { due, points: points.clone(), tolerance: *tolerance }
            }
            Self::LateSteps(steps) => Function::LateSteps { due, steps: steps.clone() },
            Self::Rule { rule, silent } => {
                let (rule, silent) = (rule.clone(), Silent::clone(silent));
                let dated = self.is_of_dates();
                Function::Rule { rule, due: dated.then_some(due), target: (!dated).then_some(target), silent }
            }
        }
    }

    /// What came about, as the function takes it; `day` is the number as a date.
    pub(super) fn actual(&self, number: Exact, day: Option<Date>) -> Option<Actual> {
        if self.is_of_dates() {
            return day.map(Actual::Done);
        }
        Some(match self {
            Self::Rule { rule: Rule::Outcomes(_), .. } => Actual::YesNo(!number.is_zero()),
            Self::Rule { rule: Rule::Norm(_), .. } => Actual::Entered(number),
            _ => Actual::Value(number),
        })
    }

    /// Days in what a delay is counted in, when only the count of days matters: not for months and working
    /// days, which depend on when it is late, nor for a date of the rule's own.
    pub(super) fn days_counted(&self) -> Option<i64> {
        let (reference, unit) = match self {
            Self::LateSteps(_) => return Some(1),
            Self::Rule { rule: Rule::Delay { reference, unit, .. }, .. } => (reference, unit),
            _ => return None,
        };
        match (reference, unit) {
            (Reference::Date(_), _) | (_, Span::WorkingDays | Span::Months) => None,
            (_, Span::Weeks) => Some(7),
            _ => Some(1),
        }
    }

    /// The numbers at which the score may change: limits of bands, and being on time.
    pub(super) fn limits(&self) -> Option<Vec<Exact>> {
        let bands = match self {
            Self::LateSteps(steps) => {
                let days = steps.iter().map(|step| Exact::from(i64::from(step.up_to)));
                return Some(days.chain([Exact::zero()]).collect());
            }
            Self::Rule { rule: Rule::Delay { bands, .. } | Rule::Value { bands, .. }, .. } => bands,
            Self::Rule { .. } | Self::PointsPerDay { .. } => return None,
        };
        let limits = bands.iter().flat_map(|band| [band.from, band.to]).filter_map(Limit::value);
        Some(limits.map(Exact::from).chain([Exact::zero()]).collect())
    }
}
