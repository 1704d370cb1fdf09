//! Exact numbers: fractions of whole numbers of any size.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Div, Mul, Neg, Sub};
use std::str::FromStr;

use domain::Weight;
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};
use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A number without rounding: thirds stay thirds until a rounding point that the method names.
///
/// Written `85`, `12.5` or `200/3`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Exact(BigRational);

impl Exact {
    /// Nought.
    pub fn zero() -> Self {
        Self(BigRational::zero())
    }

    /// One.
    pub fn one() -> Self {
        Self(BigRational::one())
    }

    /// Hundred: the full score.
    pub fn hundred() -> Self {
        Self::from(100)
    }

    /// A fraction; `None` when the denominator is nought.
    pub fn ratio(numerator: i64, denominator: i64) -> Option<Self> {
        (denominator != 0).then(|| Self(BigRational::new(numerator.into(), denominator.into())))
    }

    /// Whether it is nought.
    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    /// Whether it is less than nought.
    pub fn is_negative(&self) -> bool {
        self.0.is_negative()
    }

    /// Whether it is more than nought.
    pub fn is_positive(&self) -> bool {
        self.0.is_positive()
    }

    /// The quotient; `None` when the divisor is nought.
    pub fn checked_div(&self, divisor: &Self) -> Option<Self> {
        (!divisor.is_zero()).then(|| self / divisor)
    }

    /// Not less than nought and not more than a hundred.
    #[must_use]
    pub fn clamped(&self) -> Self {
        self.clone().max(Self::zero()).min(Self::hundred())
    }

    /// The largest whole number that is not greater.
    pub fn floor(&self) -> BigInt {
        self.0.floor().to_integer()
    }

    /// What is left over the largest whole number that is not greater.
    #[must_use]
    pub fn fraction(&self) -> Self {
        Self(&self.0 - self.0.floor())
    }

    /// Rounded half up to so many decimals: `89.995` is `90.00` (rulebook 8.13).
    #[must_use]
    pub fn rounded(&self, decimals: u32) -> Self {
        let power = BigInt::from(10).pow(decimals);
        let scaled = &self.0 * BigRational::from_integer(power.clone());
        let half = BigRational::new(BigInt::one(), BigInt::from(2));
        let whole = if scaled.is_negative() {
            -(-scaled + half).floor().to_integer()
        } else {
            (scaled + half).floor().to_integer()
        };
        Self(BigRational::new(whole, power))
    }

    /// The digits with so many decimals, rounded half up, with a decimal point: `66.67`.
    pub fn digits(&self, decimals: u32) -> String {
        let power = BigInt::from(10).pow(decimals);
        let whole = (self.rounded(decimals).0 * BigRational::from_integer(power)).to_integer();
        let sign = if whole.is_negative() { "-" } else { "" };
        let digits = whole.abs().to_string();
        let places = decimals as usize;
        if places == 0 {
            return format!("{sign}{digits}");
        }
        let padded = format!("{digits:0>width$}", width = places + 1);
        let (whole, decimals) = padded.split_at(padded.len() - places);
        format!("{sign}{whole}.{decimals}")
    }

    /// The same digits with a decimal comma, as people in Italy write them: `66,67`.
    pub fn shown(&self, decimals: u32) -> String {
        self.digits(decimals).replace('.', ",")
    }

    /// Numerator and denominator, in lowest terms.
    pub fn parts(&self) -> (&BigInt, &BigInt) {
        (self.0.numer(), self.0.denom())
    }

    /// How many decimals it has; `None` when they do not end.
    pub fn places(&self) -> Option<u32> {
        let (mut rest, mut twos, mut fives) = (self.0.denom().clone(), 0_u32, 0_u32);
        let (two, five) = (BigInt::from(2), BigInt::from(5));
        while (&rest % &two).is_zero() {
            rest /= &two;
            twos += 1;
        }
        while (&rest % &five).is_zero() {
            rest /= &five;
            fives += 1;
        }
        rest.is_one().then_some(twos.max(fives))
    }
}

impl From<i64> for Exact {
    fn from(number: i64) -> Self {
        Self(BigRational::from_integer(number.into()))
    }
}

impl From<BigInt> for Exact {
    fn from(number: BigInt) -> Self {
        Self(BigRational::from_integer(number))
    }
}

