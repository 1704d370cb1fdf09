//! Amounts without an operator, where they can be nothing else.

use domain::target::Measure;

use super::clause::Clause;
use super::measure::{Counted, marker, measure};
use super::operator::{JOINING, postfix};
use super::single::looks_like_year;
use super::span::period;
use crate::scan::{Cursor, Shape, Token};

/// An amount without operator, where it can be nothing else; and whether it is that of a change.
pub(super) fn bare<'t>(cursor: Cursor<'t>, clause: &Clause) -> Option<(Counted<'t>, bool)> {
    if clause.is_remark() {
        return None;
    }
    let before = cursor.before(1);
    let of = cursor.is_near(1, "di del dello dell della ulteriore");
    let counted = measure(cursor)?;
    // *Una fontana restaurata* counts at the start of a sentence; elsewhere the article is no number.
    if cursor.any("un una uno").is_some() && (before.is_some() || !is_short(&counted)) {
        return None;
    }
    let percent = matches!(counted.measure, Measure::Percent(_));
    if clause.is_change() {
        let noun = before.is_some_and(|t| t.shape == Shape::Word && !is_function_word(t));
        return (of || (percent && noun)).then_some((counted, true));
    }
    let stands = match counted.measure {
        Measure::Percent(_) => clause.opens(cursor) || !is_rate(cursor),
        Measure::Money(_) => clause.opens(cursor),
        Measure::Number(_) => clause.opens(cursor) && closes(&counted),
        Measure::Days { .. } => clause.opens(cursor) || clause.goes_on(cursor) || is_counted(cursor, of),
        Measure::Quantity { ref unit, .. } => {
            let opens = clause.opens(cursor) && !looks_like_year(cursor) && !is_title(unit);
            opens || clause.goes_on(cursor) || is_counted(cursor, of)
        }
    };
    stands.then_some((counted, false))
}

/// Whether what is counted is named in few words.
fn is_short(counted: &Counted<'_>) -> bool {
    matches!(&counted.measure, Measure::Quantity { unit, .. } if unit.split(' ').count() <= 4)
}

/// Whether words after a number begin like a title: the number is theirs (*2 Affidamento dei lavori*).
/// An acronym is a thing like another (*3 SAL*).
fn is_title(words: &str) -> bool {
    let first = words.split(' ').next().unwrap_or_default();
    let acronym = first.len() <= 4 || first.contains('.');
    first.starts_with(char::is_uppercase)
        && (first.contains(char::is_lowercase) || !acronym)
        && words.contains(char::is_lowercase)
}

/// Whether a plain number is followed by nothing that could change what it is.
fn closes(counted: &Counted<'_>) -> bool {
    let Counted { measure, rest } = counted;
    rest.is_end()
        || postfix(*rest, measure).is_some()
        || period(*rest).is_some()
        || rest.any("entro").is_some()
}

/// Whether a number inside a sentence counts what follows: after the action that opens it (*attivazione
/// di 6 tirocini*, *organizzare due incontri*), or marked (*con n. 3 relatori*).
fn is_counted(cursor: Cursor<'_>, of: bool) -> bool {
    let before = cursor.before(1);
    let first = |distance: usize| {
        let joins = |t: &Token<'_>| matches!(t.shape, Shape::Sign(_)) || t.is_any("e ed o con");
        cursor.before(distance).is_none_or(joins)
    };
    let of_mean = of && cursor.before(2).is_some_and(|t| t.is_any("medio media medi"));
    let of_action = of && first(3) && cursor.before(2).is_some_and(is_action);
    let by_verb = first(2) && before.is_some_and(is_infinitive);
    let led = cursor.is_near(1, "di con per e ed in a ad o");
    of_mean || of_action || by_verb || (marker(cursor).is_some() && led)
}

/// Whether a per cent is a rate of something or about what it should be, not a share reached (*IVA al
/// 22%*, *circa il 5%*, *+/-2%*).
fn is_rate(cursor: Cursor<'_>) -> bool {
    const RATES: &str = "iva aliquota sconto ribasso circa quasi intorno peso interesse meno piu";
    let tight = cursor.peek().is_some_and(|token| !token.spaced);
    // `- 5%` may be a bullet or a minus.
    let signed = cursor.before(1).is_some_and(|t| t.is_dash() && (tight || cursor.before(2).is_none()));
    let is_plus =
        |back: usize| cursor.before(back).is_some_and(|t| matches!(t.shape, Shape::Sign('+' | '±')));
    signed || (1..=3).any(is_plus) || cursor.is_near(3, RATES)
}

/// Whether a noun is an action whose object is counted (*redazione*, *svolgimento*), or a mean or sum.
fn is_action(token: &Token<'_>) -> bool {
    const ENDINGS: [&str; 5] = ["zione", "sione", "mento", "tura", "zioni"];
    const NOUNS: &str =
        "rilascio avvio media medio totale numero acquisto controllo invio verifica stipula complessivo";
    ENDINGS.iter().any(|ending| token.word.ends_with(ending)) || token.is_any(NOUNS)
}

fn is_infinitive(token: &Token<'_>) -> bool {
    ["are", "ere", "ire"].iter().any(|ending| token.word.len() > 4 && token.word.ends_with(ending))
}

fn is_function_word(token: &Token<'_>) -> bool {
    token.is_any(JOINING) || token.is_any("e ed o in con da dal dall dalla non")
}
