//! Functions of a value: F1 to F7b, F11 to F15, and what an evaluator enters.

use num_rational::BigRational;
use num_traits::{Signed, Zero};

use super::{Achieved, Line, Reckoned, Why};
use crate::arithmetic::Expression;
use crate::model::{Actual, Function, Mode, Polarity, ValueStep};
use crate::number::{Number, clamped, hundred, whole};

/// The number that came about.
pub fn number(actual: &Actual) -> Result<BigRational, Why> {
    match actual {
        Actual::Value(value) => Ok(value.0.clone()),
        Actual::Count { counted, invalid } => Ok(&counted.0 - &invalid.0),
        Actual::Ratio { denominator, .. } if denominator.0.is_zero() => Err("il denominatore è 0"),
        Actual::Ratio { numerator, denominator } => Ok(&numerator.0 / &denominator.0 * hundred()),
        _ => Err("il risultato non è un numero"),
    }
}

pub fn achieved(function: &Function, actual: &Actual) -> Reckoned {
    let value = number(actual)?;
    let formula = match function {
        Function::F12 { from, to, lowest, highest } => {
            return in_range(&value, [&lowest.0, &from.0, &to.0, &highest.0]);
        }
        Function::F14 { target, tolerance, polarity } => {
            return upkeep(&value, target, &tolerance.0, *polarity);
        }
        // Where less is better, nought has the full score (rulebook 8.2, F3), and less than nought no worse one.
        Function::F3 { .. } if !value.is_positive() => {
            return Ok(Achieved::by(Line::numbers([&value, &hundred()], hundred())));
        }
        Function::F15 { target } => match actual {
            Actual::Count { counted, invalid } => (n(&counted.0) - &invalid.0) / &target.0 * 100,
            _ => n(&value) / &target.0 * 100,
        },
        Function::F1 { target } => n(&value) / &target.0 * 100,
        Function::F3 { target } => n(&target.0) / &value * 100,
        Function::F2 { baseline: b, target: t } => (n(&value) - &b.0) / (n(&t.0) - &b.0) * 100,
        Function::F4 { baseline: b, target: t } => (n(&b.0) - &value) / (n(&b.0) - &t.0) * 100,
        Function::F5 { target } => (Expression::from(2) - n(&value) / &target.0) * 100,
        Function::F13 { highest, mode: Mode::OverMax, .. } => n(&value) / &highest.0 * 100,
        Function::F13 { lowest: l, highest: h, mode: Mode::MinMax } => {
            (n(&value) - &l.0) / (n(&h.0) - &l.0) * 100
        }
        _ => return Err("il risultato non è di questa funzione"),
    };
    Line::reckoned(&formula).map(Achieved::by)
}

fn n(number: &BigRational) -> Expression {
    number.into()
}

/// F12: full inside, in a straight line down to the outer limits. Where a limit is the end of the range
/// itself there is no line: outside is nought.
fn in_range(value: &BigRational, [lowest, from, to, highest]: [&BigRational; 4]) -> Reckoned {
    let (line, wide) = if value < from {
        ((n(value) - lowest) / (n(from) - lowest) * 100, lowest < from)
    } else if value > to {
        ((n(highest) - value) / (n(highest) - to) * 100, to < highest)
    } else {
        return Ok(Achieved::by(Line::numbers([value, from, to], hundred())));
    };
    if wide {
        return Line::reckoned(&line).map(Achieved::by);
    }
    Ok(Achieved::by(Line::numbers([value, from, to], whole(0))))
}

/// F14.
fn upkeep(value: &BigRational, target: &Number, tolerance: &BigRational, polarity: Polarity) -> Reckoned {
    let (limit, held, otherwise) = match polarity {
        Polarity::Up => {
            let limit = &target.0 - tolerance;
            (limit.clone(), *value >= limit, Function::F1 { target: target.clone() })
        }
        Polarity::Down => {
            let limit = &target.0 + tolerance;
            (limit.clone(), *value <= limit, Function::F3 { target: target.clone() })
        }
    };
    if held {
        return Ok(Achieved::by(Line::numbers([value, &limit], hundred())));
    }
    achieved(&otherwise, &Actual::Value(Number(value.clone())))
}

/// F6: half-open steps on the raw result.
pub fn in_steps(inner: Achieved, steps: &[ValueStep]) -> Achieved {
    let q = inner.raw;
    let reached = steps.iter().filter(|step| step.from.0 <= q).max_by_key(|step| &step.from.0);
    let line = match reached {
        Some(step) => Line::numbers([&q, &step.from.0], step.score.0.clone()),
        None => Line::numbers([&q], whole(0)),
    };
    let score = clamped(&line.result);
    Achieved { raw: q, score, lines: [inner.lines, vec![line]].concat() }
}

/// F7 and F7b.
pub fn over_threshold(inner: Achieved, minimum: &BigRational, rescaled: bool) -> Reckoned {
    let q = &inner.score;
    let line = match (q < minimum, rescaled) {
        (true, _) => Line::numbers([q, minimum], whole(0)),
        (false, false) => Line::numbers([q, minimum], q.clone()),
        (false, true) => Line::reckoned(&((n(q) - minimum) / (Expression::from(100) - minimum) * 100))?,
    };
    let score = clamped(&line.result);
    Ok(Achieved { raw: inner.raw, score, lines: [inner.lines, vec![line]].concat() })
}

/// F11: what was done on a day was done.
pub fn yes_or_no(actual: &Actual) -> Reckoned {
    let score = match actual {
        Actual::YesNo(true) | Actual::Done(_) => hundred(),
        Actual::YesNo(false) | Actual::Never => whole(0),
        _ => return Err("il risultato non è un sì o un no"),
    };
    Ok(Achieved::by(Line::told(Vec::new(), score)))
}

pub fn entered(actual: &Actual) -> Reckoned {
    match actual {
        Actual::Entered(score) => Ok(Achieved::by(Line::numbers([&score.0], score.0.clone()))),
        _ => Err("il risultato non è una valutazione"),
    }
}
