//! What people write in a cell.

use domain::text::folded;
use jiff::civil::Date;
use scoring::Exact;

/// A number as people write it, also with a sign of per cent.
pub fn number(text: &str) -> Option<Exact> {
    let text = text.trim_end_matches('%').trim();
    meaning::number::parse(text).map(Exact::from)
}

/// A day as people or programs write it.
pub fn day(text: &str, year: i16) -> Option<Date> {
    text.parse::<Date>().ok().or_else(|| meaning::date::parse(text, Some(year)))
}

/// Yes or no.
pub fn yes_no(text: &str) -> Option<bool> {
    match folded(text).as_str() {
        "si" | "s" | "x" | "vero" => Some(true),
        "no" | "n" | "falso" => Some(false),
        _ => None,
    }
}

/// A number as people write it, with a comma; of one whose decimals do not end two.
pub fn shown(number: &Exact) -> String {
    number.digits(number.places().unwrap_or(2)).replace('.', ",")
}
