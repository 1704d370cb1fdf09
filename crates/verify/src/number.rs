//! Numbers without rounding, and how they are written.

use std::fmt;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, Zero};
use serde::{Deserialize, Deserializer, de};

/// Longer texts are no numbers of a plan.
const LONGEST_TEXT: usize = 400;
/// A decimal with more places than these is written as a fraction.
const MOST_PLACES: u32 = 12;

/// A whole number.
pub fn whole(number: i64) -> BigRational {
    BigRational::from_integer(number.into())
}

/// The full score.
pub fn hundred() -> BigRational {
    whole(100)
}

/// Held between nought and a hundred (rulebook 8.1).
pub fn clamped(number: &BigRational) -> BigRational {
    if number.is_negative() {
        BigRational::zero()
    } else if *number > hundred() {
        hundred()
    } else {
        number.clone()
    }
}

/// Rounded half up, away from nought, to so many decimals (rulebook 8.13).
pub fn rounded(number: &BigRational, decimals: u32) -> BigRational {
    let scale = BigRational::from_integer(BigInt::from(10).pow(decimals));
    // `round` of a fraction takes halves away from nought, exactly.
    (number * &scale).round() / scale
}

/// Reads `85`, `12.5`, `12,5` or `200/3`.
pub fn parsed(text: &str) -> Option<BigRational> {
    if text.len() > LONGEST_TEXT {
        return None;
    }
    match text.split_once('/') {
        Some((above, below)) => {
            let below: BigInt = below.trim().parse().ok()?;
            let above: BigInt = above.trim().parse().ok()?;
            (!below.is_zero()).then(|| BigRational::new(above, below))
        }
        None => decimal(text.trim()),
    }
}

fn decimal(text: &str) -> Option<BigRational> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, places) = digits.split_once(['.', ',']).unwrap_or((digits, ""));
    let plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !plain(whole) || !plain(places) {
        return None;
    }
    let all: BigInt = format!("{whole}{places}").parse().ok()?;
    let scale = BigInt::from(10).pow(u32::try_from(places.len()).ok()?);
    let number = BigRational::new(all, scale);
    Some(if text.starts_with('-') { -number } else { number })
}

/// A decimal where it ends within twelve places, else a fraction.
pub fn shown(number: &BigRational) -> String {
    let scale = BigInt::from(10).pow(MOST_PLACES);
    let scaled = number * BigRational::from_integer(scale);
    if !scaled.is_integer() {
        return format!("{}/{}", number.numer(), number.denom());
    }
    let digits = scaled.to_integer().abs().to_string();
    let width = MOST_PLACES as usize;
    let padded = format!("{digits:0>width$}", width = width + 1);
    let (whole, places) = padded.split_at(padded.len() - width);
    let sign = if number.is_negative() { "-" } else { "" };
    let text = format!("{sign}{whole}.{places}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A number as a file holds it: a text, or a whole number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number(pub BigRational);

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&shown(&self.0))
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = Number;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("un numero, come 85, \"12.5\" o \"200/3\"")
            }
            fn visit_i64<E>(self, number: i64) -> Result<Number, E> {
                Ok(Number(whole(number)))
            }
            fn visit_u64<E>(self, number: u64) -> Result<Number, E> {
                Ok(Number(BigRational::from_integer(number.into())))
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Number, E> {
                parsed(text).map(Number).ok_or_else(|| E::custom("non è un numero"))
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_and_written_as_results_hold_them() {
        for text in ["85", "12.5", "200/3", "-4.55", "0", "0.001", "-1/7", "100"] {
            assert_eq!(shown(&parsed(text).unwrap()), text);
        }
        assert_eq!(parsed("12,50"), parsed("12.5"));
        for wrong in ["", "-", "1/0", "1e3", "1.2.3", "a", "/3"] {
            assert_eq!(parsed(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn halves_go_up() {
        for (number, decimals, expected) in
            [("89.995", 2, "90"), ("59.994", 2, "59.99"), ("200/3", 0, "67"), ("-0.5", 0, "-1")]
        {
            assert_eq!(shown(&rounded(&parsed(number).unwrap(), decimals)), expected);
        }
    }
}