impl From<Decimal> for Exact {
    fn from(number: Decimal) -> Self {
        Self(BigRational::new(number.mantissa().into(), BigInt::from(10).pow(number.scale())))
    }
}

impl From<Weight> for Exact {
    fn from(weight: Weight) -> Self {
        let (numerator, denominator) = weight.parts();
        Self(BigRational::new(numerator.into(), denominator.into()))
    }
}

macro_rules! operators {
    ($($name:ident $method:ident;)*) => {$(
        impl $name<&Exact> for &Exact {
            type Output = Exact;
            fn $method(self, other: &Exact) -> Exact {
                Exact($name::$method(&self.0, &other.0))
            }
        }
        impl $name for Exact {
            type Output = Exact;
            fn $method(self, other: Exact) -> Exact {
                Exact($name::$method(self.0, other.0))
            }
        }
    )*};
}

operators! {
    Add add;
    Sub sub;
    Mul mul;
    Div div;
}

impl Neg for Exact {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Sum for Exact {
    fn sum<I: Iterator<Item = Self>>(numbers: I) -> Self {
        numbers.fold(Self::zero(), |sum, number| sum + number)
    }
}

/// A decimal when its decimals end (`12.5`), else a fraction (`200/3`).
impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.places().filter(|places| *places <= LONGEST) {
            Some(places) => f.write_str(&self.digits(places)),
            None => write!(f, "{}/{}", self.0.numer(), self.0.denom()),
        }
    }
}

/// More decimals than these are shown as a fraction.
const LONGEST: u32 = 12;

/// Why a text is no exact number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotExact(pub String);

impl fmt::Display for NotExact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "«{}» non è un numero: si scrive come 85, 12.5 o 200/3", self.0)
    }
}

impl std::error::Error for NotExact {}

impl FromStr for Exact {
    type Err = NotExact;

    fn from_str(text: &str) -> Result<Self, NotExact> {
        let wrong = || NotExact(text.to_owned());
        if text.len() > 400 {
            return Err(wrong());
        }
        if let Some((numerator, denominator)) = text.split_once('/') {
            let part = |text: &str| text.trim().parse::<BigInt>().ok();
            let denominator = part(denominator).filter(|number| !number.is_zero()).ok_or_else(wrong)?;
            return Ok(Self(BigRational::new(part(numerator).ok_or_else(wrong)?, denominator)));
        }
        let plain = text.trim().replace(',', ".");
        let (whole, decimals) = plain.split_once('.').unwrap_or((&plain, ""));
        let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let unsigned = whole.strip_prefix('-').unwrap_or(whole);
        if unsigned.is_empty() || !is_digits(unsigned) || !is_digits(decimals) {
            return Err(wrong());
        }
        let places = u32::try_from(decimals.len()).map_err(|_| wrong())?;
        let number: BigInt = format!("{whole}{decimals}").parse().map_err(|_| wrong())?;
        Ok(Self(BigRational::new(number, BigInt::from(10).pow(places))))
    }
}

