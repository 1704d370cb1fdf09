//! Planted faults of missions, programmes and money.

use std::collections::BTreeMap;

use domain::plan::{BudgetRow, Link, Objective};

use super::case::{Case, of, said, value};
use super::money::euros;
use super::planter::{At, Planter, own, plan, text};
use super::seed::Seed;

pub const PLANTERS: &[Planter] = &[
    plan("BIL-001", &["BIL-009"], |case, seed| {
        let number = 20 + seed.below(70);
        let (at, mission, programme) = linked(case, seed)?;
        programme.text = said(format!("{mission}.{number}"));
        Some(At::Cell(at))
    }),
    plan("BIL-002", &[], |case, seed| {
        let (at, mission, _) = linked(case, seed)?;
        let name = if mission == "07" { "Soccorso civile" } else { "Turismo" };
        link(&mut case.plan.objectives[at], "missione")?.text = said(format!("{mission} {name}"));
        Some(At::Cell(at))
    }),
    plan("BIL-003", &[], |case, seed| {
        let (at, _, programme) = linked(case, seed)?;
        programme.text = said(of(programme.text.as_ref()).split_once('.')?.1);
        Some(At::Cell(at))
    }),
    plan("BIL-004", &[], |case, seed| {
        let at = own(case, seed, |objective| !objective.people.is_empty() || !objective.budget.is_empty())?;
        let objective = &mut case.plan.objectives[at];
        objective.people.clear();
        objective.budget.clear();
        Some(At::Objective(at))
    }),
    plan("BIL-005", &[], |case, seed| {
        let (at, mission, _) = linked(case, seed)?;
        let other = if mission == "06" { "14" } else { "06" };
        link(&mut case.plan.objectives[at], "missione")?.text = said(other);
        Some(At::Cell(at))
    }),
    plan("BIL-006", &["BIL-009"], |case, seed| {
        let (at, ..) = linked(case, seed)?;
        case.plan.objectives[at].links.retain(|link| of(link.level.as_ref()) != "programma");
        Some(At::Objective(at))
    }),
    plan("BIL-007", &["BIL-009"], |case, seed| {
        let (mission, programme) =
            [("20", "20.03"), ("50", "50.02"), ("99", "99.01"), ("60", "60.01")][seed.below(4)];
        let (at, ..) = linked(case, seed)?;
        link(&mut case.plan.objectives[at], "missione")?.text = said(mission);
        link(&mut case.plan.objectives[at], "programma")?.text = said(programme);
        Some(At::Cell(at))
    }),
    plan("BIL-008", &[], |case, seed| {
        let year = case.year().to_string();
        let (at, ..) = linked(case, seed)?;
        let line = case.plan.objectives[at].budget.first_mut()?;
        line.amounts.insert(year, value(euros(9_000_000 + 1000 * seed.below(9000))));
        Some(At::Plan)
    }),
    plan("BIL-009", &[], |case, seed| {
        let last = case.plan.budget.last()?;
        let row = BudgetRow {
            mission: said("20"),
            programme: said("01"),
            amount: said(euros(5_000_000 + 1000 * seed.below(9000))),
            ..last.clone()
        };
        case.plan.budget.push(BudgetRow {
            mission: said("19"),
            mission_title: said("Relazioni internazionali"),
            programme_title: said("Relazioni internazionali e Cooperazione allo sviluppo"),
            ..row
        });
        Some(At::Line)
    }),
    plan("BIL-010", &["BIL-009"], |case, seed| {
        let (at, ..) = linked(case, seed)?;
        link(&mut case.plan.objectives[at], "missione")?.text = said("Ambito sociale");
        Some(At::Cell(at))
    }),
    plan("BIL-011", &[], |case, seed| {
        let at = own(case, seed, |_| true)?;
        let cup = ["A11B2300012", "11AB23000120006", "A11B2300012000699", "a11b23000120006"][seed.below(4)];
        case.plan.objectives[at].cup.push(value(cup));
        Some(At::Cell(at))
    }),
    text("BIL-012", &[], totals),
    text("BIL-013", &["LETT-021"], old_header),
];

/// The link of an objective of a level.
fn link<'a>(objective: &'a mut Objective, level: &str) -> Option<&'a mut Link> {
    objective.links.iter_mut().find(|link| of(link.level.as_ref()) == level)
}

/// An objective with its mission and its programme.
fn linked<'a>(case: &'a mut Case, seed: &mut Seed) -> Option<(usize, String, &'a mut Link)> {
    let at = own(case, seed, |objective| {
        objective.links.iter().any(|link| of(link.level.as_ref()) == "programma")
    })?;
    let objective = &mut case.plan.objectives[at];
    let mission = of(link(objective, "missione")?.text.as_ref()).to_owned();
    Some((at, mission, link(objective, "programma")?))
}

/// Totals of the missions under their rows, one of them wrong.
fn totals(case: &Case, lines: &mut Vec<String>, seed: &mut Seed) -> Option<At> {
    let mut sums: BTreeMap<&str, (i64, &str)> = BTreeMap::new();
    for row in &case.plan.budget {
        let sum = sums.entry(of(row.mission.as_ref())).or_insert((0, of(row.mission_title.as_ref())));
        sum.0 += row.amount.as_ref()?.certain()?.cents / 100;
    }
    let wrong = seed.below(sums.len());
    for (at, (mission, (sum, name))) in sums.iter().enumerate() {
        let first = lines.iter().position(|line| line.starts_with(&format!("{mission}\t{name}\t")))?;
        let rows = lines[first + 1..].iter().take_while(|line| line.starts_with("\t\t")).count();
        let sum = usize::try_from(*sum).ok()? + if at == wrong { 1000 * (1 + seed.below(50)) } else { 0 };
        lines.insert(first + 1 + rows, format!("\t\t\t{name} Totale\t{}", euros(sum)));
    }
    (wrong < sums.len()).then_some(At::Line)
}

/// A table of chapters with the header of the plan of years ago.
fn old_header(case: &Case, lines: &mut Vec<String>, seed: &mut Seed) -> Option<At> {
    let year = case.year();
    let headers: Vec<usize> =
        (0..lines.len()).filter(|at| lines[*at].starts_with("Capitolo\tImporto")).collect();
    let at = *seed.pick(&headers)?;
    let old = year - 1 - i16::try_from(seed.below(4)).ok()?;
    lines[at] = lines[at].replacen(&year.to_string(), &old.to_string(), 1);
    Some(At::Line)
}
