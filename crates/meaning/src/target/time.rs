//! Times in a target: deadlines and periods.

use domain::target::{Deadline, Measure, Operator, Span, Target};

use super::measure::measure;
use super::phrase::stops;
use super::point::{list, part, point};
use super::span::{adverb, is_every, span};
use super::{Claim, Refused, Step, stretch};
use crate::scan::{Cursor, Shape, Token};
use crate::{date, month};

/// Words between *entro* and its time, in any order (*entro e non oltre la data del 30/06*).
pub(super) const LEADING_TO_A_TIME: &str = "e non oltre il lo l la i gli le al di del della dell \
    data termine scadenza giorno fine mese mesi massimo termini corso fissato tutto";

/// A time at a place inside a sentence.
pub(super) fn claim(cursor: Cursor<'_>) -> Step<'_, Claim> {
    if let Some(rest) = cursor.word("entro") {
        return within(rest).map(Some);
    }
    if let Some((period, rest)) = stretch::period(cursor)? {
        return Ok(Some((Claim::Other(period), rest)).filter(|_| !is_past(cursor)));
    }
    if let Some((every, rest)) = adverb(cursor) {
        return Ok(Some((Claim::Other(once(every)), rest)));
    }
    // *Ogni 3 mesi*: no type holds it.
    if is_every(cursor) {
        return Err(Refused);
    }
    announced(cursor)
}

/// What stands after *entro*; it must be understood.
fn within(cursor: Cursor<'_>) -> Result<(Claim, Cursor<'_>), Refused> {
    if let Some((claim, rest)) = span(cursor) {
        // *Entro 10 giorni prima della scadenza* counts backwards.
        return if rest.any("prima antecedenti").is_some() { Err(Refused) } else { Ok((claim, rest)) };
    }
    let mut start = cursor.skip_all(LEADING_TO_A_TIME, 8);
    // *Il termine ultimo del 30/06*, but *l'ultimo trimestre*.
    if let Some(rest) = start.word("ultimo").and_then(|rest| rest.any("del dell di")) {
        start = rest;
    }
    if let Some((day, rest)) = start.digits(2)
        && let Some(rest) = rest.one_of(&["di ogni mese", "di ciascun mese"])
    {
        let day = u8::try_from(day).ok().filter(|day| (1..=31).contains(day)).ok_or(Refused)?;
        return Ok((Claim::Times(vec![Deadline::DayOfEveryMonth(day)]), rest));
    }
    if let Some((times, rest)) = list(start)? {
        // *Entro il 31/12 di ogni anno*: no type holds it.
        let every_year = rest.one_of(&["di ogni", "di ciascun"]).is_some();
        return if every_year { Err(Refused) } else { Ok((Claim::Times(times), rest)) };
    }
    if let Some(rest) = this_year(cursor) {
        return Ok((Claim::Times(vec![Deadline::Month { month: 12, year: None }]), rest));
    }
    let amount = measure(cursor.skip_all(LEADING_TO_A_TIME, 4));
    match amount.map(|counted| (counted.measure, counted.rest)) {
        Some((measure @ (Measure::Percent(_) | Measure::Money(_)), rest)) => {
            Ok((Claim::Other(Target::Amount { operator: Operator::AtMost, measure }), rest))
        }
        _ => Err(Refused),
    }
}

/// *Entro l'anno*, *entro fine anno*: the end of the plan year.
fn this_year(cursor: Cursor<'_>) -> Option<Cursor<'_>> {
    let rest = cursor.skip_all(LEADING_TO_A_TIME, 6).any("anno annualita esercizio")?;
    let rest = rest.one_of(&["in corso", "corrente", "solare"]).unwrap_or(rest);
    // *L'anno scolastico*, *l'anno precedente* end on other days.
    let goes_on = rest.peek().is_some_and(|token| token.shape == Shape::Word && !token.is_any("e ed o"));
    (!goes_on).then_some(rest)
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
    if let Some(start) =
        cursor.one_of(&months).or_else(|| cursor.one_of(&["nel corso del", "nel corso dell"]))
    {
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
    const STEMS: &str = "periodo relativ riferit occors avvenut verificat accadut dall gia";
    const PARTICIPLES: [&str; 12] =
        ["ati", "ate", "uti", "ute", "iti", "ite", "olti", "olte", "ersi", "erse", "iusi", "iuse"];
    let is_participle =
        |word: &str| word.len() > 4 && PARTICIPLES.iter().any(|ending| word.ends_with(ending));
    (1..=4)
        .map_while(|back| cursor.before(back))
        .take_while(|token| !matches!(token.shape, Shape::Sign(',' | ':')))
        .any(|token| token.has_stem(STEMS) || is_participle(&token.word))
}

/// Whether a *data del* or *termine del* is one of reference (*successive alla data del…*).
fn refers(cursor: Cursor<'_>) -> bool {
    const REFERRING: &str =
        "precedenti successivi successive dopo anteriori ritardo antecedenti decorrere partire";
    // *Rispetto al termine* compares, *rispetto del termine* keeps it.
    cursor.is_near(3, REFERRING) || (cursor.is_near(2, "rispetto") && cursor.is_near(1, "al alla"))
}

/// *Nel primo semestre del 2024*: with its year wherever it stands.
fn part_of_year(cursor: Cursor<'_>) -> Option<(Claim, Cursor<'_>)> {
    let start = cursor.any("nel nell")?;
    let (deadline, rest) = part(start)?;
    let dated = matches!(deadline, Deadline::Part { year: Some(_), .. });
    dated.then(|| (Claim::Times(vec![deadline]), rest))
}

/// *Lavori conclusi al 20/11/2026*: a date with *al* is a deadline where something is done by it, not
/// where things are as of it (*dati al…*, *aggiornato al…*).
fn done_at(cursor: Cursor<'_>) -> Option<(Claim, Cursor<'_>)> {
    const DONE: &str = "finit conclus complet ultim attivat attivazion avvi realizz consegn \
        approvaz approvat adozion adottat pubblicaz pubblicat predisposiz predispost esercizio termin \
        installa";
    const AS_OF: &str = "aggiornat situazione dati dato resident popolazione riferit consistenza \
        esistent present precedent success anterior fino iscritt";
    let start = cursor.any("al all")?;
    let (written, rest) = date::written(start)?;
    let as_of = cursor.before(1).is_none_or(|token| token.has_stem(AS_OF));
    let done = (1..).map_while(|back| cursor.before(back)).any(|token| token.has_stem(DONE));
    // *50% al 30/06*: the share is reached by then.
    let share = cursor.before(1).is_some_and(|token| token.is_sign('%'));
    if !share && (!done || as_of || written.year.is_none() || !rest.is_end()) {
        return None;
    }
    let (deadline, rest) = point(start).ok()??;
    Some((Claim::Times(vec![deadline]), rest))
}

/// A sentence that is nothing but times: `31/05/2025 e 30/11/2025`, `aprile/novembre`, `marzo - giugno`.
pub(super) fn whole(cursor: Cursor<'_>) -> Step<'_, Claim> {
    let prefixes =
        ["nel mese di", "nei mesi di", "mese di", "nel corso del", "nel corso dell", "nel", "nell", "il"];
    let start = cursor.one_of(&prefixes).unwrap_or(cursor);
    if let Some((period, rest)) = stretch::dashed(start)?.filter(|(_, rest)| rest.is_end()) {
        return Ok(Some((Claim::Other(period), rest)));
    }
    let Some((times, rest)) = list(start)? else { return Ok(None) };
    let is_year = matches!(times.as_slice(), [Deadline::Year(_), ..]);
    let is_month = matches!(times.as_slice(), [Deadline::Month { .. }, ..]);
    if rest.is_end() {
        let said = !is_year || cursor.any("nel anno").is_some();
        return Ok(said.then_some((Claim::Times(times), rest)));
    }
    // *Luglio e agosto massima apertura*: what the months are for, only a person can tell.
    if is_month && cursor.peek().is_some_and(|token| month::named(token).is_some()) {
        return Err(Refused);
    }
    Ok(None)
}
