//! The evaluation system (*SMVP*) and the opinion on it.

use jiff::civil::Date;
use method::ActInfo;

use super::{day, shown};
use crate::context::Context;
use crate::report::Report;

/// The last act on the system that holds for the plan: not after it, when that is known.
fn adoption<'a>(context: &'a Context<'_>) -> Option<(&'a ActInfo, Date)> {
    let dated = context.acts("smvp").filter_map(|act| act.date.map(|date| (act, date)));
    dated.max_by_key(|(_, date)| *date)
}

/// `CICLO-002`, `CICLO-003`, `CICLO-004`: the opinion on the system is late, against it, or missing.
pub fn opinion(context: &Context<'_>, report: &mut Report) {
    let last = context.acts("parere-smvp").max_by_key(|act| act.date);
    let adoption = adoption(context);
    let Some(opinion) = last else {
        if let Some((_, date)) = adoption {
            let message = format!(
                "del Sistema adottato il {} non risulta il parere dell'organo di valutazione",
                shown(date)
            );
            report.plan("CICLO-004", None, message);
        }
        return;
    };
    let outcome = domain::text::folded(opinion.outcome.as_deref().unwrap_or_default());
    let against = ["sfavorevole", "contrario", "non favorevole", "negativo"];
    if against.iter().any(|word| outcome.contains(word)) {
        report.plan("CICLO-003", None, format!("il parere sul Sistema è «{outcome}»"));
    }
    if let Some(((_, adopted), given)) = adoption.zip(earliest(context))
        && given > adopted
    {
        let message =
            format!("il parere sul Sistema è del {}, dopo l'adozione del {}", shown(given), shown(adopted));
        report.plan("CICLO-002", None, message);
    }
}

/// The first dated opinion: one that came in time is enough.
fn earliest(context: &Context<'_>) -> Option<Date> {
    context.acts("parere-smvp").filter_map(|act| act.date).min()
}

/// `CICLO-005`: the system was not updated or confirmed for this cycle.
pub fn update(context: &Context<'_>, report: &mut Report) {
    let Some(((_, adopted), from)) = adoption(context).zip(day(context, -1, 1, 1)) else { return };
    if adopted < from {
        let message = format!(
            "l'ultimo atto sul Sistema è del {}: più di dodici mesi prima dell'inizio del ciclo",
            shown(adopted)
        );
        report.plan("CICLO-005", None, message);
        return;
    }
    let plan = context.act_date("piano").or_else(|| day(context, 0, 12, 31));
    if plan.is_some_and(|plan| adopted > plan) {
        let message = format!("il Sistema è del {}: dopo l'approvazione del piano", shown(adopted));
        report.plan("CICLO-005", None, message);
    }
}

/// `CICLO-006`, `CICLO-007`, `CICLO-008`: what the system must hold and does not.
pub fn content(context: &Context<'_>, report: &mut Report) {
    let smvp = &context.method.smvp;
    let parts = [
        (smvp.conciliation, "CICLO-006", "il Sistema non ha una procedura di conciliazione"),
        (smvp.budget_link, "CICLO-007", "il Sistema non dice come si lega ai documenti di bilancio"),
        (smvp.negative_evaluation, "CICLO-008", "il Sistema non dice quando una valutazione è negativa"),
    ];
    for (part, code, message) in parts {
        if part == Some(false) {
            report.plan(code, None, message);
        }
    }
}
