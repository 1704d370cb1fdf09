//! The working spreadsheet, there and back.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod book;
mod conflicts;
mod faults;
mod large;
mod looks;
mod new_rows;
mod samples;
mod values;

use domain::Plan;
use domain::exchange::plan_from_json;
use formats::Limits;
use method::Method;
use serde_json::{Value as Json, json};
use workbook::working::{self, Applied, Change, Proposal, Purpose, Settle, What};

use book::Book;

const METHOD: &str = r#"
schema = "traguardo-metodo/1"
[body]
name = "Comune di Fontechiara"
kind = "comune"
[document]
year = 2026
[monitoring]
dates = ["06-30", "12-31"]
[[weight]]
of = "objective"
within = "unit"
[[weight]]
of = "phase"
within = "objective"
"#;

fn method() -> Method {
    Method::parse(METHOD).unwrap()
}

fn plan_of(json: &Json) -> Plan {
    let context = meaning::Context { year: Some(2026), ..meaning::Context::default() };
    plan_from_json(json, &|kind, text, _| meaning::understand(kind, text, &context)).unwrap()
}

/// Two units, three objectives.
fn plan() -> Plan {
    plan_of(&json!({
        "schema": domain::exchange::SCHEMA,
        "years": [2026],
        "objectives": [
            {"code": "1", "title": "Sportello per le imprese", "unit": "Settore 1", "weight": "60%",
             "phases": [
                {"number": "1", "text": "Bando", "weight": "40%", "end": "31/03/2026"},
                {"number": "2", "text": "Apertura", "weight": "60%", "end": "30/06/2026"},
             ],
             "indicators": [
                {"text": "Pratiche evase", "unit": "n.", "weight": "100%", "targets": {"2026": "almeno 120"}},
             ]},
            {"code": "2", "title": "Meno carta", "unit": "Settore 1", "weight": "40%",
             "indicators": [{"text": "Fogli stampati", "unit": "n.", "targets": {"2026": "al massimo 900"}}]},
            {"code": "1", "title": "Fossi puliti", "unit": "Settore 2", "weight": "100%",
             "phases": [{"text": "Sfalcio", "weight": "100%"}]},
        ],
    }))
}

fn written(plan: &Plan, purpose: Purpose) -> Book {
    Book::open(&working::write(plan, &method(), purpose, None).unwrap())
}

fn proposed(plan: &Plan, book: &Book) -> Proposal {
    working::changes(plan, &method(), &book.save(), &Limits::default()).unwrap()
}

fn apply(plan: &mut Plan, proposal: &Proposal) -> Applied {
    working::apply(plan, &method(), proposal, Settle::Plan)
}

/// A change in one line.
fn told(change: &Change) -> String {
    let id = &change.part.id;
    match &change.what {
        What::Set { field, key, from, to } => {
            let key = key.as_ref().map(|key| format!(".{key}")).unwrap_or_default();
            format!("{id} {}{key}: {from} > {to}", field.name)
        }
        What::Add(new) => format!("+ {} «{}» ({})", new.sort.term(), new.title(), new.parts.len()),
        What::Remove => format!("- {id}"),
    }
}

fn all_told(proposal: &Proposal) -> Vec<String> {
    proposal.changes.iter().map(told).collect()
}

fn faults(proposal: &Proposal) -> Vec<String> {
    proposal.faults.iter().map(ToString::to_string).collect()
}

/// Nothing to change, nothing to say.
fn assert_quiet(proposal: &Proposal) {
    assert_eq!(all_told(proposal), [""; 0]);
    assert_eq!((proposal.conflicts.len(), faults(proposal), &proposal.notes), (0, vec![], &vec![]));
}
