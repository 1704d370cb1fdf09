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

/// An amount of euros, with or without their sign; none when it is blank, no amount, or less than nought.
pub fn euros(text: &str) -> Option<Exact> {
    let bare = || meaning::number::parse(text).map(Exact::from);
    let cents = |money: domain::Money| Exact::from(money.cents).checked_div(&Exact::hundred());
    bare().or_else(|| meaning::money::parse(text).and_then(cents)).filter(|euros| !euros.is_negative())
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
    number.shown(number.places().unwrap_or(2))
}
