//! How a score came about, as a page that whoever is evaluated can follow with a calculator.

use appraisal::Scored;
use scoring::function::{Actual, Function};
use scoring::state::State;
use scoring::tree::{How, Level, Part, Step};
use scoring::written;

use super::scores::{digits, italian};
use super::style::safe;
use super::{Page, Role, Style};

/// The derivation of an item and of what it is made of.
pub fn page(scored: &Scored, step: &Step, style: Style) -> String {
    let mut page = Page::new(style);
    page.line(format_args!("{}, piano dell'anno {}", scored.body, scored.year));
    page.gap();
    told(&mut page, scored, step, 0);
    page.gap();
    page.line(
        "I numeri sono esatti; si arrotonda solo ciò che si mostra, a due decimali, salvo dove è scritto.",
    );
    page.line(format_args!("Piano: SHA-256 {}", scored.plan.sha256));
    page.into()
}

fn told(page: &mut Page, scored: &Scored, step: &Step, depth: usize) {
    let indent = "    ".repeat(depth);
    let heading = format!("{} {} – {}", level(step.level), step.id, safe(&step.title));
    page.line(format_args!("{indent}{}", page.paint(Role::Strong, heading)));
    page.line(format_args!("{indent}  Punteggio: {}", result(step)));
    because(page, &step.state, &indent);
    for basis in &step.basis {
        page.line(format_args!("{indent}  Base: {}", safe(basis)));
    }
    if let Some(why) = &step.undetermined {
        page.line(format_args!("{indent}  Non determinato: {why}"));
    }
    match &step.how {
        How::Measured { by, function, actual } => measured(page, by, function, actual.as_ref(), &indent),
        How::Given => page.line(format_args!("{indent}  Punteggio dato")),
        How::Same(other) => page.line(format_args!("{indent}  Prende il risultato di {other}")),
        How::Mean { parts, .. } => shares(page, scored, parts, &indent),
    }
    for line in &step.working {
        page.line(format_args!("{indent}  {}", safe(&written::working(line))));
    }
    below(page, scored, step, depth);
}

fn below(page: &mut Page, scored: &Scored, step: &Step, depth: usize) {
    // A unit or the body names its objectives; each has a page of its own.
    if matches!(step.level, Level::Unit | Level::Body) {
        return;
    }
    let parts: Vec<&str> = match &step.how {
        How::Mean { parts, .. } => parts.iter().map(|part| part.id.as_str()).collect(),
        How::Same(other) if depth == 0 => vec![other],
        _ => Vec::new(),
    };
    for part in parts.into_iter().filter_map(|id| scored.step(id)) {
        page.gap();
        told(page, scored, part, depth + 1);
    }
}

/// The score, and the exact one where two decimals do not say it.
fn result(step: &Step) -> String {
    let Some(exact) = step.score.as_ref().filter(|_| step.state.is_evaluable()) else {
        return written::score(step);
    };
    let shown = digits(exact);
    let told = match exact.places() {
        Some(places) if places <= 2 => shown,
        _ => format!("{shown} (esatto: {})", italian(&exact.to_string())),
    };
    match &step.raw {
        Some(raw) if raw != exact => format!("{told}, prima dei limiti {}", digits(raw)),
        _ => told,
    }
}

fn because(page: &mut Page, state: &State, indent: &str) {
    let Some(reason) = state.reason() else { return };
    let said = [
        ("motivo", &reason.reason),
        ("proposta", &reason.proposal),
        ("parere", &reason.opinion),
        ("atto", &reason.act),
    ];
    let mut parts: Vec<String> = said
        .into_iter()
        .filter_map(|(name, text)| Some(format!("{name}: {}", safe(text.as_deref()?))))
        .collect();
    parts.extend(reason.date.map(|date| format!("del {}", meaning::date::render(date))));
    page.line(format_args!("{indent}  Stato: {} ({})", state.term(), parts.join("; ")));
    let lacks = reason.lacks();
    if !state.is_evaluable() && !lacks.is_empty() {
        page.line(format_args!("{indent}  Mancano: {}", lacks.join(", ")));
    }
}

fn measured(page: &mut Page, by: &str, function: &Function, actual: Option<&Actual>, indent: &str) {
    let rule = match function {
        Function::Rule { rule, .. } => meaning::rule::render(rule),
        other => other.listed().words.to_owned(),
    };
    page.line(format_args!("{indent}  Regola ({by}): {rule}"));
    let result = actual.map_or_else(|| "manca".to_owned(), |actual| safe(&written::result(actual)));
    page.line(format_args!("{indent}  Risultato: {result}"));
}

/// The parts with their weights, shares and scores.
fn shares(page: &mut Page, scored: &Scored, parts: &[Part], indent: &str) {
    for part in parts {
        let Some(step) = scored.step(&part.id) else { continue };
        let weight = part.weight.as_ref().map_or_else(|| "senza peso".to_owned(), |w| format!("peso {w}"));
        let share = match &part.share {
            Some(share) if part.weight.as_ref() != Some(share) => format!(", conta {} %", digits(share)),
            Some(_) => String::new(),
            None => ", fuori dal conto".to_owned(),
        };
        let title = domain::text::short(&safe(&step.title), 60);
        page.line(format_args!(
            "{indent}    {:>13}  {} {title} ({weight}{share})",
            written::score(step),
            step.id
        ));
    }
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Indicator => "Indicatore",
        Level::Phase => "Fase",
        Level::Year => "Annualità",
        Level::Objective => "Obiettivo",
        Level::Group => "Gruppo",
        Level::Unit => "Struttura",
        Level::Body => "Ente",
        Level::Person => "Persona",
    }
}
