//! What rules have in common: bands without overlaps, and which rules mean the same.

use rust_decimal::Decimal;

use super::{Band, Limit, PerPeriod, Reference, Rule};
use crate::target::Span;
use crate::text::folded;

/// Bands as they count: in order, none over another. Of bands that name a result twice the first of the text has it.
/// `whole` results are counted and not measured (days late): then every band is `over` its lower end and `up_to` its
/// upper end, both whole.
pub fn effective(bands: &[Band], whole: bool) -> Vec<Band> {
    let bands: Vec<Band> = bands.iter().map(|band| if whole { in_whole(band) } else { *band }).collect();
    let mut ends: Vec<Decimal> =
        bands.iter().flat_map(|band| [band.from.value(), band.to.value()]).flatten().collect();
    ends.sort_unstable();
    ends.dedup();
    let mut pieces: Vec<(usize, Band)> = Vec::new();
    for (from, to) in stretches(&ends) {
        let holding = bands.iter().position(|band| covers(band, from, to));
        let Some((index, band)) = holding.and_then(|index| Some((index, bands.get(index)?))) else {
            continue;
        };
        match pieces.last_mut() {
            Some((known, last)) if *known == index && touch(last.to, from) => last.to = to,
            _ => pieces.push((index, Band { from, to, score: band.score })),
        }
    }
    pieces.into_iter().map(|(_, band)| band).collect()
}

/// Every end by itself, and what lies before, between and after them.
fn stretches(ends: &[Decimal]) -> Vec<(Limit, Limit)> {
    let Some(first) = ends.first() else { return vec![(Limit::Open, Limit::Open)] };
    let mut all = vec![(Limit::Open, Limit::Excluded(*first))];
    for (index, end) in ends.iter().enumerate() {
        all.push((Limit::Included(*end), Limit::Included(*end)));
        let next = ends.get(index + 1).map_or(Limit::Open, |next| Limit::Excluded(*next));
        all.push((Limit::Excluded(*end), next));
    }
    all
}

/// Whether a band holds a stretch between neighbouring ends.
fn covers(band: &Band, from: Limit, to: Limit) -> bool {
    let above = match (band.from, from) {
        (Limit::Open, _) => true,
        (_, Limit::Open) => false,
        (Limit::Included(own), Limit::Included(it) | Limit::Excluded(it))
        | (Limit::Excluded(own), Limit::Excluded(it)) => own <= it,
        (Limit::Excluded(own), Limit::Included(it)) => own < it,
    };
    let below = match (band.to, to) {
        (Limit::Open, _) => true,
        (_, Limit::Open) => false,
        (Limit::Included(own), Limit::Included(it) | Limit::Excluded(it))
        | (Limit::Excluded(own), Limit::Excluded(it)) => own >= it,
        (Limit::Excluded(own), Limit::Included(it)) => own > it,
    };
    above && below
}

/// Whether a stretch goes on right where another ends.
fn touch(to: Limit, from: Limit) -> bool {
    match (to, from) {
        (Limit::Included(one), Limit::Excluded(other)) | (Limit::Excluded(one), Limit::Included(other)) => {
            one == other
        }
        _ => false,
    }
}

/// *From 4 days* is *over 3*, *less than 60 days* is *up to 59*.
fn in_whole(band: &Band) -> Band {
    let before = |value: Decimal| value.checked_sub(Decimal::ONE).filter(|_| value.is_integer());
    let from = match band.from {
        Limit::Included(value) => before(value).map_or(band.from, Limit::Excluded),
        other => other,
    };
    let to = match band.to {
        Limit::Excluded(value) => before(value).map_or(band.to, Limit::Included),
        other => other,
    };
    Band { from, to, score: band.score }
}

/// Neighbouring bands with one score are one band.
fn joined(bands: Vec<Band>) -> Vec<Band> {
    let mut all: Vec<Band> = Vec::new();
    for band in bands {
        match all.last_mut() {
            Some(last) if last.score == band.score && touch(last.to, band.from) => last.to = band.to,
            _ => all.push(band),
        }
    }
    all
}

/// Weeks are seven days each: a week that has begun counts, and so do its days.
fn in_days(bands: &[Band], unit: Span) -> (Vec<Band>, Span) {
    if unit != Span::Weeks {
        return (bands.to_vec(), unit);
    }
    let days = |limit: Limit| match limit {
        Limit::Open => Limit::Open,
        Limit::Included(weeks) => Limit::Included(weeks.saturating_mul(Decimal::from(7))),
        Limit::Excluded(weeks) => Limit::Excluded(weeks.saturating_mul(Decimal::from(7))),
    };
    let bands = effective(bands, true);
    let in_days = bands.iter().map(|band| Band { from: days(band.from), to: days(band.to), ..*band });
    (in_days.collect(), Span::Days)
}

