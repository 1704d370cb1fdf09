//! Functions of a day: F8, F9, F10.

use jiff::civil::Date;

use super::{Achieved, Line, Reckoned};
use crate::arithmetic::{Expression, Figure};
use crate::calendar;
use crate::model::{Actual, Function};
use crate::number::whole;

pub fn achieved(function: &Function, actual: &Actual) -> Reckoned {
    let done = match actual {
        Actual::Done(done) => *done,
        // Never done by the end of the year is nought (rulebook 8.2).
        Actual::Never => return Ok(Achieved::by(Line::told(Vec::new(), whole(0)))),
        _ => return Err("il risultato non è una data"),
    };
    match function {
        Function::F8 { due, points, tolerance } => {
            let (late, line) = late(done, *due, *tolerance);
            let rest = Line::reckoned(&(Expression::from(100) - Expression::from(&points.0) * late))?;
            Ok(Achieved::new(rest.result.clone(), vec![line, rest]))
        }
        Function::F9 { start, due } => {
            let (late, line) = late(done, *due, 0);
            let lost = Expression::from(late) / calendar::days(*start, *due);
            let rest = Line::reckoned(&((Expression::from(1) - lost) * 100))?;
            Ok(Achieved::new(rest.result.clone(), vec![line, rest]))
        }
        Function::F10 { due, steps } => {
            let (late, line) = late(done, *due, 0);
            let holding = steps.iter().filter(|step| i64::from(step.up_to) >= late);
            let step = match holding.min_by_key(|step| step.up_to) {
                Some(step) => Line::numbers([&whole(late), &whole(step.up_to.into())], step.score.0.clone()),
                None => Line::numbers([&whole(late)], whole(0)),
            };
            Ok(Achieved::new(step.result.clone(), vec![line, step]))
        }
        _ => Err("il risultato non è di questa funzione"),
    }
}

/// Days late beyond the tolerance, not less than nought, and the line that says so.
fn late(done: Date, due: Date, tolerance: u32) -> (i64, Line) {
    let late = (calendar::days(due, done) - i64::from(tolerance)).max(0);
    let mut figures = vec![Figure::Day(done), Figure::Day(due)];
    if tolerance > 0 {
        figures.push(Figure::Number(whole(tolerance.into())));
    }
    (late, Line::told(figures, whole(late)))
}
