//! A result as people write it, read as its function wants it.

use std::fmt;

use domain::Rule;
use domain::text::folded;
use scoring::function::Function;
use scoring::{Actual, Exact};

use crate::cell::{self, day, number};

/// Why a text is no result for a function: what it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotAResult(&'static str);

impl fmt::Display for NotAResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "qui si scrive {}", self.0)
    }
}

/// The kind of result that a function takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanted {
    Number,
    Day,
    YesNo,
    Count,
    Outcome,
    Score,
}

fn wanted(function: &Function) -> Wanted {
    match function {
        Function::PointsPerDay { .. } | Function::ProportionalTime { .. } | Function::LateSteps { .. } => {
            Wanted::Day
        }
        Function::YesNo => Wanted::YesNo,
        Function::ValidCount { .. } => Wanted::Count,
        Function::Entered => Wanted::Score,
        Function::Steps { of, .. } | Function::Threshold { of, .. } => wanted(of),
        Function::Rule { rule, .. } => match rule {
            Rule::Delay { .. } | Rule::PerPeriod(_) => Wanted::Day,
            Rule::Outcomes(_) => Wanted::Outcome,
            Rule::Norm(_) => Wanted::Score,
            Rule::Value { .. } | Rule::Proportional { .. } | Rule::PerUnit { .. } => Wanted::Number,
        },
        _ => Wanted::Number,
    }
}

/// What is to be written for a function.
pub fn hint(function: &Function) -> &'static str {
    match wanted(function) {
        Wanted::Number => "un numero (12,5), o un rapporto (9/12)",
        Wanted::Day => "la data in cui è stato fatto (30/06/2026), o «mai»",
        Wanted::YesNo => "sì o no",
        Wanted::Count => "quanti, e nella colonna accanto quanti non validi",
        Wanted::Outcome => "l'esito, con le parole della graduazione, o sì o no",
        Wanted::Score => "il punteggio da 0 a 100",
    }
}

/// What a text says came about; nothing when the cell is blank.
///
/// # Errors
/// When the text is not of the kind that the function takes.
pub fn result(
    function: &Function,
    text: &str,
    invalid: &str,
    year: i16,
) -> Result<Option<Actual>, NotAResult> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let not = NotAResult(hint(function));
    let found = match wanted(function) {
        Wanted::Number if is_never(text) => Some(Actual::Never),
        Wanted::Number => ratio(text).or_else(|| number(text).map(Actual::Value)),
        Wanted::Day => day(text, year).map(Actual::Done).or_else(|| is_never(text).then_some(Actual::Never)),
        Wanted::YesNo => yes_no(text),
        Wanted::Count => count(text, invalid),
        Wanted::Outcome => yes_no(text).or_else(|| Some(Actual::Outcome(text.to_owned()))),
        Wanted::Score => number(text).filter(|score| *score == score.clamped()).map(Actual::Entered),
    };
    found.map(Some).ok_or(not)
}

fn yes_no(text: &str) -> Option<Actual> {
    cell::yes_no(text).map(Actual::YesNo)
}

fn is_never(text: &str) -> bool {
    matches!(folded(text).as_str(), "mai" | "non realizzato" | "non realizzata" | "non fatto" | "non svolto")
}

fn ratio(text: &str) -> Option<Actual> {
    let (numerator, denominator) = text.split_once('/')?;
    let denominator = number(denominator).filter(|number| !number.is_zero())?;
    Some(Actual::Ratio { numerator: number(numerator)?, denominator })
}

fn count(text: &str, invalid: &str) -> Option<Actual> {
    let invalid = if invalid.trim().is_empty() { Some(Exact::zero()) } else { number(invalid.trim()) };
    Some(Actual::Count { counted: number(text)?, invalid: invalid? })
}
