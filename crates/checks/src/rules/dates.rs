//! Dates (family DATE).

use domain::Read;
use jiff::civil::Date;

use super::Rule;
use crate::context::Context;

mod bounds;
mod contrast;
mod days;
mod graduation;
mod missing;
mod prose;

/// The rules of the family.
pub const RULES: &[Rule] = &[
    days::impossible,
    bounds::reversed,
    bounds::outside_plan,
    bounds::promised_before,
    bounds::of_another_year,
    bounds::mistyped_year,
    bounds::before_approval,
    graduation::graduation_date,
    graduation::graduation_months,
    contrast::in_contrast,
    contrast::reference_after_deadline,
    missing::without_time,
    graduation::only_in_graduation,
    contrast::twice,
    missing::thirtieth,
    missing::without_outcome,
    missing::outcome_of_this_year,
    prose::works_before_design,
    prose::other_day_in_text,
    missing::month_alone,
    graduation::graduation_by_law,
];

/// The years of the plan, first and last.
fn plan_years(context: &Context<'_>) -> Option<(i16, i16)> {
    let own = context.plan.years.as_ref().and_then(Read::certain).map_or(&[][..], Vec::as_slice);
    let years = if own.is_empty() { context.method.years.as_slice() } else { own };
    Some((years.iter().min().copied()?, years.iter().max().copied()?))
}

fn certain(read: Option<&Read<Date>>) -> Option<Date> {
    read.and_then(Read::certain).copied()
}
