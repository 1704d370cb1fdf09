//! Functions that cannot be reckoned with (rulebook 8.2, *Guards*): a fault of the plan.

use std::collections::BTreeSet;

use num_rational::BigRational;
use num_traits::{Signed, Zero};

use super::Why;
use crate::model::{Band, Function, Mode, Reference, Rule, Silent};
use crate::number::{Number, hundred};

/// What makes a function impossible.
pub fn of(function: &Function) -> Option<Why> {
    let when = |faulty: bool, why: Why| faulty.then_some(why);
    match function {
        Function::F1 { target }
        | Function::F3 { target }
        | Function::F5 { target }
        | Function::F15 { target } => when(!target.0.is_positive(), "il valore atteso non è più di 0"),
        Function::F2 { baseline: low, target: high } | Function::F4 { target: low, baseline: high } => {
            when(low.0 >= high.0, "il valore atteso non è oltre il valore di partenza")
        }
        Function::F6 { of: inner, steps } => of(inner).or_else(|| {
            let scores = steps.iter().all(|step| is_score(&step.score));
            let marks: BTreeSet<&BigRational> = steps.iter().map(|step| &step.from.0).collect();
            when(!scores || steps.is_empty() || marks.len() < steps.len(), "gli scaglioni sono sbagliati")
        }),
        Function::F7 { of: inner, minimum, rescaled } => of(inner).or_else(|| {
            let nothing_left = *rescaled && minimum.0 == hundred();
            when(!is_score(minimum) || nothing_left, "la soglia è sbagliata")
        }),
        Function::F8 { points, .. } => when(!points.0.is_positive(), "i punti al giorno non sono più di 0"),
        Function::F9 { start, due } => when(start >= due, "non c'è tempo tra l'inizio e il termine"),
        Function::F10 { steps, .. } => {
            let scores = steps.iter().all(|step| is_score(&step.score));
            let days: BTreeSet<u32> = steps.iter().map(|step| step.up_to).collect();
            when(!scores || steps.is_empty() || days.len() < steps.len(), "gli scaglioni sono sbagliati")
        }
        Function::F12 { from, to, lowest, highest } => {
            let limits = [lowest, from, to, highest];
            when(!limits.is_sorted_by_key(|limit| &limit.0), "i limiti non sono in ordine")
        }
        Function::F13 { lowest, highest, mode } => {
            let over_nothing = *mode == Mode::OverMax && !highest.0.is_positive();
            when(lowest.0 >= highest.0 || over_nothing, "la scala è sbagliata")
        }
        Function::F14 { target, tolerance, .. } => when(
            !target.0.is_positive() || tolerance.0.is_negative(),
            "il valore atteso o la tolleranza è sbagliata",
        ),
        Function::Rule { rule, due, target, silent } => of_rule(rule, due.is_some(), target.as_ref(), silent),
        Function::F11 {} | Function::Entered {} => None,
    }
}

fn of_rule(rule: &Rule, has_due: bool, target: Option<&Number>, silent: &Silent) -> Option<Why> {
    if ![&silent.on_time, &silent.beyond, &silent.never].into_iter().all(is_score) {
        return Some("un punteggio non è tra 0 e 100");
    }
    let by_bands = |bands: &[Band]| {
        let scores = bands.iter().all(|band| is_score(&band.score));
        (!scores).then_some("un punteggio non è tra 0 e 100")
    };
    let by_reference = |reference: &Reference| {
        let known = has_due || matches!(reference, Reference::Date(_));
        (!known).then_some("il termine non si conosce")
    };
    match rule {
        Rule::Delay { bands, reference, .. } => by_bands(bands).or_else(|| by_reference(reference)),
        Rule::Value { bands, .. } => by_bands(bands),
        Rule::PerPeriod(rule) => by_reference(&rule.reference),
        Rule::Proportional { expected, .. } => {
            let expected = expected.as_ref().or(target).filter(|expected| expected.0.is_positive());
            expected.is_none().then_some("il valore atteso non si conosce o non è più di 0")
        }
        Rule::PerUnit { .. } | Rule::Outcomes(_) | Rule::Norm(_) => None,
    }
}

fn is_score(score: &Number) -> bool {
    score.0 >= BigRational::zero() && score.0 <= hundred()
}
