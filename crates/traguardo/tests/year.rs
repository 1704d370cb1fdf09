//! A sample year checked by the program: clean as it is, and with one fault after the other.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    /// What is wrong, in words.
    fault: String,
    file: String,
    from: String,
    to: String,
    /// More changes of the same file.
    #[serde(default)]
    and: Vec<(String, String)>,
    /// The scores are not kept: they would be those of another plan.
    #[serde(default)]
    without_scores: bool,
    codes: Vec<String>,
    /// The line and cell that the terminal shows.
    at: Option<String>,
}

fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples")
}

/// A copy of the sample year, beside its plan.
fn copy(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fascicoli").join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    let year = folder.join("anno");
    fs::create_dir_all(&year).unwrap();
    fs::copy(samples().join("isola-serena.txt"), folder.join("isola-serena.txt")).unwrap();
    for entry in fs::read_dir(samples().join("anno-isola-serena")).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, year.join(path.file_name().unwrap())).unwrap();
    }
    year
}

fn change(file: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(file).unwrap();
    assert!(text.contains(from), "«{from}» non sta in {}", file.display());
    fs::write(file, text.replacen(from, to, 1)).unwrap();
}

fn check(year: &Path, more: &[&str]) -> Output {
    let line =
        ["check", "../isola-serena.txt", "--method", "metodo.toml", "--year", "fascicolo.toml", "--all"];
    let program = Command::new(env!("CARGO_BIN_EXE_traguardo"))
        .args([&line[..], more].concat())
        .current_dir(year)
        .env_remove("TRAGUARDO_METHODS")
        .output();
    program.unwrap()
}

fn text(output: &Output) -> String {
    assert_ne!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// The codes of the family, each once.
fn codes(text: &str) -> Vec<String> {
    let mut codes: Vec<String> =
        text.match_indices("[ANNO-").map(|(at, _)| text[at + 1..at + 9].to_owned()).collect();
    codes.sort();
    codes.dedup();
    codes
}

#[test]
fn nothing_is_wrong_with_the_sample_year() {
    let text = text(&check(&copy("pulito"), &[]));
    let hint = "se il metodo o il programma sono cambiati, rifare punteggi.json (vedi samples/README.md)";
    assert_eq!(codes(&text), [""; 0], "{hint}\n{text}");
}

#[test]
fn each_fault_of_the_year_is_found_at_its_line_and_nothing_else() {
    let cases: Cases = toml::from_str(include_str!("data/anno.toml")).unwrap();
    assert!(cases.case.len() >= 15);
    for (case, number) in cases.case.iter().zip(1..) {
        let year = copy(&format!("caso-{number}"));
        let file = year.join(&case.file);
        change(&file, &case.from, &case.to);
        case.and.iter().for_each(|(from, to)| change(&file, from, to));
        if case.without_scores {
            change(&year.join("fascicolo.toml"), "scores = \"punteggi.json\"\n", "");
        }
        let text = text(&check(&year, &[]));
        assert_eq!(codes(&text), case.codes, "{}\n{text}", case.fault);
        if let Some(at) = &case.at {
            let of_year: Vec<&str> = text.split("\n\n").filter(|one| one.contains("[ANNO-")).collect();
            assert!(
                of_year.iter().any(|one| one.contains(&format!("--> {at}\n"))),
                "{}: {of_year:#?}",
                case.fault
            );
        }
    }
}

#[test]
fn a_dossier_that_cannot_be_used_is_refused_in_one_sentence() {
    for (from, to, reason) in [
        ("\"risultati.csv\"", "\"manca.csv\"", "«manca.csv» non esiste (lo nomina il fascicolo"),
        ("kind = \"premi\"", "kind = \"premio\"", "riga 62, colonna 8: «premio»: non è un tipo di atto"),
        ("\"traguardo-anno/1\"", "\"traguardo-anno/9\"", "questa versione legge «traguardo-anno/1»"),
        ("date = \"2026-07-06\"", "date = \"luglio\"", "non è una data"),
    ] {
        let year = copy("rifiutato");
        change(&year.join("fascicolo.toml"), from, to);
        let output = check(&year, &[]);
        let sentence = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), sentence.lines().count()), (Some(2), 1), "{sentence}");
        assert!(sentence.contains(reason), "{sentence}");
    }
}

#[test]
fn places_in_the_year_have_their_own_documents_in_sarif() {
    let year = copy("sarif");
    change(&year.join("fascicolo.toml"), "published = \"2026-05-18\"\n", "");
    let log: serde_json::Value = serde_json::from_str(&text(&check(&year, &["--format", "sarif"]))).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    let found = results.iter().find(|result| result["ruleId"] == "ANNO-010").unwrap();
    let place = &found["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "fascicolo.toml");
    assert_eq!(place["region"]["startLine"], 46);
}
