//! What Italian text means, and Italian text for what is meant.
//!
//! Each module holds the small grammar of one kind of value: [`understand`] reads a text into the
//! values it can mean, [`render`] writes a value so that `understand` reads it back. A grammar never
//! guesses: what it does not know gives no reading, and a text with two honest readings gives two.
//!
//! The grammars run over a flat list of words and numbers, once from left to right, so that reading
//! takes time in proportion to the text; a text longer than any cell of a plan is not read at all.

pub mod date;
pub mod flag;
pub mod money;
pub mod month;
mod months;
pub mod number;
pub mod ordinal;
pub mod rule;
mod scan;
pub mod target;
pub mod weight;
pub mod years;

use domain::text::normal;
use domain::{Kind, Value};

/// How a body writes a kind of value: chosen by the method for a column or label.
///
/// It decides what a number *without a sign* means; a written `%` or `‰` is always believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Notation {
    /// By what is written: `12,5`, `12,5%`, `125‰`, `1/3` of the whole.
    #[default]
    Auto,
    /// Per cent: `12,5%`.
    Percent,
    /// Thousandths (*millesimi*): `125‰`, `125`.
    Thousandths,
    /// A part of the whole: `1/8`, `0,125`.
    Fraction,
    /// A plain number of a hundred: `12,5`.
    Number,
}

impl Notation {
    /// The notation that method files call so (`thousandths`).
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "percent" => Self::Percent,
            "thousandths" => Self::Thousandths,
            "fraction" => Self::Fraction,
            "number" => Self::Number,
            _ => return None,
        })
    }
}

/// What a reader of the text would know besides the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Context {
    /// The plan year: the year of dates that are written without one.
    pub year: Option<i16>,
    /// How numbers without a sign are meant.
    pub notation: Notation,
}

/// Longest text, in bytes, that is read at all: no cell of a plan with a value in it comes near.
const LONGEST: usize = 16_384;

/// The values a text can mean, as a value of a kind.
///
/// None when it is not understood, one when it is certain, several when a person must choose.
pub fn understand(kind: Kind, text: &str, context: &Context) -> Vec<Value> {
    if text.len() > LONGEST {
        return Vec::new();
    }
    let text = &*normal(text);
    match kind {
        Kind::Prose => Vec::new(),
        Kind::Weight => weight::parse(text, context.notation).into_iter().map(Value::Weight).collect(),
        Kind::Number => number::parse(text).map(Value::Number).into_iter().collect(),
        Kind::Date => date::parse(text, context.year).map(Value::Date).into_iter().collect(),
        Kind::Target => target::parse(text).into_iter().map(Value::Target).collect(),
        Kind::Rule => rule::parse(text, context.year).into_iter().map(Value::Rule).collect(),
        Kind::Money => money::parse(text).map(Value::Money).into_iter().collect(),
        Kind::Months => months::parse(text).map(Value::Months).into_iter().collect(),
        Kind::Years => years::parse(text).map(Value::Years).into_iter().collect(),
        Kind::Flag => flag::parse(text).map(Value::Flag).into_iter().collect(),
    }
}

/// A value in Italian, as a person would write it; [`understand`] with the same context reads the
/// same value back.
pub fn render(value: &Value, context: &Context) -> String {
    match value {
        Value::Weight(weight) => weight::render(*weight, context.notation),
        Value::Number(number) => number::render(*number),
        Value::Date(date) => date::render(*date),
        Value::Target(target) => target::render(target),
        Value::Rule(rule) => rule::render(rule),
        Value::Money(money) => money::render(*money),
        Value::Months(months) => months::render(months),
        Value::Years(years) => years::render(years),
        Value::Flag(flag) => flag::render(*flag).to_owned(),
    }
}
