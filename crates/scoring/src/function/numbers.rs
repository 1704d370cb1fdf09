//! Functions of a measured value: F1 to F7, F12 to F15.

use super::evaluate::{Outcome, Working, number};
use super::{Achievement, Actual, Function, Polarity, ScaleMode, Step, Undetermined};
use crate::exact::Exact;

pub(super) fn evaluate(function: &Function, actual: &Actual) -> Outcome {
    match function {
        Function::Steps { of, steps } => return in_steps(of, steps, actual),
        Function::Threshold { of, minimum, rescaled } => {
            return over_threshold(of, minimum, *rescaled, actual);
        }
        _ => {}
    }
    let value = number(actual)?;
    let formula = match function {
        Function::Scale { mode: ScaleMode::MinMax, .. } => "(v − min) / (max − min) × 100",
        Function::Scale { mode: ScaleMode::OverMax, .. } => "v / max × 100",
        _ => function.listed().formula,
    };
    let with_formula = |raw: Option<Exact>, with: String| {
        let raw = raw.ok_or_else(|| Undetermined::Function("si divide per 0".to_owned()))?;
        let working = Working::new(formula, with, &raw);
        Ok(Achievement::new(raw, vec![working]))
    };
    let per_cent = |numerator: &Exact, denominator: &Exact| {
        numerator.checked_div(denominator).map(|quotient| quotient * Exact::hundred())
    };
    match function {
        Function::Increasing { target } => {
            with_formula(per_cent(&value, target), format!("{value} / {target} × 100"))
        }
        Function::IncreasingFromBaseline { baseline, target } => with_formula(
            per_cent(&(&value - baseline), &(target - baseline)),
            format!("({value} − {baseline}) / ({target} − {baseline}) × 100"),
        ),
        // Where less is better, nought has the full score and less than nought no worse one.
        Function::Decreasing { .. } if !value.is_positive() => {
            with_formula(Some(Exact::hundred()), format!("V = {value}: 100"))
        }
        Function::Decreasing { target } => {
            with_formula(per_cent(target, &value), format!("{target} / {value} × 100"))
        }
        Function::DecreasingFromBaseline { baseline, target } => with_formula(
            per_cent(&(baseline - &value), &(baseline - target)),
            format!("({baseline} − {value}) / ({baseline} − {target}) × 100"),
        ),
        Function::LinearOverrun { target } => with_formula(
            value.checked_div(target).map(|quotient| (Exact::from(2) - quotient) * Exact::hundred()),
            format!("(2 − {value} / {target}) × 100"),
        ),
        Function::Range { from, to, lowest, highest } => Ok(in_range(&value, (from, to), (lowest, highest))),
        Function::Scale { lowest, highest, mode: ScaleMode::MinMax } => with_formula(
            per_cent(&(&value - lowest), &(highest - lowest)),
            format!("({value} − {lowest}) / ({highest} − {lowest}) × 100"),
        ),
        Function::Scale { highest, mode: ScaleMode::OverMax, .. } => {
            with_formula(per_cent(&value, highest), format!("{value} / {highest} × 100"))
        }
        Function::Upkeep { target, tolerance, polarity } => upkeep(&value, target, tolerance, *polarity),
        Function::ValidCount { target } => {
            let with = match actual {
                Actual::Count { counted, invalid } => format!("({counted} − {invalid}) / {target} × 100"),
                _ => format!("{value} / {target} × 100"),
            };
            with_formula(per_cent(&value, target), with)
        }
        _ => Err(Undetermined::Kind("di questa funzione".to_owned())),
    }
}

/// F6: the step that holds the raw result of another function.
fn in_steps(of: &Function, steps: &[Step], actual: &Actual) -> Outcome {
    let inner = of.evaluate(Some(actual))?;
    let step = steps.iter().filter(|step| inner.raw >= step.from).max_by(|a, b| a.from.cmp(&b.from));
    let score = step.map_or_else(Exact::zero, |step| step.score.clone());
    let with = match step {
        Some(step) => format!("{} non è meno di {}", inner.raw, step.from),
        None => format!("{} è sotto il primo scaglione", inner.raw),
    };
    let mut working = inner.working;
    working.push(Working::new("scaglione di q", with, &score));
    Ok(Achievement { raw: inner.raw, score: score.clamped(), working })
}

/// F7 and F7b.
fn over_threshold(of: &Function, minimum: &Exact, rescaled: bool, actual: &Actual) -> Outcome {
    let inner = of.evaluate(Some(actual))?;
    let q = inner.score;
    let (score, with) = if q < *minimum {
        (Exact::zero(), format!("{q} è meno di {minimum}"))
    } else if rescaled {
        let score =
            (&q - minimum).checked_div(&(Exact::hundred() - minimum.clone())).unwrap_or_else(Exact::hundred);
        (score * Exact::hundred(), format!("({q} − {minimum}) / (100 − {minimum}) × 100"))
    } else {
        (q.clone(), format!("{q} non è meno di {minimum}"))
    };
    let formula = if rescaled {
        "0 se q < S, altrimenti (q − S) / (100 − S) × 100"
    } else {
        "0 se q < S, altrimenti q"
    };
    let mut working = inner.working;
    working.push(Working::new(formula, with, &score));
    Ok(Achievement { raw: inner.raw, score: score.clamped(), working })
}

/// F12.
fn in_range(value: &Exact, (from, to): (&Exact, &Exact), (lowest, highest): (&Exact, &Exact)) -> Achievement {
    let formula = "100 dentro, lineare fino ai limiti";
    let (raw, with) = if value >= from && value <= to {
        (Exact::hundred(), format!("{value} è tra {from} e {to}"))
    } else if (value < from && lowest == from) || (value > to && highest == to) {
        (Exact::zero(), format!("{value} non è tra {from} e {to}"))
    } else if value < from {
        let share = (value - lowest).checked_div(&(from - lowest)).unwrap_or_else(Exact::zero);
        (share * Exact::hundred(), format!("({value} − {lowest}) / ({from} − {lowest}) × 100"))
    } else {
        let share = (highest - value).checked_div(&(highest - to)).unwrap_or_else(Exact::zero);
        (share * Exact::hundred(), format!("({highest} − {value}) / ({highest} − {to}) × 100"))
    };
    let working = Working::new(formula, with, &raw);
    Achievement::new(raw, vec![working])
}

/// F14.
fn upkeep(value: &Exact, target: &Exact, tolerance: &Exact, polarity: Polarity) -> Outcome {
    let held = match polarity {
        Polarity::Increasing => *value >= target - tolerance,
        Polarity::Decreasing => *value <= target + tolerance,
    };
    if held {
        let (sign, limit) = match polarity {
            Polarity::Increasing => ("non è meno di", target - tolerance),
            Polarity::Decreasing => ("non è più di", target + tolerance),
        };
        let full = Exact::hundred();
        let working = Working::new("100 entro la tolleranza", format!("{value} {sign} {limit}"), &full);
        return Ok(Achievement::new(full, vec![working]));
    }
    let ratio = match polarity {
        Polarity::Increasing => Function::Increasing { target: target.clone() },
        Polarity::Decreasing => Function::Decreasing { target: target.clone() },
    };
    ratio.evaluate(Some(&Actual::Value(value.clone())))
}
