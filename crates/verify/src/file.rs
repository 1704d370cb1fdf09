//! A stored result, read: what cannot be read is a difference that says where.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::SCHEMA;
use crate::model::{Indicator, Item, Step};
use crate::report::Report;

/// Values within more values than these are no result.
const DEEPEST: usize = 200;
const KEYS: [&str; 10] =
    ["schema", "body", "year", "program", "plan", "method", "items", "results", "defaults", "digest"];

/// A key of files that have outcome indicators.
const OUTCOMES: &str = "outcomes";

/// What a file holds that could be read.
pub struct File {
    pub year: Option<i64>,
    pub items: Vec<Item>,
    pub results: Vec<Step>,
    pub outcomes: Vec<Indicator>,
}

/// Reads a file; `None` where it is none.
pub fn read(json: &Value, report: &mut Report) -> Option<File> {
    let whole = |report: &mut Report, stored: &str, expected: &str| {
        report.says(false, "file", "forma", [stored, expected]);
    };
    if is_deeper(json, DEEPEST) {
        whole(report, "troppi livelli", "un risultato");
        return None;
    }
    let Some(fields) = json.as_object() else {
        whole(report, "non è un oggetto JSON", "un risultato");
        return None;
    };
    let schema = fields.get("schema").and_then(Value::as_str);
    report.texts("schema", "versione del formato", [schema.unwrap_or_default(), SCHEMA]);
    if schema != Some(SCHEMA) {
        return None;
    }
    frame(fields, report);
    Some(File {
        year: fields.get("year").and_then(Value::as_i64),
        items: all_of(fields, "items", report),
        results: all_of(fields, "results", report),
        outcomes: all_of(fields, OUTCOMES, report),
    })
}

/// What stands around items and results: every key there, of its kind, and no other.
fn frame(fields: &Map<String, Value>, report: &mut Report) {
    let sealed = |value: &Value| {
        let object = value.as_object().filter(|object| object.len() == 1);
        object.and_then(|object| object.get("sha256")).is_some_and(Value::is_string)
    };
    let of_texts = |value: &Value| value.as_array().is_some_and(|list| list.iter().all(Value::is_string));
    for key in KEYS {
        let is_so = fields.get(key).is_some_and(|value| match key {
            "year" => value.as_i64().is_some_and(|year| (1900..3000).contains(&year)),
            "plan" | "method" => sealed(value),
            "items" | "results" => value.is_array(),
            "defaults" => of_texts(value),
            _ => value.is_string(),
        });
        report.says(is_so, key, "forma", ["manca o non è del tipo previsto", "un valore del tipo previsto"]);
    }
    if fields.get(OUTCOMES).is_some_and(|value| !value.is_array()) {
        report.says(false, OUTCOMES, "forma", ["non è del tipo previsto", "un valore del tipo previsto"]);
    }
    for key in fields.keys().filter(|key| !KEYS.contains(&key.as_str()) && *key != OUTCOMES) {
        report.says(false, key, "forma", ["una chiave che il formato non prevede", "nessuna chiave"]);
    }
}

fn all_of<T: DeserializeOwned>(fields: &Map<String, Value>, key: &str, report: &mut Report) -> Vec<T> {
    let values = fields.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let mut read = Vec::new();
    for (at, value) in values.iter().enumerate() {
        match serde_path_to_error::deserialize(value) {
            Ok(one) => read.push(one),
            Err(error) => {
                let path = match error.path().to_string() {
                    path if path == "." => format!("{key}[{at}]"),
                    path => format!("{key}[{at}].{path}"),
                };
                let reason = italian(&error.inner().to_string());
                report.says(false, &path, "forma", [&reason, "la forma prevista"]);
            }
        }
    }
    read
}

/// What is wrong with a value, in Italian.
fn italian(message: &str) -> String {
    let named = message.split('`').nth(1).unwrap_or_default();
    if message.starts_with("missing field") {
        format!("manca «{named}»")
    } else if message.starts_with("unknown field") {
        format!("c'è «{named}», che non è previsto")
    } else if message.starts_with("unknown variant") {
        format!("c'è «{named}», che non è tra i valori previsti")
    } else {
        "un valore che non si capisce".to_owned()
    }
}

/// Whether values stand in values more than so many times, without going down by recursion.
fn is_deeper(json: &Value, most: usize) -> bool {
    let mut open = vec![(json, 0)];
    while let Some((value, depth)) = open.pop() {
        if depth > most {
            return true;
        }
        match value {
            Value::Array(list) => open.extend(list.iter().map(|one| (one, depth + 1))),
            Value::Object(fields) => open.extend(fields.values().map(|one| (one, depth + 1))),
            _ => {}
        }
    }
    false
}
