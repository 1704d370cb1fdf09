//! No query function is without a test.

use std::path::Path;

/// The text of the tests.
pub fn sources() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/both");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files.map(|file| std::fs::read_to_string(file).unwrap()).collect()
}

#[test]
fn every_query_function_is_tested() {
    let sources = sources();
    let search = ["search_put", "search_remove", "search"];
    for name in store::FUNCTIONS.iter().chain(&search) {
        let is_called = [" ", "."].iter().any(|before| sources.contains(&format!("{before}{name}(")));
        assert!(is_called, "no test of {name}");
    }
}

#[test]
fn postgres_is_there_when_it_must_be() {
    let server = trial::SERVER;
    if std::env::var_os(trial::SERVER).is_some() {
        return;
    }
    let count = sources().matches("\nboth_engines").count();
    assert!(
        std::env::var_os(trial::REQUIRED).is_none_or(|required| required != "1"),
        "{server} does not say where PostgreSQL is: {count} tests were left out"
    );
    eprintln!("*** {count} tests on PostgreSQL were LEFT OUT: set {server}, or run `cargo xtask test` ***");
}
