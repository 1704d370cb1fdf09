//! What a text was understood to mean.

use jiff::civil::Date;

use crate::{Money, Months, Rule, Target, Weight};
use rust_decimal::Decimal;

/// The kind of meaning a field has, and so the grammar that reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Free text; it means itself.
    Prose,
    /// A percentage (*peso*, *%*).
    Weight,
    /// A number in Italian notation.
    Number,
    /// A calendar date.
    Date,
    /// An expected value or deadline (*valore atteso*, *target*).
    Target,
    /// A rule that turns a result into a score (*graduazione*).
    Rule,
    /// An amount of money.
    Money,
    /// Marks of a month grid.
    Months,
    /// A list of years.
    Years,
    /// Yes or no (*S/N*).
    Flag,
}

/// A value of one of the kinds.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// See [`Kind::Weight`].
    Weight(Weight),
    /// See [`Kind::Number`].
    Number(Decimal),
    /// See [`Kind::Date`].
    Date(Date),
    /// See [`Kind::Target`].
    Target(Target),
    /// See [`Kind::Rule`].
    Rule(Rule),
    /// See [`Kind::Money`].
    Money(Money),
    /// See [`Kind::Months`].
    Months(Months),
    /// See [`Kind::Years`].
    Years(Vec<i16>),
    /// See [`Kind::Flag`].
    Flag(bool),
}

/// A Rust type that stands for one [`Kind`] of value.
pub trait Typed: Sized + Clone {
    /// The kind it stands for.
    const KIND: Kind;
    /// The value as this type, when it is of this kind.
    fn from_value(value: Value) -> Option<Self>;
    /// The typed value in its general form.
    fn to_value(&self) -> Value;
}

macro_rules! typed {
    ($($kind:ident: $ty:ty;)*) => {$(
        impl Typed for $ty {
            const KIND: Kind = Kind::$kind;
            fn from_value(value: Value) -> Option<Self> {
                if let Value::$kind(value) = value { Some(value) } else { None }
            }
            fn to_value(&self) -> Value {
                Value::$kind(self.clone())
            }
        }
    )*};
}

typed! {
    Weight: Weight;
    Number: Decimal;
    Date: Date;
    Target: Target;
    Rule: Rule;
    Money: Money;
    Months: Months;
    Years: Vec<i16>;
    Flag: bool;
}