impl Rule {
    /// The rule in the one form that all rules of its meaning share.
    #[must_use]
    pub fn normal(&self) -> Self {
        match self {
            Self::Delay { reference, unit, bands, not_done } => {
                let (bands, unit) = in_days(bands, *unit);
                let bands = joined(effective(&bands, true));
                Self::Delay { reference: reference.clone(), unit, bands, not_done: *not_done }
            }
            Self::Value { unit, bands } => {
                Self::Value { unit: folded(unit), bands: joined(effective(bands, false)) }
            }
            Self::PerUnit { unit, full, points } => {
                Self::PerUnit { unit: folded(unit), full: *full, points: *points }
            }
            Self::Outcomes(outcomes) => {
                let mut outcomes = outcomes.clone();
                for outcome in &mut outcomes {
                    outcome.text = folded(&outcome.text);
                }
                outcomes.sort_by(|a, b| b.score.cmp(&a.score).then_with(|| a.text.cmp(&b.text)));
                Self::Outcomes(outcomes)
            }
            Self::Norm(text) => Self::Norm(folded(text)),
            Self::Proportional { .. } | Self::PerPeriod(_) => self.clone(),
        }
    }

    /// How much for which delay, whatever day it is counted from: what two actions can have in common though each has
    /// its own deadline. In normal form; rules that do not speak of delays are their own scale.
    #[must_use]
    pub fn scale(&self) -> Self {
        match self.normal() {
            Self::Delay { unit, bands, not_done, .. } => {
                Self::Delay { reference: Reference::Deadline, unit, bands, not_done }
            }
            Self::PerPeriod(rule) => Self::PerPeriod(PerPeriod { reference: Reference::Deadline, ..rule }),
            other => other,
        }
    }

    /// Whether two rules give every result the same score.
    pub fn means_same(&self, other: &Self) -> bool {
        self.normal() == other.normal()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Limit::{Excluded, Included, Open};

    fn band(from: Limit, to: Limit, score: u32) -> Band {
        Band { from, to, score: Decimal::from(score) }
    }

    fn n(value: i64) -> Decimal {
        Decimal::from(value)
    }

    fn delay(reference: Reference, unit: Span, bands: &[Band]) -> Rule {
        Rule::Delay { reference, unit, bands: bands.to_vec(), not_done: None }
    }

    fn on_time() -> Band {
        band(Open, Included(n(0)), 100)
    }

    #[test]
    fn the_first_band_has_a_day_that_two_name() {
        let bands = [
            on_time(),
            band(Excluded(n(0)), Included(n(30)), 80),
            band(Included(n(30)), Included(n(60)), 50),
        ];
        let expected = [
            on_time(),
            band(Excluded(n(0)), Included(n(30)), 80),
            band(Excluded(n(30)), Included(n(60)), 50),
        ];
        assert_eq!(effective(&bands, true), expected);
        let values =
            [band(Included(n(70)), Included(n(100)), 80), band(Included(n(60)), Included(n(79)), 50)];
        let expected = [band(Included(n(60)), Excluded(n(70)), 50), values[0]];
        assert_eq!(effective(&values, false), expected);
    }

    #[test]
    fn a_band_inside_another_parts_it() {
        let values = [band(Included(n(3)), Included(n(4)), 80), band(Open, Open, 50)];
        let expected = [band(Open, Excluded(n(3)), 50), values[0], band(Excluded(n(4)), Open, 50)];
        assert_eq!(effective(&values, false), expected);
    }

    #[test]
    fn days_are_whole_and_gaps_stay() {
        let bands = [on_time(), band(Included(n(4)), Excluded(n(11)), 50)];
        assert_eq!(effective(&bands, true), [on_time(), band(Excluded(n(3)), Included(n(10)), 50)]);
        assert_eq!(effective(&[], true), []);
    }

    #[test]
    fn one_rule_in_other_words_means_the_same() {
        let days = delay(
            Reference::Deadline,
            Span::Days,
            &[on_time(), band(Included(n(1)), Included(n(14)), 70), band(Excluded(n(14)), Open, 0)],
        );
        let weeks = delay(
            Reference::Deadline,
            Span::Weeks,
            &[on_time(), band(Excluded(n(0)), Included(n(2)), 70), band(Excluded(n(2)), Open, 0)],
        );
        let split = delay(
            Reference::Deadline,
            Span::Days,
            &[
                band(Excluded(n(14)), Open, 0),
                band(Excluded(n(7)), Included(n(14)), 70),
                band(Excluded(n(0)), Included(n(7)), 70),
                on_time(),
            ],
        );
        assert!(days.means_same(&weeks) && days.means_same(&split));
        let working = delay(Reference::Deadline, Span::WorkingDays, &[on_time()]);
        assert!(!working.means_same(&delay(Reference::Deadline, Span::Days, &[on_time()])));
    }

    #[test]
    fn a_scale_is_the_same_for_any_deadline() {
        let of = |day: &str| delay(Reference::Date(day.parse().unwrap()), Span::Days, &[on_time()]);
        let (one, other) = (of("2026-06-30"), of("2026-09-30"));
        assert!(!one.means_same(&other));
        assert_eq!(one.scale(), other.scale());
    }
}
