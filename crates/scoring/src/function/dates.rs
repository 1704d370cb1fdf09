//! Functions of a date: F8, F9, F10.

use jiff::civil::Date;

use super::evaluate::{Outcome, Working, written};
use super::{Achievement, Actual, Function, Undetermined};
use crate::exact::Exact;

pub(super) fn evaluate(function: &Function, actual: &Actual) -> Outcome {
    let done = match actual {
        Actual::Done(done) => *done,
        Actual::Never => return Ok(never()),
        _ => return Err(Undetermined::Kind("una data".to_owned())),
    };
    match function {
        Function::PointsPerDay { due, points, tolerance } => {
            let (late, line) = days_late(done, *due, *tolerance)?;
            let raw = Exact::hundred() - points * &Exact::from(late);
            let working = Working::new("100 − p × d", format!("100 − {points} × {late}"), &raw);
            Ok(Achievement::new(raw, vec![line, working]))
        }
        Function::ProportionalTime { start, due } => {
            let (late, line) = days_late(done, *due, 0)?;
            let time = Exact::from(days_between(*start, *due)?);
            let share = Exact::from(late).checked_div(&time).unwrap_or_else(Exact::zero);
            let raw = (Exact::one() - share) * Exact::hundred();
            let with = format!("(1 − {late} / {time}) × 100");
            let working = Working::new("(1 − d / giorni disponibili) × 100", with, &raw);
            Ok(Achievement::new(raw, vec![line, working]))
        }
        Function::LateSteps { due, steps } => {
            let (late, line) = days_late(done, *due, 0)?;
            let step =
                steps.iter().filter(|step| late <= i64::from(step.up_to)).min_by_key(|step| step.up_to);
            let score = step.map_or_else(Exact::zero, |step| step.score.clone());
            let with = match step {
                Some(step) => format!("{late} giorni, fino a {}", step.up_to),
                None => format!("{late} giorni, oltre l'ultimo scaglione"),
            };
            let working = Working::new("scaglione di d", with, &score);
            Ok(Achievement::new(score, vec![line, working]))
        }
        _ => Err(Undetermined::Kind("di questa funzione".to_owned())),
    }
}

/// What was never done achieves nothing (rulebook 8.2).
fn never() -> Achievement {
    let nothing = Exact::zero();
    let working = Working::new("mai realizzato: 0", String::new(), &nothing);
    Achievement::new(nothing, vec![working])
}

/// Days late, not less than nought, and the line that says so.
pub(super) fn days_late(done: Date, due: Date, tolerance: u32) -> Result<(i64, Working), Undetermined> {
    let late = days_between(due, done)?.saturating_sub(i64::from(tolerance)).max(0);
    let with = if tolerance == 0 {
        format!("fatto il {}, termine il {}", written(done), written(due))
    } else {
        format!("fatto il {}, termine il {}, tolleranza {tolerance}", written(done), written(due))
    };
    Ok((late, Working::new("d = giorni di ritardo", with, &Exact::from(late))))
}

pub(super) fn days_between(from: Date, to: Date) -> Result<i64, Undetermined> {
    let span = from.until(to).map_err(|_| Undetermined::Function("date troppo lontane".to_owned()))?;
    Ok(i64::from(span.get_days()))
}
