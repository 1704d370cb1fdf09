//! Planted faults of phases: said again and again, in the order of the alphabet, with a number left out.

use domain::plan::Phase;
use domain::text::folded;

use super::bank::bank;
use super::case::{of, said};
use super::planter::{At, Planter, own, phase, plan};
use super::seed::Seed;

pub const PLANTERS: &[Planter] = &[
    plan("NUM-012", &[], |case, seed| {
        let text = long_text(seed);
        let at =
            own(case, seed, |objective| objective.phases.len() > 2 && objective.phases[0].start.is_some())?;
        let phases = &mut case.plan.objectives[at].phases;
        for which in seed.sample(3, phases.len()) {
            phases[which].text = said(text.as_str());
        }
        Some(At::Objective(at))
    }),
    plan("NUM-013", &["IND-024"], |case, seed| {
        case.form.add("unnumbered");
        let at =
            own(case, seed, |objective| objective.phases.len() > 1 && objective.phases[0].start.is_some())?;
        for objective in &mut case.plan.objectives {
            objective.phases.iter_mut().for_each(|phase| phase.number = None);
            objective.indicators.iter_mut().for_each(|indicator| indicator.phase = None);
        }
        let start = |phase: &Phase| phase.start.as_ref().and_then(|start| start.certain().copied());
        let phases = &mut case.plan.objectives[at].phases;
        phases.sort_by_key(|phase| folded(of(phase.text.as_ref())));
        let late = phases.windows(2).any(|pair| start(&pair[1]) < start(&pair[0]));
        late.then_some(At::Objective(at))
    }),
    plan("NUM-014", &[], |case, seed| {
        let (at, last) = phase(case, seed, 1)?;
        let phases = &mut case.plan.objectives[at].phases;
        let what = ["SAL dei lavori", "SAL delle opere", "S.A.L."][seed.below(3)];
        let first = seed.below(last + 1);
        // The first of all, or one after the first.
        if first < last {
            phases[first].text = said(format!("1° {what}"));
        }
        let skipped = if first < last { 3 } else { 2 } + seed.below(4);
        phases[last].text = said(format!("{skipped}° {what}"));
        Some(At::Cell(at))
    }),
];

/// A text of phases of several themes, of more than twenty words.
fn long_text(seed: &mut Seed) -> String {
    let mut text = String::new();
    for at in seed.sample(12, bank().ordinary.len()) {
        let phase = &bank().ordinary[at].phases[0];
        text.push_str(if text.is_empty() { "" } else { ", " });
        text.push_str(phase);
    }
    text
}
