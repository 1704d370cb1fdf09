//! A whole year of every sample, and of the bodies whose documents are at hand: from the document to the score of
//! the body, with made-up results.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use scoring::Exact;
use serde_json::Value as Json;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn run(folder: &Path, line: &[&str]) -> Output {
    let output = Command::new(env!("CARGO_BIN_EXE_traguardo"))
        .args(line)
        .current_dir(folder)
        .env_remove("TRAGUARDO_METHODS")
        .output()
        .unwrap();
    assert_ne!(output.status.code(), Some(2), "{line:?}: {}", String::from_utf8_lossy(&output.stderr));
    output
}

/// Documents with the methods folder that has theirs.
fn documents() -> Vec<(PathBuf, PathBuf)> {
    let mut documents = Vec::new();
    for (folder, methods) in [("samples", "samples/methods"), ("../shared/documents", "bodies")] {
        let Ok(entries) = fs::read_dir(root().join(folder)) else {
            println!("SALTATO: {folder} non c'è, i suoi documenti non sono provati");
            continue;
        };
        let paths = entries.map(|entry| entry.unwrap().path());
        let texts = paths.filter(|path| path.extension().is_some_and(|extension| extension == "txt"));
        documents.extend(texts.map(|path| (path, root().join(methods))));
    }
    documents.sort();
    assert!(documents.len() >= 7);
    documents
}

/// The year of a document: what must be decided, results, scores.
fn year(document: &Path, methods: &Path, seed: &str) -> Json {
    let name = document.file_stem().unwrap().to_str().unwrap();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("anno-{name}-{seed}"));
    fs::create_dir_all(&folder).unwrap();
    let (document, methods) = (document.to_str().unwrap(), methods.to_str().unwrap());
    let plan = ["--methods", methods];
    run(&folder, &[&["export", document, "-o", "piano.json"], &plan[..]].concat());
    run(&folder, &[&["decisions", "piano.json", "-o", "scelte.toml"], &plan[..]].concat());
    let decided = [&["--decisions", "scelte.toml"], &plan[..]].concat();
    let table = ["actuals-template", "piano.json", "--invent", seed, "-o", "risultati.csv"];
    run(&folder, &[&table[..], &decided].concat());
    let score = ["score", "piano.json", "-a", "risultati.csv", "-o", "punteggi.json"];
    run(&folder, &[&score[..], &decided].concat());
    serde_json::from_str(&fs::read_to_string(folder.join("punteggi.json")).unwrap()).unwrap()
}

#[test]
fn a_year_goes_from_the_document_to_the_score_of_the_body() {
    for (document, methods) in documents() {
        let scored = year(&document, &methods, "7");
        let shown = document.display();
        let steps = scored["results"].as_array().unwrap();
        assert!(steps.len() > 20, "{shown}: {} passaggi", steps.len());
        let body = steps.iter().find(|step| step["level"] == "ente").unwrap();
        assert!(body["score"].is_string(), "{shown}: l'ente non ha punteggio: {}", body["undetermined"]);
        for step in steps.iter().filter(|step| step["score"].is_string()) {
            let score: Exact = step["score"].as_str().unwrap().parse().unwrap();
            assert!(!score.is_negative() && score <= Exact::hundred(), "{shown}: {step}");
            assert!(
                !step["working"].as_array().unwrap().is_empty() || step["how"].get("same").is_some(),
                "{step}"
            );
        }
    }
}

#[test]
fn the_same_results_give_the_same_digits() {
    let (document, methods) = documents().into_iter().next().unwrap();
    assert_eq!(year(&document, &methods, "3")["digest"], year(&document, &methods, "3")["digest"]);
    assert_ne!(year(&document, &methods, "3")["digest"], year(&document, &methods, "4")["digest"]);
}

#[test]
fn the_indicators_of_the_tree_are_fed_by_the_year() {
    let (document, methods) = documents()
        .into_iter()
        .find(|(document, _)| document.file_stem().is_some_and(|name| name == "provincia-di-colleverde"))
        .unwrap();
    let scored = year(&document, &methods, "5");
    let outcomes = scored["outcomes"].as_array().unwrap();
    let told: Vec<(&str, &str)> =
        outcomes.iter().map(|one| (one["id"].as_str().unwrap(), one["measure"].as_str().unwrap())).collect();
    // No objective is of the node B.1; C.1 is of the only node of the line C.
    assert_eq!(told, [("N6.1", "raggiungimento"), ("N9.1", "impegnato")]);
    assert_eq!((&outcomes[0]["value"], &outcomes[0]["objectives"]), (&Json::Null, &serde_json::json!([])));
    assert_eq!(outcomes[1]["objectives"], serde_json::json!(["O8"]));
    assert!(outcomes[1]["value"].is_string());
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("anno-provincia-di-colleverde-5");
    let told = run(&folder, &["explain-score", "punteggi.json", "n9.1"]);
    let told = String::from_utf8(told.stdout).unwrap();
    assert!(told.contains("Percentuale somme impegnate rispetto alle previsioni"), "{told}");
    assert!(told.contains("somme spese / somme previste × 100: ("), "{told}");
    assert_eq!(run(&folder, &["verify", "punteggi.json"]).status.code(), Some(0));
}
