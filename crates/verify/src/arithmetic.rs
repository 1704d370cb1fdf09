//! Arithmetic as it is reckoned and as it is written: `(102 − 80) / 40 × 100`.

use std::ops::{Add, Div, Mul, Sub};

use jiff::civil::Date;
use num_rational::BigRational;
use num_traits::Zero;

use crate::number;

/// Parentheses within more parentheses than these are no reckoning of a person.
const DEEPEST: usize = 64;

/// What may stand between two numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Operator {
    Plus,
    Minus,
    Times,
    Over,
}

impl Operator {
    /// `None` where it divides by nought.
    fn apply(self, left: &BigRational, right: &BigRational) -> Option<BigRational> {
        match self {
            Self::Plus => Some(left + right),
            Self::Minus => Some(left - right),
            Self::Times => Some(left * right),
            Self::Over => (!right.is_zero()).then(|| left / right),
        }
    }
}

/// An expression: numbers, and operations on two expressions.
#[derive(Clone, Debug)]
pub enum Expression {
    /// A number.
    Number(BigRational),
    /// An operation on two.
    Operation(Box<Expression>, Sign, Box<Expression>),
}

/// The sign of an operation.
#[derive(Clone, Copy, Debug)]
pub struct Sign(Operator);

impl Expression {
    /// What it comes to; `None` where it divides by nought.
    pub fn value(&self) -> Option<BigRational> {
        match self {
            Self::Number(number) => Some(number.clone()),
            Self::Operation(left, sign, right) => sign.0.apply(&left.value()?, &right.value()?),
        }
    }

    /// Its numbers from left to right.
    pub fn figures(&self) -> Vec<Figure> {
        match self {
            Self::Number(number) => vec![Figure::Number(number.clone())],
            Self::Operation(left, _, right) => [left.figures(), right.figures()].concat(),
        }
    }
}

impl From<&BigRational> for Expression {
    fn from(number: &BigRational) -> Self {
        Self::Number(number.clone())
    }
}

impl From<i64> for Expression {
    fn from(number: i64) -> Self {
        Self::Number(number::whole(number))
    }
}

macro_rules! operations {
    ($($name:ident $method:ident $operator:ident;)*) => {$(
        impl<E: Into<Expression>> $name<E> for Expression {
            type Output = Expression;
            fn $method(self, other: E) -> Expression {
                let sign = Sign(Operator::$operator);
                Expression::Operation(Box::new(self), sign, Box::new(other.into()))
            }
        }
    )*};
}

operations! {
    Add add Plus;
    Sub sub Minus;
    Mul mul Times;
    Div div Over;
}

/// A number or a day that a line names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Figure {
    /// A number.
    Number(BigRational),
    /// A day.
    Day(Date),
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Figure(Figure),
    Operator(Operator),
    Open,
    Close,
    Word,
}

/// The numbers and days of a text, in order.
pub fn figures(text: &str) -> Vec<Figure> {
    let figure = |token| if let Token::Figure(figure) = token { Some(figure) } else { None };
    tokens(text).into_iter().filter_map(figure).collect()
}

/// Why a text comes to no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoValue {
    /// It has words or days, or is no expression.
    NotArithmetic,
    /// It divides by nought.
    Nought,
}

/// What a text comes to, when it is arithmetic and nothing else.
pub fn evaluated(text: &str) -> Result<BigRational, NoValue> {
    let tokens = tokens(text);
    if tokens.iter().any(|token| matches!(token, Token::Word | Token::Figure(Figure::Day(_)))) {
        return Err(NoValue::NotArithmetic);
    }
    let mut reader = Reader { tokens: &tokens, at: 0 };
    let value = reader.sum(0)?;
    if reader.at == tokens.len() { Ok(value) } else { Err(NoValue::NotArithmetic) }
}

/// Reads tokens as sums of products.
struct Reader<'t> {
    tokens: &'t [Token],
    at: usize,
}

