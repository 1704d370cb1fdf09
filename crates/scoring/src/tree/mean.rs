//! The weighted mean of parts: `Σ w·A / Σ w` over those that can be evaluated (rulebook 8.4 to 8.8).

use super::roll_up::Scores;
use super::step::{How, Part, Step};
use super::{Item, Mean, Neutral};
use crate::exact::Exact;
use crate::function::Working;

/// A part with what it brings to the mean.
struct Weighed {
    id: String,
    planned: Option<Exact>,
    weight: Exact,
    evaluable: bool,
    /// What is weighed; none when it is undetermined.
    counted: Option<Exact>,
    lines: Vec<Working>,
}

pub(super) fn mean_of(item: &Item, mean: &Mean, parts: &[Item], scores: &Scores) -> Step {
    let mut weighed: Vec<Weighed> = parts.iter().map(|part| weigh(part, mean, scores)).collect();
    spread(&mut weighed, mean.neutral);
    let lines: Vec<Working> = weighed.iter_mut().flat_map(|one| std::mem::take(&mut one.lines)).collect();
    let total: Exact = weighed.iter().filter(|one| one.evaluable).map(|one| one.weight.clone()).sum();
    let shares = |one: &Weighed| {
        let share = one.weight.checked_div(&total).map(|share| share * Exact::hundred());
        share.filter(|_| one.evaluable)
    };
    let listed = weighed.iter().map(|one| Part {
        id: one.id.clone(),
        weight: one.planned.clone(),
        share: shares(one),
        counted: one.counted.clone().filter(|_| one.evaluable),
    });
    let step = Step::new(item, How::Mean { mean: mean.clone(), parts: listed.collect() });
    let step = Step { working: lines, ..step };
    if let Some(gate) = mean.gate.as_ref().filter(|gate| weighed.iter().all(|one| one.id != gate.part)) {
        return step.without(&format!("la parte obbligatoria «{}» non c'è", gate.part));
    }
    if let Some(why) = wrong_weights(parts, mean) {
        return step.without(&why);
    }
    if !total.is_positive() {
        return step.without("nessuna parte si può valutare");
    }
    let counted: Option<Vec<(&Exact, &Exact)>> = weighed
        .iter()
        .filter(|one| one.evaluable)
        .map(|one| Some((&one.weight, one.counted.as_ref()?)))
        .collect();
    match counted {
        None => step.without("manca il risultato di una parte"),
        Some(counted) => finished(step, mean, &weighed, &counted, &total),
    }
}

/// Why the weights cannot be reckoned with: they are not less than nought and add up to 100, or no part has
/// one and all weigh the same (rulebook 8.1, 8.6).
fn wrong_weights(parts: &[Item], mean: &Mean) -> Option<String> {
    let weights: Vec<&Exact> = parts.iter().filter_map(|part| part.weight.as_ref()).collect();
    if weights.iter().any(|weight| weight.is_negative()) {
        return Some("il peso di una parte è meno di 0".to_owned());
    }
    if weights.is_empty() {
        return None;
    }
    if weights.len() < parts.len() {
        return Some("alcune parti hanno un peso e altre no".to_owned());
    }
    let sum: Exact = weights.into_iter().cloned().sum();
    (!mean.normalise && sum != Exact::hundred()).then(|| format!("i pesi delle parti fanno {sum}, non 100"))
}

fn weigh(part: &Item, mean: &Mean, scores: &Scores) -> Weighed {
    let step = scores.step(&part.id);
    let found = step.and_then(|step| if mean.uncapped { step.raw.clone() } else { step.score.clone() });
    let full = !part.counts() && mean.neutral == Neutral::Full;
    let mut lines = Vec::new();
    let mut counted = if full { Some(Exact::hundred()) } else { found };
    if full {
        let line = Working::new("parte neutralizzata: 100", part.title.clone(), &Exact::hundred());
        lines.push(line);
    }
    if let (Some(decimals), Some(score)) = (mean.decimals, &counted) {
        let rounded = score.rounded(decimals);
        if rounded != *score {
            let formula = format!("arrotondato a {decimals} decimali");
            lines.push(Working::new(&formula, format!("{}: {score}", part.title), &rounded));
        }
        counted = Some(rounded);
    }
    if let (Some(minimum), Some(score)) = (&mean.minimum, &counted)
        && score < minimum
    {
        let with = format!("{}: {score} è meno di {minimum}", part.title);
        lines.push(Working::new("sotto il minimo vale 0", with, &Exact::zero()));
        counted = Some(Exact::zero());
    }
    Weighed {
        id: part.id.clone(),
        planned: part.weight.clone(),
        weight: part.weight.clone().unwrap_or_else(Exact::one),
        evaluable: part.counts() || full,
        counted,
        lines,
    }
}

/// Gives the weight of parts that leave the mean to the others in equal shares, where the method says so;
/// in proportion it goes to them by itself, as the mean divides by what is left.
fn spread(weighed: &mut [Weighed], neutral: Neutral) {
    if neutral != Neutral::Equally {
        return;
    }
    let lost: Exact = weighed.iter().filter(|one| !one.evaluable).map(|one| one.weight.clone()).sum();
    let left = weighed.iter().filter(|one| one.evaluable).count();
    let left = Exact::from(i64::try_from(left).unwrap_or(i64::MAX));
    let Some(each) = lost.checked_div(&left).filter(Exact::is_positive) else { return };
    for one in weighed.iter_mut().filter(|one| one.evaluable) {
        one.weight = &one.weight + &each;
    }
}

fn finished(
    mut step: Step,
    mean: &Mean,
    weighed: &[Weighed],
    counted: &[(&Exact, &Exact)],
    total: &Exact,
) -> Step {
    let sum: Exact = counted.iter().map(|(weight, score)| *weight * *score).sum();
    let raw = &sum / total;
    let terms: Vec<String> = counted.iter().map(|(weight, score)| format!("{weight} × {score}")).collect();
    step.working.push(Working::new("Σ w × A / Σ w", format!("({}) / {total}", terms.join(" + ")), &raw));
    let mut score = raw.clamped();
    if let Some(gate) = &mean.gate {
        let part = weighed.iter().find(|one| one.id == gate.part && one.evaluable);
        let done = part.and_then(|one| one.counted.as_ref());
        if done.is_some_and(|done| *done < Exact::hundred()) && score > gate.cap {
            let with = format!("{score}, al massimo {}", gate.cap);
            step.working.push(Working::new("manca la parte obbligatoria", with, &gate.cap));
            score = gate.cap.clone();
        }
    }
    if let Some(correction) = &mean.correction {
        let most = &correction.most;
        let points = correction.points.clone().min(most.clone()).max(-most.clone());
        let corrected = (&score + &points).clamped();
        let with = format!("{score} + ({points}): {}", correction.reason);
        step.working.push(Working::new("correzione, al massimo ± il limite", with, &corrected));
        score = corrected;
    }
    step.with(raw, score)
}
