//! The PIAO: its form, its day, its sections, and the acts it needs (family PIAO).

use domain::text::folded;
use jiff::civil::{Date, Weekday};

use super::Rule;
use super::cycle::{after, day, number};
use crate::context::{Context, text};
use crate::moment::written;
use crate::report::Report;

mod acts;
mod sections;

/// The rules of the family.
pub const RULES: &[Rule] = &[
    sections::present,
    sections::empty,
    sections::value,
    sections::subjects,
    sections::anticorruption,
    sections::training,
    sections::staff_day,
    sections::impact,
    exactly_fifty,
    adopted,
    published,
    organ,
    accessibility_goals,
    separate_act,
    acts::auditor,
    acts::surplus,
    acts::positive_actions,
];

/// Whether the full form is due: more employees than the law says. Unknown when they are.
pub fn full_form(context: &Context<'_>) -> Option<bool> {
    let limit = number(context, "piao.employees")?;
    Some(i64::from(context.profile.employees?) > limit)
}

/// The last day to adopt the plan, by the deadline for the budget (D.M. 132/2022 arts. 7 and 8).
fn deadline(context: &Context<'_>) -> Option<Date> {
    let month = number(context, "piao.month").and_then(|month| i8::try_from(month).ok())?;
    let ordinary = day(context, 0, month, 1)?.last_of_month();
    match context.profile.budget_deadline {
        Some(budget) if budget >= day(context, 0, 1, 1)? => after(budget, number(context, "piao.days")?),
        _ => Some(ordinary),
    }
}

/// `PIAO-008`: exactly at the threshold, where the texts differ.
fn exactly_fifty(context: &Context<'_>, report: &mut Report) {
    let limit = number(context, "piao.employees");
    if limit.is_some() && context.profile.employees.map(i64::from) == limit {
        let message = "50 dipendenti: la legge dice «non più di cinquanta», il decreto «meno di cinquanta»; \
                       vale la forma semplificata";
        report.plan("PIAO-008", None, message);
    }
}

/// `PIAO-002`, `PIAO-003`: adopted late, or late only by the stricter reading.
fn adopted(context: &Context<'_>, report: &mut Report) {
    let Some((adopted, last)) = context.act_date("piano").zip(deadline(context)) else { return };
    if adopted > last {
        // A term that ends on a holiday is not moved by the check: a person weighs it.
        let sunday = if last.weekday() == Weekday::Sunday { ", una domenica" } else { "" };
        let message =
            format!("il piano è del {}: il termine era il {}{sunday}", written(adopted), written(last));
        report.plan("PIAO-002", None, message);
        return;
    }
    let deferred = day(context, 0, 1, 31).is_some_and(|ordinary| last > ordinary);
    let from_budget = context
        .act_date("bilancio")
        .zip(number(context, "piao.days"))
        .and_then(|(day, days)| after(day, days));
    if let Some(strict) = from_budget.filter(|strict| deferred && *strict < last && adopted > *strict) {
        let message = format!(
            "il piano è del {}: in tempo per il termine differito ({}), non per chi conta 30 giorni \
             dall'approvazione del bilancio ({})",
            written(adopted),
            written(last),
            written(strict)
        );
        report.plan("PIAO-003", None, message);
    }
}

/// `PIAO-004`: published or sent late.
fn published(context: &Context<'_>, report: &mut Report) {
    let (Some(adopted), Some(days)) = (context.act_date("piano"), number(context, "piao.publication")) else {
        return;
    };
    let Some(last) = after(adopted, days) else { return };
    for (kind, what) in [("pubblicazione", "pubblicato"), ("portale-piao", "inviato al Portale PIAO")] {
        // The act of the plan may say itself when it was published.
        let own = context.acts("piano").filter(|_| kind == "pubblicazione").find_map(|act| act.published);
        if let Some(date) = context.act_date(kind).or(own).filter(|date| *date > last) {
            let message = format!(
                "il piano del {} è stato {what} il {}, dopo più di {days} giorni",
                written(adopted),
                written(date)
            );
            report.plan("PIAO-004", None, message);
        }
    }
}

/// What kind of body it is: by the plan, else by its method.
fn kind_of<'a>(context: &Context<'a>) -> &'a str {
    let own = context.plan.body.first().map_or("", |body| text(body.kind.as_ref()));
    if own.is_empty() { context.method.body.kind.as_str() } else { own }
}

/// Organs that do not adopt the plan: neither the council nor who manages.
const OTHER_ORGANS: &[&str] =
    &["consiglio", "assemblea", "dirigente", "segretari", "responsabile", "direttore"];

/// `PIAO-018`: adopted by an organ that it is not up to.
fn organ(context: &Context<'_>, report: &mut Report) {
    for act in context.acts("piano") {
        let organ = act.organ.as_deref().unwrap_or_default();
        if OTHER_ORGANS.iter().any(|other| folded(organ).contains(other)) {
            let right = match folded(kind_of(context)).as_str() {
                "provincia" => "al Presidente, con decreto",
                kind if kind.contains("metropolitan") => "al Sindaco metropolitano, con decreto",
                _ => "alla Giunta",
            };
            report.plan("PIAO-018", None, format!("il piano è stato adottato da «{organ}»: spetta {right}"));
        }
    }
}

/// `PIAO-021`: the yearly objectives of accessibility came late.
fn accessibility_goals(context: &Context<'_>, report: &mut Report) {
    let Some(last) = day(context, 0, 3, 31) else { return };
    let first = context.acts("obiettivi-accessibilita").filter_map(|act| act.date).min();
    if let Some(date) = first.filter(|date| *date > last) {
        let message = format!(
            "gli obiettivi di accessibilità sono stati pubblicati il {}: il termine era il {}",
            written(date),
            written(last)
        );
        report.plan("PIAO-021", None, message);
    }
}

/// `PIAO-019`: a small body without objectives of its own.
fn separate_act(context: &Context<'_>, report: &mut Report) {
    let none = context.objectives.is_empty() && context.plan.fragments.is_empty();
    if none && full_form(context) == Some(false) {
        let message = "nel piano non c'è nessun obiettivo: la forma semplificata non esonera dall'averne";
        report.plan("PIAO-019", None, message);
    }
}

/// Whether the staffing plan foresees that people are hired.
fn hires(context: &Context<'_>) -> bool {
    context.plan.staffing.iter().any(|figure| {
        let kind = folded(text(figure.kind.as_ref()));
        let number = text(figure.figure.as_ref());
        (kind.contains("assunzion") || kind.contains("assumere"))
            && number.chars().any(|c| c.is_ascii_digit() && c != '0')
    })
}
