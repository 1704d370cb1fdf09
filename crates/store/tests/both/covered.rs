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
