//! Tables with faults: each is told at its cell, in the words of the office.

use evaluation::{Frame, people};

use crate::support::{Tables, evaluated, method, scored};

const SMVP: &str = "[[smvp.role]]\nname = \"EQ\"\nmanager = true\nweights = { struttura = 50, comportamenti = 50 }\n\
                    [[smvp.role]]\nname = \"dipendenti\"\nweights = { individuali = 100 }\n";

fn faults(table: &str) -> Vec<String> {
    let header = "persona;ruolo;struttura;dal;al;tempo parziale (%);giorni non computati;obiettivi individuali;\
                  comportamenti;valutatore;coefficiente;premio massimo;criteri a pari merito\n";
    let people = format!("{header}{table}");
    match evaluated(SMVP, &Tables { people: &people, ..Tables::default() }) {
        Ok(_) => Vec::new(),
        Err(faults) => faults.iter().map(ToString::to_string).collect(),
    }
}

/// Rows of a table, and what is told of them.
const TOLD: &[(&str, &[&str])] = &[
    ("A;EQ;U1;;;;;;;;;;", &[]),
    (";;;;;;;;;;;;", &[]),
    // A ready row of the template that was left as it is.
    (";EQ;U1;;;;;;;;;;", &[]),
    (
        ";EQ;U1;;;50;;;;;;;",
        &["riga 2, colonna «persona»: manca il codice della persona (un codice, non il nome)"],
    ),
    ("A;Eq;area TECNICA;;;;;;;;;;", &[]),
    (
        "A;sindaco;U1;;;;;;;;;;",
        &["riga 2, colonna «ruolo»: «sindaco» non è un ruolo del metodo; i ruoli sono: EQ, dipendenti"],
    ),
    (
        "A;EQ;U7;;;;;;;;;;",
        &[
            "riga 2, colonna «struttura»: nei punteggi non c'è la struttura «U7»; le strutture sono: U1 (Area tecnica), U2 (Area amministrativa)",
        ],
    ),
    (
        "A;EQ;U1;31/02/2026;;;;;;;;;",
        &["riga 2, colonna «dal»: «31/02/2026» non è una data: si scrive come 30/06/2026"],
    ),
    ("A;EQ;U1;;30/06/2025;;;;;;;;", &["riga 2, colonna «al»: «30/06/2025» non è nell'anno 2026 del piano"]),
    (
        "A;EQ;U1;30/06/2026;01/06/2026;;;;;;;;",
        &["riga 2, colonna «al»: il periodo finisce prima di cominciare"],
    ),
    (
        "A;EQ;U1;;;120;;;;;;;",
        &["riga 2, colonna «tempo parziale (%)»: il tempo parziale va da più di 0 a 100 per cento, non 120"],
    ),
    (
        "A;EQ;U1;;;0;;;;;;;",
        &["riga 2, colonna «tempo parziale (%)»: il tempo parziale va da più di 0 a 100 per cento, non 0"],
    ),
    (
        "A;EQ;U1;;;;400;;;;;;",
        &[
            "riga 2, colonna «giorni non computati»: i giorni non computati sono 400, più dei 365 giorni del periodo",
        ],
    ),
    (
        "A;EQ;U1;;;;1,5;;;;;;",
        &["riga 2, colonna «giorni non computati»: «1,5» non è un numero intero di giorni"],
    ),
    (
        "A;dipendenti;U1;;;;;O99;;;;;",
        &[
            "riga 2, colonna «obiettivi individuali»: nei punteggi non c'è «O99»: si scrive come O12, O12:60 O15:40, o un punteggio",
        ],
    ),
    (
        "A;dipendenti;U1;;;;;O1:60 O2;;;;;",
        &["riga 2, colonna «obiettivi individuali»: alcuni obiettivi hanno un peso e altri no"],
    ),
    ("A;dipendenti;U1;;;;;O1 o1;;;;;", &["riga 2, colonna «obiettivi individuali»: «O1» c'è due volte"]),
    (
        "A;dipendenti;U1;;;;;-3;;;;;",
        &["riga 2, colonna «obiettivi individuali»: il punteggio -3 è meno di 0"],
    ),
    (
        "A;EQ;U1;;;;;;4 7;;;;",
        &["riga 2, colonna «comportamenti»: comportamento 2: il giudizio 7 non sta nella scala da 1 a 5"],
    ),
    (
        "A;EQ;U1;;;;;;;A;;;",
        &[
            "riga 2, colonna «valutatore»: nessuno valuta sé stesso: scrivere il codice di chi valuta questa persona",
        ],
    ),
    ("A;EQ;U1;;;;;;;;0;;", &["riga 2, colonna «coefficiente»: «0» non è un numero maggiore di 0"]),
    ("A;EQ;U1;;;;;;;;;tanto;", &["riga 2, colonna «premio massimo»: «tanto» non è un importo in euro"]),
    ("A;EQ;U1;;;;;;;;;;alto", &["riga 2, colonna «criteri a pari merito»: «alto» non è un numero"]),
    (
        "A;EQ;U1;;;;;;;;;;\nA;EQ;U2;;;;;;;;;;",
        &["riga 3, colonna «dal»: «A»: il periodo si sovrappone a quello della riga 2"],
    ),
    (
        "A;EQ;U1;;;;;;;B;;;\nB;EQ;U1;;;;;;;C;;;\nC;EQ;U1;;;;;;;A;;;",
        &["riga 2, colonna «valutatore»: si valutano in cerchio: A, B, C"],
    ),
    // Every fault of a row is told.
    (
        "A;EQ;U1;;;120;400;;;;;;",
        &[
            "riga 2, colonna «tempo parziale (%)»: il tempo parziale va da più di 0 a 100 per cento, non 120",
            "riga 2, colonna «giorni non computati»: i giorni non computati sono 400, più dei 365 giorni del periodo",
        ],
    ),
];

