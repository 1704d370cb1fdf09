//! What the method and the plan say of the body, as far as it is known and understood.

use method::{ACT_KINDS, ActInfo};

use crate::catalogue::Catalogue;
use crate::context::{Context, text};
use crate::outcome::{Outcome, outcome};
use crate::report::Report;
use crate::words::listed;

/// `CICLO-001`: what is not known of the body, so that rules that rest on it say nothing.
pub fn unknown(context: &Context<'_>, report: &mut Report) {
    let profile = &context.profile;
    let facts = [
        (profile.population.is_none(), "la popolazione (population)"),
        (profile.employees.is_none(), "i dipendenti (employees)"),
        (profile.managers.is_none(), "i dirigenti (managers)"),
        (context.acts.is_empty(), "gli atti del ciclo ([[act]])"),
        (!context.method.smvp.is_known(), "il Sistema di valutazione ([smvp])"),
    ];
    let missing: Vec<&str> = facts.iter().filter(|(missing, _)| *missing).map(|(_, what)| *what).collect();
    if !missing.is_empty() {
        let message = format!("non è indicato nel metodo né nel piano: {}", listed(&missing));
        report.plan("CICLO-001", None, message);
    }
}

/// `CICLO-041`: the body lies in a Region with laws of its own.
pub fn special_statute(context: &Context<'_>, report: &mut Report) {
    if context.profile.special_statute {
        let message =
            "l'ente è in una Regione a statuto speciale: i rilievi sul ciclo e sul PIAO non bloccano";
        report.plan("CICLO-041", None, message);
    }
}

/// Acts that no rule needs the day of, or of which another rule tells that it is missing.
const WITHOUT_DAY: &[&str] = &["contratti-pagamenti", "indagine", "monitoraggio", "variazione"];

/// `CICLO-042`: acts and choices that no check can use, because they are not understood.
pub fn unusable(context: &Context<'_>, report: &mut Report) {
    let mut faults = unread(context);
    for act in &context.acts {
        faults.extend(unclear(act));
    }
    let catalogue = Catalogue::embedded();
    for rule in &context.method.checks {
        // The codes of reading belong to another catalogue.
        if catalogue.page(&rule.code).is_none() && !rule.code.starts_with("LETT-") {
            faults.push(format!("il codice «{}» di [[check]] non esiste", rule.code));
        }
    }
    if !faults.is_empty() {
        report.plan("CICLO-042", None, faults.join("; "));
    }
}

/// Acts of the method and of the year without a day, and acts of the plan whose kind no check knows, or whose day cannot be read. An act that a document names has the words
/// of the document.
fn unread(context: &Context<'_>) -> Vec<String> {
    let undated =
        |kind: &str| ACT_KINDS.iter().any(|(known, _)| *known == kind) && !WITHOUT_DAY.contains(&kind);
    let missing = |kind: &str| format!("l'atto «{kind}» è senza una data");
    let told = context.method.acts.iter().chain(context.of_year());
    let without = told.filter(|act| act.date.is_none() && undated(&act.kind));
    let mut faults: Vec<String> = without.map(|act| missing(&act.kind)).collect();
    for act in context.plan.acts.iter().filter(|act| act.place.is_none()) {
        let kind = text(act.kind.as_ref()).trim().to_lowercase();
        if !ACT_KINDS.iter().any(|(known, _)| *known == kind) {
            let kinds: Vec<&str> = ACT_KINDS.iter().map(|(kind, _)| *kind).collect();
            faults.push(format!("«{kind}» non è un tipo di atto (i tipi sono: {})", kinds.join(", ")));
        }
        match &act.date {
            Some(date) if date.certain().is_none() => {
                faults.push(format!("la data «{}» dell'atto «{kind}» non si legge", date.verbatim));
            }
            None if undated(&kind) => faults.push(missing(&kind)),
            _ => {}
        }
    }
    faults
}

/// An opinion of which it is not understood what it says.
fn unclear(act: &ActInfo) -> Option<String> {
    if !act.kind.starts_with("parere-") || outcome(act) != Outcome::Unclear {
        return None;
    }
    let words = act.outcome.as_deref().unwrap_or_default();
    Some(format!("l'esito «{words}» dell'atto «{}» non è favorevole né contrario", act.kind))
}
