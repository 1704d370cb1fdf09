//! The workbook of scores: its formulas give the digits of the program.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::io::Cursor;

use appraisal::{Decisions, approve};
use calamine::{Data, Reader, Xlsx};
use domain::Plan;
use domain::exchange::plan_from_json;
use method::Method;

const METHOD: &str = r#"
schema = "traguardo-method/1"
[body]
name = "Comune di Fontechiara"
kind = "comune"
[document]
year = 2026
[scoring]
objective = "indicators"
"#;

fn plan() -> Plan {
    let json = serde_json::json!({
        "schema": domain::exchange::SCHEMA,
        "years": [2026],
        "objectives": [{
            "title": "Uno sportello per le imprese", "unit": "Settore 1", "weight": "60",
            "indicators": [
                {"text": "Pratiche evase", "weight": "70", "targets": {"2026": "almeno 120"}},
                {"text": "Apertura", "weight": "30", "targets": {"2026": "entro il 30/06/2026"},
                 "graduation": "Nessun ritardo = 100%; fino a 30 gg = 70%; oltre = 0"},
            ],
        }, {
            "title": "Meno carta", "unit": "Settore 1", "weight": "40",
            "indicators": [{"text": "Fogli stampati", "targets": {"2026": "al massimo 900"}}],
        }],
    });
    let context = meaning::Context { year: Some(2026), ..meaning::Context::default() };
    plan_from_json(&json, &|kind, text| meaning::understand(kind, text, &context)).unwrap()
}

#[test]
fn each_item_has_a_row_and_its_formula() {
    let method = Method::parse(METHOD).unwrap();
    let approved = approve(&plan(), &method, &Decisions::default()).unwrap();
    let table = "id;risultato\nO1.I1;102\nO1.I2;15/07/2026\nO2.I1;1000\n";
    let (actuals, faults) = appraisal::actuals::read(&approved, table);
    assert_eq!(faults, []);
    let scored = approved.score(&actuals);
    assert_eq!(scored.body_score().unwrap().to_string(), "84.3");
    let bytes = workbook::scores(&scored).unwrap();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let range = book.worksheet_range("Punteggi").unwrap();
    let formulas = book.worksheet_formula("Punteggi").unwrap();
    let shown: Vec<String> = (1..=6).map(|row| range.get((row, 0)).unwrap().to_string()).collect();
    assert_eq!(shown, ["ENTE", "U1", "O1", "O1.I1", "O1.I2", "O2"]);
    assert_eq!(range.get((1, 10)).unwrap(), &Data::String("84,30".to_owned()));
    assert_eq!(formulas.get_value((4, 8)).unwrap(), r#"IF(G5="","",MAX(0,MIN(100,G5/120*100)))"#);
    assert_eq!(formulas.get_value((3, 8)).unwrap(), r#"IF((I5="")+(I6="")>0,"",(J5+J6)/(D5+D6))"#);
}
