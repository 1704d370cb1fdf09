//! The plan in figures: objectives, staff and money.

use std::collections::BTreeMap;

use document::Document;
use domain::Plan;
use domain::plan::BudgetRow;
use method::Method;
use outline::text;

use crate::ente;
use crate::listing::{begun, objectives_by_unit};
use crate::paper::Paper;
use crate::sums::{TOTAL, euros, money};

/// What stands for objectives whose form says no kind.
const NO_KIND: &str = "senza tipo";

/// Counts of objectives by unit and kind, the objectives of the body, the staff, and the budget by mission.
pub fn summary(plan: &Plan, method: &Method) -> Document {
    let mut paper = begun("Riepilogo del piano", plan, method);
    objectives(&mut paper, plan, method);
    ente(&mut paper, plan);
    staff(&mut paper, plan);
    budget(&mut paper, plan);
    paper.finish("Riepilogo del piano")
}

fn objectives(paper: &mut Paper, plan: &Plan, method: &Method) {
    paper.heading(2, "Obiettivi per struttura e tipo");
    let kinds = kinds(plan);
    let called = |kind: &str| {
        let known = method.kinds.iter().find(|known| known.code == kind);
        known.map_or_else(|| kind.to_owned(), |known| known.name.clone())
    };
    let mut header = vec!["Struttura".to_owned()];
    let counted = kinds.iter().map(|kind| called(if kind.is_empty() { NO_KIND } else { kind }));
    // One column of counts says as much as two.
    if kinds.len() > 1 || kinds.first().is_some_and(|kind| !kind.is_empty()) {
        header.extend(counted);
    }
    let by_kind = header.len() > 1;
    header.extend(["Obiettivi", "Fasi", "Indicatori"].map(str::to_owned));
    paper.header(&header.iter().map(String::as_str).collect::<Vec<_>>());
    let mut totals = vec![0; header.len() - 1];
    for (unit, seen) in objectives_by_unit(plan) {
        let of_kind =
            |kind: &&str| seen.iter().filter(|one| text(one.objective.kind.as_ref()) == *kind).count();
        let mut counts: Vec<usize> = if by_kind { kinds.iter().map(of_kind).collect() } else { Vec::new() };
        counts.push(seen.len());
        counts.push(seen.iter().map(|one| one.objective.phases.len()).sum());
        counts.push(seen.iter().map(|one| one.objective.indicators.len()).sum());
        totals.iter_mut().zip(&counts).for_each(|(total, count)| *total += count);
        paper.values(&row(unit, &counts));
    }
    paper.total(&row(TOTAL, &totals));
}

fn kinds(plan: &Plan) -> Vec<&str> {
    let mut kinds: Vec<&str> = Vec::new();
    for objective in &plan.objectives {
        let kind = text(objective.kind.as_ref());
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    kinds.sort_by_key(|kind| kind.is_empty());
    kinds
}

fn row(name: &str, counts: &[usize]) -> Vec<String> {
    std::iter::once(name.to_owned()).chain(counts.iter().map(usize::to_string)).collect()
}

fn ente(paper: &mut Paper, plan: &Plan) {
    if let Some(sum) = ente::table(paper, plan) {
        let count = plan.ente_objectives.len();
        paper.total(&[&format!("{TOTAL}: {count}"), "", &sum.shown()]);
    }
}

fn staff(paper: &mut Paper, plan: &Plan) {
    if plan.staff.is_empty() {
        return;
    }
    paper.heading(2, "Personale delle strutture");
    paper.header(&["Struttura", "Posizione organizzativa", "Unità organizzativa", "Personale", "Totale"]);
    for line in &plan.staff {
        let fields = [&line.structure, &line.post, &line.unit, &line.people, &line.total];
        paper.values(&fields.map(|field| text(field.as_ref())));
    }
    let counted = plan.staff.iter().filter_map(|line| line.total.as_ref());
    let total = counted.map(|total| total.verbatim.trim().parse::<u32>().ok());
    // A sum of some of the lines would be taken for the sum of all.
    if let Some(total) = total.sum::<Option<u32>>().filter(|total| *total > 0) {
        paper.total(&[TOTAL, "", "", "", &total.to_string()]);
    }
}

fn budget(paper: &mut Paper, plan: &Plan) {
    if plan.budget.is_empty() {
        return;
    }
    paper.heading(2, "Stanziamenti per missione");
    paper.header(&["Missione", "Denominazione", "Programmi", "Stanziato"]);
    let mut missions: BTreeMap<(Option<u32>, &str), Vec<&BudgetRow>> = BTreeMap::new();
    for row in &plan.budget {
        let code = text(row.mission.as_ref());
        missions.entry((code.parse().ok(), code)).or_default().push(row);
    }
    for ((_, code), rows) in &missions {
        let title = rows.iter().map(|row| text(row.mission_title.as_ref())).find(|title| !title.is_empty());
        let sum = euros(money(rows.iter().filter_map(|row| row.amount.as_ref())));
        paper.values(&[*code, title.unwrap_or_default(), &rows.len().to_string(), &sum]);
    }
    let sum = euros(money(plan.budget.iter().filter_map(|row| row.amount.as_ref())));
    let count = plan.budget.len().to_string();
    paper.total(&[TOTAL, "", &count, &sum]);
}
