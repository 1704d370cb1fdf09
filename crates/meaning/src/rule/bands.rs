//! Bands: their ends made whole, what is odd about them, and rules by measured value.

use domain::Rule;
use domain::rule::{Band, Limit};
use domain::target::Span;
use rust_decimal::Decimal;

use super::condition::{Atom, Unit};
use super::{Reading, Remark, Scored, is_full};

/// Ends of bands that the text leaves to those beside them: *fino a 40* begins where *fino a 20* ends,
/// *almeno 50* ends where *almeno 80* begins. `floor` is where the first begins.
pub(super) fn complete(bands: &mut [Band], floor: Limit) {
    let as_written = bands.to_vec();
    for (index, band) in bands.iter_mut().enumerate() {
        let others =
            || as_written.iter().enumerate().filter(move |(other, _)| *other != index).map(|(_, band)| band);
        if band.from == Limit::Open
            && let Some(to) = band.to.value()
        {
            let before =
                others().filter_map(|other| ended_before(other.to, to)).max_by(|a, b| compare(*a, *b));
            band.from = before.map_or(floor, opposite);
        }
        if band.to == Limit::Open
            && let Some(from) = band.from.value()
        {
            let next = others()
                .filter(|other| other.to == Limit::Open)
                .filter_map(|other| begins_after(other.from, from));
            band.to = next.min_by(|a, b| compare(*a, *b)).map_or(Limit::Open, opposite);
        }
    }
}

fn ended_before(limit: Limit, value: Decimal) -> Option<Limit> {
    limit.value().filter(|end| *end < value).map(|_| limit)
}

fn begins_after(limit: Limit, value: Decimal) -> Option<Limit> {
    limit.value().filter(|start| *start > value).map(|_| limit)
}

fn compare(one: Limit, other: Limit) -> std::cmp::Ordering {
    one.value().cmp(&other.value())
}

/// The end of the band that begins where another ends.
fn opposite(limit: Limit) -> Limit {
    match limit {
        Limit::Open => Limit::Open,
        Limit::Included(value) => Limit::Excluded(value),
        Limit::Excluded(value) => Limit::Included(value),
    }
}

/// An end that is left out and that no other band takes in is taken in: nobody means a day in no band.
pub(super) fn take_in_strict_ends(bands: &mut [Band]) -> Vec<Remark> {
    let as_written = bands.to_vec();
    let mut remarks = Vec::new();
    for band in bands {
        if let Limit::Excluded(end) = band.to
            && !as_written.iter().any(|other| other.holds(end))
        {
            band.to = Limit::Included(end);
            remarks.push(Remark::StrictEnd(end));
        }
    }
    remarks
}

/// What is odd about bands; `step` is the distance of two results that have none between them.
pub(super) fn remarks(bands: &[Band], step: Decimal) -> Vec<Remark> {
    let mut sorted: Vec<&Band> = bands.iter().collect();
    sorted.sort_by_key(|band| band.from.value());
    let mut remarks = Vec::new();
    if !bands.iter().any(is_full) {
        remarks.push(Remark::NoFullScore);
    }
    for pair in sorted.windows(2) {
        if let [one, next] = pair {
            remarks.extend(between(one, next, step));
        }
    }
    remarks
}

fn between(one: &Band, next: &Band, step: Decimal) -> Option<Remark> {
    let from = next.from.value()?;
    let Some(to) = one.to.value() else {
        return Some(Remark::Overlap(from, next.to.value().unwrap_or(from)));
    };
    if from < to {
        return Some(Remark::Overlap(from, next.to.value().map_or(to, |end| end.min(to))));
    }
    let both = matches!((one.to, next.from), (Limit::Included(_), Limit::Included(_)));
    let neither = matches!((one.to, next.from), (Limit::Excluded(_), Limit::Excluded(_)));
    if from == to {
        return if both { Some(Remark::SharedEnd(from)) } else { neither.then_some(Remark::Gap(from, from)) };
    }
    (from - to > step || step.is_zero()).then_some(Remark::Gap(to, from))
}

/// A rule whose bands overlap can be meant in two ways: the first band counts, or the last.
pub(super) fn readings(rule: impl Fn(Vec<Band>) -> Rule, bands: &[Band], remarks: &[Remark]) -> Vec<Rule> {
    let first = rule(bands.to_vec());
    if remarks.iter().any(|remark| matches!(remark, Remark::Overlap(..))) {
        return vec![first, rule(bands.iter().rev().cloned().collect())];
    }
    vec![first]
}

/// A rule by measured value.
pub(super) fn values(scored: &[Scored<'_>]) -> Reading {
    let Some(unit) = common_unit(scored) else {
        return Reading::unclear("le fasce contano cose diverse");
    };
    let mut bands = Vec::new();
    for one in scored {
        match value_band(one, &unit) {
            Some(band) => bands.push(band),
            None => return Reading::unclear("una fascia non dice quali valori comprende"),
        }
    }
    let highest = bands.iter().filter_map(|band| band.to.value()).max();
    let best = bands.iter().map(|band| band.score).max();
    for band in &mut bands {
        // *15 candidati = 100%*: more of them are not worth less.
        let exact = band.from == band.to && band.from.value() == highest && Some(band.score) == best;
        if exact && band.from.value().is_some_and(|value| value > Decimal::ZERO) && scored.len() > 1 {
            band.to = Limit::Open;
        }
    }
    complete(&mut bands, Limit::Open);
    let mut found = take_in_strict_ends(&mut bands);
    let step = if matches!(unit, Unit::Named(_)) { Decimal::ONE } else { Decimal::ZERO };
    found.extend(remarks(&bands, step).into_iter().filter(|remark| !is_whole_step(remark, &unit)));
    let name = unit_name(&unit);
    let rules = readings(|bands| Rule::Value { unit: name.clone(), bands }, &bands, &found);
    Reading { rules, remarks: found }
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
        Unit::Time(span) => super::time::plural(*span).to_owned(),
        Unit::Named(name) => name.clone(),
    }
}

/// What all amounts count; bare numbers count what the others do.
fn common_unit(scored: &[Scored<'_>]) -> Option<Unit> {
    let mut common = Unit::None;
    for one in scored {
        for atom in &one.condition.atoms {
            let Atom::Amount { unit, .. } = atom else { continue };
            match (&common, unit) {
                (_, Unit::None) => {}
                (Unit::None, unit) => common = unit.clone(),
                (Unit::Named(_), Unit::Named(_)) => {}
                (known, unit) if known == unit => {}
                _ => return None,
            }
        }
    }
    Some(common)
}

fn value_band(one: &Scored<'_>, unit: &Unit) -> Option<Band> {
    let score = one.points()?;
    let amounts: Vec<&Atom> =
        one.condition.atoms.iter().filter(|atom| matches!(atom, Atom::Amount { .. })).collect();
    let negated = one.has(|atom| *atom == Atom::Not);
    match amounts.as_slice() {
        [Atom::Amount { from, to, .. }] if !negated => Some(Band { from: *from, to: *to, score }),
        [] if one.has(|atom| *atom == Atom::All) && *unit == Unit::Percent => {
            let whole = Limit::Included(Decimal::ONE_HUNDRED);
            Some(Band { from: whole, to: whole, score })
        }
        [] if negated => {
            let none = Limit::Included(Decimal::ZERO);
            Some(Band { from: none, to: none, score })
        }
        _ => None,
    }
}
