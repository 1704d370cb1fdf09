//! The law at its boundaries: facts with the articles they rest on (`law_cases.toml`).

use std::fmt::Write;

use checks::{SAMPLE, Sample};
use domain::{Finding, Severity};
use serde::Deserialize;

use super::sample::{findings, findings_of_year};

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
    /// Changes of the dossier of the sample year; with these or with `results`, the year is checked, too.
    #[serde(default)]
    dossier: Vec<(String, String)>,
    /// Changes of the results of the sample year.
    #[serde(default)]
    results: Vec<(String, String)>,
    /// Year of the plan: the sample is moved there with all its days. Changes say the days of that year.
    year: Option<i16>,
    /// The plan is not the sample but one objective that speaks of nothing the law wants, in a small body.
    #[serde(default)]
    empty: bool,
    /// Codes that must be there, with whatever severity.
    #[serde(default)]
    present: Vec<String>,
    /// Codes that must block.
    #[serde(default)]
    error: Vec<String>,
    /// Codes that must be there and not block.
    #[serde(default)]
    warning: Vec<String>,
    /// Codes that must be notes.
    #[serde(default)]
    info: Vec<String>,
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
        let by = self.year.map_or(0, |year| year - SAMPLE_YEAR);
        (changed(&moved(SAMPLE.0, by), &self.document), changed(&moved(SAMPLE.1, by), &self.method))
    }

    fn found(&self) -> Vec<Finding> {
        let (document, method) = self.texts();
        if self.dossier.is_empty() && self.results.is_empty() {
            return findings(&document, &method);
        }
        let clean = Sample::clean();
        let (year, results) = (changed(&clean.year, &self.dossier), changed(&clean.results, &self.results));
        findings_of_year(&Sample { document, method, year, results, ..clean })
    }

    /// The codes that must be there, each with the severity that it must have.
    fn wanted(&self) -> impl Iterator<Item = (&String, Option<Severity>)> {
        let lists = [
            (&self.present, None),
            (&self.error, Some(Severity::Error)),
            (&self.warning, Some(Severity::Warning)),
            (&self.info, Some(Severity::Info)),
        ];
        lists.into_iter().flat_map(|(codes, severity)| codes.iter().map(move |code| (code, severity)))
    }
}

/// The year of the sample.
const SAMPLE_YEAR: i16 = 2026;

/// The years of a text moved; those of laws (`D.L. 13/2023`) stay.
fn moved(text: &str, by: i16) -> String {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut out = String::new();
    let mut last = 0;
    for (at, _) in text.match_indices("20") {
        let four = (at..at + 4).all(digit) && !digit(at + 4) && (at == 0 || !digit(at - 1));
        let slash = at > 0 && bytes.get(at - 1) == Some(&b'/');
        let of_day = at >= 6 && bytes.get(at - 4) == Some(&b'/') && digit(at - 2) && digit(at - 5);
        if at < last || !four || slash && !of_day {
            continue;
        }
        let year: i16 = text[at..at + 4].parse().expect("four digits are a number");
        out.push_str(&text[last..at]);
        out.push_str(&(year + by).to_string());
        last = at + 4;
    }
    out + &text[last..]
}

#[test]
fn years_move_and_laws_stay() {
    assert_eq!(
        moved("dal 01/02/2026, D.L. 13/2023, 2026-01-28", -3),
        "dal 01/02/2023, D.L. 13/2023, 2023-01-28"
    );
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
        let found = case.found();
        let is = |code: &str, severity: Option<Severity>| {
            let of_code = found.iter().filter(|finding| finding.code == code);
            of_code.clone().count() > 0
                && of_code.into_iter().all(|one| severity.is_none_or(|s| one.severity == s))
        };
        for (code, severity) in case.wanted().filter(|(code, severity)| !is(code, *severity)) {
            let all: Vec<_> = found.iter().map(|finding| (&finding.code, finding.severity)).collect();
            writeln!(faults, "{}: {code} ({severity:?}) is missing among {all:?}", case.law).unwrap();
        }
        for code in case.absent.iter().filter(|code| is(code, None)) {
            writeln!(faults, "{}: {code} is there", case.law).unwrap();
        }
    }
    assert!(faults.is_empty(), "{faults}");
}
