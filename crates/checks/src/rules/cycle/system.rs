//! The evaluation system (*SMVP*) and the opinion on it.

use jiff::civil::Date;
use method::ActInfo;

use super::day;
use crate::context::Context;
use crate::moment::written;
use crate::outcome::{Outcome, outcome};
use crate::report::Report;

/// The last act on the system, and the day of the one before it.
fn adoption<'a>(context: &'a Context<'_>) -> Option<(&'a ActInfo, Date, Option<Date>)> {
    let dated = |act: &'a ActInfo| act.date.map(|date| (act, date));
    let (act, last) = context.acts("smvp").filter_map(dated).max_by_key(|(_, date)| *date)?;
    let before = context.acts("smvp").filter_map(|act| act.date).filter(|date| *date < last).max();
    Some((act, last, before))
}

/// `CICLO-002`, `CICLO-003`, `CICLO-004`: the opinion on the system is late, against it, or missing.
pub fn opinion(context: &Context<'_>, report: &mut Report) {
    let adoption = adoption(context);
    let before = adoption.and_then(|(_, _, before)| before);
    // An opinion given on the system of before says nothing of this one.
    let about_it = |act: &&ActInfo| act.date.is_none_or(|date| before.is_none_or(|before| date > before));
    let given: Vec<&ActInfo> = context
        .acts("parere-smvp")
        .filter(about_it)
        .filter(|act| outcome(act) != Outcome::NotGiven)
        .collect();
    let Some((act, adopted, _)) = adoption else {
        against(given.iter().copied().max_by_key(|act| act.date), report);
        return;
    };
    let in_time = |act: &&ActInfo| act.date.is_none_or(|date| date <= adopted);
    let timely = given.iter().copied().filter(in_time).max_by_key(|act| act.date);
    against(timely.or_else(|| given.iter().copied().max_by_key(|act| act.date)), report);
    if timely.is_some() {
        return;
    }
    if let Some(first) = given.iter().filter_map(|act| act.date).min() {
        let message = format!(
            "il parere sul Sistema è del {}, dopo l'adozione del {}",
            written(first),
            written(adopted)
        );
        report.plan("CICLO-002", None, message);
        return;
    }
    let message = format!(
        "del Sistema adottato il {} non risulta il parere dell'organo di valutazione",
        written(adopted)
    );
    let noted = report.plan("CICLO-004", None, message);
    // Whether a system that is confirmed as it is needs a new opinion is disputed.
    if domain::text::folded(act.subject.as_deref().unwrap_or_default()).contains("conferma") {
        noted.doubtful();
    }
}

fn against(opinion: Option<&ActInfo>, report: &mut Report) {
    if let Some(opinion) = opinion.filter(|act| outcome(act) == Outcome::Against) {
        let words = opinion.outcome.as_deref().unwrap_or_default();
        report.plan("CICLO-003", None, format!("il parere sul Sistema è «{words}»"));
    }
}

/// `CICLO-005`: the system was not updated or confirmed for this cycle.
pub fn update(context: &Context<'_>, report: &mut Report) {
    let Some(((_, adopted, _), from)) = adoption(context).zip(day(context, -1, 1, 1)) else { return };
    if adopted < from {
        let message = format!(
            "l'ultimo atto sul Sistema è del {}: più di dodici mesi prima dell'inizio del ciclo",
            written(adopted)
        );
        report.plan("CICLO-005", None, message);
        return;
    }
    let plan = context.act_date("piano").or_else(|| day(context, 0, 12, 31));
    if plan.is_some_and(|plan| adopted > plan) {
        let message = format!("il Sistema è del {}: dopo l'approvazione del piano", written(adopted));
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
