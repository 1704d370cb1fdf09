//! Times in a target: deadlines, periods, events, *ogni settimana*.

use domain::target::{Deadline, Measure, Operator, Span, Target};

use super::measure::{days, measure};
use super::phrase::{free, stops};
use super::{Claim, Refused, Step};
use crate::number::cardinal;
use crate::scan::{Cursor, Shape, Token};
use crate::years::year;
use crate::{date, month};

/// Words between *entro* and its time, in any order (*entro e non oltre la data del 30/06*).
const LEADING_TO_A_TIME: [&str; 30] = [
    "e", "non", "oltre", "il", "lo", "l", "la", "i", "gli", "le", "al", "di", "del", "della", "dell", "data",
    "termine", "scadenza", "giorno", "fine", "mese", "mesi", "ultimo", "massimo", "termini", "corso", "un", "una",
    "fissato", "tutto",
];

/// A time at a place inside a sentence.
pub(super) fn claim(cursor: Cursor<'_>) -> Step<'_, Claim> {
    if let Some(rest) = cursor.word("entro") {
        return within(rest).map(Some);
    }
    if let Some((found, rest)) = period_of_time(cursor)? {
        return Ok(Some((found, rest)).filter(|_| !is_past(cursor)));
    }
    if let Some((every, rest)) = adverb(cursor) {
        return Ok(Some((Claim::Other(once(every)), rest)));
    }
    announced(cursor)
}

/// What stands after *entro*; it must be understood.
fn within(cursor: Cursor<'_>) -> Result<(Claim, Cursor<'_>), Refused> {
    if let Some(found) = span(cursor) {
        return Ok(found);
    }
    let start = cursor.skip_all(&LEADING_TO_A_TIME, 8);
    if let Some((day, rest)) = start.digits(2)
        && let Some(rest) = rest.one_of(&["di ogni mese", "di ciascun mese"])
    {
        let day = u8::try_from(day).ok().filter(|day| (1..=31).contains(day)).ok_or(Refused)?;
        return Ok((Claim::Times(vec![Deadline::DayOfEveryMonth(day)]), rest));
    }
    if let Some((times, rest)) = list(start)? {
        return Ok((Claim::Times(times), rest));
    }
    if let Some(rest) = this_year(cursor) {
        return Ok((Claim::Times(vec![Deadline::Month { month: 12, year: None }]), rest));
    }
    let amount = measure(cursor.skip_all(&LEADING_TO_A_TIME, 4));
    match amount.map(|counted| (counted.measure, counted.rest)) {
        Some((measure @ (Measure::Percent(_) | Measure::Money(_)), rest)) => {
            Ok((Claim::Other(Target::Amount { operator: Operator::AtMost, measure }), rest))
        }
        _ => Err(Refused),
    }
}

/// *Entro l'anno*, *entro fine anno*: the end of the plan year.
fn this_year(cursor: Cursor<'_>) -> Option<Cursor<'_>> {
    let rest = cursor.skip_all(&LEADING_TO_A_TIME, 6).any(&["anno", "annualita", "esercizio"])?;
    let rest = rest.one_of(&["in corso", "corrente", "solare"]).unwrap_or(rest);
    // *L'anno scolastico*, *l'anno precedente* end on other days.
    let goes_on = rest.peek().is_some_and(|token| token.shape == Shape::Word && !token.is_any(&["e", "ed", "o"]));
    (!goes_on).then_some(rest)
}

/// A number of days, weeks, months: from an event a relative deadline, alone the longest time allowed.
fn span(cursor: Cursor<'_>) -> Option<(Claim, Cursor<'_>)> {
    let start = cursor.skip_all(&LEADING_TO_A_TIME, 6).skip(&["primi"]);
    // *Entro un mese*: the article is the number.
    let (count, rest) = count(start).or_else(|| {
        let article = start.before(1).filter(|token| token.is_any(&["un", "una"]));
        article.map(|_| (1, start))
    })?;
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
    cursor.any(&["giorni", "gg", "ore", "mesi"])?;
    let (unit, rest) = unit(cursor)?;
    let (count, rest) = rest.digits(3)?;
    Some((unit, count, rest))
}

fn unit(cursor: Cursor<'_>) -> Option<(Span, Cursor<'_>)> {
    if let Some((working, rest)) = days(cursor) {
        return Some((if working { Span::WorkingDays } else { Span::Days }, rest));
    }
    let names: [(&[&str], Span); 6] = [
        (&["ora", "ore"], Span::Hours),
        (&["settimana", "settimane"], Span::Weeks),
        (&["mese", "mesi"], Span::Months),
        (&["trimestre", "trimestri"], Span::Quarters),
        (&["semestre", "semestri"], Span::HalfYears),
        (&["anno", "anni"], Span::Years),
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

/// What a span is counted from, with its preposition: *dalla disponibilità dell'applicazione*.
pub(super) fn event(cursor: Cursor<'_>) -> Option<(String, Cursor<'_>)> {
    let from = ["da", "dal", "dallo", "dalla", "dall", "dai", "dagli", "dalle", "successivi", "decorrenti", "dopo"];
    cursor.any(&from)?;
    let (event, rest) = free(cursor, |_| false);
    event.contains([' ', '\'', '’']).then_some((event, rest))
}

/// *Al giorno*, *a settimana*, *ogni mese*, *all'anno*.
pub(super) fn period(cursor: Cursor<'_>) -> Option<(Span, Cursor<'_>)> {
    let start = cursor.any(&["a", "al", "alla", "all", "l", "per", "ogni"])?;
    let all_through = cursor.before(1).is_some_and(|token| token.is_any(&["tutto", "durante"]));
    let (span, rest) = unit(start).filter(|_| !all_through)?;
    let singular = start.peek().is_some_and(|token| !token.is_any(&["giorni", "gg", "ore", "settimane", "mesi", "anni"]));
    // *Al mese di marzo*, *all'anno precedente*, *all'anno 2023* are other things.
    let other = rest.any(&["di", "precedente", "successivo", "scolastico", "in", "del"]).is_some();
    (singular && !other && year(rest).is_none()).then_some((span, rest))
}

/// *Quotidianamente*, *con cadenza mensile*, *ogni settimana*: once in each period.
fn adverb(cursor: Cursor<'_>) -> Option<(Span, Cursor<'_>)> {
    let adverbs: [(&[&str], &[&str], Span); 6] = [
        (&["quotidianamente", "giornalmente"], &["quotidiana", "giornaliera"], Span::Days),
        (&["settimanalmente"], &["settimanale"], Span::Weeks),
        (&["mensilmente"], &["mensile"], Span::Months),
        (&["trimestralmente"], &["trimestrale"], Span::Quarters),
        (&["semestralmente"], &["semestrale"], Span::HalfYears),
        (&["annualmente"], &["annuale"], Span::Years),
    ];
    let cadence = cursor.one_of(&["cadenza", "periodicita", "frequenza"]);
    let adjective = |words: &[&str]| cadence.and_then(|rest| rest.any(words));
    if let Some(found) = adverbs
        .iter()
        .find_map(|(adverbs, adjectives, span)| Some((*span, cursor.any(adverbs).or_else(|| adjective(adjectives))?)))
    {
        return Some(found);
    }
    let of = cursor.before(1).is_some_and(|token| token.is_any(&["di", "del", "in", "per"]));
    cursor.word("ogni").filter(|_| !of).and_then(|_| period(cursor)).filter(|(_, rest)| stops(*rest))
}

fn once(every: Span) -> Target {
    Target::Recurring { operator: Operator::Exactly, number: 1.into(), unit: String::new(), every }
}

/// A time announced otherwise than by *entro*.
fn announced(cursor: Cursor<'_>) -> Step<'_, Claim> {
    let months = ["nel mese di", "nei mesi di", "nel corso del mese di"];
    let terms =
        ["non oltre il", "non oltre la fine di", "termine del", "scadenza del", "rispetto della data del"];
    let after_sign = cursor.before(1).is_some_and(|token| token.is_sign(':') || is_spaced_dash(token));
    if let Some(found) = done_at(cursor) {
        return Ok(Some(found));
    }
    if is_past(cursor) {
        return Ok(None);
    }
    if let Some(start) = cursor.one_of(&months).or_else(|| cursor.one_of(&["nel corso del", "nel corso dell"])) {
        return Ok(list(start)?.map(|(times, rest)| (Claim::Times(times), rest)).or_else(|| {
            let rest = this_year(start)?;
            Some((Claim::Times(vec![Deadline::Month { month: 12, year: None }]), rest))
        }));
    }
    if let Some(start) = cursor.one_of(&terms) {
        // A *termine* that is no date is the end of something else.
        return Ok(list(start)?.filter(|_| !refers(cursor)).map(|(times, rest)| (Claim::Times(times), rest)));
    }
    if after_sign && is_day(cursor) {
        let alone = list(cursor)?.filter(|(_, rest)| stops(*rest));
        return Ok(alone.map(|(times, rest)| (Claim::Times(times), rest)));
    }
    Ok(part_of_year(cursor))
}

fn is_spaced_dash(token: &Token<'_>) -> bool {
    token.is_dash() && token.spaced
}

/// Whether a full date stands here; three numbers with points may be a code (`04.10.01`).
fn is_day(cursor: Cursor<'_>) -> bool {
    let dotted = cursor.peek().is_some_and(|token| token.text.contains('.'));
    !dotted && date::written(cursor).is_some_and(|(written, _)| written.year.is_some())
}

/// Whether a time says when the thing spoken of was (*pratiche presentate nel mese di marzo*, *relativa
/// al periodo da aprile a giugno*), not when something must be done.
fn is_past(cursor: Cursor<'_>) -> bool {
    const STEMS: [&str; 9] =
        ["periodo", "relativ", "riferit", "occors", "avvenut", "verificat", "accadut", "dall", "gia"];
    const PARTICIPLES: [&str; 8] = ["ati", "ate", "uti", "ute", "iti", "ite", "olti", "olte"];
    (1..=4).map_while(|distance| cursor.before(distance)).any(|token| {
        STEMS.iter().any(|stem| token.word.starts_with(stem))
            || (token.word.len() > 5 && PARTICIPLES.iter().any(|ending| token.word.ends_with(ending)))
    })
}

/// Whether a *data del* or *termine del* is one of reference (*successive alla data del…*).
fn refers(cursor: Cursor<'_>) -> bool {
    const REFERRING: [&str; 10] = [
        "precedenti", "successivi", "successive", "dopo", "anteriori", "rispetto", "ritardo", "antecedenti",
        "decorrere", "partire",
    ];
    (1..=3).any(|distance| cursor.before(distance).is_some_and(|token| token.is_any(&REFERRING)))
}

/// *Nel primo semestre del 2024*: with its year wherever it stands.
fn part_of_year(cursor: Cursor<'_>) -> Option<(Claim, Cursor<'_>)> {
    let start = cursor.any(&["nel", "nell"])?;
    let (deadline, rest) = part(start)?;
    let dated = matches!(deadline, Deadline::Part { year: Some(_), .. });
    dated.then(|| (Claim::Times(vec![deadline]), rest))
}

/// *Lavori finiti al 31/12/2023*: a date with *al* is a deadline where something is done by it, not
/// where things are as of it (*dati al…*, *aggiornato al…*).
fn done_at(cursor: Cursor<'_>) -> Option<(Claim, Cursor<'_>)> {
    const DONE: [&str; 20] = [
        "finit", "conclus", "complet", "ultim", "attivat", "attivazion", "avvi", "realizz", "consegn", "approvaz",
        "approvat", "adozion", "adottat", "pubblicaz", "pubblicat", "predisposiz", "predispost", "esercizio",
        "termin", "installa",
    ];
    const AS_OF: [&str; 15] = [
        "aggiornat", "situazione", "dati", "dato", "resident", "popolazione", "riferit", "consistenza", "esistent",
        "present", "precedent", "success", "anterior", "fino", "iscritt",
    ];
    let start = cursor.any(&["al", "all"])?;
    let (written, rest) = date::written(start)?;
    let date = written.year.and(written.date(None))?;
    let has = |token: &Token<'_>, stems: &[&str]| stems.iter().any(|stem| token.word.starts_with(stem));
    let as_of = cursor.before(1).is_none_or(|token| has(token, &AS_OF));
    let done = (1..).map_while(|distance| cursor.before(distance)).any(|token| has(token, &DONE));
    (done && !as_of && rest.is_end()).then(|| (Claim::Times(vec![Deadline::Date(date)]), rest))
}

/// A stretch of time: *dal 1° aprile al 31 dicembre*, *da luglio a dicembre*, *fino al 31/12*, *a
/// partire da ottobre*.
fn period_of_time(cursor: Cursor<'_>) -> Step<'_, Claim> {
    let stretch = |from, to, rest| {
        let target = Target::Period { from, to };
        Ok(Some((Claim::Other(target), rest)))
    };
    if let Some(rest) = cursor.one_of(&["a partire", "a decorrere"]) {
        let start = rest.any(&["da", "dal", "dall", "dalla"]).unwrap_or(rest);
        let Some((from, rest)) = point(start.skip_all(&LEADING_TO_A_TIME, 4))? else { return Ok(None) };
        return match upper_end(rest)? {
            Some((to, rest)) => stretch(Some(from), Some(to), rest),
            None => stretch(Some(from), None, rest),
        };
    }
    if let Some(start) = cursor.one_of(&["fino al", "fino alla", "fino all", "fino a", "sino al", "sino a"]) {
        return match point(start.skip_all(&LEADING_TO_A_TIME, 4))? {
            Some((to, rest)) => stretch(None, Some(to), rest),
            None => Ok(None),
        };
    }
    let between = cursor.any(&["tra", "fra"]);
    if let Some(start) = cursor.any(&["da", "dal", "dall"]).or(between) {
        let Ok(Some((from, rest))) = point(start.skip_all(&LEADING_TO_A_TIME, 4)) else { return Ok(None) };
        let end = match between {
            Some(_) => rest.word("e").map_or(Ok(None), |rest| point(rest.skip_all(&LEADING_TO_A_TIME, 4)))?,
            None => upper_end(rest)?,
        };
        // *Dal 31/12/2023* alone is a date of reference; *da giugno*, at the start, is not.
        if let Some((to, rest)) = end {
            return stretch(Some(from), Some(to), rest);
        }
        let begins = cursor.before(1).is_none() && between.is_none() && matches!(from, Deadline::Month { .. });
        return if begins { stretch(Some(from), None, rest) } else { Ok(None) };
    }
    Ok(None)
}

fn upper_end(cursor: Cursor<'_>) -> Step<'_, Deadline> {
    match cursor.skip(&["fino", "sino"]).any(&["a", "ad", "al", "all", "alla"]) {
        Some(start) => point(start.skip_all(&LEADING_TO_A_TIME, 4)),
        None => Ok(None),
    }
}

/// A sentence that is nothing but times: `31/05/2025 e 30/11/2025`, `aprile/novembre`, `marzo - giugno`.
pub(super) fn whole(cursor: Cursor<'_>) -> Step<'_, Claim> {
    let prefixes = ["nel mese di", "nei mesi di", "mese di", "nel corso del", "nel corso dell", "nel", "nell", "il"];
    let start = cursor.one_of(&prefixes).unwrap_or(cursor);
    if let Some((from, rest)) = point(start)?
        && rest.peek().is_some_and(Token::is_dash)
        && let Some((to, rest)) = point(rest.next())?
        && rest.is_end()
        && is_calendar(&from, &to)
    {
        let target = Target::Period { from: Some(from), to: Some(to) };
        return Ok(Some((Claim::Other(target), rest)));
    }
    let Some((times, rest)) = list(start)? else { return Ok(None) };
    let is_year = matches!(times.as_slice(), [Deadline::Year(_), ..]);
    let is_month = matches!(times.as_slice(), [Deadline::Month { .. }, ..]);
    if closed(rest) {
        let said = !is_year || cursor.any(&["nel", "anno"]).is_some();
        return Ok(said.then_some((Claim::Times(times), rest)));
    }
    // *Luglio e agosto massima apertura*: what the months are for, only a person can tell.
    if is_month && cursor.peek().is_some_and(|token| month::named(token).is_some()) {
        return Err(Refused);
    }
    Ok(None)
}

/// Whether nothing but the place of a bracket is left.
fn closed(cursor: Cursor<'_>) -> bool {
    cursor.is_end() || cursor.sign('(').is_some_and(Cursor::is_end)
}

/// Whether two points are days, months or years, so that a dash between them is a stretch.
fn is_calendar(from: &Deadline, to: &Deadline) -> bool {
    let plain = |point: &Deadline| {
        matches!(point, Deadline::Date(_) | Deadline::DayOfMonth { .. } | Deadline::Month { .. })
    };
    let years = |a: &Deadline, b: &Deadline| matches!((a, b), (Deadline::Year(a), Deadline::Year(b)) if a < b);
    (plain(from) && plain(to)) || years(from, to)
}

/// Points in time one after the other: `31 maggio e 30 novembre 2025`. A year at the end is the year of
/// all of them.
pub(super) fn list(cursor: Cursor<'_>) -> Step<'_, Vec<Deadline>> {
    let Some((first, mut rest)) = point(cursor)? else { return Ok(None) };
    let mut times = vec![first];
    while let Some(last) = times.last()
        && let Some(start) = joint(rest, last)
        && let Some((next, after)) = point(start)?
        && is_same_kind(last, &next)
    {
        if !times.contains(&next) {
            times.push(next);
        }
        rest = after;
    }
    if let Some(year) = times.last().and_then(year_of) {
        for time in &mut times {
            *time = in_year(time, year)?;
        }
    }
    Ok(Some((times, rest)))
}

fn joint<'t>(cursor: Cursor<'t>, last: &Deadline) -> Option<Cursor<'t>> {
    let articles = ["il", "l", "al", "all", "la"];
    let month = matches!(last, Deadline::Month { .. });
    let rest = cursor
        .sign(',')
        .or_else(|| cursor.any(&["e", "ed"]))
        .or_else(|| cursor.sign('/').filter(|_| month))?;
    Some(rest.skip(&articles))
}

fn is_same_kind(a: &Deadline, b: &Deadline) -> bool {
    let day = |point: &Deadline| matches!(point, Deadline::Date(_) | Deadline::DayOfMonth { .. });
    (day(a) && day(b)) || std::mem::discriminant(a) == std::mem::discriminant(b)
}

fn year_of(point: &Deadline) -> Option<i16> {
    match point {
        Deadline::Date(date) => Some(date.year()),
        Deadline::Month { year, .. } | Deadline::Part { year, .. } => *year,
        _ => None,
    }
}

fn in_year(point: &Deadline, year: i16) -> Result<Deadline, Refused> {
    Ok(match *point {
        Deadline::DayOfMonth { month, day } => {
            let written = date::Written { day, month, year: Some(year) };
            Deadline::Date(written.date(None).ok_or(Refused)?)
        }
        Deadline::Month { month, year: None } => Deadline::Month { month, year: Some(year) },
        Deadline::Part { months, ordinal, year: None } => Deadline::Part { months, ordinal, year: Some(year) },
        ref other => other.clone(),
    })
}

/// One point in time; a day that does not exist is a refusal.
pub(super) fn point(cursor: Cursor<'_>) -> Step<'_, Deadline> {
    if let Some((written, rest)) = date::written(cursor) {
        let deadline = match written.year {
            Some(_) => Deadline::Date(written.date(None).ok_or(Refused)?),
            None if written.exists() => Deadline::DayOfMonth { month: written.month, day: written.day },
            None => return Err(Refused),
        };
        return Ok(Some((deadline, rest)));
    }
    Ok(month_of_year(cursor).or_else(|| part(cursor)).or_else(|| {
        let (year, rest) = year(cursor.skip(&["anno", "annualita", "esercizio"]))?;
        Some((Deadline::Year(year), rest))
    }))
}

/// `dicembre`, `aprile 2025`, `12/2024`.
fn month_of_year(cursor: Cursor<'_>) -> Option<(Deadline, Cursor<'_>)> {
    if let Some((month, rest)) = cursor.digits(2) {
        let (year, rest) = year(rest.sign('/')?)?;
        let month = u8::try_from(month).ok().filter(|month| (1..=12).contains(month))?;
        return Some((Deadline::Month { month, year: Some(year) }, rest));
    }
    let (month, rest) = date::month_word(cursor)?;
    let (year, rest) = own_year(rest);
    Some((Deadline::Month { month, year }, rest))
}

fn part(cursor: Cursor<'_>) -> Option<(Deadline, Cursor<'_>)> {
    let (part, rest) = month::part(cursor, false)?;
    let (year, rest) = own_year(rest);
    Some((Deadline::Part { months: part.months, ordinal: part.ordinal, year }, rest))
}

/// The year that goes with a month or part: `2025`, `del 2025`, `dell'anno 2025`, `/2025`.
fn own_year(cursor: Cursor<'_>) -> (Option<i16>, Cursor<'_>) {
    let start = cursor.sign('/').unwrap_or_else(|| cursor.skip(&["del", "dell"]).skip(&["anno"]));
    match year(start) {
        Some((year, rest)) => (Some(year), rest),
        None => (None, cursor),
    }
}

