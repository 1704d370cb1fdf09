//! The sample plan of the catalogue, read and checked, alone and with its year.

use std::sync::OnceLock;

use appraisal::{Decisions, Scored, actuals, approve};
use checks::{Catalogue, SAMPLE, Sample, Table, Year, YearAct};
use domain::{Finding, Plan};
use evaluation::{Evaluated, Frame};
use forms::Reading;
use method::Method;
use method::dossier::{Dossier, Entry, Named};

/// The whole catalogue, with the findings of reading.
pub fn catalogue() -> &'static Catalogue {
    static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();
    CATALOGUE.get_or_init(|| Catalogue::whole(forms::codes::ALL))
}

/// A method of a sample.
pub fn method(text: &str) -> Method {
    let base = |name: &str| {
        std::fs::read_to_string(format!("{}/../../bodies/{name}.toml", env!("CARGO_MANIFEST_DIR"))).ok()
    };
    Method::parse_with(text, &base).expect("the method of a sample is valid")
}

/// A document of a sample.
pub fn reading(document: &str, method: &Method) -> Reading {
    let document =
        document::text::read("esempio.txt", document.as_bytes(), usize::MAX).expect("the sample is text");
    forms::read(&[document], method)
}

/// What is found in a document with a method.
pub fn findings(document: &str, method: &str) -> Vec<Finding> {
    let method = self::method(method);
    let reading = reading(document, &method);
    checks::check(&reading.plan, &method, reading.findings)
}

/// What is found in the sample with its year. Documents: 0 the plan, 1 the dossier, 2 the monitoring, 3 the results.
pub fn findings_of_year(sample: &Sample) -> Vec<Finding> {
    let method = method(&sample.method);
    let reading = reading(&sample.document, &method);
    let dossier = Dossier::parse(&sample.year).expect("the dossier of the sample is valid");
    let year = Year { acts: dossier.acts.into_iter().map(|entry| act(entry, sample, &method)).collect() };
    checks::check_year(&reading.plan, &method, reading.findings, &year)
}

fn act(entry: Entry, sample: &Sample, method: &Method) -> YearAct {
    let Entry { mut act, actuals, plan, decisions, scores, evaluations } = entry;
    act.place = act.place.map(|place| domain::Place { file: 1, ..place });
    let table = |named: Named| match named.path.as_str() {
        "monitoraggio.csv" => Table { text: sample.monitoring.clone(), file: 2 },
        "risultati.csv" => Table { text: sample.results.clone(), file: 3 },
        other => panic!("no table is called {other}"),
    };
    let document = |named: Named| -> Plan {
        let text = if named.path == "piano.txt" { &sample.document } else { &sample.variation };
        reading(text, method).plan
    };
    assert!(decisions.is_none(), "the sample needs no decisions");
    YearAct {
        act,
        actuals: actuals.map(table),
        plan: plan.map(document),
        decisions: None,
        scores: scores.map(|_| scores_of(sample)),
        evaluations: evaluations.map(|_| evaluations_of(sample)),
    }
}

/// The scores of the sample as they were kept: with its method and its results before anything was changed in them.
fn scores_of(sample: &Sample) -> Scored {
    let clean = Sample::clean();
    let method = method(&clean.method);
    let plan = reading(&sample.variation, &method).plan;
    let approved = approve(&plan, &method, &Decisions::default()).expect("the sample can be scored");
    approved.score(&actuals::read(&approved, &clean.results).0)
}

/// The evaluations of the people by the scores that were kept.
fn evaluations_of(sample: &Sample) -> Evaluated {
    let (scores, method) = (scores_of(sample), method(&Sample::clean().method));
    let frame = Frame::new(&scores, &method).expect("the sample evaluates people");
    let (people, faults) = evaluation::people::read(&frame, &sample.people);
    assert_eq!(faults, [], "the people of the sample can be evaluated");
    evaluation::evaluate(&frame, &evaluation::Inputs { people, ..evaluation::Inputs::default() })
}

/// The codes found, each as often as it is found.
pub fn codes(findings: Vec<Finding>) -> Vec<String> {
    findings.into_iter().map(|finding| finding.code.into_owned()).collect()
}

/// The codes of the sample as it is.
pub fn clean() -> &'static [String] {
    static CLEAN: OnceLock<Vec<String>> = OnceLock::new();
    CLEAN.get_or_init(|| codes(findings(SAMPLE.0, SAMPLE.1)))
}
