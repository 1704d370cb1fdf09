//! The cycle: its acts, the evaluation system, and the objectives that the law wants (family CICLO).

use jiff::ToSpan;
use jiff::civil::Date;
use rust_decimal::prelude::ToPrimitive;

use super::Rule;
use crate::context::Context;
use crate::law::Parameter;
use crate::report::Report;

mod acts;
mod duties;
mod inputs;
mod roles;
mod system;
mod terms;

pub use duties::known;

/// The rules of the family.
pub const RULES: &[Rule] = &[
    inputs::unknown,
    inputs::unusable,
    inputs::special_statute,
    no_objectives,
    system::opinion,
    system::update,
    system::content,
    acts::defined_in_time,
    acts::peg,
    acts::changes,
    acts::assignment,
    acts::survey,
    acts::contracts,
    terms::planning,
    terms::foundation,
    terms::reported,
    terms::premiums,
    terms::order,
    roles::sums,
    roles::prevailing,
    roles::judging,
    roles::heads,
    duties::unsaid,
    duties::payments,
    duties::payment_share,
    duties::training,
    duties::accessibility,
    duties::transparency,
    duties::areas,
];

/// A number of the law in the year of the plan.
pub fn number(context: &Context<'_>, code: &str) -> Option<i64> {
    parameter(context, code)?.value.to_i64()
}

/// A parameter of a law that may have come in the course of the plan year, and whether it held from its start: else
/// it binds the plans approved after it, and a person looks.
pub fn recent<'a>(context: &Context<'a>, code: &str) -> Option<(&'a Parameter, bool)> {
    if let Some(parameter) = parameter(context, code) {
        return Some((parameter, true));
    }
    let approved = context.act_date("piano").or_else(|| day(context, 0, 12, 31))?;
    context.law.parameter(code, approved).map(|parameter| (parameter, false))
}

/// A parameter of the law in the year of the plan.
pub fn parameter<'a>(context: &Context<'a>, code: &str) -> Option<&'a Parameter> {
    context.law.in_year(code, context.year?)
}

/// A day of the plan year, or of one near to it.
pub fn day(context: &Context<'_>, years: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(context.year? + years, month, day).ok()
}

/// So many days after a day: the first is not counted, the last is.
pub fn after(day: Date, days: i64) -> Option<Date> {
    day.checked_add(days.days()).ok()
}

/// `CICLO-010`: the plan has no objective at all, nor is there an act that has.
fn no_objectives(context: &Context<'_>, report: &mut Report) {
    let small = context
        .profile
        .employees
        .zip(number(context, "piao.employees"))
        .is_some_and(|(employees, limit)| i64::from(employees) <= limit);
    if context.objectives.is_empty() && context.plan.fragments.is_empty() && !small {
        report.plan("CICLO-010", None, "nel piano non c'è nessun obiettivo");
    }
}
