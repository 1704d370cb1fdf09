//! Planted faults of weights.

use domain::Read;
use domain::Weight;

use super::case::Case;
use super::case::{of, said, value};
use super::objective::parts;
use super::planter::{At, Planter, beside, indicator, is_common, number, own, phase, plan};
use super::seed::Seed;

pub const PLANTERS: &[Planter] = &[
    plan("PESI-001", &[], |case, seed| {
        let at = own(case, seed, |_| true)?;
        let objective = &mut case.plan.objectives[at];
        more(&mut objective.weight, seed)?;
        objective.criteria.clear();
        Some(At::Plan)
    }),
    plan("PESI-002", &[], |case, seed| {
        if !case.form.has("family") {
            return None;
        }
        case.form.drop("criteria");
        case.form.add("quota");
        case.form.quota = Some("20".into());
        for at in 0..case.plan.objectives.len() {
            quota_of_twenty(case, at, seed);
        }
        let at = own(case, seed, |objective| number(of(objective.weight.as_ref())) > 10)?;
        let common = beside(case, at).into_iter().find(|at| is_common(&case.plan.objectives[*at]))?;
        case.plan.objectives[common].weight = said("25");
        let left = number(of(case.plan.objectives[at].weight.as_ref())) - 5;
        case.plan.objectives[at].weight = said(left.to_string());
        Some(At::Plan)
    }),
    plan("PESI-003", &[], |case, seed| {
        let (at, phase) = phase(case, seed, 1)?;
        more(&mut case.plan.objectives[at].phases[phase].weight, seed)?;
        Some(At::Objective(at))
    }),
    plan("PESI-013", &[], |case, seed| {
        let at = own(case, seed, |objective| [3, 6, 7].contains(&objective.phases.len()))?;
        let phases = &mut case.plan.objectives[at].phases;
        let part = match phases.len() {
            3 => "33,33",
            6 => "16,67",
            _ => "14,29",
        };
        for phase in phases {
            phase.weight.as_ref()?;
            phase.weight = said(part);
        }
        Some(At::Objective(at))
    }),
    plan("PESI-004", &[], |case, seed| {
        let (at, indicator) = indicator(case, seed, |_| true)?;
        more(&mut case.plan.objectives[at].indicators[indicator].weight, seed)?;
        Some(At::Objective(at))
    }),
    plan("PESI-005", &[], |case, seed| {
        let at = own(case, seed, |objective| objective.people.len() > 1)?;
        let people = &mut case.plan.objectives[at].people;
        let person = seed.below(people.len());
        more(&mut people[person].share, seed)?;
        Some(At::Objective(at))
    }),
    plan("PESI-006", &[], |case, seed| {
        let at = own(case, seed, |objective| !objective.criteria.is_empty())?;
        more(&mut case.plan.objectives[at].criteria[0].weight, seed)?;
        Some(At::Objective(at))
    }),
    plan("PESI-007", &[], |case, seed| {
        let at = seed.below(case.plan.ente_objectives.len());
        more(&mut case.plan.ente_objectives.get_mut(at)?.weight, seed)?;
        Some(At::Plan)
    }),
    plan("PESI-008", &[], |case, seed| {
        let (at, phase) = phase(case, seed, 2)?;
        case.plan.objectives[at].phases[phase].weight.take()?;
        Some(At::Objective(at))
    }),
    plan("PESI-009", &["PESI-003"], |case, seed| {
        let (at, phase) = phase(case, seed, 1)?;
        let weight = case.plan.objectives[at].phases[phase].weight.as_mut()?;
        *weight = value((100 + 10 * (1 + seed.below(40))).to_string());
        Some(At::Cell(at))
    }),
    plan("PESI-010", &[], |case, seed| {
        let (at, phase) = phase(case, seed, 2)?;
        let phases = &mut case.plan.objectives[at].phases;
        let gone = number(&phases[phase].weight.as_ref()?.verbatim);
        let other = usize::from(phase == 0);
        let kept = number(of(phases[other].weight.as_ref()));
        phases[phase].weight = said("0");
        phases[other].weight = said((kept + gone).to_string());
        Some(At::Plan)
    }),
    plan("PESI-011", &[], |case, seed| {
        let (at, phase) = phase(case, seed, 1)?;
        let phase = &mut case.plan.objectives[at].phases[phase];
        phase.weight.as_ref()?;
        phase.text = None;
        Some(At::Cell(at))
    }),
    plan("PESI-012", &[], |case, seed| {
        let (at, indicator) = indicator(case, seed, |_| true)?;
        let indicator = &mut case.plan.objectives[at].indicators[indicator];
        let weight = number(&indicator.weight.take()?.verbatim);
        indicator.text = said(format!("{} (peso {weight}%)", of(indicator.text.as_ref())));
        Some(At::Line)
    }),
];

/// A weight that is too much.
fn more(weight: &mut Option<Read<Weight>>, seed: &mut Seed) -> Option<()> {
    let read = weight.as_mut()?;
    let now = number(&read.verbatim);
    let wrong = if now > 10 && seed.once_in(2) { now - 1 - seed.below(9) } else { now + 1 + seed.below(9) };
    *read = value(format!("{}%", wrong.min(99)));
    (wrong.min(99) != now).then_some(())
}

/// Gives the common objective of a unit the weight 20, and the others the rest; done at its first one.
fn quota_of_twenty(case: &mut Case, at: usize, seed: &mut Seed) {
    let unit = beside(case, at);
    if unit[0] != at {
        return;
    }
    let mut weights = parts(80, unit.len() - 1, 15, seed).into_iter();
    for at in unit {
        let objective = &mut case.plan.objectives[at];
        let weight = if is_common(objective) { 20 } else { weights.next().unwrap_or(0) };
        objective.weight = said(weight.to_string());
    }
}
