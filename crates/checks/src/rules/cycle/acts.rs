//! The acts of the cycle and their days.

use domain::text::folded;
use jiff::civil::Date;
use method::ActInfo;

use super::{after, day, number};
use crate::context::Context;
use crate::moment::written;
use crate::report::Report;
use crate::subjects::SURVEYS;

/// `CICLO-009`: objectives were set after the year began, and none held in the meantime.
pub fn defined_in_time(context: &Context<'_>, report: &mut Report) {
    let Some((plan, start)) = context.act_date("piano").zip(day(context, 0, 1, 1)) else { return };
    if plan < start {
        return;
    }
    let provisional = context.acts("obiettivi-provvisori").filter_map(|act| act.date).min();
    match provisional {
        Some(date) if date <= start => {}
        Some(date) => {
            let message = format!(
                "gli obiettivi provvisori sono del {}: non valgono dal {}",
                written(date),
                written(start)
            );
            report.plan("CICLO-009", None, message);
        }
        None => {
            let message = format!(
                "il piano è del {} e non risultano obiettivi provvisori dal {}",
                written(plan),
                written(start)
            );
            report.plan("CICLO-009", None, message);
        }
    }
}

/// `CICLO-011`: the PEG came later than the law allows.
pub fn peg(context: &Context<'_>, report: &mut Report) {
    let small = number(context, "peg.population")
        .zip(context.profile.population)
        .is_some_and(|(limit, population)| i64::from(population) < limit);
    let (Some(budget), Some(days)) = (context.act_date("bilancio"), number(context, "peg.days")) else {
        return;
    };
    let dates = || context.acts("peg").filter_map(|act| act.date);
    let Some(peg) = dates().filter(|date| *date >= budget).min() else {
        before_budget(context, budget, report);
        return;
    };
    if let Some(deadline) = after(budget, days)
        && peg > deadline
        && !small
    {
        let message = format!(
            "il PEG è del {}: il bilancio è del {}, il termine era il {}",
            written(peg),
            written(budget),
            written(deadline)
        );
        report.plan("CICLO-011", None, message);
    }
}

/// `CICLO-036`: the PEG hands out a budget that was not approved yet. While the budget is put off there may be a
/// provisional one.
fn before_budget(context: &Context<'_>, budget: Date, report: &mut Report) {
    let provisional =
        |act: &&ActInfo| folded(act.subject.as_deref().unwrap_or_default()).contains("provvisori");
    let last = context.acts("peg").filter(|act| !provisional(act)).filter_map(|act| act.date).max();
    if let Some(peg) = last {
        let message = format!("il PEG è del {}, prima del bilancio del {}", written(peg), written(budget));
        report.plan("CICLO-036", None, message);
    }
}

/// `CICLO-012`, `CICLO-013`, `CICLO-014`: changes in the course of the year, late or without their reasons.
pub fn changes(context: &Context<'_>, report: &mut Report) {
    let Some(year) = context.year else { return };
    let last_month = number(context, "change.month").unwrap_or(12);
    for act in context.acts("variazione") {
        let mut missing = Vec::new();
        for (has, what) in [
            (act.date.is_some(), "la data"),
            (act.number.is_some(), "il numero dell'atto"),
            (act.subject.is_some() || act.reason.is_some(), "il motivo"),
        ] {
            if !has {
                missing.push(what);
            }
        }
        if !missing.is_empty() {
            let when = act.date.map(|date| format!(" del {}", written(date))).unwrap_or_default();
            let message = format!("della variazione{when} mancano: {}", missing.join(", "));
            report.plan("CICLO-014", act.place, message);
        }
        let Some(date) = act.date else { continue };
        if date.year() > year {
            let message = format!("variazione del {}: l'anno {year} è finito", written(date));
            report.plan("CICLO-012", act.place, message);
        } else if date.year() == year && i64::from(date.month()) > last_month {
            let message = format!("variazione del {}: a fine anno", written(date));
            report.plan("CICLO-013", act.place, message);
        }
    }
}

/// `CICLO-015`: objectives were handed over late.
pub fn assignment(context: &Context<'_>, report: &mut Report) {
    let month = number(context, "assignment.month").and_then(|month| i8::try_from(month).ok());
    let (Some(date), Some(month)) = (context.acts("assegnazione").filter_map(|act| act.date).max(), month)
    else {
        return;
    };
    let Some(end) = day(context, 0, month, 1).map(jiff::civil::Date::last_of_month) else { return };
    let from_plan = context
        .act_date("piano")
        .zip(number(context, "assignment.days"))
        .and_then(|(plan, days)| after(plan, days));
    let deadline = from_plan.map_or(end, |from_plan| from_plan.max(end));
    if date > deadline {
        let message = format!(
            "gli obiettivi sono stati assegnati il {}, oltre il {}",
            written(date),
            written(deadline)
        );
        report.plan("CICLO-015", None, message);
    }
}

/// `CICLO-018`: nobody asks the users. Said only where the acts are known up to the work of the year.
pub fn survey(context: &Context<'_>, report: &mut Report) {
    let known = in_course(context) && !context.objectives.is_empty();
    if known && context.acts("indagine").next().is_none() && !context.corpus().has(SURVEYS) {
        let message = "né gli atti né gli obiettivi prevedono un'indagine sulla soddisfazione degli utenti";
        report.plan("CICLO-018", None, message);
    }
}

/// Whether the acts are told up to the work of the year: who tells of a few acts of its beginning has not said that
/// others are missing.
fn in_course(context: &Context<'_>) -> bool {
    ["assegnazione", "monitoraggio"].iter().any(|kind| context.acts(kind).next().is_some())
}

/// `CICLO-028`: contracts do not hold the objective on payments that the system ties pay to.
pub fn contracts(context: &Context<'_>, report: &mut Report) {
    let stated = context.method.smvp.payment_share.is_some() && in_course(context);
    if stated && context.acts("contratti-pagamenti").next().is_none() {
        let message =
            "non risulta l'integrazione dei contratti individuali con l'obiettivo sui tempi di pagamento";
        report.plan("CICLO-028", None, message);
    }
}
