//! A planter puts one fault in a clean plan, at a place that chance chooses.

use domain::plan::Objective;

use super::bank::bank;
use super::case::{Case, of};
use super::seed::Seed;

/// Where a fault is to be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// On the changed lines, said of the objective of this index.
    Cell(usize),
    /// Within the objective of this index.
    Objective(usize),
    /// On the changed lines, whatever it is said of.
    Line,
    /// Anywhere: said of the plan, or of the body.
    Plan,
}

/// What a planter changes.
#[derive(Clone, Copy)]
pub enum Plant {
    /// The plan, its form or its body, before the document is printed.
    Plan(fn(&mut Case, &mut Seed) -> Option<At>),
    /// The lines of the document.
    Text(fn(&Case, &mut Vec<String>, &mut Seed) -> Option<At>),
}

/// A fault that is planted.
#[derive(Clone, Copy)]
pub struct Planter {
    /// The code that is to be found.
    pub code: &'static str,
    /// Codes that truly follow from the same fault; the code itself when it is found several times.
    pub also: &'static [&'static str],
    /// How it is planted; nothing when the plan has no place for it.
    pub plant: Plant,
}

/// A fault of the plan.
pub const fn plan(
    code: &'static str,
    also: &'static [&'static str],
    plant: fn(&mut Case, &mut Seed) -> Option<At>,
) -> Planter {
    Planter { code, also, plant: Plant::Plan(plant) }
}

/// A fault of the printed document.
pub const fn text(
    code: &'static str,
    also: &'static [&'static str],
    plant: fn(&Case, &mut Vec<String>, &mut Seed) -> Option<At>,
) -> Planter {
    Planter { code, also, plant: Plant::Text(plant) }
}

/// Whether it is a copy of the common objective.
pub fn is_common(objective: &Objective) -> bool {
    of(objective.title.as_ref()) == bank().common.title
}

/// Whether it is one of the duties that the law wants.
pub fn is_duty(objective: &Objective) -> bool {
    let title = of(objective.title.as_ref());
    is_common(objective) || bank().duties.iter().any(|duty| duty.title == title)
}

/// One of the things for which something holds.
pub fn one<T>(things: &[T], seed: &mut Seed, fits: impl Fn(&T) -> bool) -> Option<usize> {
    let fitting: Vec<usize> = (0..things.len()).filter(|at| fits(&things[*at])).collect();
    seed.pick(&fitting).copied()
}

/// An objective of one unit only for which something holds.
pub fn own(case: &Case, seed: &mut Seed, fits: impl Fn(&Objective) -> bool) -> Option<usize> {
    one(&case.plan.objectives, seed, |objective| !is_common(objective) && fits(objective))
}

/// A phase of an objective of one unit only: it has at least `least` phases.
pub fn phase(case: &Case, seed: &mut Seed, least: usize) -> Option<(usize, usize)> {
    let at = own(case, seed, |objective| objective.phases.len() >= least)?;
    Some((at, seed.below(case.plan.objectives[at].phases.len())))
}

/// An indicator of an objective of one unit only, of those for which something holds.
pub fn indicator(
    case: &Case,
    seed: &mut Seed,
    fits: impl Fn(&domain::plan::Indicator) -> bool,
) -> Option<(usize, usize)> {
    let at = own(case, seed, |objective| objective.indicators.iter().any(&fits))?;
    Some((at, one(&case.plan.objectives[at].indicators, seed, fits)?))
}

/// A whole number that stands in a text before its sign.
pub fn number(text: &str) -> usize {
    text.trim_end_matches('%').parse().unwrap_or(0)
}

/// The indexes of the objectives of the unit of one of them.
pub fn beside(case: &Case, at: usize) -> Vec<usize> {
    let objectives = &case.plan.objectives;
    let unit = of(objectives[at].unit.as_ref());
    (0..objectives.len()).filter(|other| of(objectives[*other].unit.as_ref()) == unit).collect()
}
