//! Planted faults of numbers.

use domain::plan::{Objective, Phase};

use super::bank::bank;
use super::case::{Case, of, said};
use super::planter::{At, Planter, beside, own, plan};
use super::seed::Seed;
use super::values;

pub const PLANTERS: &[Planter] = &[
    plan("NUM-001", &["LETT-007"], |case, seed| {
        let (first, second) = two_of_a_unit(case, seed)?;
        case.plan.objectives[second].code = case.plan.objectives[first].code.clone();
        Some(At::Objective(second))
    }),
    plan("NUM-002", &[], |case, seed| {
        let at = own(case, seed, |_| true).filter(|_| case.plan.units.len() > 2)?;
        let more = 1 + seed.below(3);
        for (at, number) in beside(case, at).into_iter().zip(1 + more..) {
            case.plan.objectives[at].code = said(number.to_string());
        }
        Some(At::Plan)
    }),
    plan("NUM-003", &["IND-024"], |case, seed| {
        case.form.keyed = false;
        let at = own(case, seed, |objective| objective.phases.len() > 1)?;
        let last = case.plan.objectives[at].phases.len();
        renumber(&mut case.plan.objectives[at], last, last - 1);
        Some(At::Objective(at))
    }),
    plan("NUM-004", &[], |case, seed| {
        let at = own(case, seed, |objective| objective.phases.len() > 1)?;
        let last = case.plan.objectives[at].phases.len();
        renumber(&mut case.plan.objectives[at], last, last + 1 + seed.below(last));
        Some(At::Objective(at))
    }),
    plan("NUM-005", &[], |case, seed| {
        let at = own(case, seed, |_| true)?;
        let more = 1 + seed.below(9);
        for number in (1..=case.plan.objectives[at].phases.len()).rev() {
            renumber(&mut case.plan.objectives[at], number, number + more);
        }
        Some(At::Objective(at))
    }),
    plan("NUM-006", &[], |case, seed| {
        let at = own(case, seed, |objective| objective.phases.len() > 1)?;
        let objective = &mut case.plan.objectives[at];
        let first = 1 + seed.below(objective.phases.len() - 1);
        renumber(objective, first, 99);
        renumber(objective, first + 1, first);
        renumber(objective, 99, first + 1);
        Some(At::Objective(at))
    }),
    plan("NUM-007", &["LETT-007"], |case, seed| {
        let (first, second) = two_of_a_unit(case, seed)?;
        case.plan.objectives[second].code = case.plan.objectives[first].code.clone();
        case.plan.objectives[second].title = case.plan.objectives[first].title.clone();
        Some(At::Objective(second))
    }),
    plan("NUM-008", &[], |case, seed| {
        let at = own(case, seed, |objective| objective.phases.len() > 1)?;
        let phases = &mut case.plan.objectives[at].phases;
        let second = 1 + seed.below(phases.len() - 1);
        let (number, weight) = (phases[second].number.clone(), phases[second].weight.clone());
        phases[second] = Phase { number, weight, ..phases[second - 1].clone() };
        Some(At::Objective(at))
    }),
    plan("NUM-009", &[], |case, seed| {
        let at = own(case, seed, |_| true)?;
        let objective = &mut case.plan.objectives[at];
        let last = objective.indicators.last()?.phase.clone();
        let titles: Vec<String> =
            case.plan.objectives.iter().map(|one| of(one.title.as_ref()).to_owned()).collect();
        let others = bank().ordinary.iter().filter(|theme| !titles.contains(&theme.title));
        let more: Vec<_> = others.flat_map(|theme| &theme.indicators).take(6).collect();
        for text in more {
            let mut indicator = values::indicator(text, &case.form, seed);
            indicator.phase.clone_from(&last);
            case.plan.objectives[at].indicators.push(indicator);
        }
        weigh_alike(&mut case.plan.objectives[at], case.form.has("indicator_weights"));
        Some(At::Plan)
    }),
    plan("NUM-010", &["LETT-013"], |case, seed| {
        let at = own(case, seed, |_| true)?;
        case.plan.objectives[at].phases.clear();
        Some(At::Objective(at))
    }),
    plan("NUM-011", &[], |case, seed| {
        let pair = |objective: &Objective| {
            objective.phases.len() > 1
                && objective
                    .indicators
                    .windows(2)
                    .any(|two| of(two[0].phase.as_ref()) != of(two[1].phase.as_ref()))
        };
        let at = own(case, seed, pair)?;
        let objective = &mut case.plan.objectives[at];
        let two = objective
            .indicators
            .windows(2)
            .find(|two| of(two[0].phase.as_ref()) != of(two[1].phase.as_ref()))?;
        let texts = [(of(two[0].phase.as_ref()), &two[1].text), (of(two[1].phase.as_ref()), &two[0].text)];
        let texts =
            texts.map(|(number, text)| (number.to_owned(), format!("{} del Comune", of(text.as_ref()))));
        for (number, text) in texts {
            let phase = objective.phases.iter_mut().find(|phase| of(phase.number.as_ref()) == number)?;
            phase.text = said(text);
        }
        Some(At::Objective(at))
    }),
];

/// Two objectives of a unit, one after the other, of which no table names the second.
fn two_of_a_unit(case: &Case, seed: &mut Seed) -> Option<(usize, usize)> {
    let named = |at: usize| {
        let title = of(case.plan.objectives[at].title.as_ref());
        case.plan.ente_objectives.iter().any(|one| of(one.title.as_ref()) == title)
    };
    let fits = |at: usize| beside(case, at).contains(&(at + 1)) && !named(at + 1);
    let all: Vec<usize> = (0..case.plan.objectives.len())
        .filter(|at| fits(*at))
        .filter(|at| !super::planter::is_common(&case.plan.objectives[at + 1]))
        .collect();
    seed.pick(&all).map(|at| (*at, at + 1))
}

/// Gives a phase, and what names it, another number.
fn renumber(objective: &mut Objective, from: usize, to: usize) {
    let (from, to) = (from.to_string(), to.to_string());
    let numbers = objective.phases.iter_mut().map(|phase| &mut phase.number);
    let named = objective.indicators.iter_mut().map(|indicator| &mut indicator.phase);
    for number in numbers.chain(named).filter(|number| of(number.as_ref()) == from) {
        *number = said(to.as_str());
    }
}

/// Weights of the indicators of an objective that add up.
fn weigh_alike(objective: &mut Objective, weighed: bool) {
    let count = objective.indicators.len();
    for (at, indicator) in objective.indicators.iter_mut().enumerate() {
        let share = if at == 0 { 100 - 5 * (count - 1) } else { 5 };
        indicator.weight = if weighed { said(format!("{share}%")) } else { None };
    }
}
