//! The sums of the weights of objectives by structure.

use domain::{Plan, Weight};
use method::Method;

use crate::structures::Structures;

/// What the weights of a structure add up to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitSum {
    /// The structure; none: the plan writes a name that no structure has.
    pub unit_id: Option<String>,
    /// The name that the plan writes.
    pub name: String,
    /// The sum in hundredths of a percent point: 10000 is the whole.
    pub hundredths: i64,
}

/// The weights of the objectives of each unit, those common to several units in each of them, as far as they are understood.
/// Nothing where the method does not weigh objectives within units.
pub fn sums(plan: &Plan, method: &Method, structures: &Structures) -> Vec<UnitSum> {
    if !method.weights.iter().any(|rule| rule.of == "objective" && rule.within == "unit") {
        return Vec::new();
    }
    let all = outline::objectives(plan);
    let sum = |unit: outline::units::Unit<'_>| {
        let own = unit.objectives.iter().chain(&unit.common);
        let weights =
            own.filter_map(|seen| seen.objective.weight.as_ref().and_then(|weight| weight.certain()));
        let weights: Vec<&Weight> = weights.collect();
        let hundredths = weights.iter().map(|weight| weight.hundredths()).sum();
        let unit_id = structures.named(unit.name).map(|unit| unit.id.clone());
        (!weights.is_empty()).then(|| UnitSum { unit_id, name: unit.name.to_owned(), hundredths })
    };
    outline::units::units(plan, method, &all).into_iter().filter_map(sum).collect()
}