#[test]
fn every_fault_of_a_table_of_people_is_told_at_its_cell() {
    for (rows, told) in TOLD {
        assert_eq!(faults(rows), *told, "{rows}");
    }
}

#[test]
fn columns_that_are_missing_or_not_of_the_model_are_told() {
    for (people, told) in [
        ("", "riga 1, colonna «persona»: manca: la prima riga deve avere i nomi delle colonne del modello"),
        (
            "persona;struttura\nA;U1\n",
            "riga 1, colonna «ruolo»: manca: la prima riga deve avere i nomi delle colonne del modello",
        ),
    ] {
        let faults = evaluated(SMVP, &Tables { people, ..Tables::default() }).unwrap_err();
        assert_eq!(faults[0].to_string(), told);
    }
    let people = "persona;ruolo;struttura;valutatori\nA;EQ;U1;B\n";
    let faults = evaluated(SMVP, &Tables { people, ..Tables::default() }).unwrap_err();
    assert!(
        faults[0]
            .to_string()
            .starts_with("riga 1, colonna «persona»: la colonna «valutatori» non è del modello")
    );
}

#[test]
fn every_fault_of_a_table_of_invoices_is_told_at_its_cell() {
    for (rows, told) in [
        ("1;U1;100;30/06/2026;30/06/2026;", ""),
        ("1;;100,50 €;30/06/2026;;sì", ""),
        (";U1;100;30/06/2026;30/06/2026;", "riga 2, colonna «fattura»: manca il numero della fattura"),
        ("1;U1;cento;30/06/2026;30/06/2026;", "riga 2, colonna «importo»: «cento» non è un importo in euro"),
        ("1;U1;100;;30/06/2026;", "riga 2, colonna «scadenza»: manca la scadenza"),
        (
            "1;U1;100;30/06/2026;ieri;",
            "riga 2, colonna «pagata»: «ieri» non è una data: si scrive come 30/06/2026",
        ),
        (
            "1;U1;1;30/06/2026;30/06/2026;forse",
            "riga 2, colonna «esclusa»: «forse»: si scrive sì, no, o il motivo (contestata, sospesa, non dovuta, in contenzioso, stornata, non esigibile)",
        ),
        (
            "1;U1;1;30/06/2026;30/06/2026;\n1;U1;1;30/06/2026;30/06/2026;",
            "riga 3, colonna «fattura»: «1» c'è due volte: un importo conta una volta sola",
        ),
    ] {
        let invoices = format!("fattura;struttura;importo;scadenza;pagata;esclusa\n{rows}\n");
        let people = "persona;ruolo;struttura\nA;EQ;U1\n";
        let tables = Tables { people, invoices: Some(&invoices), ..Tables::default() };
        let found = evaluated(SMVP, &tables).err().unwrap_or_default();
        assert_eq!(found.first().map(ToString::to_string).unwrap_or_default(), told, "{rows}");
    }
}

/// The template and the made-up people are tables that can be read.
#[test]
fn what_is_written_can_be_read() {
    let method = method(SMVP);
    let scored = scored(&method);
    let frame = Frame::new(&scored, &method).unwrap();
    let empty = people::template(&frame).unwrap();
    assert!(empty.contains(";EQ;U1;") && empty.contains("a capo di: Area tecnica"), "{empty}");
    assert_eq!(people::read(&frame, &empty), (people::People::default(), Vec::new()));
    for seed in 0..20 {
        let table = people::invent(&frame, seed).unwrap();
        let (found, faults) = people::read(&frame, &table);
        assert_eq!(faults, Vec::new(), "{seed}: {table}");
        assert!(found.people.len() >= 8, "{seed}");
        assert_eq!(table, people::invent(&frame, seed).unwrap());
    }
}
