//! Outcome indicators of the strategic tree: beside the scores, and never one of them.

use appraisal::{Outcome, Part, Scored};
use domain::text::short;
use scoring::written;

use super::scores::{digits, italian};
use super::style::safe;
use super::{Page, Role, Style};

/// The indicators, node by node.
pub fn block(page: &mut Page, scored: &Scored) {
    if scored.outcomes.is_empty() {
        return;
    }
    page.gap();
    page.line(page.paint(Role::Strong, "Indicatori di impatto che il piano alimenta (non sono punteggi)"));
    let mut node = "";
    for outcome in &scored.outcomes {
        if outcome.node != node {
            node = &outcome.node;
            page.line(format_args!("  {}", short(&safe(node), page.width().saturating_sub(2).max(20))));
        }
        let room = page.width().saturating_sub(30).max(20);
        let id = page.paint(Role::Strong, format!("{:9}", outcome.id));
        let text = short(&safe(&outcome.text), room);
        page.line(format_args!("  {:>14}  {id} {text}{}", value(outcome), left_out(outcome)));
    }
}

/// How an indicator came about.
pub fn page(scored: &Scored, outcome: &Outcome, style: Style) -> String {
    let mut page = Page::new(style);
    page.line(format_args!("{}, piano dell'anno {}", scored.body, scored.year));
    page.gap();
    let heading = format!("Indicatore di impatto {} – {}", outcome.id, safe(&outcome.text));
    page.line(page.paint(Role::Strong, heading));
    page.line(format_args!("  Nodo: {}", safe(&outcome.node)));
    page.line(format_args!("  Valore: {}", exact(outcome)));
    for basis in &outcome.basis {
        page.line(format_args!("  Base: {}", safe(basis)));
    }
    for part in &outcome.parts {
        page.line(format_args!("    {}", told(scored, outcome, part)));
    }
    for line in &outcome.working {
        page.line(format_args!("  {}", safe(&written::working(line))));
    }
    page.gap();
    page.line("Non è un punteggio: non entra nella media dell'ente.");
    page.into()
}

fn told(scored: &Scored, outcome: &Outcome, part: &Part) -> String {
    let title = scored.step(&part.id).map(|step| short(&safe(&step.title), 50)).unwrap_or_default();
    let number = match (&part.number, &part.planned, &part.left_out) {
        (_, _, Some(why)) => format!("fuori: {}", safe(why)),
        (Some(number), Some(planned), _) => format!("€ {} su € {}", digits(number), digits(planned)),
        (Some(number), None, _) if outcome.unit == "giorni" => format!("{number} giorni"),
        (Some(number), None, _) => digits(number),
        (None, ..) => "manca".to_owned(),
    };
    format!("{} {title}: {number}", part.id)
}

fn value(outcome: &Outcome) -> String {
    let shown = outcome.value.as_ref().map(|value| format!("{} {}", digits(value), outcome.unit));
    shown.unwrap_or_else(|| "non determin.".to_owned())
}

/// The value, and the exact one where two decimals do not say it.
fn exact(outcome: &Outcome) -> String {
    match &outcome.value {
        Some(exact) if exact.places().is_none_or(|places| places > 2) => {
            format!("{} (esatto: {})", value(outcome), italian(&exact.to_string()))
        }
        None if outcome.parts.is_empty() => "non determinato: non c'è nulla da misurare".to_owned(),
        _ => value(outcome),
    }
}

fn left_out(outcome: &Outcome) -> String {
    match outcome.parts.iter().filter(|part| part.left_out.is_some()).count() {
        0 => String::new(),
        count => format!(" [{count} fuori dal conto]"),
    }
}
