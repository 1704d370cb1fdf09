//! Missions, programmes and money (family BIL).

use super::Rule;

mod functions;
mod links;
mod money;
mod programmes;
mod project_codes;

/// The rules of the family.
pub const RULES: &[Rule] = &[
    programmes::no_such_programme,
    programmes::name_of_another,
    links::without_mission,
    links::ambiguous_code,
    links::other_mission,
    links::budget_link_missing,
    links::without_performance,
    money::over_allocation,
    money::large_without_objective,
    programmes::not_a_mission,
    project_codes::project_code,
    money::mission_totals,
    money::years_of_amounts,
    money::no_resources,
    functions::headings,
    functions::without_function,
    functions::functions,
];
