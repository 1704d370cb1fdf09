//! The acts without which nobody can be hired.

use jiff::ToSpan;
use jiff::civil::Date;
use method::ActInfo;

use super::hires;
use crate::context::Context;
use crate::moment::written;
use crate::outcome::{Outcome, outcome};
use crate::report::Report;
use crate::rules::cycle::{day, number};
use crate::subjects::EQUALITY;

/// Whether so much is known of the acts that one which is not there is missing: the plan was adopted
/// and hires people.
fn hires_by_act(context: &Context<'_>) -> bool {
    hires(context) && context.act_date("piano").is_some()
}

/// `PIAO-011`, `PIAO-012`: the auditor's opinion on the staffing plan came late or against it, or is missing.
pub fn auditor(context: &Context<'_>, report: &mut Report) {
    let given = |act: &&ActInfo| outcome(act) != Outcome::NotGiven;
    let opinions: Vec<&ActInfo> = context.acts("parere-fabbisogni").filter(given).collect();
    if opinions.is_empty() {
        if hires_by_act(context) {
            let message = "il piano prevede assunzioni e non risulta il parere dell'organo di revisione";
            report.plan("PIAO-012", None, message);
        }
        return;
    }
    for opinion in &opinions {
        if outcome(opinion) == Outcome::Against {
            let outcome = opinion.outcome.as_deref().unwrap_or_default();
            report.plan("PIAO-011", None, format!("il parere sui fabbisogni di personale è «{outcome}»"));
        }
    }
    let first = opinions.iter().filter_map(|act| act.date).min();
    if let Some((given, adopted)) = first.zip(context.act_date("piano"))
        && given > adopted
    {
        let message = format!(
            "il parere dell'organo di revisione è del {}, dopo l'adozione del piano del {}",
            written(given),
            written(adopted)
        );
        report.plan("PIAO-011", None, message);
    }
}

/// The day by which an act is judged: that of the plan, else the first of the year.
fn reference(context: &Context<'_>) -> Option<Date> {
    context.act_date("piano").or_else(|| day(context, 0, 1, 1))
}

/// `PIAO-013`: nobody looked this year whether there are too many employees.
pub fn surplus(context: &Context<'_>, report: &mut Report) {
    let Some((reference, months)) = reference(context).zip(number(context, "surplus.months")) else { return };
    let Ok(from) = reference.checked_sub(months.months()) else { return };
    match context.acts("eccedenze").filter_map(|act| act.date).max() {
        Some(date) if date < from => {
            let message = format!("l'ultima ricognizione delle eccedenze è del {}", written(date));
            report.plan("PIAO-013", None, message);
        }
        None if hires_by_act(context) && context.acts("eccedenze").next().is_none() => {
            let message =
                "il piano prevede assunzioni e non risulta la ricognizione delle eccedenze di personale";
            report.plan("PIAO-013", None, message);
        }
        _ => {}
    }
}

/// `PIAO-014`: the plan of positive actions has run out, or there is none.
pub fn positive_actions(context: &Context<'_>, report: &mut Report) {
    // A plan that holds its positive actions renews them.
    if !context.plan.positive_actions.is_empty() {
        return;
    }
    let Some((start, years)) = day(context, 0, 1, 1).zip(number(context, "positive_actions.years")) else {
        return;
    };
    match context.acts("azioni-positive").filter_map(|act| act.date).max() {
        Some(date) => {
            if date.checked_add(years.years()).is_ok_and(|end| end < start) {
                let message =
                    format!("il piano delle azioni positive è del {}: il triennio è finito", written(date));
                report.plan("PIAO-014", None, message);
            }
        }
        None => {
            if hires_by_act(context) && !context.corpus().has(EQUALITY) {
                let message = "il piano prevede assunzioni e non risulta un piano delle azioni positive";
                report.plan("PIAO-014", None, message);
            }
        }
    }
}
