//! The second reckoning: what a function makes of what came about (rulebook 8.2).
//!
//! Each result comes with the lines a derivation of it must have: not their words, but the numbers and
//! days they name and what comes of them.

use num_rational::BigRational;

use crate::arithmetic::{Expression, Figure};
use crate::model::{Actual, Function};
use crate::number::clamped;

mod dates;
mod faults;
mod outcomes;
mod rules;
mod values;

/// An achievement.
#[derive(Clone, Debug)]
pub struct Achieved {
    /// Before it is held between 0 and 100.
    pub raw: BigRational,
    /// Between 0 and 100.
    pub score: BigRational,
    /// What the derivation must show.
    pub lines: Vec<Line>,
}

impl Achieved {
    fn new(raw: BigRational, lines: Vec<Line>) -> Self {
        Self { score: clamped(&raw), raw, lines }
    }

    /// What one line says.
    fn by(line: Line) -> Self {
        Self::new(line.result.clone(), vec![line])
    }
}

/// Why nothing is achieved, in Italian: never nought by default (rulebook 8.1).
pub type Why = &'static str;
pub type Reckoned = Result<Achieved, Why>;

/// A line that a derivation must show.
#[derive(Clone, Debug)]
pub struct Line {
    /// The numbers and days it names, in order.
    pub figures: Vec<Figure>,
    /// A text of the plan that stands before or after the numbers.
    pub label: Label,
    /// What comes of it.
    pub result: BigRational,
    /// Whether its numbers, when they are written as arithmetic, come to the result as they stand.
    pub is_plain: bool,
    /// Whether it is a choice where the rule is silent.
    pub is_default: bool,
}

/// Words of the plan in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Label {
    None,
    Before(String),
    After(String),
}

impl Line {
    /// A line that shows an expression.
    fn reckoned(expression: &Expression) -> Result<Self, Why> {
        let result = expression.value().ok_or("si divide per 0")?;
        Ok(Self::told(expression.figures(), result))
    }

    /// A line that names figures.
    pub fn told(figures: Vec<Figure>, result: BigRational) -> Self {
        Self { figures, label: Label::None, result, is_plain: true, is_default: false }
    }

    /// A line that names numbers.
    pub fn numbers<'n>(numbers: impl IntoIterator<Item = &'n BigRational>, result: BigRational) -> Self {
        Self::told(numbers.into_iter().cloned().map(Figure::Number).collect(), result)
    }

    /// A choice where the rule is silent.
    fn default(result: BigRational) -> Self {
        Self { is_default: true, ..Self::told(Vec::new(), result) }
    }

    /// The same line with words of the plan.
    pub fn labelled(self, label: Label) -> Self {
        Self { label, ..self }
    }

    /// The same line, whose result is held or rounded.
    fn held(self) -> Self {
        Self { is_plain: false, ..self }
    }
}

/// What a function makes of a result.
pub fn achieved(function: &Function, actual: Option<&Actual>) -> Reckoned {
    if let Some(fault) = faults::of(function) {
        return Err(fault);
    }
    let actual = actual.ok_or("manca il risultato")?;
    match function {
        Function::F6 { of, steps } => Ok(values::in_steps(achieved(of, Some(actual))?, steps)),
        Function::F7 { of, minimum, rescaled } => {
            values::over_threshold(achieved(of, Some(actual))?, &minimum.0, *rescaled)
        }
        Function::F8 { .. } | Function::F9 { .. } | Function::F10 { .. } => dates::achieved(function, actual),
        Function::F11 {} => values::yes_or_no(actual),
        Function::Entered {} => values::entered(actual),
        Function::Rule { rule, due, target, silent } => {
            let case = rules::Case { due: *due, target: target.as_ref(), silent };
            rules::achieved(rule, &case, actual)
        }
        _ => values::achieved(function, actual),
    }
}
