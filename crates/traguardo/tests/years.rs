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

/// The folder of the year of a document.
fn folder(document: &Path, seed: &str) -> PathBuf {
    let name = document.file_stem().unwrap().to_str().unwrap();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("anno-{name}-{seed}"));
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// The year of a document: what must be decided, results, scores.
fn year(document: &Path, methods: &Path, seed: &str) -> Json {
    let folder = folder(document, seed);
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

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// The people of a year: made up, evaluated, paid out of a pool, and cut by made-up invoices.
fn people(document: &Path, methods: &Path, seed: &str) -> Json {
    let folder = folder(document, seed);
    let methods = ["--methods", methods.to_str().unwrap()];
    let scored = year(document, Path::new(methods[1]), seed);
    let day = scored["year"].as_i64().unwrap();
    let invoices = format!(
        "fattura;struttura;importo;scadenza;pagata;esclusa\n1;U1;1.000;30/06/{day};05/07/{day};\n2;U1;500;01/12/{day};;\n\
         3;;9.000;30/06/{day};;contestata\n"
    );
    fs::write(folder.join("fatture.csv"), invoices).unwrap();
    run(
        &folder,
        &[&["people-template", "punteggi.json", "--invent", seed, "-o", "persone.csv"], &methods[..]]
            .concat(),
    );
    let measured = format!("31/12/{day}");
    let line = ["evaluate", "punteggi.json", "--people", "persone.csv", "--invoices", "fatture.csv"];
    let more = ["--measured-on", &measured, "--pool", "60.000,00", "-o", "valutazione.json"];
    let shown = stdout(&run(&folder, &[&line[..], &more, &methods].concat()));
    assert!(shown.contains("La valutazione contiene dati personali: non si pubblica."), "{shown}");
    let page = stdout(&run(&folder, &["explain-score", "valutazione.json", "P001"]));
    assert!(page.contains("Persona P001"), "{page}");
    let page = stdout(&run(&folder, &["explain-score", "valutazione.json", "ritardo-U1"]));
    assert!(page.contains("fatture scadute e non pagate"), "{page}");
    serde_json::from_str(&fs::read_to_string(folder.join("valutazione.json")).unwrap()).unwrap()
}

fn samples() -> Vec<(PathBuf, PathBuf)> {
    let samples = documents().into_iter().filter(|(_, methods)| methods.ends_with("samples/methods"));
    samples.collect()
}

fn amount(value: &Json) -> Exact {
    value.as_str().map_or_else(Exact::zero, |text| text.parse().unwrap())
}

#[test]
fn a_year_goes_on_to_the_people_of_every_sample() {
    let samples = samples();
    assert_eq!(samples.len(), 7);
    for (document, methods) in samples {
        let evaluated = people(&document, &methods, "5");
        let shown = document.display();
        let persons = evaluated["persons"].as_array().unwrap();
        assert!(persons.len() >= 5, "{shown}: {}", persons.len());
        for person in persons {
            let score = &person["score"];
            assert!(score["value"].is_string() || score["why"].is_string(), "{shown}: {person}");
            assert!(!score["working"].as_array().unwrap().is_empty(), "{shown}: {person}");
        }
        let scored = persons.iter().filter(|person| person["score"]["value"].is_string()).count();
        assert!(scored * 10 >= persons.len() * 8, "{shown}: {scored} di {}", persons.len());
        assert_eq!(evaluated["payments"][0]["id"], "ritardo-ENTE");
        assert!(!evaluated["statistics"].as_array().unwrap().is_empty());
        let amounts = evaluated["amounts"].as_array().unwrap();
        let of = |id: &str| amounts.iter().find(|entry| entry["id"] == id).map(|entry| &entry["value"]);
        // Base premiums and bonuses are the pool to the cent, unless a score is missing.
        if let Some(premiums) = of("premi").filter(|value| value.is_string()) {
            let bonuses = of("maggiorazione-totale").map_or_else(Exact::zero, amount);
            assert_eq!(amount(premiums) + bonuses, Exact::from(60_000), "{shown}");
        }
    }
}

#[test]
fn changed_scores_and_those_of_another_method_are_refused() {
    let (document, methods) = samples().into_iter().next().unwrap();
    people(&document, &methods, "6");
    let folder = folder(&document, "6");
    let text = fs::read_to_string(folder.join("punteggi.json")).unwrap();
    fs::write(folder.join("ritoccati.json"), text.replacen("\"100\"", "\"99\"", 1)).unwrap();
    let other = methods.join("castelrosso.toml");
    let refused = |file: &str, options: &[&str]| {
        let line = [&["evaluate", file, "--people", "persone.csv"], options].concat();
        let output =
            Command::new(env!("CARGO_BIN_EXE_traguardo")).args(line).current_dir(&folder).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        String::from_utf8(output.stderr).unwrap()
    };
    let folder_of_methods = ["--methods", methods.to_str().unwrap()];
    let told = refused("ritoccati.json", &folder_of_methods);
    assert!(told.contains("l'impronta del file non torna") && told.contains("traguardo verify"), "{told}");
    let told = refused("punteggi.json", &["-m", other.to_str().unwrap()]);
    assert!(told.contains("con un altro metodo") && told.contains("traguardo score"), "{told}");
    let told = refused("persone.csv", &folder_of_methods);
    assert!(told.contains("non è un file di punteggi"), "{told}");
    let told = refused("punteggi.json", &[&folder_of_methods[..], &["--pool", "sindaci=1000"]].concat());
    assert!(told.contains("«sindaci» non è un ruolo del metodo"), "{told}");
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
