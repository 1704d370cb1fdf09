//! Rows that were added or deleted.

use super::*;

#[test]
fn new_rows_go_to_their_objective() {
    let plan = plan();
    let mut book = written(&plan, Purpose::Plan);
    book.add(
        "Settore 1",
        "O1",
        "Fase",
        &[("Testo", "Collaudo"), ("Peso", "10%"), ("Scadenza", "30/09/2026")],
    );
    book.add("Settore 1", "O2", "indicatore", &[("Testo", "Fax spenti"), ("Valore atteso 2026", "4")]);
    let proposal = proposed(&plan, &book);
    assert_eq!(all_told(&proposal), ["+ Fase «Collaudo» (0)", "+ Indicatore «Fax spenti» (0)"]);
    let mut changed = plan.clone();
    apply(&mut changed, &proposal);
    let new = &changed.objectives[0].phases[2];
    assert_eq!(new.weight.as_ref().unwrap().certain().unwrap().to_string(), "10");
    assert_eq!(changed.objectives[1].indicators[1].targets.get("2026").unwrap().verbatim, "4");
    let again = proposed(&changed, &book);
    assert_quiet(&again);
    assert_eq!(again.already, 5);
}

#[test]
fn a_new_objective_comes_behind_those_of_its_unit_with_its_parts() {
    let plan = plan();
    let mut book = written(&plan, Purpose::Plan);
    book.add("Settore 1", "", "Obiettivo", &[("Testo", "Alberi nuovi"), ("Peso", "20%")]);
    book.add("Settore 1", "", "Fase", &[("Testo", "Piantumazione")]);
    book.add("Settore 1", "", "Indicatore", &[("Testo", "Alberi messi a dimora")]);
    let proposal = proposed(&plan, &book);
    assert_eq!(all_told(&proposal), ["+ Obiettivo «Alberi nuovi» (2)"]);
    let mut changed = plan.clone();
    let applied = apply(&mut changed, &proposal);
    assert_eq!(applied.origins, [Some(1), Some(2), None, Some(3)]);
    let new = &changed.objectives[2];
    assert_eq!(new.unit.as_ref().unwrap().verbatim, "Settore 1");
    assert_eq!((new.phases.len(), new.indicators.len()), (1, 1));
    let again = proposed(&changed, &book);
    assert_quiet(&again);
    assert_eq!(again.already, 4);
}

#[test]
fn deleted_rows_are_told_and_taken_away() {
    let plan = plan();
    let mut book = written(&plan, Purpose::Plan);
    book.delete("Settore 1", "O1.F2");
    book.delete("Settore 1", "O2.I1");
    book.delete("Settore 1", "O2");
    let proposal = proposed(&plan, &book);
    assert_eq!(all_told(&proposal), ["- O1.F2", "- O2"]);
    let mut changed = plan.clone();
    let applied = apply(&mut changed, &proposal);
    assert_eq!(applied.origins, [Some(1), Some(3)]);
    assert_eq!(changed.objectives[0].phases.len(), 1);
    let again = proposed(&changed, &book);
    assert_quiet(&again);
    assert_eq!(again.already, 2);
}

#[test]
fn all_at_once() {
    let plan = plan();
    let mut book = written(&plan, Purpose::Plan);
    book.delete("Settore 1", "O1.F1");
    book.set("Settore 1", "O1.F2", "Peso", "100%");
    book.add("Settore 1", "O1", "Fase", &[("Testo", "Collaudo")]);
    book.delete("Settore 1", "O2.I1");
    book.delete("Settore 1", "O2");
    book.add("Settore 2", "", "Obiettivo", &[("Testo", "Argini")]);
    book.set("Settore 2", "O3", "Testo", "Tutt'altra cosa");
    let mut changed = plan.clone();
    apply(&mut changed, &proposed(&plan, &book));
    let titles: Vec<&str> =
        changed.objectives.iter().map(|o| o.title.as_ref().unwrap().verbatim.as_str()).collect();
    assert_eq!(titles, ["Sportello per le imprese", "Tutt'altra cosa", "Argini"]);
    let phases: Vec<&str> =
        changed.objectives[0].phases.iter().map(|p| p.text.as_ref().unwrap().verbatim.as_str()).collect();
    assert_eq!(phases, ["Apertura", "Collaudo"]);
    assert_quiet(&proposed(&changed, &book));
}
