//! Weights and shares (*peso*, *quota*): `12,5%`, `125‰`, `1/3`, `pari al 25%`, `12,5 su 100`.
//!
//! The result is an exact percentage. A fraction without a sign is a part of the whole when it is at
//! most one (`1/3`) and otherwise of a hundred (`100/3`); with `%` or `‰` it counts those.

use domain::Weight;
use rust_decimal::Decimal;

use crate::Notation;
use crate::number;

/// Decimals beyond which a weight is junk; the exchange form has no more.
const MOST_DECIMALS: u32 = 12;

/// What a number counts: how many of them make a hundred per cent.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scale {
    Whole,
    Percent,
    Thousandths,
}

/// The weights a text can mean: two where a point may part thousands or decimals (`12.500%`).
pub fn parse(text: &str, notation: Notation) -> Vec<Weight> {
    let text = without_words(text);
    if let Some((part, whole)) = text.split_once(" su ") {
        return out_of(part.trim_end(), whole.trim_start()).into_iter().collect();
    }
    let (body, sign) = split_sign(text);
    if body.starts_with(['-', '+', '−', '–']) {
        return Vec::new();
    }
    if let Some((numerator, denominator)) = body.split_once('/') {
        return fraction(numerator.trim(), denominator.trim(), sign, notation).into_iter().collect();
    }
    let Some(number) = number::parse(body) else { return Vec::new() };
    let scale = match (sign, notation) {
        (Some(scale), _) => scale,
        (None, Notation::Thousandths) => Scale::Thousandths,
        (None, Notation::Fraction) if number <= Decimal::ONE => Scale::Whole,
        // A part of the whole above the whole is a slip into another notation.
        (None, Notation::Fraction) => return Vec::new(),
        (None, Notation::Auto | Notation::Percent | Notation::Number) => Scale::Percent,
    };
    let other = decimal_point(body).filter(|_| number > full(scale));
    other.into_iter().chain([number]).filter_map(|number| weigh(number, scale)).collect()
}

/// The text without the words that only lead to a number: `pari al 25%`.
fn without_words(text: &str) -> &str {
    const WORDS: [&str; 5] = ["pari al ", "pari allo ", "pari all'", "pari ad ", "pari a "];
    let leads = |words: &str| text.get(..words.len()).is_some_and(|start| start.eq_ignore_ascii_case(words));
    let words = WORDS.iter().find(|words| leads(words));
    words.map_or(text, |words| text[words.len()..].trim_start())
}

/// So many out of a whole: `12,5 su 100`.
fn out_of(part: &str, whole: &str) -> Option<Weight> {
    const LARGEST: i64 = 10_000;
    let whole = if whole == "cento" { 100 } else { whole.parse::<i64>().ok()? };
    let number = number::parse(part)?.normalize();
    if !(1..=LARGEST).contains(&whole) || number.is_sign_negative() || number.scale() > MOST_DECIMALS {
        return None;
    }
    let numerator = i64::try_from(number.mantissa()).ok()?.checked_mul(100)?;
    Weight::ratio(numerator, 10_i64.checked_pow(number.scale())?.checked_mul(whole)?)
}

fn split_sign(text: &str) -> (&str, Option<Scale>) {
    if let Some(body) = text.strip_suffix('%') {
        (body.trim_end(), Some(Scale::Percent))
    } else if let Some(body) = text.strip_suffix('‰') {
        (body.trim_end(), Some(Scale::Thousandths))
    } else {
        (text, None)
    }
}

/// The number when its only point is a decimal point after all: `12.500` as twelve and a half. Groups
/// of thousands are rare in weights, so a reading beyond the whole is not the only honest one.
fn decimal_point(text: &str) -> Option<Decimal> {
    let three_decimals = text.split_once('.').is_some_and(|(_, decimals)| decimals.len() == 3);
    if three_decimals && !text.contains(',') { Decimal::from_str_exact(text).ok() } else { None }
}

fn full(scale: Scale) -> Decimal {
    match scale {
        Scale::Whole => Decimal::ONE,
        Scale::Percent => Decimal::ONE_HUNDRED,
        Scale::Thousandths => Decimal::ONE_THOUSAND,
    }
}

fn weigh(number: Decimal, scale: Scale) -> Option<Weight> {
    let number = Some(number.normalize()).filter(|number| number.scale() <= MOST_DECIMALS)?;
    let numerator = i64::try_from(number.mantissa()).ok()?;
    scaled(numerator, 10_i64.checked_pow(number.scale())?, scale)
}

/// `numerator / denominator` on a scale, as a percentage.
fn scaled(numerator: i64, denominator: i64, scale: Scale) -> Option<Weight> {
    match scale {
        Scale::Whole => Weight::ratio(numerator.checked_mul(100)?, denominator),
        Scale::Percent => Weight::ratio(numerator, denominator),
        Scale::Thousandths => Weight::ratio(numerator, denominator.checked_mul(10)?),
    }
}

fn fraction(numerator: &str, denominator: &str, sign: Option<Scale>, notation: Notation) -> Option<Weight> {
    let part = |text: &str| {
        let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| text.parse::<i64>().ok()).flatten()
    };
    let (numerator, denominator) = (part(numerator)?, part(denominator)?);
    let scale = sign.unwrap_or(match notation {
        Notation::Thousandths => Scale::Thousandths,
        Notation::Fraction => Scale::Whole,
        Notation::Auto | Notation::Percent if numerator <= denominator => Scale::Whole,
        Notation::Auto | Notation::Percent | Notation::Number => Scale::Percent,
    });
    scaled(numerator, denominator, scale)
}

/// The weight as the body writes it: `12,5%`, `125‰`, `1/8` or `12,5`; a percentage without finite
/// decimals keeps its fraction (`100/3%`).
pub fn render(weight: Weight, notation: Notation) -> String {
    let written = match notation {
        Notation::Auto | Notation::Percent => None,
        Notation::Thousandths => times(weight, 10).map(|text| text + "‰"),
        Notation::Fraction => {
            let (numerator, denominator) = weight.parts();
            let part = denominator.checked_mul(100).and_then(|whole| Weight::ratio(numerator, whole));
            part.map(Weight::parts).map(|(numerator, denominator)| format!("{numerator}/{denominator}"))
        }
        Notation::Number => times(weight, 1),
    };
    written.unwrap_or_else(|| weight.to_string().replace('.', ",") + "%")
}

fn times(weight: Weight, times: i64) -> Option<String> {
    let (numerator, denominator) = weight.parts();
    let multiple = Weight::ratio(numerator.checked_mul(times)?, denominator)?;
    Some(multiple.to_string().replace('.', ","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_in_words_are_understood() {
        let read = |text: &str| parse(text, Notation::Auto).first().map(ToString::to_string);
        assert_eq!(read("pari al 25%").as_deref(), Some("25"));
        assert_eq!(read("12,5 su 100").as_deref(), Some("12.5"));
        assert_eq!(read("3 su 10").as_deref(), Some("30"));
        assert_eq!(read("2 su 0"), None);
        assert_eq!(read("molto su cento"), None);
    }
}
