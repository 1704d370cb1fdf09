//! Values that were changed.

use super::*;

#[test]
fn what_was_typed_and_nothing_else_is_proposed() {
    let plan = plan();
    let mut book = written(&plan, Purpose::Plan);
    assert_eq!(book.names(), ["Istruzioni", "Settore 1", "Settore 2", "_traguardo"]);
    book.set("Settore 1", "O1", "Testo", "Sportello unico per le imprese");
    book.set("Settore 1", "O1.F2", "Scadenza", "31/07/2026");
    book.set("Settore 1", "O1.I1", "Valore atteso 2026", "almeno 150");
    book.set("Settore 1", "O2", "Peso", "");
    book.set("Settore 2", "O3.F1", "Responsabile", "capo cantiere");
    let proposal = proposed(&plan, &book);
    let expected = [
        "O1 title: Sportello per le imprese > Sportello unico per le imprese",
        "O1.F2 end: 30/06/2026 > 31/07/2026",
        "O1.I1 targets.2026: almeno 120 > almeno 150",
        "O2 weight: 40% > ",
        "O3.F1 responsible:  > capo cantiere",
    ];
    assert_eq!(all_told(&proposal), expected);
    assert_eq!(faults(&proposal), [""; 0]);

    let mut changed = plan.clone();
    assert_eq!(apply(&mut changed, &proposal).made, 5);
    let first = &changed.objectives[0];
    assert_eq!(first.phases[1].end.as_ref().unwrap().certain().unwrap().to_string(), "2026-07-31");
    assert!(first.indicators[0].targets.get("2026").unwrap().certain().is_some());
    assert!(changed.objectives[1].weight.is_none());

    let again = proposed(&changed, &book);
    assert_quiet(&again);
    assert_eq!(again.already, 5);
}

#[test]
fn numbers_and_days_come_back_as_people_write_them() {
    let plan = plan();
    let mut book = written(&plan, Purpose::Plan);
    book.set_number("Settore 1", "O1", "Peso", 0.35, "0%");
    book.set_number("Settore 1", "O1.F1", "Scadenza", 46_142.0, "dd/mm/yyyy");
    book.set_number("Settore 1", "O2", "Valore di partenza", 12.5, "General");
    let expected = ["O1 weight: 60% > 35%", "O1.F1 end: 31/03/2026 > 30/04/2026", "O2 baseline:  > 12,5"];
    assert_eq!(all_told(&proposed(&plan, &book)), expected);
}

#[test]
fn the_same_value_written_otherwise_is_no_change() {
    let plan = plan();
    let mut book = written(&plan, Purpose::Plan);
    book.set_number("Settore 1", "O1", "Peso", 0.6, "0.00%");
    book.set("Settore 1", "O1.F1", "Scadenza", "31 marzo 2026");
    assert_quiet(&proposed(&plan, &book));
}

#[test]
fn rows_and_columns_may_be_moved_and_sheets_renamed() {
    let plan = plan();
    let mut book = written(&plan, Purpose::Plan);
    book.set("Settore 1", "O1.F1", "Peso", "30%");
    book.shuffle("Settore 1");
    book.rename("Settore 2", "Fossi");
    let proposal = proposed(&plan, &book);
    assert_eq!(all_told(&proposal), ["O1.F1 weight: 40% > 30%"]);
    assert_eq!((faults(&proposal), &proposal.notes), (vec![], &vec![]));
}

#[test]
fn columns_that_are_gone_change_nothing() {
    let plan = plan();
    let mut book = written(&plan, Purpose::Plan);
    let column = book.column("Settore 1", "Peso");
    book.cells("Settore 1").retain(|(_, at), _| *at != column);
    book.drop_sheet("Settore 2");
    let proposal = proposed(&plan, &book);
    assert_eq!(all_told(&proposal), [""; 0]);
    let notes: Vec<String> = proposal.notes.iter().map(ToString::to_string).collect();
    let expected = [
        "foglio «Settore 1»: la colonna «Peso» non c'è più e non è stata confrontata",
        "il foglio «Settore 2» non c'è: le sue voci non sono state confrontate",
    ];
    assert_eq!(notes, expected);
}

#[test]
fn results_are_reported_and_plans_are_not_changed_by_a_report() {
    let plan = plan();
    let mut book = written(&plan, Purpose::Report);
    book.set("Settore 1", "O1", "Stato di avanzamento al 30 giugno 2026", "Bando chiuso");
    book.set("Settore 1", "O1", "Note", "una nota\n\nun'altra");
    book.set("Settore 1", "O1.F1", "Realizzazione", "100%");
    book.set("Settore 1", "O1.F2", "Motivo del ritardo", "ricorso");
    book.set("Settore 1", "O1.I1", "Valore raggiunto", "130");
    // It is there to be read only.
    book.set("Settore 1", "O1", "Peso", "1%");
    let proposal = proposed(&plan, &book);
    let expected = [
        "O1 progress.30 giugno 2026:  > Bando chiuso",
        "O1 notes:  > una nota\nun'altra",
        "O1.F1 actual_share:  > 100%",
        "O1.F2 delay_reason:  > ricorso",
        "O1.I1 actual:  > 130",
    ];
    assert_eq!(all_told(&proposal), expected);
    let mut changed = plan.clone();
    apply(&mut changed, &proposal);
    assert_eq!(changed.objectives[0].notes.len(), 2);
    let again = proposed(&changed, &book);
    assert_quiet(&again);
    assert_eq!(again.already, 5);
}

#[test]
fn one_unit_alone_says_nothing_of_the_others() {
    let plan = plan();
    let bytes = working::write(&plan, &method(), Purpose::Plan, Some("settore 2")).unwrap();
    let mut book = Book::open(&bytes);
    assert_eq!(book.names(), ["Istruzioni", "Settore 2", "_traguardo"]);
    book.set("Settore 2", "O3", "Testo", "Fossi puliti e sicuri");
    assert_eq!(all_told(&proposed(&plan, &book)), ["O3 title: Fossi puliti > Fossi puliti e sicuri"]);
    // A part of the name that several units have is no name.
    assert!(working::write(&plan, &method(), Purpose::Plan, Some("settore")).is_err());
    let refused = working::write(&plan, &method(), Purpose::Plan, Some("Settore 9")).unwrap_err().to_string();
    assert!(refused.ends_with("Settore 1, Settore 2"), "{refused}");
}
