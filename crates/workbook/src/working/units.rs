//! The units of a plan, each with its sheet, and what the weights of its objectives must add up to.

use std::collections::{HashMap, HashSet};

use domain::{Plan, Weight};
use formats::xlsx::SheetNames;
use method::Method;
use method::model::WeightRule;
use outline::units::{Keys, asked, by_unit, family, same, units};
use outline::{Seen, objectives};

/// A unit on a sheet of its own.
#[derive(Clone, Debug)]
pub struct Unit {
    /// The name of the sheet.
    pub sheet: String,
    /// The unit as the plan writes it first; blank for objectives of none.
    pub name: String,
    /// Its objectives, by their places in the plan.
    pub objectives: Vec<usize>,
    /// What their weights must add up to; none where the method does not say it.
    pub weighing: Option<Weighing>,
}

/// What the weights of the objectives of a unit must add up to.
#[derive(Clone, Debug)]
pub struct Weighing {
    pub total: Weight,
    /// The objectives of the sheet whose weights count.
    pub counted: HashSet<usize>,
    /// The weight of objectives that stand on other sheets and are common to this unit, too.
    pub elsewhere: Option<Weight>,
}

/// What the weights of some things within others must add up to, per cent; none where the method does not say it.
pub fn total(method: &Method, of: &str, within: &str) -> Option<Weight> {
    rule(method, of, within).map(expected)
}

fn rule<'m>(method: &'m Method, of: &str, within: &str) -> Option<&'m WeightRule> {
    method.weights.iter().find(|rule| rule.of == of && rule.within == within)
}

fn expected(rule: &WeightRule) -> Weight {
    rule.total.parse().unwrap_or(Weight::HUNDRED)
}

/// The units of a plan, in its order; with `wanted`, the one that is called so.
pub fn sheets(plan: &Plan, method: &Method, wanted: Option<&str>) -> Vec<Unit> {
    let all = objectives(plan);
    let keys = Keys::of(all.iter().map(Seen::unit));
    let weighings = weighings(plan, method, &all, &keys);
    let mut units: Vec<Unit> = by_unit((0..all.len()).collect(), |at| all[*at].unit())
        .into_iter()
        .map(|(name, objectives)| Unit {
            sheet: String::new(),
            name: name.to_owned(),
            objectives,
            weighing: weighings.get(&keys.key(name)).cloned(),
        })
        .collect();
    if let Some(wanted) = wanted {
        let meant = asked(units.iter().map(|unit| unit.name.as_str()), wanted);
        // A sheet is of one unit: words that several have mean none.
        let only: Option<String> = (meant.len() == 1).then(|| meant.into_iter().map(str::to_owned).collect());
        units.retain(|unit| Some(&unit.name) == only.as_ref());
    }
    let mut names = SheetNames::default();
    for name in [super::guide::SHEET, super::memory::SHEET] {
        names.keep(name);
    }
    for unit in &mut units {
        unit.sheet = names.give(&unit.name, "Senza struttura");
    }
    units
}

fn weighings(plan: &Plan, method: &Method, all: &[Seen<'_>], keys: &Keys) -> HashMap<String, Weighing> {
    let Some(rule) = rule(method, "objective", "unit") else { return HashMap::new() };
    let counts = |seen: &&Seen<'_>| {
        let family = family(method, seen).map(|family| family.name.as_str());
        !rule
            .outside
            .iter()
            .any(|name| same(seen.objective.kind.as_ref(), name) || family == Some(name.as_str()))
    };
    let place = |seen: &Seen<'_>| usize::try_from(seen.ordinal).ok()?.checked_sub(1);
    let weighing = |unit: &outline::units::Unit<'_>| {
        let mut weights = unit.common.iter().filter(counts).filter_map(|seen| seen.objective.weight.as_ref());
        Weighing {
            total: expected(rule),
            counted: unit.objectives.iter().filter(counts).filter_map(place).collect(),
            elsewhere: weights
                .try_fold(None, |sum: Option<Weight>, read| {
                    let weight = *read.certain()?;
                    Some(Some(sum.map_or(Some(weight), |sum| sum.checked_add(weight))?))
                })
                .flatten(),
        }
    };
    units(plan, method, all).iter().map(|unit| (keys.key(unit.name), weighing(unit))).collect()
}