impl Reader<'_> {
    fn sum(&mut self, depth: usize) -> Result<BigRational, NoValue> {
        let mut left = self.product(depth)?;
        while let Some(operator) = self.operator(&[Operator::Plus, Operator::Minus]) {
            left = operator.apply(&left, &self.product(depth)?).ok_or(NoValue::Nought)?;
        }
        Ok(left)
    }

    fn product(&mut self, depth: usize) -> Result<BigRational, NoValue> {
        let mut left = self.one(depth)?;
        while let Some(operator) = self.operator(&[Operator::Times, Operator::Over]) {
            left = operator.apply(&left, &self.one(depth)?).ok_or(NoValue::Nought)?;
        }
        Ok(left)
    }

    fn one(&mut self, depth: usize) -> Result<BigRational, NoValue> {
        let token = self.tokens.get(self.at).ok_or(NoValue::NotArithmetic)?;
        self.at += 1;
        match token {
            Token::Figure(Figure::Number(number)) => Ok(number.clone()),
            Token::Open if depth < DEEPEST => {
                let value = self.sum(depth + 1)?;
                let closed = self.tokens.get(self.at) == Some(&Token::Close);
                self.at += 1;
                closed.then_some(value).ok_or(NoValue::NotArithmetic)
            }
            _ => Err(NoValue::NotArithmetic),
        }
    }

    fn operator(&mut self, among: &[Operator]) -> Option<Operator> {
        let Some(Token::Operator(operator)) = self.tokens.get(self.at) else { return None };
        let operator = among.contains(operator).then_some(*operator)?;
        self.at += 1;
        Some(operator)
    }
}

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let (token, length) = match first {
            '+' => (Token::Operator(Operator::Plus), 1),
            '−' => (Token::Operator(Operator::Minus), '−'.len_utf8()),
            '×' => (Token::Operator(Operator::Times), '×'.len_utf8()),
            '/' => (Token::Operator(Operator::Over), 1),
            '(' => (Token::Open, 1),
            ')' => (Token::Close, 1),
            _ => figure(rest).unwrap_or_else(|| (Token::Word, word(rest))),
        };
        tokens.push(token);
        rest = rest.get(length..).unwrap_or_default().trim_start();
    }
    tokens
}

/// The length of what is no number: a word with the digits in it, or a mark.
fn word(text: &str) -> usize {
    let end = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    end.max(text.chars().next().map_or(1, char::len_utf8))
}

/// The number or day that a text begins with, and its length.
fn figure(text: &str) -> Option<(Token, usize)> {
    let sign = usize::from(text.starts_with('-'));
    let run = |from: usize| {
        let rest = text.get(from..).unwrap_or_default();
        from + rest.bytes().take_while(u8::is_ascii_digit).count()
    };
    let after = |end: usize, marks: &[u8]| {
        let mark = text.as_bytes().get(end).filter(|mark| marks.contains(mark))?;
        let begin = end + 1 + usize::from(*mark == b'/' && text.as_bytes().get(end + 1) == Some(&b'-'));
        Some(run(begin)).filter(|last| *last > begin)
    };
    let end = run(sign);
    if end == sign {
        return None;
    }
    let Some(second) = after(end, b"/") else {
        let end = after(end, b".,").unwrap_or(end);
        return number_token(text, end);
    };
    match after(second, b"/") {
        Some(third) => Some((day(text.get(..third)?)?, third)),
        None => number_token(text, second),
    }
}

fn number_token(text: &str, end: usize) -> Option<(Token, usize)> {
    let number = number::parsed(text.get(..end)?)?;
    Some((Token::Figure(Figure::Number(number)), end))
}

fn day(text: &str) -> Option<Token> {
    let mut parts = text.split('/');
    let (day, month, year) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?);
    let date = Date::new(year.parse().ok()?, month, day).ok()?;
    Some(Token::Figure(Figure::Day(date)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_a_derivation_are_reckoned_again() {
        for (text, expected) in [
            ("102 / 120 × 100", "85"),
            ("(40 × 85 + 25 × 100) / 65", "1180/13"),
            ("(2 − 40 / 30) × 100", "200/3"),
            ("100 − 1.5 × 10", "85"),
            ("200/3 / 2", "100/3"),
            ("-4,5 − -2", "-2.5"),
            ("85", "85"),
        ] {
            let value = evaluated(text);
            assert_eq!(value.as_ref().map(number::shown).as_deref(), Ok(expected), "{text}");
        }
        assert_eq!(evaluated("1 / (2 − 2)"), Err(NoValue::Nought));
        let deep = format!("{}1{}", "(".repeat(100_000), ")".repeat(100_000));
        for text in ["", "85 è meno di 90", "1 +", "(1", "1)", "1 2", "30/06/2026", deep.as_str()] {
            assert_eq!(evaluated(text), Err(NoValue::NotArithmetic));
        }
    }

    #[test]
    fn figures_are_found_among_words() {
        let found = figures("fatto il 15/07/2026, termine il 30/06/2026, tolleranza 5 (80%)");
        let day = |text: &str| Figure::Day(text.parse().unwrap());
        let number = |text: &str| Figure::Number(number::parsed(text).unwrap());
        assert_eq!(found, [day("2026-07-15"), day("2026-06-30"), number("5"), number("80")]);
        assert_eq!(figures("D.Lgs150 art3"), []);
    }
}
