//! The scores of a plan, level by level.

use std::collections::BTreeMap;

use appraisal::Scored;
use domain::text::short;
use scoring::tree::{How, Level, Step};
use scoring::{Exact, written};

use super::{Page, Role, Style, outcomes};

/// The score of the body, then its units with their objectives.
pub fn shown(scored: &Scored, all: bool, style: Style) -> String {
    let mut page = Page::new(style);
    page.line(page.paint(Role::Strong, format!("{}, anno {}", scored.body, scored.year)));
    for step in scored.of_level(Level::Body) {
        line(&mut page, step, 0);
    }
    for unit in scored.of_level(Level::Unit) {
        page.gap();
        line(&mut page, unit, 1);
        below(&mut page, scored, unit, all, 2);
    }
    outcomes::block(&mut page, scored);
    undetermined(&mut page, scored);
    for default in &scored.defaults {
        page.line(format_args!("Scelta predefinita del metodo – {default}"));
    }
    page.line("«traguardo explain-score PUNTEGGI VOCE» spiega un punteggio, passo per passo.");
    page.into()
}

fn below(page: &mut Page, scored: &Scored, step: &Step, all: bool, depth: usize) {
    let How::Mean { parts, .. } = &step.how else { return };
    for part in parts {
        let Some(found) = scored.step(&part.id) else { continue };
        line(page, found, depth);
        if all || found.level == Level::Group {
            below(page, scored, found, all, depth + 1);
        }
    }
}

fn line(page: &mut Page, step: &Step, depth: usize) {
    let indent = "  ".repeat(depth);
    let score = written::score(step);
    let room = page.width().saturating_sub(indent.len() + 26).max(20);
    let id = page.paint(Role::Strong, format!("{:9}", step.id));
    page.line(format_args!("{indent}{score:>14}  {id} {}", short(&super::style::safe(&step.title), room)));
}

/// Two decimals with a comma.
pub fn digits(score: &Exact) -> String {
    score.shown(2)
}

/// Digits with a decimal comma.
pub fn italian(digits: &str) -> String {
    digits.replace('.', ",")
}

/// Why scores are undetermined, each reason once.
fn undetermined(page: &mut Page, scored: &Scored) {
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    for step in scored.results.iter().filter(|step| matches!(step.how, How::Measured { .. })) {
        if let Some(why) = step.undetermined.as_deref().filter(|_| step.state.is_evaluable()) {
            *reasons.entry(why).or_default() += 1;
        }
    }
    if reasons.is_empty() {
        return;
    }
    page.gap();
    page.line(page.paint(Role::Strong, "Non determinati"));
    for (why, count) in reasons {
        page.line(format_args!("  {count:5}  {why}"));
    }
}
