//! Texts that do not say one rule, or say it uncertainly.

use domain::Rule;
use meaning::rule::{LONE_OUTCOME, NOT_FALLING, Remark, render};

use crate::context::Context;
use crate::report::Report;
use crate::words::listed;

/// `GRAD-001`: a text that can be read as several rules.
pub fn ambiguous(context: &Context<'_>, report: &mut Report) {
    for wording in context.graduations() {
        // Bands over one another and days that do not exist are told as such, and a choice ends the doubt.
        let told = |remark: &Remark| matches!(remark, Remark::Overlap(..) | Remark::ImpossibleDate(_));
        if wording.rule().is_some() || wording.reading.remarks.iter().any(told) {
            continue;
        }
        let readings: Vec<String> =
            wording.reading.rules.iter().map(|rule| format!("«{}»", render(rule))).collect();
        if readings.len() > 1 {
            wording.tell(report, "GRAD-001", &format!("si può leggere come {}", readings.join(" o come ")));
        }
    }
}

/// So many texts that are no rule, and nothing else, are the habit of a form.
const HABIT: usize = 4;

/// `GRAD-002`: a text that is no rule.
pub fn no_rule(context: &Context<'_>, report: &mut Report) {
    let wordings = context.graduations();
    let why = |remark: &Remark| match remark {
        Remark::Unclear(why) if [NOT_FALLING, LONE_OUTCOME].contains(why) => None,
        Remark::NoRule | Remark::Unclear(_) => Some(remark.to_string()),
        _ => None,
    };
    let none: Vec<_> = wordings
        .iter()
        .filter(|wording| wording.reading.rules.is_empty())
        .filter_map(|wording| Some((wording, wording.remarks(why).into_iter().next()?)))
        .collect();
    // A form that has other things there throughout: its plan is told once.
    if let (true, Some((first, _))) = (none.len() >= HABIT && none.len() == wordings.len(), none.first()) {
        let at = first.uses.first().and_then(|(_, one)| one.graduation.as_ref()?.place);
        let count: usize = none.iter().map(|(wording, _)| wording.uses.len()).sum();
        let message =
            format!("nessuna delle {count} graduazioni è una regola che dà un punteggio a un risultato");
        report.plan("GRAD-002", at, message);
        return;
    }
    for (wording, why) in none {
        wording.tell(report, "GRAD-002", &format!("non è una regola che si possa applicare: {why}"));
    }
}

/// `GRAD-009`: signs and words that a reader has to mend.
pub fn spelling(context: &Context<'_>, report: &mut Report) {
    for wording in context.graduations() {
        let mended = |remark: &Remark| match remark {
            Remark::NoPercentSign | Remark::StrayDash | Remark::Misspelt => Some(remark.to_string()),
            _ => None,
        };
        let mended = wording.remarks(mended);
        if !mended.is_empty() && !wording.reading.rules.is_empty() {
            wording.tell_once(report, "GRAD-009", &listed(&mended));
        }
    }
}

/// `GRAD-010`: who is later has more points.
pub fn rising(context: &Context<'_>, report: &mut Report) {
    for wording in context.graduations() {
        if wording.reading.remarks.contains(&Remark::Unclear(NOT_FALLING)) {
            wording.tell(report, "GRAD-010", NOT_FALLING);
        }
    }
}

/// `GRAD-011`: outcomes without the one that is worth nothing.
pub fn outcomes_without_nought(context: &Context<'_>, report: &mut Report) {
    for wording in context.graduations() {
        if wording.reading.remarks.contains(&Remark::Unclear(LONE_OUTCOME)) {
            wording.tell(report, "GRAD-011", "dice un solo esito, e non che cosa vale il contrario");
        } else if let Some(Rule::Outcomes(outcomes)) = wording.rule()
            && !outcomes.iter().any(|outcome| outcome.score.is_zero())
        {
            wording.tell(report, "GRAD-011", "non dice che cosa vale chi non ottiene nessuno degli esiti");
        }
    }
}

/// `GRAD-012`: a rule outside the plan.
pub fn external(context: &Context<'_>, report: &mut Report) {
    for wording in context.graduations() {
        if let Some(Rule::Norm(_)) = wording.rule() {
            wording.tell_once(
                report,
                "GRAD-012",
                "rimanda a una norma, e non dice da quale giorno si contano i ritardi",
            );
        }
    }
}
