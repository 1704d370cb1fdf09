//! Planted faults of the PIAO: its day, its sections, the acts it needs.

use jiff::civil::date;

use super::bank::bank;
use super::case::{Case, of, said};
use super::cycle::{day, named, without};
use super::facts::between;
use super::planter::{At, Planter, one, plan};

pub const PLANTERS: &[Planter] = &[
    plan("PIAO-001", &["PIAO-017"], |case, seed| {
        let blocks = &mut case.plan.sections[0].blocks;
        let at = seed.below(blocks.len());
        blocks.remove(at);
        Some(At::Plan)
    }),
    plan("PIAO-002", &["CICLO-005", "DATE-005", "PIAO-014"], |case, seed| {
        let day = day(case, seed, (2, 1), (2, 28));
        adopted(case, day);
        Some(At::Plan)
    }),
    plan("PIAO-003", &["DATE-005"], |case, seed| {
        let year = case.year();
        case.facts.profile.budget_deadline = Some(date(year, 2, 28));
        let day = day(case, seed, (2, 1), (3, 30));
        adopted(case, day);
        Some(At::Plan)
    }),
    plan("PIAO-004", &[], |case, seed| {
        let kind = ["pubblicazione", "portale-piao"][seed.below(2)];
        case.facts.act(kind).date = Some(day(case, seed, (2, 16), (9, 30)));
        Some(At::Plan)
    }),
    plan("PIAO-005", &[], |case, _| {
        let full = case.facts.profile.employees? > 50;
        if !full {
            return None;
        }
        for part in ["tree", "budget"] {
            case.form.drop(part);
        }
        case.plan.tree.clear();
        case.plan.budget.clear();
        for objective in &mut case.plan.objectives {
            objective.links.clear();
        }
        let text = &mut case.plan.sections[0].blocks[1].text;
        *text = said("2.1 Valore pubblico: crescono i servizi ai cittadini.");
        Some(At::Plan)
    }),
    plan("PIAO-006", &["BIL-009", "LINK-010"], |case, _| {
        without(case, &["Sedi e siti per tutte le persone"]);
        (case.facts.profile.employees? > 50).then_some(At::Plan)
    }),
    plan("PIAO-007", &["BIL-009", "LINK-010"], |case, _| {
        without(case, &["Uguali al lavoro"]);
        let at = named(case, "Quaranta ore di formazione a testa")?;
        let objective = &mut case.plan.objectives[at];
        objective.description = said("Assicurare ad ogni dipendente almeno 40 ore annue di formazione.");
        for one in objective.indicators.iter_mut().filter(|one| of(one.text.as_ref()).contains("pari opp")) {
            one.text = said("Dipendenti che hanno svolto il corso di base");
        }
        (case.facts.profile.employees? < 50).then_some(At::Plan)
    }),
    plan("PIAO-008", &[], |case, _| {
        case.facts.profile.employees = Some(50);
        let parts = ["Sezione 1", "2.3", "3.1", "3.2", "3.3"];
        case.plan.sections[0]
            .blocks
            .retain(|block| parts.iter().any(|part| of(block.text.as_ref()).starts_with(part)));
        Some(At::Plan)
    }),
    plan("PIAO-009", &[], |case, seed| {
        let strategic = |node: &domain::plan::Node| of(node.level.as_ref()) == "strategico";
        let all = case.plan.tree.iter().filter(|node| strategic(node)).count();
        let at = one(&case.plan.tree, seed, strategic)?;
        case.plan.tree[at].outcomes.clear();
        (all > 2).then_some(At::Line)
    }),
    plan("PIAO-010", &["FAM-001"], |case, _| {
        for objective in
            case.plan.objectives.iter_mut().filter(|one| of(one.title.as_ref()) == bank().common.title)
        {
            objective.risk_measures.clear();
            objective.description =
                said("Trasparenza: pubblicare dati e documenti di ciascuna area entro i termini di legge.");
        }
        Some(At::Plan)
    }),
    plan("PIAO-011", &[], |case, seed| {
        if seed.once_in(2) {
            case.facts.act("parere-fabbisogni").outcome = Some("contrario".into());
        } else {
            case.facts.act("parere-fabbisogni").date = Some(day(case, seed, (2, 1), (6, 30)));
        }
        Some(At::Plan)
    }),
    plan("PIAO-012", &[], |case, _| {
        case.facts.without("parere-fabbisogni");
        hires(case).then_some(At::Plan)
    }),
    plan("PIAO-013", &[], |case, seed| {
        let year = case.year();
        if seed.once_in(2) {
            case.facts.without("eccedenze");
            return hires(case).then_some(At::Plan);
        }
        case.facts.act("eccedenze").date = Some(between(seed, date(year - 4, 1, 1), date(year - 1, 1, 9)));
        Some(At::Plan)
    }),
    plan("PIAO-014", &[], |case, seed| {
        let year = case.year();
        case.facts.act("azioni-positive").date =
            Some(between(seed, date(year - 8, 1, 1), date(year - 4, 12, 31)));
        Some(At::Plan)
    }),
    plan("PIAO-015", &["CICLO-029", "BIL-009", "LINK-010"], |case, _| {
        without(case, &["Quaranta ore di formazione a testa"]);
        let block = case.plan.sections[0]
            .blocks
            .iter_mut()
            .find(|block| of(block.text.as_ref()).starts_with("3.3"))?;
        let (text, _) = of(block.text.as_ref()).split_once(';')?;
        block.text = said(format!("{text}."));
        (case.facts.profile.employees? > 50).then_some(At::Plan)
    }),
    plan("PIAO-016", &[], |case, seed| {
        let hours = 5 + seed.below(35);
        staff(case, "40 ore", &format!("{hours} ore"))
    }),
    plan("PIAO-017", &[], |case, seed| {
        let year = case.year() - 1;
        let other = between(seed, date(year - 1, 12, 31), date(year, 12, 30));
        staff(case, &format!("31/12/{year}"), &super::objective::written(other))
    }),
    plan("PIAO-018", &[], |case, _| {
        case.facts.act("piano").organ = Some("Consiglio comunale".into());
        Some(At::Plan)
    }),
    plan("PIAO-019", &["CICLO-010", "PERS-010", "LETT-001", "LINK-010", "BIL-009"], |case, _| {
        case.plan.objectives.clear();
        case.plan.ente_objectives.clear();
        (case.facts.profile.employees? < 50 && case.year() > 2021).then_some(At::Plan)
    }),
    plan("PIAO-020", &[], |case, seed| {
        let bare = [("3.1", "3.1 Struttura organizzativa"), ("3.2", "3.2 Organizzazione del lavoro agile")];
        let (number, heading) = bare[seed.below(2)];
        let block = case.plan.sections[0]
            .blocks
            .iter_mut()
            .find(|block| of(block.text.as_ref()).starts_with(number))?;
        block.text = said(heading);
        Some(At::Line)
    }),
    plan("PIAO-021", &[], |case, seed| {
        case.facts.act("obiettivi-accessibilita").date = Some(day(case, seed, (4, 1), (12, 31)));
        Some(At::Plan)
    }),
];

/// The plan adopted on a day, and what comes after it.
fn adopted(case: &mut Case, day: jiff::civil::Date) {
    for kind in ["piano", "pubblicazione", "portale-piao"] {
        case.facts.act(kind).date = Some(day);
    }
    case.facts.act("eccedenze").date = Some(day);
}

/// Whether people are to be hired.
fn hires(case: &Case) -> bool {
    case.plan.staffing.iter().any(|figure| of(figure.figure.as_ref()) != "0")
}

/// Other words in the part about the staff.
fn staff(case: &mut Case, from: &str, to: &str) -> Option<At> {
    let block =
        case.plan.sections[0].blocks.iter_mut().find(|block| of(block.text.as_ref()).starts_with("3.3"))?;
    block.text = said(of(block.text.as_ref()).replace(from, to));
    Some(At::Line)
}
