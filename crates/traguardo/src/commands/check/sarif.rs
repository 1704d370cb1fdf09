//! Findings in SARIF 2.1.0, the format in which editors and forges show what a tool found.

use std::fmt::Write;

use checks::{Catalogue, Page};
use domain::{Finding, Place, Severity};
use serde_json::{Value as Json, json};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// The log of one check; `names` are the documents, in the order of the plan.
pub fn log(findings: &[Finding], names: &[String], catalogue: &Catalogue) -> Json {
    let mut codes: Vec<&str> = findings.iter().map(|finding| finding.code.as_ref()).collect();
    codes.sort_unstable();
    codes.dedup();
    let rules: Vec<Json> = codes.iter().filter_map(|code| catalogue.page(code)).map(rule).collect();
    let results: Vec<Json> = findings.iter().map(|finding| result(finding, names)).collect();
    json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "traguardo", "version": env!("CARGO_PKG_VERSION"), "language": "it",
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn rule(page: &Page) -> Json {
    json!({
        "id": page.code,
        "shortDescription": {"text": page.title},
        "fullDescription": {"text": page.explanation},
        "help": {"text": page.help},
        "defaultConfiguration": {"level": level(page.severity)},
        "properties": {"basis": page.basis},
    })
}

fn result(finding: &Finding, names: &[String]) -> Json {
    let mut result = json!({
        "ruleId": finding.code,
        "level": level(finding.severity),
        "message": {"text": finding.message},
    });
    if let Some(place) = finding.place {
        result["locations"] = json!([location(place, names)]);
    }
    // Viewers show the first of several locations; related ones are listed with the result.
    if !finding.also.is_empty() {
        result["relatedLocations"] = finding.also.iter().map(|place| location(*place, names)).collect();
    }
    result
}

fn location(place: Place, names: &[String]) -> Json {
    let name = names.get(usize::from(place.file)).or(names.first()).map_or("", String::as_str);
    // The column of a finding counts cells, which SARIF does not know.
    json!({
        "physicalLocation": {
            "artifactLocation": {"uri": uri(name)},
            "region": {"startLine": place.line},
        },
        "properties": {"cell": place.column},
    })
}

/// A path as a relative reference: what is no letter, digit or sign of a path is written as bytes.
fn uri(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    let mut uri = String::new();
    for byte in path.bytes() {
        if plain(byte) {
            uri.push(char::from(byte));
        } else {
            // Writing to a `String` does not fail.
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_stands_at_its_line_with_its_rule() {
        let definition = &forms::codes::ALL[0];
        let also = vec![Place::new(12, 1)];
        let findings = [Finding { also, ..Finding::new(definition, "testo", Some(Place::new(7, 2))) }];
        let log = log(&findings, &["piano 1.txt".into()], &Catalogue::whole(forms::codes::ALL));
        let run = &log["runs"][0];
        assert_eq!(run["tool"]["driver"]["rules"][0]["id"], definition.code);
        let location = &run["results"][0]["locations"][0]["physicalLocation"];
        assert_eq!(location["region"]["startLine"], 7);
        assert_eq!(location["artifactLocation"]["uri"], "piano%201.txt");
        let also = &run["results"][0]["relatedLocations"][0]["physicalLocation"];
        assert_eq!(also["region"]["startLine"], 12);
    }
}
