//! Amounts of money: `€ 1.234,56`, `Euro 100.000,00`, `40mila euro`.

use domain::Money;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::number;
use crate::scan::{Cursor, tokens};

/// The amount a text is; the currency may be left out, a minus may stand before or after it.
pub fn parse(text: &str) -> Option<Money> {
    let tokens = tokens(text);
    let (negative, cursor) = minus(Cursor::new(text, &tokens));
    let (euros, rest) = with_currency(cursor).or_else(|| scaled_number(cursor))?;
    rest.is_end().then(|| money(if negative { -euros } else { euros })).flatten()
}

/// An amount with its currency, before or after the number.
pub(crate) fn amount(cursor: Cursor<'_>) -> Option<(Money, Cursor<'_>)> {
    let (euros, rest) = with_currency(cursor)?;
    Some((money(euros)?, rest))
}

fn with_currency(cursor: Cursor<'_>) -> Option<(Decimal, Cursor<'_>)> {
    if let Some(rest) = currency(cursor) {
        let (negative, rest) = minus(rest);
        let (euros, rest) = scaled_number(rest)?;
        return Some((if negative { -euros } else { euros }, rest));
    }
    let (euros, rest) = scaled_number(cursor)?;
    Some((euros, currency(rest.skip("di"))?))
}

fn currency(cursor: Cursor<'_>) -> Option<Cursor<'_>> {
    cursor.sign('€').or_else(|| cursor.any("euro eur")).map(Cursor::skip_point)
}

fn minus(cursor: Cursor<'_>) -> (bool, Cursor<'_>) {
    let minus = cursor.sign('-').or_else(|| cursor.sign('−'));
    (minus.is_some(), minus.unwrap_or(cursor))
}

/// A number with its thousands or millions in words: `40mila`, `1,5 milioni`.
pub(crate) fn scaled_number(cursor: Cursor<'_>) -> Option<(Decimal, Cursor<'_>)> {
    let (number, rest) = cursor.number()?;
    let scales =
        [("mila", 1_000), ("milione milioni mln", 1_000_000), ("miliardo miliardi mld", 1_000_000_000_i64)];
    for (words, scale) in scales {
        if let Some(rest) = rest.any(words) {
            return Some((number.checked_mul(Decimal::from(scale))?, rest.skip_point()));
        }
    }
    Some((number, rest))
}

/// The number of euros in cents; `None` when it has parts of a cent.
fn money(euros: Decimal) -> Option<Money> {
    let cents = euros.checked_mul(Decimal::ONE_HUNDRED)?;
    if cents.is_integer() { cents.to_i64().map(|cents| Money { cents }) } else { None }
}

/// The amount with groups, a decimal comma and two decimals: `€ 1.234,56`.
pub fn render(money: Money) -> String {
    let cents = money.cents.unsigned_abs();
    let sign = if money.cents < 0 { "-" } else { "" };
    format!("€ {sign}{},{:02}", number::render((cents / 100).into()), cents % 100)
}
