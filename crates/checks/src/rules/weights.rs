//! Weights at every level (family PESI).

use super::Rule;

mod objectives;
mod parts;
mod sums;
mod values;

/// The rules of the family.
pub const RULES: &[Rule] = &[
    objectives::objectives_of_unit,
    objectives::quotas_of_unit,
    parts::phases_of_objective,
    parts::phases_without_any_weight,
    parts::indicators,
    parts::shares,
    parts::criteria,
    objectives::ente_objectives,
    values::out_of_range,
    values::zero,
    values::weight_of_nothing,
    values::weights_in_texts,
];
