//! Numbers of days, weeks, months, and how often: *30 giorni dalla richiesta*, *ogni settimana*.

use domain::target::{Deadline, Measure, Operator, Span, Target};

use super::Claim;
use super::measure::days;
use super::phrase::{free, stops};
use crate::number::cardinal;
use crate::scan::{Cursor, Shape};
use crate::years::year;

/// Words between *entro* and a number of days or months.
const LEADING_TO_A_SPAN: &str = "e non oltre il i gli le termine massimo di del primi";

/// A number of days, weeks, months: from an event a relative deadline, alone the longest time allowed.
pub(super) fn span(cursor: Cursor<'_>) -> Option<(Claim, Cursor<'_>)> {
    let start = cursor.skip_all(LEADING_TO_A_SPAN, 6);
    let (count, rest) = count(start)?;
    let (unit, rest) = unit(rest).or_else(|| unit_first(start).map(|(unit, _, rest)| (unit, rest)))?;
    if let Some((event, after)) = event(rest) {
        return Some((Claim::Times(vec![Deadline::Relative { count, unit, event }]), after));
    }
    let number = count.into();
    let measure = match unit {
        Span::Days => Measure::Days { days: number, working: false },
        Span::WorkingDays => Measure::Days { days: number, working: true },
        _ => Measure::Quantity { number, unit: unit_name(unit, count).to_owned() },
    };
    Some((Claim::Other(Target::Amount { operator: Operator::AtMost, measure }), rest))
}

/// A whole number, or the one after a unit that stands before it (*entro giorni 30*).
fn count(cursor: Cursor<'_>) -> Option<(u32, Cursor<'_>)> {
    if let Some((count, rest)) = cursor.digits(5) {
        return Some((count, rest));
    }
    let token = cursor.peek()?;
    if let Some(count) = cardinal(&token.word).filter(|_| token.shape == Shape::Word) {
        return Some((count, cursor.next()));
    }
    unit_first(cursor).map(|(_, count, rest)| (count, rest))
}

/// The unit that stands before its number, in the plural: *anno 2024* is a year.
fn unit_first(cursor: Cursor<'_>) -> Option<(Span, u32, Cursor<'_>)> {
    cursor.any("giorni gg ore mesi")?;
    let (unit, rest) = unit(cursor)?;
    let (count, rest) = rest.digits(3)?;
    Some((unit, count, rest))
}

fn unit(cursor: Cursor<'_>) -> Option<(Span, Cursor<'_>)> {
    if let Some((working, rest)) = days(cursor) {
        return Some((if working { Span::WorkingDays } else { Span::Days }, rest));
    }
    let names = [
        ("ora ore", Span::Hours),
        ("settimana settimane", Span::Weeks),
        ("mese mesi", Span::Months),
        ("trimestre trimestri", Span::Quarters),
        ("semestre semestri", Span::HalfYears),
        ("anno anni", Span::Years),
    ];
    names.iter().find_map(|(words, span)| Some((*span, cursor.any(words)?)))
}

/// The unit's name for a number of them.
pub(super) fn unit_name(unit: Span, count: u32) -> &'static str {
    let (one, more) = match unit {
        Span::Hours => ("ora", "ore"),
        Span::Days => ("giorno", "giorni"),
        Span::WorkingDays => ("giorno lavorativo", "giorni lavorativi"),
        Span::Weeks => ("settimana", "settimane"),
        Span::Months => ("mese", "mesi"),
        Span::Quarters => ("trimestre", "trimestri"),
        Span::HalfYears => ("semestre", "semestri"),
        Span::Years => ("anno", "anni"),
    };
    if count == 1 { one } else { more }
}

/// What a span is counted from, with its preposition: *dalla disponibilità del dato*.
pub(super) fn event(cursor: Cursor<'_>) -> Option<(String, Cursor<'_>)> {
    cursor.any("da dal dallo dalla dall dai dagli dalle successivi decorrenti dopo")?;
    let (event, rest) = free(cursor, |_| false);
    event.contains([' ', '\'', '’']).then_some((event, rest))
}

/// *Al giorno*, *a settimana*, *ogni mese*, *all'anno*.
pub(super) fn period(cursor: Cursor<'_>) -> Option<(Span, Cursor<'_>)> {
    let start = cursor.any("a al alla all l per ogni")?;
    let all_through = cursor.before(1).is_some_and(|token| token.is_any("tutto durante"));
    let (span, rest) = unit(start).filter(|_| !all_through)?;
    let singular = start.peek().is_some_and(|token| !token.is_any("giorni gg ore settimane mesi anni"));
    // *Al mese di marzo*, *all'anno precedente*, *all'anno 2023* are other things.
    let other = rest.any("di precedente successivo scolastico in del").is_some() || rest.digits(2).is_some();
    (singular && !other && year(rest).is_none()).then_some((span, rest))
}

/// Whether *ogni* and a number of periods stand here (*ogni 3 mesi*), not *ogni centro*.
pub(super) fn is_every(cursor: Cursor<'_>) -> bool {
    cursor.word("ogni").and_then(count).is_some_and(|(_, rest)| unit(rest).is_some())
}

/// Adverbs and adjectives of a period.
const ADVERBS: [(&str, &str, Span); 6] = [
    ("quotidianamente giornalmente", "quotidiana quotidiano giornaliera giornaliero", Span::Days),
    ("settimanalmente", "settimanale", Span::Weeks),
    ("mensilmente", "mensile", Span::Months),
    ("trimestralmente", "trimestrale", Span::Quarters),
    ("semestralmente", "semestrale", Span::HalfYears),
    ("annualmente", "annuale", Span::Years),
];

/// *Quotidianamente*, *con cadenza mensile*, *ogni settimana*: once in each period.
pub(super) fn adverb(cursor: Cursor<'_>) -> Option<(Span, Cursor<'_>)> {
    let cadence = cursor.any("cadenza periodicita frequenza");
    let alone = cursor.before(1).is_none() && cursor.next().is_end();
    let adjective = cadence.or(alone.then_some(cursor));
    let said = |(adverbs, adjectives, span): &(&str, &str, Span)| {
        let rest = cursor.any(adverbs).or_else(|| adjective.and_then(|rest| rest.any(adjectives)))?;
        Some((*span, rest))
    };
    ADVERBS.iter().find_map(said).or_else(|| {
        let of = cursor.is_near(1, "di del in per");
        cursor.word("ogni").filter(|_| !of).and_then(|_| period(cursor)).filter(|(_, rest)| stops(*rest))
    })
}
