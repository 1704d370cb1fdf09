//! The law at its boundaries: facts with the articles they rest on (`law_cases.toml`).

use std::fmt::Write;

use checks::SAMPLE;
use serde::Deserialize;

use super::sample::codes;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    /// The fact, with its article.
    law: String,
    #[serde(default)]
    method: Vec<(String, String)>,
    #[serde(default)]
    document: Vec<(String, String)>,
    /// Year of the plan.
    year: Option<i16>,
    /// The plan is not the sample but one objective that speaks of nothing the law wants, in a small body.
    #[serde(default)]
    empty: bool,
    #[serde(default)]
    present: Vec<String>,
    #[serde(default)]
    absent: Vec<String>,
}

/// A plan with one objective, of a small body.
const BARE: (&str, &str) = (
    "OBIETTIVO 1\nTitolo\tRitinteggiare le panchine\n",
    r#"schema = "traguardo-metodo/1"
body = { name = "Comune di Fontechiara", kind = "comune" }
profile = { population = 3000, employees = 20, managers = 0 }
document = { year = YEAR }

[[section]]
name = "schede"

[section.record]
of = "objective"

[[section.record.block]]
kind = "line"
start = true
text = ["OBIETTIVO {objective.code=\\d}"]

[[section.record.block]]
kind = "pairs"
rows = [[{ labels = ["Titolo"], to = "objective.title" }]]
"#,
);

impl Case {
    fn texts(&self) -> (String, String) {
        if self.empty {
            let year = self.year.expect("a bare plan has a year");
            let document = changed(BARE.0, &self.document);
            return (document, changed(&BARE.1.replace("YEAR", &year.to_string()), &self.method));
        }
        (changed(SAMPLE.0, &self.document), changed(SAMPLE.1, &self.method))
    }
}

fn changed(text: &str, changes: &[(String, String)]) -> String {
    changes.iter().fold(text.to_owned(), |text, (old, new)| {
        assert!(text.contains(old.as_str()), "«{old}» does not stand in the sample");
        text.replacen(old, new, 1)
    })
}

#[test]
fn the_law_holds_at_its_boundaries() {
    let cases: Cases = toml::from_str(include_str!("law_cases.toml")).expect("the cases are valid");
    assert!(cases.case.len() >= 20);
    let mut faults = String::new();
    for case in &cases.case {
        let (document, method) = case.texts();
        let found = codes(&document, &method);
        for code in case.present.iter().filter(|code| !found.contains(code)) {
            writeln!(faults, "{}: {code} is missing among {found:?}", case.law).unwrap();
        }
        for code in case.absent.iter().filter(|code| found.contains(code)) {
            writeln!(faults, "{}: {code} is there", case.law).unwrap();
        }
    }
    assert!(faults.is_empty(), "{faults}");
}
