//! Outcome indicators of the tree, fed by the results of objectives: figures that a person reckoned.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use appraisal::{Decisions, Outcome, Scored, actuals, approve};
use domain::Plan;
use domain::exchange::plan_from_json;
use method::Method;
use serde_json::{Value as Json, json};

const METHOD: &str = r#"
schema = "traguardo-metodo/1"
[body]
name = "Provincia di Fontechiara"
kind = "provincia"
[document]
recognise = ["PROVINCIA DI FONTECHIARA"]
year = 2026
years = [2026]
[[kind]]
code = "I"
name = "individuale"
[[kind]]
code = "UO"
name = "di struttura"
[scoring]
objective = "indicators"
[[scoring.outcome]]
like = "grado medio di raggiungimento degli obiettivi individuali"
measure = "raggiungimento"
kind = "I"
[[scoring.outcome]]
like = "grado medio di raggiungimento degli obiettivi di struttura"
measure = "raggiungimento"
kind = ["UO"]
of = "strutture"
[[scoring.outcome]]
like = "ritardo medio in giorni"
measure = "ritardo-medio"
[[scoring.outcome]]
like = "somme impegnate su previste"
measure = "impegnato"
[[scoring.outcome]]
like = "somme pagate su previste"
measure = "pagato"
"#;

const PRINTED: &str = "1 Grado (medio) di raggiungimento degli obiettivi individuali 2 Grado (medio) di raggiungimento \
                       degli obiettivi di struttura 3 Ritardo medio in giorni 4 Somme impegnate su previste 5 Somme \
                       pagate su previste 6 ponti ispezionati/ponti * 100";

fn objective(code: &str, kind: &str, unit: &str, indicators: &[(&str, &str)]) -> Json {
    let indicator = |(text, graduation): &(&str, &str)| {
        let rule = (!graduation.is_empty()).then_some(*graduation);
        json!({"text": text, "targets": {"2026": "entro il 30/06/2026"}, "graduation": rule})
    };
    let indicators: Vec<Json> = indicators.iter().map(indicator).collect();
    json!({"code": code, "title": format!("Obiettivo {code}"), "kind": kind, "unit": unit, "weight": "25",
           "indicators": indicators})
}

fn plan() -> Plan {
    const BANDS: &str = "Nessun ritardo = 100%; fino a 30 gg di ritardo = 70%; oltre = 0";
    let mut funded = objective("B.2", "I", "Strade", &[("Collaudo", BANDS)]);
    funded["budget"] = json!([{"chapter": "100", "amounts": {"2026": "20.000,00"}}]);
    let json = json!({
        "schema": "traguardo-piano/1", "years": [2026],
        "tree": [
            {"level": "linea", "code": "B", "title": "Strade sicure"},
            {"level": "strategico", "title": "Ponti e frane", "parent": "B", "outcomes": [PRINTED]},
            {"level": "linea", "code": "C", "title": "Scuola"},
            {"level": "strategico", "code": "C.1", "title": "Aule", "parent": "C", "outcomes": ["ritardo medio in giorni"]},
        ],
        "objectives": [
            objective("B.1", "I", "Strade", &[("Bando", BANDS), ("Avvio", BANDS)]),
            funded,
            objective("B.3", "I", "Strade", &[("Frane", BANDS)]),
            objective("A.9", "UO", "Strade", &[("Turni", BANDS)]),
            objective("A.8", "UO", "Scuola", &[("Orari", BANDS)]),
        ],
    });
    let context = meaning::Context { year: Some(2026), ..meaning::Context::default() };
    plan_from_json(&json, &|kind, text, _| meaning::understand(kind, text, &context)).unwrap()
}

const RESULTS: &str = "\
id;risultato;stato;motivo;previsto;impegnato;pagato
O1.I1;30/06/2026
O1.I2;20/07/2026
O1;;;;10.000,00;9.000;€ 4.500,50
O2.I1;15/07/2026
O2;;;;;15.000,00;
O3.I1;mai
O4.I1;01/01/2026
";

fn scored(results: &str) -> Scored {
    let of =
        |unit| format!("[[decision]]\nof = \"{unit}\"\nweights = \"in-proporzione\"\nreason = \"prova\"\n");
    let decisions = Decisions::parse(&["U1", "U2"].map(of).concat()).unwrap();
    let method = Method::parse(METHOD).unwrap();
    let approved = match approve(&plan(), &method, &decisions) {
        Ok(approved) => approved,
        Err(obstacles) => panic!("{obstacles:#?}"),
    };
    let (actuals, faults) = actuals::read(&approved, results);
    assert_eq!(faults, [], "{faults:?}");
    approved.score(&actuals)
}

