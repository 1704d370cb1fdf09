//! Rules by measured value.

use domain::Rule;
use domain::rule::{Band, Limit};
use domain::target::Span;
use rust_decimal::Decimal;

use super::amount::Unit;
use super::condition::Atom;
use super::{Reading, Remark, Scored, bands};

/// Reads a rule by measured value.
pub(super) fn read(scored: &[Scored<'_>]) -> Reading {
    let unit = match common_unit(scored) {
        Ok(unit) => unit,
        Err(why) => return Reading::unclear(why),
    };
    let mut bands = Vec::new();
    for one in scored {
        match band(one, &unit) {
            Some(band) => bands.push(band),
            None => return Reading::unclear("una fascia non dice quali valori comprende"),
        }
    }
    open_the_best(&mut bands);
    bands::complete(&mut bands, Limit::Open);
    if let Err(why) = add_the_rest(&mut bands, scored) {
        return Reading::unclear(why);
    }
    let mut found = bands::take_in_strict_ends(&mut bands);
    let step = if matches!(unit, Unit::Named(_)) { Decimal::ONE } else { Decimal::ZERO };
    found.extend(bands::remarks(&bands, step).into_iter().filter(|remark| !is_whole_step(remark, &unit)));
    let name = unit_name(&unit);
    let rules = bands::readings(|bands| Rule::Value { unit: name.clone(), bands }, &bands, &found);
    Reading { rules, remarks: found }
}

/// *15 candidati = 100%*: more of them are not worth less.
fn open_the_best(bands: &mut [Band]) {
    let highest = bands.iter().filter_map(|band| band.to.value()).max();
    let best = bands.iter().map(|band| band.score).max();
    let several = bands.len() > 1;
    for band in bands {
        let exact = band.from == band.to && band.from.value() == highest && Some(band.score) == best;
        if several && exact && band.from.value().is_some_and(|value| value > Decimal::ZERO) {
            band.to = Limit::Open;
        }
    }
}

/// *Fino a 30 = 70%, oltre 30 = 40%*: bare whole numbers, perhaps of days, and not a word of what they count.
pub(super) fn say_nothing_of_what(scored: &[Scored<'_>]) -> bool {
    let bare = match common_unit(scored) {
        Ok(Unit::Time(span)) => span != Span::Hours,
        Ok(Unit::None) => scored.iter().any(|one| one.has(Atom::is_amount)),
        _ => false,
    };
    let whole = |limit: &Limit| limit.value().is_none_or(|value| value.fract().is_zero());
    bare && scored.iter().all(|one| {
        one.condition.words == 0
            && one.condition.atoms.iter().all(|atom| match atom {
                Atom::Amount { from, to, .. } => whole(from) && whole(to),
                _ => true,
            })
    })
}

/// Whether a gap is that between two whole numbers of things that cannot be parted.
fn is_whole_step(remark: &Remark, unit: &Unit) -> bool {
    let whole = |value: &Decimal| value.fract().is_zero();
    let counted = matches!(unit, Unit::Named(_) | Unit::None | Unit::Time(Span::Days | Span::WorkingDays));
    matches!(remark, Remark::Gap(from, to) if counted && whole(from) && whole(to) && *to - *from == Decimal::ONE)
}

fn unit_name(unit: &Unit) -> String {
    match unit {
        Unit::None => String::new(),
        Unit::Percent => "%".to_owned(),
        Unit::Time(span) => super::units::plural(*span).to_owned(),
        Unit::Named(name) => name.clone(),
    }
}

/// What amounts count: the one thing that every clause with an amount counts. Another amount beside it
/// is part of a name (*il 90% delle richieste evase entro 10 giorni*), unless *e* joins the two.
fn common_unit(scored: &[Scored<'_>]) -> Result<Unit, &'static str> {
    let mut common: Option<Unit> = None;
    for one in scored {
        let units: Vec<&Unit> =
            amounts(one).map(|(_, _, unit)| unit).filter(|unit| **unit != Unit::None).collect();
        let fits = |known: &Unit| units.iter().any(|unit| is_same(known, unit));
        match (&common, units.as_slice()) {
            (Some(known), _) if fits(known) => {}
            (None, [unit]) => common = Some((*unit).clone()),
            (_, []) | (None, [_, _]) => {}
            _ => return Err("le fasce contano cose diverse"),
        }
    }
    let common = common.unwrap_or(Unit::None);
    let clear = scored.iter().all(|one| amounts(one).count() < 2 || !one.has(|atom| *atom == Atom::Joint));
    if clear { Ok(common) } else { Err("una fascia mette insieme due quantità") }
}

fn is_same(one: &Unit, other: &Unit) -> bool {
    one == other
        || matches!((one, other), (Unit::Named(one), Unit::Named(other)) if one != "€" && other != "€")
}

fn amounts<'s>(one: &'s Scored<'_>) -> impl Iterator<Item = (Limit, Limit, &'s Unit)> {
    one.condition.atoms.iter().filter_map(|atom| match atom {
        Atom::Amount { from, to, unit, .. } => Some((*from, *to, unit)),
        _ => None,
    })
}

fn band(one: &Scored<'_>, unit: &Unit) -> Option<Band> {
    let score = one.points()?;
    let all: Vec<(Limit, Limit, &Unit)> = amounts(one).collect();
    let counted: Vec<_> = match all.as_slice() {
        [_] => all,
        _ => all.into_iter().filter(|(_, _, counts)| is_same(unit, counts)).collect(),
    };
    let negated = one.has(|atom| *atom == Atom::Not);
    let exactly = |value| Some(Band { from: Limit::Included(value), to: Limit::Included(value), score });
    match counted.as_slice() {
        [(from, to, _)] if !negated => Some(Band { from: *from, to: *to, score }),
        [] if one.has(|atom| matches!(atom, Atom::Otherwise | Atom::Later | Atom::Below)) => {
            Some(Band { from: Limit::Open, to: Limit::Open, score })
        }
        [] if one.has(|atom| *atom == Atom::All) && *unit == Unit::Percent => exactly(Decimal::ONE_HUNDRED),
        [] if negated => exactly(Decimal::ZERO),
        [] if one.condition.begins_with_one => exactly(Decimal::ONE),
        _ => None,
    }
}

/// *Altrimenti 0%* is what the other bands leave, and comes last; *oltre 0%* is what lies above them.
fn add_the_rest(bands: &mut Vec<Band>, scored: &[Scored<'_>]) -> Result<(), &'static str> {
    let is_rest = |band: &Band| band.from == Limit::Open && band.to == Limit::Open;
    let Some(at) = bands.iter().position(is_rest) else { return Ok(()) };
    let mut rest = bands.remove(at);
    if bands.iter().any(is_rest) {
        return Err("due fasce valgono per tutto il resto");
    }
    if scored.get(at).is_some_and(|one| one.has(|atom| *atom == Atom::Below)) {
        let starts = bands.iter().map(|band| band.from);
        let lowest = starts.min_by(|a, b| a.value().cmp(&b.value())).filter(|from| *from != Limit::Open);
        rest.to = bands::opposite(lowest.ok_or("non si sa sotto che cosa vale l'ultima fascia")?);
    }
    if scored.get(at).is_some_and(|one| one.has(|atom| *atom == Atom::Later)) {
        let ends = bands.iter().map(|band| band.to);
        let highest = ends.max_by(|a, b| a.value().cmp(&b.value())).filter(|to| *to != Limit::Open);
        rest.from = bands::opposite(highest.ok_or("non si sa sopra che cosa vale l'ultima fascia")?);
    }
    bands.push(rest);
    Ok(())
}
