//! Amounts in a sentence, with their operators and periods.

use domain::target::{Deadline, Measure, Operator, Span, Target};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::bare::bare;
use super::clause::Clause;
use super::measure::{Counted, measure, of_things};
use super::operator::{JOINING, announces, describes_a_thing, operator, postfix};
use super::range::{is_from_share_to_share, range};
use super::{Claim, Refused, Step, span};
use crate::scan::Cursor;

/// An amount found in a sentence.
pub(super) enum Found {
    /// Of a change, when one waits for its amount.
    Change(Operator, Measure),
    /// Of a change that is said after it (*10% in più*): whether it goes up.
    Turn(bool, Operator, Measure),
    /// On its own.
    Claim(Claim),
    /// Of a thing that is spoken of: no claim.
    Description,
}

/// An amount at a place of a clause.
pub(super) fn claim<'t>(cursor: Cursor<'t>, clause: &Clause) -> Step<'t, Found> {
    if is_from_share_to_share(cursor) {
        return Err(Refused);
    }
    if let Some((from, to, rest)) = range(cursor) {
        return Ok(Some((Found::Claim(Claim::Other(Target::Range { from, to })), rest)));
    }
    let Some((operator, rest)) = operator(cursor) else {
        return match bare(cursor, clause) {
            Some((counted, change)) => amount(Operator::Exactly, counted, change),
            None => Ok(None),
        };
    };
    let announced = announces(cursor);
    match measure(rest.sign(':').unwrap_or(rest).skip_all(JOINING, 4)) {
        Some(counted) if !announced && describes_a_thing(cursor) => {
            Ok(Some((Found::Description, counted.rest)))
        }
        Some(counted) => amount(operator, counted, changes(cursor, clause)),
        None if announced => Err(Refused),
        None => Ok(None),
    }
}

/// Whether an operator at the cursor states the size of a change, not what it must come to (*a meno di
/// 30 giorni*) or a new thing (*e almeno 3 incontri*).
fn changes(cursor: Cursor<'_>, clause: &Clause) -> bool {
    clause.is_change() && !cursor.is_near(1, "a ad al e ed") && cursor.word("fino").is_none()
}

/// An amount with its operator: with a period it recurs, days from an event are a deadline.
fn amount(operator: Operator, counted: Counted<'_>, change: bool) -> Step<'_, Found> {
    let (operator, Counted { measure, rest }) = with_postfix(operator, counted);
    if is_part_of_more(rest) {
        return Err(Refused);
    }
    if let Some((increase, rest)) = turn(rest) {
        return Ok(Some((Found::Turn(increase, operator, measure), rest)));
    }
    if change {
        return Ok(Some((Found::Change(operator, measure), rest)));
    }
    if let Some((every, after)) = span::period(rest) {
        let target = recurring(operator, measure, every)?;
        return Ok(Some((Found::Claim(Claim::Other(target)), after)));
    }
    // *1 incontro ogni 3 mesi*: no type holds it.
    if span::is_every(rest) {
        return Err(Refused);
    }
    if let Some((deadline, after)) = after_event(operator, &measure, rest) {
        return Ok(Some((Found::Claim(Claim::Times(vec![deadline])), after)));
    }
    Ok(Some((Found::Claim(Claim::Other(Target::Amount { operator, measure })), rest)))
}

/// An amount whose operator may stand after the number, and its things after that (*3 o più incontri*).
fn with_postfix(operator: Operator, counted: Counted<'_>) -> (Operator, Counted<'_>) {
    let found = postfix(counted.rest, &counted.measure).filter(|_| operator == Operator::Exactly);
    match (found, counted.measure) {
        (Some((operator, rest)), Measure::Number(number)) => (operator, of_things(number, rest)),
        (Some((operator, rest)), measure) => (operator, Counted { measure, rest }),
        (None, measure) => (operator, Counted { measure, ..counted }),
    }
}

/// Whether the words after an amount make it part of something that is not understood: *10 giorni prima
/// dell'evento*, *10 di cui 5 nuovi*, *2 su 3*.
fn is_part_of_more(rest: Cursor<'_>) -> bool {
    rest.any("prima antecedenti su").is_some() || rest.phrase("di cui").is_some()
}

/// *In più*, *in meno* after an amount: whether it goes up.
fn turn(rest: Cursor<'_>) -> Option<(bool, Cursor<'_>)> {
    let more = rest.phrase("in piu").map(|rest| (true, rest));
    more.or_else(|| rest.phrase("in meno").map(|rest| (false, rest)))
}

/// So many in each period. Per cent or money in each period: no type holds it.
fn recurring(operator: Operator, measure: Measure, every: Span) -> Result<Target, Refused> {
    let (number, unit) = match measure {
        Measure::Number(number) => (number, String::new()),
        Measure::Quantity { number, unit } => (number, unit),
        Measure::Days { days, working } => {
            let unit = if working { Span::WorkingDays } else { Span::Days };
            (days, span::unit_name(unit, if days == Decimal::ONE { 1 } else { 2 }).to_owned())
        }
        Measure::Percent(_) | Measure::Money(_) => return Err(Refused),
    };
    Ok(Target::Recurring { operator, number, unit, every })
}

/// So many days from an event, exactly or at most, are a time limit (*<= 10 giorni dalla ricezione*).
fn after_event<'t>(
    operator: Operator,
    measure: &Measure,
    rest: Cursor<'t>,
) -> Option<(Deadline, Cursor<'t>)> {
    let Measure::Days { days, working } = measure else { return None };
    if !matches!(operator, Operator::AtMost | Operator::Exactly) || !days.is_integer() {
        return None;
    }
    let (event, rest) = span::event(rest)?;
    let unit = if *working { Span::WorkingDays } else { Span::Days };
    Some((Deadline::Relative { count: days.to_u32()?, unit, event }, rest))
}
