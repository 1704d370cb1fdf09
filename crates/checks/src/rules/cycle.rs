//! The cycle: its acts, the evaluation system, and the objectives that the law wants (family CICLO).

use jiff::ToSpan;
use jiff::civil::Date;
use rust_decimal::prelude::ToPrimitive;

use super::Rule;
use crate::context::Context;
use crate::law::Parameter;
use crate::report::Report;
use crate::words::listed;

mod acts;
mod duties;
mod roles;
mod system;

pub use duties::known;

/// The rules of the family.
pub const RULES: &[Rule] = &[
    unknown,
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

/// A date as it is written in Italian.
pub fn shown(date: Date) -> String {
    format!("{:02}/{:02}/{}", date.day(), date.month(), date.year())
}

/// `CICLO-001`: what is not known of the body, so that rules that rest on it say nothing.
fn unknown(context: &Context<'_>, report: &mut Report) {
    let profile = &context.profile;
    let facts = [
        (profile.population.is_none(), "la popolazione (population)"),
        (profile.employees.is_none(), "i dipendenti (employees)"),
        (profile.managers.is_none(), "i dirigenti (managers)"),
        (context.acts.is_empty(), "gli atti del ciclo ([[act]])"),
        (context.method.smvp == method::Smvp::default(), "il Sistema di valutazione ([smvp])"),
    ];
    let missing: Vec<&str> = facts.iter().filter(|(missing, _)| *missing).map(|(_, what)| *what).collect();
    if !missing.is_empty() {
        let message = format!("non è indicato nel metodo: {}", listed(&missing));
        report.plan("CICLO-001", None, message);
    }
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
