//! What is counted: per cent, money, days, things.

use domain::target::Measure;
use rust_decimal::Decimal;

use super::phrase::{free, text};
use super::span::{is_every, period};
use crate::money::{amount, scaled_number};
use crate::number::cardinal;
use crate::scan::{Cursor, Shape};
use crate::{date, month};

/// A measured amount and the place after it.
pub(super) struct Counted<'t> {
    pub measure: Measure,
    pub rest: Cursor<'t>,
}

/// Words that cannot begin the name of a thing.
const NOT_THINGS: &str = "e ed o oppure di del dello della dell dei degli delle d a ad al allo \
    alla all ai agli alle in nel nello nella nell nei negli nelle con per da dal dallo dalla dall dai \
    dagli dalle entro rispetto se che qualora ogni l prima su";

/// Words at which a long name of a thing is cut.
const CUTS: &str = "con per nel nello nella nell nei negli nelle presso tra fra su sul sulla sui \
    dal dalla dall da al alla idonei previa";

/// Words in the name of a thing beyond which it is cut.
const LONG_NAME: usize = 8;

/// After a mark of number: `n.`, `N°`, `numero`.
pub(super) fn marker(cursor: Cursor<'_>) -> Option<Cursor<'_>> {
    let rest = cursor.any("n nr num numero")?;
    let signed = ['.', '°', 'º'].into_iter().find_map(|sign| rest.sign(sign)).unwrap_or(rest);
    signed.number().map(|_| signed)
}

/// A measure at the cursor, in its fullest form.
pub(super) fn measure(cursor: Cursor<'_>) -> Option<Counted<'_>> {
    if let Some((money, rest)) = amount(cursor) {
        return Some(Counted { measure: Measure::Money(money), rest });
    }
    let start = marker(cursor).unwrap_or(cursor);
    let (number, rest, is_article) = value(start)?;
    if let Some(rest) = percent(rest) {
        return Some(Counted { measure: Measure::Percent(number), rest });
    }
    if let Some((working, rest)) = days(rest) {
        return Some(Counted { measure: Measure::Days { days: number, working }, rest });
    }
    let counted = of_things(number, rest);
    let plain = matches!(counted.measure, Measure::Number(_));
    (!plain || !is_article).then_some(counted)
}

/// A number in figures or words; whether it is an article too (*un*, *una*).
fn value(cursor: Cursor<'_>) -> Option<(Decimal, Cursor<'_>, bool)> {
    let token = cursor.peek()?;
    if token.shape == Shape::Word {
        let article = token.is_any("un una uno");
        return cardinal(&token.word).map(|number| (number.into(), cursor.next(), article));
    }
    let after_sign = cursor.before(1).is_some_and(|t| matches!(t.shape, Shape::Sign('/' | '+')));
    let minus = cursor.sign('-').or_else(|| cursor.sign('−')).filter(|_| !after_sign);
    let tight = minus.filter(|rest| rest.peek().is_some_and(|token| !token.spaced));
    let start = tight.unwrap_or(cursor);
    let (number, rest) = scaled_number(start).filter(|(_, rest)| counts(start, *rest))?;
    Some((if tight.is_some() { -number } else { number }, rest, false))
}

/// Whether figures are a count: `30/06` is a day, `1°` an ordinal, `145/2018` an act, `12:30` an hour,
/// `01` a code.
fn counts(start: Cursor<'_>, rest: Cursor<'_>) -> bool {
    let sign = rest.peek().filter(|next| !next.spaced).map(|next| next.shape);
    let number_after = rest.next().peek().is_some_and(|next| next.shape == Shape::Number);
    let act = matches!(sign, Some(Shape::Sign('/' | ':'))) && number_after;
    let ordinal = matches!(sign, Some(Shape::Sign('°' | 'º' | 'ª' | '^')));
    let code = start.peek().is_some_and(|token| {
        token.text.len() > 1 && token.text.starts_with('0') && !token.text.contains(',')
    });
    !act && !ordinal && !code && date::written(start).is_none()
}

/// A number of the things named at the cursor, or a plain number.
pub(super) fn of_things(number: Decimal, cursor: Cursor<'_>) -> Counted<'_> {
    match thing(cursor) {
        Some((unit, rest)) => Counted { measure: Measure::Quantity { number, unit }, rest },
        None => Counted { measure: Measure::Number(number), rest: cursor },
    }
}

fn percent(cursor: Cursor<'_>) -> Option<Cursor<'_>> {
    cursor.sign('%').or_else(|| cursor.phrase("per cento")).or_else(|| cursor.word("percento"))
}

/// Days, and whether only working days count: `giorni`, `gg. lavorativi`.
pub(super) fn days(cursor: Cursor<'_>) -> Option<(bool, Cursor<'_>)> {
    let rest = cursor.any("giorno giorni gg")?.skip_point();
    if let Some(rest) = rest.any("lavorativo lavorativi") {
        return Some((true, rest));
    }
    if let Some(rest) = rest.word("lav") {
        return Some((true, rest.skip_point()));
    }
    let calendar = ["di calendario", "naturali e consecutivi", "naturali", "solari", "consecutivi"];
    Some((false, rest.one_of(&calendar).unwrap_or(rest)))
}

/// The name of what is counted, as written.
fn thing(cursor: Cursor<'_>) -> Option<(String, Cursor<'_>)> {
    let first = cursor.peek().filter(|token| token.shape == Shape::Word)?;
    if first.is_any(NOT_THINGS) || month::named(first).is_some() {
        return None;
    }
    let (name, rest) = free(cursor, ends_thing);
    if name.is_empty() {
        return None;
    }
    if name.split(' ').count() <= LONG_NAME {
        return Some((name, rest));
    }
    let mut cut = cursor.next();
    while cut.is_before(rest) && cut.any(CUTS).is_none() {
        cut = cut.next();
    }
    Some((text(cursor, cut), rest))
}

/// Whether the name of a thing ends before the cursor.
fn ends_thing(cursor: Cursor<'_>) -> bool {
    const OTHER_CLAIM: &str = "mediante tramite attraverso relativamente rispetto nonche prima \
        antecedenti oltre comunque min max massimo";
    let conjunction = cursor.any("e ed o oppure");
    let another = conjunction.is_some_and(|rest| {
        let more = "piu superiore superiori meno inferiore inferiori maggiore";
        rest.number().is_some() || rest.any(more).is_some() || rest.any(OTHER_CLAIM).is_some()
    });
    let in_time = cursor
        .one_of(&["nel corso", "nel mese", "nei mesi", "in misura", "di cui", "in piu", "in meno"])
        .is_some();
    let dated = cursor.any("al all da dal dall a ad").is_some_and(|rest| {
        date::written(rest).is_some() || rest.peek().is_some_and(|token| month::named(token).is_some())
    });
    another
        || in_time
        || dated
        || cursor.any(OTHER_CLAIM).is_some()
        || period(cursor).is_some()
        || is_every(cursor)
}
