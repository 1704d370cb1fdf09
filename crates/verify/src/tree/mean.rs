//! The weighted mean: `Σ w·A / Σ w` over the parts that count (rulebook 8.4 to 8.8).

use num_rational::BigRational;
use num_traits::{Signed, Zero};

use super::Found;
use crate::model::{Content, Item, Mean, Neutral};
use crate::number::{clamped, hundred, rounded, whole};
use crate::reckon::{Label, Line};

/// More decimals than these are no rounding of a method.
pub const MOST_DECIMALS: u32 = 100;

/// What a part brings to a mean.
#[derive(Clone, Debug)]
pub struct Share {
    /// Per cent of the whole; none when it leaves the mean.
    pub share: Option<BigRational>,
    /// The score that is weighed.
    pub counted: Option<BigRational>,
}

/// A part on its way into the mean.
struct Part<'i> {
    item: &'i Item,
    /// None: it leaves the mean.
    weight: Option<BigRational>,
    counted: Option<BigRational>,
}

pub fn of(mean: &Mean, parts: &[(&Item, &Found)]) -> Found {
    let mut lines = Vec::new();
    let mut weighed: Vec<Part<'_>> =
        parts.iter().map(|(item, found)| taken(mean, item, found, &mut lines)).collect();
    if mean.neutral == Neutral::Equally {
        share_out(&mut weighed);
    }
    let total: BigRational = weighed.iter().filter_map(|part| part.weight.as_ref()).sum();
    let share = |part: &Part<'_>| {
        let weight = part.weight.as_ref().filter(|_| !total.is_zero());
        weight.map(|weight| weight / &total * hundred())
    };
    let counted = |part: &Part<'_>| part.counted.clone().filter(|_| part.weight.is_some());
    let shares = weighed.iter().map(|part| Share { share: share(part), counted: counted(part) }).collect();
    let found = Found { lines, shares, ..Found::default() };
    let terms: Option<Vec<(&BigRational, &BigRational)>> = weighed
        .iter()
        .filter_map(|part| part.weight.as_ref().map(|weight| Some((weight, part.counted.as_ref()?))))
        .collect();
    let gate_is_there =
        mean.gate.as_ref().is_none_or(|gate| parts.iter().any(|(item, _)| item.id == gate.part));
    match (wrong_weights(mean, parts), terms) {
        _ if !gate_is_there => Found { why: "la parte obbligatoria non c'è", ..found },
        (Some(why), _) => Found { why, ..found },
        _ if !total.is_positive() => Found { why: "nessuna parte si può valutare", ..found },
        (_, None) => Found { why: "manca il risultato di una parte", ..found },
        (_, Some(terms)) => completed(mean, found, &weighed, &terms, &total),
    }
}

/// Weights are positive and add up to 100; without weights all parts weigh the same (rulebook 8.1, 8.6).
fn wrong_weights(mean: &Mean, parts: &[(&Item, &Found)]) -> Option<&'static str> {
    let weights: Vec<&BigRational> =
        parts.iter().filter_map(|(item, _)| Some(&item.weight.as_ref()?.0)).collect();
    if weights.iter().any(|weight| weight.is_negative()) {
        return Some("un peso è negativo");
    }
    if weights.is_empty() {
        return None;
    }
    if weights.len() < parts.len() {
        return Some("alcune parti hanno un peso e altre no");
    }
    let sum: BigRational = weights.into_iter().sum();
    (!mean.normalise && sum != hundred()).then_some("i pesi delle parti non fanno 100")
}

/// Whether an item has anything to be evaluated by: it counts, and one of its parts does (rulebook 8.6).
fn takes_part(item: &Item) -> bool {
    let mut open = vec![item];
    while let Some(item) = open.pop() {
        match &item.content {
            _ if !item.state.counts() => {}
            Content::Parts { mean, parts } if mean.neutral != Neutral::Full && !parts.is_empty() => {
                open.extend(parts);
            }
            _ => return true,
        }
    }
    false
}

/// What a part brings: its score, rounded where the method rounds at each level, nought below the least.
fn taken<'i>(mean: &Mean, item: &'i Item, found: &Found, lines: &mut Vec<Line>) -> Part<'i> {
    let planned = item.weight.as_ref().map_or_else(|| whole(1), |weight| weight.0.clone());
    let title = || Label::Before(item.title.clone());
    let is_given_full = !takes_part(item) && mean.neutral == Neutral::Full;
    let mut counted = if mean.uncapped { found.raw() } else { found.score() }.cloned();
    if is_given_full {
        counted = Some(hundred());
        lines.push(Line::told(Vec::new(), hundred()).labelled(title()));
    }
    if let (Some(score), Some(decimals)) = (&mut counted, mean.decimals) {
        let exact = std::mem::replace(score, rounded(score, decimals.min(MOST_DECIMALS)));
        if exact != *score {
            lines.push(Line::numbers([&exact], score.clone()).labelled(title()));
        }
    }
    if let (Some(score), Some(least)) = (&mut counted, &mean.minimum)
        && *score < least.0
    {
        lines.push(Line::numbers([&*score, &least.0], whole(0)).labelled(title()));
        *score = whole(0);
    }
    let stays = takes_part(item) || is_given_full;
    Part { item, weight: stays.then_some(planned), counted }
}

/// Gives the weight of the parts that leave to the others in equal shares.
fn share_out(parts: &mut [Part<'_>]) {
    let planned =
        |part: &Part<'_>| part.item.weight.as_ref().map_or_else(|| whole(1), |weight| weight.0.clone());
    let lost: BigRational = parts.iter().filter(|part| part.weight.is_none()).map(planned).sum();
    let left = parts.iter().filter(|part| part.weight.is_some()).count();
    if left == 0 || !lost.is_positive() {
        return;
    }
    let each = lost / BigRational::from_integer(left.into());
    for weight in parts.iter_mut().filter_map(|part| part.weight.as_mut()) {
        *weight += &each;
    }
}

fn completed(
    mean: &Mean,
    mut found: Found,
    parts: &[Part<'_>],
    terms: &[(&BigRational, &BigRational)],
    total: &BigRational,
) -> Found {
    let sum: BigRational = terms.iter().map(|(weight, score)| *weight * *score).sum();
    let raw = sum / total;
    let figures = terms.iter().flat_map(|(weight, score)| [*weight, *score]).chain([total]);
    found.lines.push(Line::numbers(figures, raw.clone()));
    let mut score = clamped(&raw);
    if let Some(gate) = &mean.gate {
        let gated = parts.iter().find(|part| part.item.id == gate.part && part.weight.is_some());
        let gated = gated.and_then(|part| part.counted.as_ref());
        if gated.is_some_and(|gated| *gated < hundred()) && score > gate.cap.0 {
            found.lines.push(Line::numbers([&score, &gate.cap.0], gate.cap.0.clone()));
            score = gate.cap.0.clone();
        }
    }
    if let Some(correction) = &mean.correction {
        let most = &correction.most.0;
        let points = correction.points.0.clone().min(most.clone()).max(-most);
        let corrected = clamped(&(&score + &points));
        let line = Line::numbers([&score, &points], corrected.clone());
        found.lines.push(line.labelled(Label::After(correction.reason.clone())));
        score = corrected;
    }
    Found { result: Some((raw, score)), ..found }
}
