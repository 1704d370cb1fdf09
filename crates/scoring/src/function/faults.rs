//! What makes a function impossible; told when the plan is approved (rulebook 8.2, *Guards*).

use std::fmt;

use super::{Function, ScaleMode};
use crate::exact::Exact;

/// A fault of a function's parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A target that is not more than nought, for a ratio to it.
    TargetNotPositive,
    /// The target is the baseline.
    TargetIsBaseline,
    /// The target lies on the wrong side of the baseline.
    TargetBehindBaseline,
    /// The limits of a range are not in order.
    RangeOutOfOrder,
    /// The marks of a scale are not in order.
    ScaleOutOfOrder,
    /// Steps that are missing or name a value twice.
    Steps,
    /// A threshold that is not between 0 and 100.
    Threshold,
    /// The beginning is not before the deadline.
    NoTime,
    /// Points per day that are not more than nought.
    Points,
    /// A tolerance less than nought.
    Tolerance,
    /// A score that is not between 0 and 100.
    Score,
    /// The rule counts from a deadline that is not known.
    NoDeadline,
    /// The rule is in proportion to an expected value that is not known.
    NoTarget,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TargetNotPositive => "il valore atteso deve essere più di 0",
            Self::TargetIsBaseline => "il valore atteso è uguale al valore di partenza",
            Self::TargetBehindBaseline => "il valore atteso è dalla parte sbagliata del valore di partenza",
            Self::RangeOutOfOrder => "i limiti dell'intervallo non sono in ordine",
            Self::ScaleOutOfOrder => "il massimo della scala non è più del minimo",
            Self::Steps => "gli scaglioni mancano o si ripetono",
            Self::Threshold => "la soglia non è tra 0 e 100",
            Self::NoTime => "l'inizio non viene prima del termine",
            Self::Points => "i punti per giorno devono essere più di 0",
            Self::Tolerance => "la tolleranza è negativa",
            Self::Score => "un punteggio non è tra 0 e 100",
            Self::NoDeadline => "la regola conta i ritardi da un termine che non si conosce",
            Self::NoTarget => "la regola è in proporzione a un valore atteso che non si conosce",
        })
    }
}

fn is_score(score: &Exact) -> bool {
    !score.is_negative() && *score <= Exact::hundred()
}

impl Function {
    /// What makes it impossible.
    pub fn faults(&self) -> Vec<Fault> {
        match self {
            Self::Increasing { target } | Self::LinearOverrun { target } | Self::ValidCount { target } => {
                fault(!target.is_positive(), Fault::TargetNotPositive)
            }
            // Nought divided by something is nought: a ratio to it says nothing.
            Self::Decreasing { target } => fault(!target.is_positive(), Fault::TargetNotPositive),
            Self::IncreasingFromBaseline { baseline, target } => from_baseline(baseline, target),
            Self::DecreasingFromBaseline { baseline, target } => from_baseline(target, baseline),
            Self::Steps { of, steps } => {
                let mut froms: Vec<&Exact> = steps.iter().map(|step| &step.from).collect();
                froms.sort();
                froms.dedup();
                let mut faults = of.faults();
                faults.extend(fault(froms.len() != steps.len() || steps.is_empty(), Fault::Steps));
                faults.extend(fault(!steps.iter().all(|step| is_score(&step.score)), Fault::Score));
                faults
            }
            Self::Threshold { of, minimum, rescaled } => {
                let too_high = *rescaled && *minimum >= Exact::hundred();
                let mut faults = of.faults();
                faults.extend(fault(!is_score(minimum) || too_high, Fault::Threshold));
                faults
            }
            Self::PointsPerDay { points, .. } => fault(!points.is_positive(), Fault::Points),
            Self::ProportionalTime { start, due } => fault(start >= due, Fault::NoTime),
            Self::LateSteps { steps, .. } => {
                let mut days: Vec<u32> = steps.iter().map(|step| step.up_to).collect();
                days.sort_unstable();
                days.dedup();
                let mut faults = fault(days.len() != steps.len() || steps.is_empty(), Fault::Steps);
                faults.extend(fault(!steps.iter().all(|step| is_score(&step.score)), Fault::Score));
                faults
            }
            Self::Range { from, to, lowest, highest } => {
                fault(lowest > from || from > to || to > highest, Fault::RangeOutOfOrder)
            }
            Self::Scale { lowest, highest, mode } => {
                let over_nothing = *mode == ScaleMode::OverMax && !highest.is_positive();
                fault(lowest >= highest || over_nothing, Fault::ScaleOutOfOrder)
            }
            Self::Upkeep { target, tolerance, .. } => {
                let mut faults = fault(!target.is_positive(), Fault::TargetNotPositive);
                faults.extend(fault(tolerance.is_negative(), Fault::Tolerance));
                faults
            }
            Self::Rule { rule, due, target, silent } => {
                super::rules::faults(rule, *due, target.as_ref(), silent)
            }
            Self::YesNo | Self::Entered => Vec::new(),
        }
    }
}

fn fault(is_one: bool, fault: Fault) -> Vec<Fault> {
    if is_one { vec![fault] } else { Vec::new() }
}

fn from_baseline(lower: &Exact, higher: &Exact) -> Vec<Fault> {
    if lower == higher {
        return vec![Fault::TargetIsBaseline];
    }
    fault(lower > higher, Fault::TargetBehindBaseline)
}
