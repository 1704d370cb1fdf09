//! People and units (family PERS).

use super::Rule;

mod categories;
mod fields;
mod forms;
mod heads;
mod names;
mod periods;
mod staff;
mod units;

/// The rules of the family.
pub const RULES: &[Rule] = &[
    categories::categories,
    names::spellings,
    names::forms_of_names,
    units::names_of_units,
    units::punctuation_of_units,
    periods::periods_in_units,
    periods::periods,
    fields::objectives_without_people,
    fields::share_in_a_name,
    fields::several_in_a_field,
    units::units_without_objectives,
    categories::old_categories,
    units::units_without_head,
    categories::roles,
    names::capitals,
    units::heads_on_no_list,
    heads::qualification,
    heads::two_offices,
    heads::profile_of_another_area,
    heads::capitals_of_roles,
    forms::parts_of_names,
    forms::names_of_centres,
    staff::without_share,
    staff::sums,
    staff::counts,
];
