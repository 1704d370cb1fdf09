//! The objectives of each mission of the budget, with its money.

use std::collections::BTreeMap;

use document::Document;
use domain::Plan;
use domain::plan::{BudgetRow, Objective};
use domain::text::folded;
use method::Method;
use outline::{Seen, text};

use crate::listing::{begun, named};
use crate::paper::Paper;
use crate::sums::{TOTAL, euros, money};

/// Names of the levels of links that lead to the budget.
const MISSION: &str = "missione";
const PROGRAMME: &str = "programma";

/// What is known of a mission.
#[derive(Default)]
struct Mission<'a> {
    title: String,
    objectives: Vec<Seen<'a>>,
    rows: Vec<&'a BudgetRow>,
}

/// The objectives by mission, and the money that the budget of the plan gives it. An objective with several
/// missions stands under each; those without come last.
pub fn by_mission(plan: &Plan, method: &Method) -> Document {
    let mut paper = begun("Obiettivi per missione e programma di bilancio", plan, method);
    let mut missions: BTreeMap<String, Mission<'_>> = BTreeMap::new();
    for row in &plan.budget {
        let (code, title) = (text(row.mission.as_ref()), text(row.mission_title.as_ref()));
        let mission = missions.entry(key(code)).or_default();
        if mission.title.is_empty() {
            format!("{code} {title}").trim().clone_into(&mut mission.title);
        }
        mission.rows.push(row);
    }
    let mut without = Vec::new();
    for seen in outline::objectives(plan) {
        let links = missions_of(seen.objective);
        if links.is_empty() {
            without.push(seen);
        }
        for link in links {
            let mission = missions.entry(key(link)).or_default();
            if mission.title.is_empty() {
                link.clone_into(&mut mission.title);
            }
            if mission.objectives.last().is_none_or(|last| last.ordinal != seen.ordinal) {
                mission.objectives.push(seen);
            }
        }
    }
    for mission in missions.values() {
        let title = if mission.title.is_empty() { "Missione senza codice" } else { &mission.title };
        paper.heading(2, title);
        objectives(&mut paper, &mission.objectives);
        allotted(&mut paper, &mission.rows);
    }
    if !without.is_empty() {
        paper.heading(2, "Obiettivi senza missione");
        objectives(&mut paper, &without);
    }
    paper.finish("Obiettivi per missione e programma di bilancio")
}

/// The links of an objective to missions; where it has none, to programmes.
fn missions_of(objective: &Objective) -> Vec<&str> {
    let of_level = |level: &str| -> Vec<&str> {
        let links = objective.links.iter().filter(|link| text(link.level.as_ref()) == level);
        links.map(|link| text(link.text.as_ref())).filter(|text| !text.is_empty()).collect()
    };
    let missions = of_level(MISSION);
    if missions.is_empty() { of_level(PROGRAMME) } else { missions }
}

/// A mission by its number, else by its words.
fn key(link: &str) -> String {
    let number: String =
        link.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).take(2).collect();
    if number.is_empty() { folded(link) } else { format!("{number:0>2}") }
}

fn objectives(paper: &mut Paper, all: &[Seen<'_>]) {
    if all.is_empty() {
        return;
    }
    paper.gap();
    paper.header(&["Obiettivo", "Struttura", "Programma"]);
    for seen in all {
        let programmes = seen.objective.links.iter().filter(|link| text(link.level.as_ref()) == PROGRAMME);
        let programmes: Vec<&str> = programmes.map(|link| text(link.text.as_ref())).collect();
        paper.values(&[&named(seen.objective), seen.unit(), &programmes.join("; ")]);
    }
    paper.total(&["Totale obiettivi", "", &all.len().to_string()]);
}

fn allotted(paper: &mut Paper, rows: &[&BudgetRow]) {
    if rows.is_empty() {
        return;
    }
    paper.gap();
    paper.header(&["Programma", "Denominazione", "Stanziato"]);
    for row in rows {
        let (code, title) = (text(row.programme.as_ref()), text(row.programme_title.as_ref()));
        paper.values(&[code, title, text(row.amount.as_ref())]);
    }
    let sum = euros(money(rows.iter().filter_map(|row| row.amount.as_ref())));
    if !sum.is_empty() {
        paper.total(&[TOTAL, "", &sum]);
    }
}
