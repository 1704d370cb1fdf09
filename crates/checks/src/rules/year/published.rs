//! What must stand in *Amministrazione trasparente* (D.Lgs. 33/2013 art. 10 c. 8).

use crate::context::Context;
use crate::moment::written;
use crate::report::Report;
use crate::words::listed;

/// The acts that are published, with what they are called.
const DOCUMENTS: &[(&str, &str)] = &[
    ("smvp", "il Sistema di misurazione e valutazione"),
    ("piano", "il piano"),
    ("relazione", "la Relazione"),
    ("validazione", "la validazione"),
];

/// `ANNO-010`: documents that are there, and of which it is not known that they were published.
pub fn published(context: &Context<'_>, report: &mut Report) {
    if context.timeline().is_none() {
        return;
    }
    let mut place = None;
    let mut missing: Vec<String> = Vec::new();
    for (kind, what) in DOCUMENTS {
        let told = context.acts(kind).any(|act| act.published.is_some())
            || *kind == "piano" && context.act_date("pubblicazione").is_some();
        let last = context.acts(kind).filter(|act| act.date.is_some()).max_by_key(|act| act.date);
        if let Some(act) = last.filter(|_| !told) {
            let when = act.date.map(|date| format!(" ({})", written(date))).unwrap_or_default();
            missing.push(format!("{what}{when}"));
            place = act.place.or(place);
        }
    }
    if missing.is_empty() {
        return;
    }
    let message =
        format!("non risulta la pubblicazione in Amministrazione trasparente: {}", listed(&missing));
    let noted = report.plan("ANNO-010", place, message);
    let closing = ["validazione", "premi"].iter().any(|kind| context.acts(kind).next().is_some());
    if !closing {
        noted.doubtful();
    }
}