/// The value, what was left out, and the line.
fn told(outcome: &Outcome) -> String {
    let value = outcome.value.as_ref().map_or_else(|| "–".to_owned(), ToString::to_string);
    let out =
        outcome.parts.iter().filter_map(|part| Some(format!("{} {}", part.id, part.left_out.as_ref()?)));
    let lines = outcome.working.iter().map(|line| line.with.clone());
    let all: Vec<String> =
        [format!("{} {value} {}", outcome.id, outcome.unit)].into_iter().chain(lines).chain(out).collect();
    all.join("; ")
}

#[test]
fn outcomes_are_reckoned_from_scores_dates_and_money() {
    let scored = scored(RESULTS);
    let found: Vec<String> = scored.outcomes.iter().map(told).collect();
    assert_eq!(
        found,
        [
            // O1: (100 + 70) / 2 = 85; O2: 70; O3, never done: 0.
            "N2.1 155/3 %; (85 + 70 + 0) / 3",
            // A.9 is of the line A, and of the unit that has the objectives of the node; A.8 of another unit.
            "N2.2 100 %; (100) / 1",
            // 0, 20 and 15 days; what was never done has no date.
            "N2.3 35/3 giorni; (0 + 20 + 15) / 3; O3.I1 mai realizzato: non ha una data",
            // The plan allots 20,000 to O2.
            "N2.4 80 %; (9000 + 15000) / (10000 + 20000) × 100; O3 manca la somma prevista",
            "N2.5 45.005 %; (4500.5) / (10000) × 100; O2 manca la somma pagata; O3 manca la somma prevista",
            "N4.1 – giorni",
        ]
    );
    assert_eq!(scored.outcomes[0].text, "Grado (medio) di raggiungimento degli obiettivi individuali");
    assert_eq!(scored.outcomes[0].node, "Ponti e frane");
}

#[test]
fn an_outcome_is_no_score() {
    let (with, without) = (scored(RESULTS), scored(&RESULTS.replace(";10.000,00;9.000;€ 4.500,50", "")));
    assert_eq!(with.results, without.results);
    assert_ne!(with.outcomes, without.outcomes);
    assert_ne!(with.digest, without.digest);
}

#[test]
fn what_is_no_longer_active_is_left_out() {
    let results = RESULTS.replace("O3.I1;mai", "O3.I1;mai\nO3;;neutralizzato;frana di un privato;500;100;50");
    let scored = scored(&results);
    assert_eq!(told(&scored.outcomes[0]), "N2.1 77.5 %; (85 + 70) / 2; O3 neutralizzato");
    assert!(told(&scored.outcomes[2]).ends_with("O3.I1 neutralizzato"));
}

#[test]
fn the_second_opinion_agrees_and_sees_a_changed_digit() {
    let json = serde_json::to_value(scored(RESULTS)).unwrap();
    assert_eq!(verify::verify(&json, None).differences, []);
    for (pointer, value) in [
        ("/outcomes/0/value", json!("52")),
        ("/outcomes/0/parts/1/number", json!("71")),
        ("/outcomes/2/parts/1/number", json!("19")),
        ("/outcomes/2/parts/2", json!({"id": "O2.I1", "number": null, "left_out": "manca"})),
        ("/outcomes/3/parts/0/number", json!("9001")),
        ("/outcomes/3/working/0/with", json!("(9000 + 15000) / (10000 + 20001) × 100")),
        ("/outcomes/4/unit", json!("giorni")),
    ] {
        let mut changed = json.clone();
        *changed.pointer_mut(pointer).unwrap() = value;
        changed["digest"] = json!(verify::digest(&changed));
        assert_ne!(verify::verify(&changed, None).differences, [], "{pointer}");
    }
}

#[test]
fn a_kind_that_the_method_has_not_is_told() {
    let wrong = METHOD.replace("kind = \"I\"", "kind = \"Z\"");
    let faults = Method::parse(&wrong).unwrap_err();
    assert!(
        faults.iter().any(|fault| fault.to_string().contains("non c'è un tipo di obiettivo «Z»")),
        "{faults:?}"
    );
}
