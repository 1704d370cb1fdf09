//! The rules: each a function that looks for one fault, in the file of its family.

use crate::context::Context;
use crate::report::Report;

mod budget;
mod cycle;
mod dates;
mod families;
mod form_fields;
pub mod graduation;
mod indicators;
mod links;
mod months;
mod numbers;
mod people;
mod piao;
mod texts;
mod weights;
mod year;

/// A rule looks at the plan and reports what it finds.
pub type Rule = fn(&Context<'_>, &mut Report);

/// Every rule, family by family.
pub fn all() -> impl Iterator<Item = Rule> {
    [
        weights::RULES,
        numbers::RULES,
        dates::RULES,
        months::RULES,
        indicators::RULES,
        graduation::RULES,
        links::RULES,
        budget::RULES,
        families::RULES,
        people::RULES,
        texts::RULES,
        form_fields::RULES,
        cycle::RULES,
        piao::RULES,
        year::RULES,
    ]
    .into_iter()
    .flatten()
    .copied()
}