impl Serialize for Exact {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Reads a text (`"200/3"`), or a whole number as it is written in data files.
impl<'de> Deserialize<'de> for Exact {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = Exact;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("un numero, come 85, 12.5 o \"200/3\"")
            }
            fn visit_i64<E: de::Error>(self, number: i64) -> Result<Exact, E> {
                Ok(Exact::from(number))
            }
            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Exact, E> {
                Ok(Exact::from(BigInt::from(number)))
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Exact, E> {
                text.parse().map_err(E::custom)
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(text: &str) -> Exact {
        text.parse().unwrap()
    }

    #[test]
    fn numbers_are_written_and_read() {
        for text in ["85", "12.5", "200/3", "-4.55", "0", "0.001", "-1/7"] {
            assert_eq!(exact(text).to_string(), text);
        }
        assert_eq!(exact("6/3"), Exact::from(2));
        assert_eq!(exact("12,50").to_string(), "12.5");
        for wrong in ["", "a", "1/0", "1.2.3", "-", "1e3", "--1", "1/", "+5", "1_000", "1.5_0", ".5", "-.5"] {
            assert!(wrong.parse::<Exact>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn halves_are_rounded_up() {
        for (number, places, digits) in [
            ("89.994", 2, "89.99"),
            ("89.995", 2, "90.00"),
            ("59.995", 2, "60.00"),
            ("200/3", 2, "66.67"),
            ("200/3", 0, "67"),
            ("0.5", 0, "1"),
            ("-0.5", 0, "-1"),
            ("-0.001", 2, "0.00"),
            ("1.005", 2, "1.01"),
        ] {
            assert_eq!(exact(number).digits(places), digits, "{number}");
        }
    }

    /// Twelve decimals are shown, more are a fraction; and a text of 400 signs is still a number.
    #[test]
    fn long_numbers_are_shown_and_read() {
        assert_eq!(exact("0.000000000001").to_string(), "0.000000000001");
        assert_eq!(exact("0.0000000000001").to_string(), "1/10000000000000");
        assert_eq!(exact("0.05").places(), Some(2));
        assert_eq!(exact("1/8").places(), Some(3));
        assert_eq!(exact("1/3").places(), None);
        assert!("9".repeat(400).parse::<Exact>().is_ok());
        assert!("9".repeat(401).parse::<Exact>().is_err());
        assert_eq!(
            "1/0".parse::<Exact>().unwrap_err().to_string(),
            "«1/0» non è un numero: si scrive come 85, 12.5 o 200/3"
        );
    }

    #[test]
    fn signs_and_limits() {
        let (below, zero, above) = (exact("-0.1"), Exact::zero(), exact("100.1"));
        assert_eq!((below.is_negative(), below.is_zero(), below.is_positive()), (true, false, false));
        assert_eq!((zero.is_negative(), zero.is_zero(), zero.is_positive()), (false, true, false));
        assert_eq!((above.is_negative(), above.is_zero(), above.is_positive()), (false, false, true));
        assert_eq!((below.clamped(), above.clamped()), (zero.clone(), Exact::hundred()));
        assert_eq!(exact("99.9").clamped(), exact("99.9"));
        assert_eq!(above.checked_div(&zero), None);
        assert_eq!(above.checked_div(&Exact::from(2)), Some(exact("50.05")));
        assert_eq!(Exact::ratio(1, 0), None);
        assert_eq!(Exact::ratio(1, -2), Some(exact("-0.5")));
        assert_eq!(-below, exact("0.1"));
    }

    /// Below nought the largest whole number that is not greater is further from it.
    #[test]
    fn whole_parts_and_rests() {
        for (number, whole, rest) in [("2.5", 2, "0.5"), ("-2.5", -3, "0.5"), ("3", 3, "0"), ("-3", -3, "0")]
        {
            assert_eq!(exact(number).floor(), BigInt::from(whole), "{number}");
            assert_eq!(exact(number).fraction(), exact(rest), "{number}");
        }
    }

    #[test]
    fn numbers_of_other_kinds_are_the_same_numbers() {
        assert_eq!(Exact::from(Decimal::new(-1250, 2)), exact("-12.5"));
        assert_eq!(Exact::from("33.33".parse::<Weight>().unwrap()), exact("33.33"));
        assert_eq!(Exact::from(BigInt::from(7)), Exact::from(7));
        assert_eq!([1, 2, 3].map(Exact::from).into_iter().sum::<Exact>(), Exact::from(6));
        let third = exact("1/3");
        assert_eq!(third.parts(), (&BigInt::from(1), &BigInt::from(3)));
    }

    /// Whole numbers and texts are read from data; a number with decimals would have lost digits.
    #[test]
    fn numbers_in_data() {
        use serde::de::IntoDeserializer;
        use serde::de::value::Error;
        fn read<'d>(from: impl IntoDeserializer<'d, Error>) -> Result<Exact, String> {
            Exact::deserialize(from.into_deserializer()).map_err(|error| error.to_string())
        }
        assert_eq!(read(-5_i64), Ok(Exact::from(-5)));
        assert_eq!(read(u64::MAX), Ok(Exact::from(BigInt::from(u64::MAX))));
        assert_eq!(read("200/3"), Ok(exact("200/3")));
        assert_eq!(read("x"), Err(NotExact("x".to_owned()).to_string()));
        let told = read(true).unwrap_err();
        assert!(told.ends_with("un numero, come 85, 12.5 o \"200/3\""), "{told}");
    }
}
