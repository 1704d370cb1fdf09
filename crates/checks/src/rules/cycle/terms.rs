//! The documents around the plan: DUP and budget before it, the report and the premiums after it.

use domain::text::folded;
use jiff::civil::Date;
use method::ActInfo;

use super::day;
use crate::context::Context;
use crate::moment::written;
use crate::report::Report;

/// The last day for the budget: the end of the year before, or the day to which the law put it off.
fn budget_deadline(context: &Context<'_>) -> Option<Date> {
    let ordinary = day(context, -1, 12, 31)?;
    Some(context.profile.budget_deadline.map_or(ordinary, |deferred| deferred.max(ordinary)))
}

/// `CICLO-037`: the DUP, its update or the budget came after their day.
pub fn planning(context: &Context<'_>, report: &mut Report) {
    let Some(deadline) = budget_deadline(context) else { return };
    let deferred = day(context, 0, 1, 1).is_some_and(|start| deadline >= start);
    // The council approves the DUP later; the day of the law is that on which it is handed to it.
    let presented = |act: &&ActInfo| !folded(act.organ.as_deref().unwrap_or_default()).contains("consiglio");
    let dup = context.acts("dup").filter(presented).filter_map(|act| act.date).min();
    let update = context.acts("nota-dup").filter_map(|act| act.date).min().filter(|_| !deferred);
    let documents = [
        (dup, day(context, -1, 7, 31), "il DUP è stato presentato"),
        (update, day(context, -1, 11, 15), "la nota di aggiornamento del DUP è stata presentata"),
        (context.act_date("bilancio"), Some(deadline), "il bilancio è stato approvato"),
    ];
    for (date, last, what) in documents {
        if let Some((date, last)) = date.zip(last).filter(|(date, last)| date > last) {
            let message = format!("{what} il {}: il termine era il {}", written(date), written(last));
            report.plan("CICLO-037", None, message);
        }
    }
}

/// `CICLO-038`: the budget was approved before the DUP on which it rests.
pub fn foundation(context: &Context<'_>, report: &mut Report) {
    let first = context.acts("dup").filter_map(|act| act.date).min();
    if let Some((dup, budget)) = first.zip(context.act_date("bilancio")).filter(|(dup, budget)| dup > budget)
    {
        let message = format!("il bilancio è del {}, il DUP è del {}", written(budget), written(dup));
        report.plan("CICLO-038", None, message);
    }
}

/// `CICLO-039`: the report on the performance of the year, or its validation, came late.
pub fn reported(context: &Context<'_>, report: &mut Report) {
    let Some(last) = day(context, 1, 6, 30) else { return };
    for (kind, what) in
        [("relazione", "la Relazione è stata approvata"), ("validazione", "la Relazione è stata validata")]
    {
        let dated = context.acts(kind).find_map(|act| act.date.zip(Some(act)));
        if let Some((date, act)) = dated.filter(|(date, _)| *date > last) {
            let message = format!("{what} il {}: il termine era il {}", written(date), written(last));
            report.plan("CICLO-039", act.place, message);
        }
    }
}

/// `CICLO-035`: premiums were paid before the report was validated.
pub fn premiums(context: &Context<'_>, report: &mut Report) {
    let dated = context.acts("premi").filter_map(|act| act.date.zip(Some(act)));
    let Some((paid, act)) = dated.min_by_key(|(date, _)| *date) else { return };
    let message = match context.acts("validazione").filter_map(|act| act.date).min() {
        Some(validated) if validated <= paid => return,
        Some(validated) => {
            format!("i premi sono del {}, la validazione del {}", written(paid), written(validated))
        }
        None => format!("i premi sono del {} e la Relazione non risulta validata", written(paid)),
    };
    let noted = report.plan("CICLO-035", act.place, message);
    // Art. 14 binds bodies with an OIV; those with a Nucleo by their own rules.
    if !folded(context.profile.evaluation_organ.as_deref().unwrap_or_default()).contains("oiv") {
        noted.doubtful();
    }
}

/// `CICLO-040`: acts in an order that cannot be: a day was mistyped.
pub fn order(context: &Context<'_>, report: &mut Report) {
    let reported =
        context.act_date("relazione").zip(context.acts("validazione").filter_map(|act| act.date).max());
    if let Some((report_day, validated)) = reported.filter(|(reported, validated)| validated < reported) {
        let message = format!(
            "la Relazione è del {}, la sua validazione del {}",
            written(report_day),
            written(validated)
        );
        report.plan("CICLO-040", None, message);
    }
    let early = context.act_date("piano").zip(day(context, -1, 7, 1)).filter(|(plan, from)| plan < from);
    if let Some(((plan, _), year)) = early.zip(context.year) {
        report.plan("CICLO-040", None, format!("il piano del {year} risulta approvato il {}", written(plan)));
    }
}
