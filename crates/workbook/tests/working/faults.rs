//! Cells that cannot be used, by their name.

use super::*;

#[test]
fn each_fault_names_its_cell_and_the_way_to_mend_it() {
    let plan = plan();
    let mut book = written(&plan, Purpose::Plan);
    book.set("Settore 1", "O1", "Peso", "tanto");
    book.set("Settore 1", "O1.F1", "Scadenza", "31/06/2026");
    book.set("Settore 1", "O1.F2", "Valore atteso 2026", "12");
    book.set("Settore 1", "O2", "Testo", "");
    book.add("Settore 1", "O1", "Attività", &[("Testo", "Collaudo")]);
    book.add("Settore 1", "O2", "Fase", &[("Peso", "10%")]);
    book.set("Settore 2", "O3.F1", "Voce", "O9.F1");
    let proposal = proposed(&plan, &book);
    let expected = [
        "«Settore 1», cella G5: «tanto» non è una percentuale: scrivi per esempio 25% o 12,5%",
        "«Settore 1», cella H6: «31/06/2026» non è una data che esiste: scrivi per esempio 30/06/2026",
        "«Settore 1», cella K7: una fase non ha la colonna «Valore atteso 2026»: svuota la cella o sposta il testo",
        "«Settore 1», cella E11: il testo non può restare vuoto: scrivilo, o cancella la riga intera",
        "«Settore 2», cella A6: la voce «O9.F1» non è di questo foglio: se la riga è nuova svuota la cella",
        "«Settore 1», cella C9: «Attività» non è Fase, Indicatore o Obiettivo: scegli dalla lista",
        "«Settore 1», cella E13: manca il testo della riga nuova: scrivilo, o svuota la riga",
    ];
    assert_eq!(faults(&proposal), expected);
    // A text that is not understood is not lost: it is proposed, and the fault says so.
    assert_eq!(
        all_told(&proposal),
        ["O1 weight: 60% > tanto", "O1.F1 end: 31/03/2026 > 31/06/2026", "- O3.F1"]
    );
    assert!(proposal.has_fault(true) && proposal.has_fault(false));
}

#[test]
fn doubtful_texts_alone_can_be_taken_as_they_are() {
    let plan = plan();
    let mut book = written(&plan, Purpose::Plan);
    book.set("Settore 1", "O1", "Peso", "tanto");
    let proposal = proposed(&plan, &book);
    assert!(proposal.has_fault(false) && !proposal.has_fault(true));
    let mut changed = plan.clone();
    apply(&mut changed, &proposal);
    let weight = changed.objectives[0].weight.as_ref().unwrap();
    assert_eq!((weight.verbatim.as_str(), weight.readings.len()), ("tanto", 0));
}

#[test]
fn a_row_that_was_copied_is_told() {
    let plan = plan();
    let mut book = written(&plan, Purpose::Plan);
    let row = book.blank("Settore 1", "O1");
    book.put("Settore 1", row, "Voce", "O1.F1");
    book.put("Settore 1", row, "Testo", "Copia");
    let proposal = proposed(&plan, &book);
    assert_eq!(all_told(&proposal), [""; 0]);
    assert!(faults(&proposal)[0].starts_with("«Settore 1», cella A9: la voce «O1.F1» c'è già alla cella A6"));
}

#[test]
fn half_an_objective_is_not_deleted() {
    let plan = plan();
    let mut book = written(&plan, Purpose::Plan);
    book.delete("Settore 1", "O2");
    let proposal = proposed(&plan, &book);
    assert_eq!(all_told(&proposal), [""; 0]);
    assert!(
        faults(&proposal)[0].contains("la riga dell'obiettivo O2 è stata cancellata e questa, che è sua, no")
    );
}

#[test]
fn a_column_that_stands_twice_is_told() {
    let plan = plan();
    let mut book = written(&plan, Purpose::Plan);
    let column = book.column("Settore 1", "Fa parte di");
    let peso = book.cells("Settore 1").get(&(book::HEADER, 7)).cloned().unwrap();
    book.cells("Settore 1").insert((book::HEADER, column), peso);
    assert!(
        faults(&proposed(&plan, &book)).iter().any(|fault| fault.contains("la colonna «Peso» c'è due volte"))
    );
}

#[test]
fn other_files_are_no_working_spreadsheets() {
    let limits = Limits::default();
    let mut book = written(&plan(), Purpose::Plan);
    assert!(working::is_working(&book.save(), &limits));
    book.drop_sheet("_traguardo");
    let refused = working::changes(&plan(), &method(), &book.save(), &limits).unwrap_err();
    assert_eq!(refused.to_string(), "non è un foglio di lavoro scritto da «traguardo sheet»");
    for bytes in [&b""[..], b"PK\x03\x04", b"schema = 1"] {
        assert!(!working::is_working(bytes, &limits));
        assert!(working::changes(&plan(), &method(), bytes, &limits).is_err());
    }
}
