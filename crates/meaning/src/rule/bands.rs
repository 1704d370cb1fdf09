//! Bands: their ends made whole, and what is odd about them.

use domain::Rule;
use domain::rule::{Band, Limit};
use rust_decimal::Decimal;

use super::Remark;

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
            // *Fino a 15 gg prima; alla scadenza*: the end itself.
            let without_it =
                others().any(|other| other.to == Limit::Excluded(to)) && band.to == Limit::Included(to);
            let before = if without_it { Some(Limit::Excluded(to)) } else { before };
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
pub(super) fn opposite(limit: Limit) -> Limit {
    match limit {
        Limit::Open => Limit::Open,
        Limit::Included(value) => Limit::Excluded(value),
        Limit::Excluded(value) => Limit::Included(value),
    }
}

/// An end that is left out (`>15<60`) and about which no other band says anything is taken in: nobody
/// means to leave out the last day. Of two that leave it out (`<15`, `>15`) neither has it.
pub(super) fn take_in_strict_ends(bands: &mut [Band]) -> Vec<Remark> {
    let as_written = bands.to_vec();
    let mut remarks = Vec::new();
    for band in bands {
        if let Limit::Excluded(end) = band.to
            && !as_written.iter().any(|other| other.holds(&end) || other.from == Limit::Excluded(end))
        {
            band.to = Limit::Included(end);
            remarks.push(Remark::StrictEnd(end));
        }
    }
    remarks
}

/// What is odd about bands; `step` is the distance of two results that have none between them.
pub(super) fn remarks(bands: &[Band], step: Decimal) -> Vec<Remark> {
    let sorted = sorted(bands);
    let mut remarks = Vec::new();
    if !bands.iter().any(|band| band.score == Decimal::ONE_HUNDRED) {
        remarks.push(Remark::NoFullScore);
    }
    for pair in sorted.windows(2) {
        if let [one, next] = pair {
            remarks.extend(between(one, next, step));
        }
    }
    remarks
}

/// Whether a later result would score as much as an earlier one or more, which no rule means: such
/// clauses speak of different things (*avvio entro il 30/06 = 40%, conclusione entro il 31/12 = 60%*).
pub(super) fn fail_to_fall(bands: &[Band]) -> bool {
    let falls =
        |one: &Band, next: &Band| next.score < one.score || next.score.is_zero() && one.score.is_zero();
    sorted(bands)
        .windows(2)
        .any(|pair| matches!(pair, [one, next] if one.from != next.from && !falls(one, next)))
}

/// The score of a last band without end.
pub(super) fn open_end(bands: &[Band]) -> Option<Remark> {
    let last = sorted(bands).last().copied().filter(|last| last.to == Limit::Open && !last.score.is_zero());
    last.map(|last| Remark::OpenEnd(last.score))
}

/// The bands from the lowest on; one that is open at both ends is what the others leave.
fn sorted(bands: &[Band]) -> Vec<&Band> {
    let mut sorted: Vec<&Band> = bands.iter().filter(|band| !is_rest(band)).collect();
    sorted.sort_by_key(|band| band.from.value());
    sorted
}

fn is_rest(band: &Band) -> bool {
    band.from == Limit::Open && band.to == Limit::Open
}

fn between(one: &Band, next: &Band, step: Decimal) -> Option<Remark> {
    if one.from == Limit::Open && next.from == Limit::Open {
        let end = one.to.value().or(next.to.value())?;
        return Some(Remark::Overlap(end, end));
    }
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
        return vec![first, rule(bands.iter().rev().copied().collect())];
    }
    vec![first]
}
