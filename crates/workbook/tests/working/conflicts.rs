//! Somebody else changed the plan meanwhile.

use workbook::working::Clash;

use super::*;

fn clashes(proposal: &Proposal) -> Vec<String> {
    let one = |conflict: &working::Conflict| match &conflict.clash {
        Clash::Value { was, now } => format!("{} ({was} | {now})", told(&conflict.change)),
        Clash::Changed => format!("{} (changed)", told(&conflict.change)),
        Clash::Gone => format!("{} (gone)", told(&conflict.change)),
    };
    proposal.conflicts.iter().map(one).collect()
}

#[test]
fn two_people_meet_in_one_cell() {
    let plan = plan();
    let (mut one, mut other) = (written(&plan, Purpose::Plan), written(&plan, Purpose::Plan));
    one.set("Settore 1", "O1.I1", "Valore atteso 2026", "almeno 150");
    one.set("Settore 1", "O1.F1", "Peso", "30%");
    one.set("Settore 2", "O3", "Testo", "Fossi e canali");
    other.set("Settore 1", "O1.I1", "Valore atteso 2026", "almeno 130");
    other.set("Settore 1", "O1.F1", "Peso", "30,00%");
    other.set("Settore 1", "O1.F2", "Peso", "70%");
    let mut merged = plan.clone();
    let first = proposed(&merged, &one);
    apply(&mut merged, &first);
    let second = proposed(&merged, &other);
    assert_eq!(all_told(&second), ["O1.F2 weight: 60% > 70%"]);
    assert_eq!(second.already, 1);
    assert_eq!(clashes(&second), ["O1.I1 targets.2026: almeno 150 > almeno 130 (almeno 120 | almeno 150)"]);
    assert!(first.brought(&second.conflicts[0]));

    let mut kept = merged.clone();
    apply(&mut kept, &second);
    assert_eq!(kept.objectives[0].indicators[0].targets.get("2026").unwrap().verbatim, "almeno 150");
    working::apply(&mut merged, &method(), &second, Settle::Sheet);
    assert_eq!(merged.objectives[0].indicators[0].targets.get("2026").unwrap().verbatim, "almeno 130");
}

#[test]
fn items_are_found_where_they_have_moved() {
    let old = plan();
    let mut book = written(&old, Purpose::Plan);
    book.set("Settore 1", "O2.I1", "Valore atteso 2026", "al massimo 800");
    book.set("Settore 2", "O3.F1", "Peso", "90%");
    let mut now = old.clone();
    // An objective came before the second, a phase before the only one of the third.
    let new = domain::plan::Objective { unit: old.objectives[0].unit.clone(), ..Default::default() };
    now.objectives.insert(1, new);
    now.objectives[3].phases.insert(0, domain::plan::Phase::default());
    let proposal = proposed(&now, &book);
    let expected = ["O3.I1 targets.2026: al massimo 900 > al massimo 800", "O4.F2 weight: 100% > 90%"];
    assert_eq!(all_told(&proposal), expected);
    assert_eq!(clashes(&proposal), [""; 0]);
}

#[test]
fn what_the_plan_no_longer_has_cannot_be_changed() {
    let old = plan();
    let mut book = written(&old, Purpose::Plan);
    book.set("Settore 1", "O2", "Peso", "45%");
    let mut now = old.clone();
    now.objectives.remove(1);
    let proposal = proposed(&now, &book);
    assert_eq!(clashes(&proposal), ["O2 weight: 40% > 45% (gone)"]);
    let mut same = now.clone();
    working::apply(&mut same, &method(), &proposal, Settle::Sheet);
    assert_eq!(same, now);
}

#[test]
fn what_has_changed_is_not_simply_taken_away() {
    let old = plan();
    let mut book = written(&old, Purpose::Plan);
    book.delete("Settore 1", "O1.F1");
    let mut now = old.clone();
    now.objectives[0].phases[0].weight.clone_from(&old.objectives[0].phases[1].weight);
    let proposal = proposed(&now, &book);
    assert_eq!(clashes(&proposal), ["- O1.F1 (changed)"]);
    working::apply(&mut now, &method(), &proposal, Settle::Sheet);
    assert_eq!(now.objectives[0].phases.len(), 1);
}

#[test]
fn the_sheet_of_another_plan_is_refused() {
    let other = plan_of(&json!({"schema": domain::exchange::SCHEMA, "objectives": [
        {"title": "Altro ente, altro piano", "unit": "Ufficio di là"},
    ]}));
    let book = written(&plan(), Purpose::Plan);
    let refused = working::changes(&other, &method(), &book.save(), &Limits::default()).unwrap_err();
    assert!(matches!(refused, working::Unusable::OtherPlan), "{refused}");
}
