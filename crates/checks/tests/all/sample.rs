//! The sample plan of the catalogue, read and checked.

use std::sync::OnceLock;

use checks::{Catalogue, SAMPLE};
use domain::Finding;
use method::Method;

/// The whole catalogue, with the findings of reading.
pub fn catalogue() -> &'static Catalogue {
    static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();
    CATALOGUE.get_or_init(|| Catalogue::whole(forms::codes::ALL))
}

/// What is found in a document with a method.
pub fn findings(document: &str, method: &str) -> Vec<Finding> {
    let base = |name: &str| {
        std::fs::read_to_string(format!("{}/../../bodies/{name}.toml", env!("CARGO_MANIFEST_DIR"))).ok()
    };
    let method = Method::parse_with(method, &base).expect("the method of a sample is valid");
    let document =
        document::text::read("esempio.txt", document.as_bytes(), usize::MAX).expect("the sample is text");
    let reading = forms::read(&[document], &method);
    checks::check(&reading.plan, &method, reading.findings)
}

/// The codes found, each as often as it is found.
pub fn codes(document: &str, method: &str) -> Vec<String> {
    findings(document, method).into_iter().map(|finding| finding.code.into_owned()).collect()
}

/// The codes of the sample as it is.
pub fn clean() -> &'static [String] {
    static CLEAN: OnceLock<Vec<String>> = OnceLock::new();
    CLEAN.get_or_init(|| codes(SAMPLE.0, SAMPLE.1))
}
