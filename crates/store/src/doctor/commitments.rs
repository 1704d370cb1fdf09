//! The personal values that entries of the audit trail are committed to.

use std::collections::HashMap;

use serde_json::Value;

use super::{Doctor, Kind};
use crate::chain::commitment;
use crate::fault::Fault;
use crate::rows::{Audit, Body, Personal};

/// What the entries of a body are committed to: identities of personal values, with the number of an entry and the
/// commitment that stands there.
#[derive(Debug, Default)]
pub struct Commitments(HashMap<String, Vec<(i64, String)>>);

impl Commitments {
    /// Adds those of an entry.
    pub fn add(&mut self, entry: &Audit) {
        // Details that are no JSON hold none; that they are as written, the chain says.
        if let Ok(details) = serde_json::from_str(&entry.details) {
            self.walk(entry.number, &details);
        }
    }

    fn walk(&mut self, number: i64, value: &Value) {
        match value {
            Value::Array(values) => values.iter().for_each(|value| self.walk(number, value)),
            Value::Object(fields) => {
                let text = |name| fields.get(name).and_then(Value::as_str);
                if let (Some(id), Some(commitment)) = (text("personal"), text("commitment")) {
                    let known = self.0.entry(id.to_owned()).or_default();
                    if !known.iter().any(|(_, known)| known == commitment) {
                        known.push((number, commitment.to_owned()));
                    }
                }
                fields.values().for_each(|value| self.walk(number, value));
            }
            _ => {}
        }
    }

    /// How many there are.
    pub fn count(&self) -> u64 {
        self.0.values().map(|of_value| of_value.len() as u64).sum()
    }
}

impl Doctor<'_> {
    pub(super) async fn commitments(&mut self, body: &Body, mut found: Commitments) -> Result<(), Fault> {
        let mut after = String::new();
        loop {
            let values = self.reading.link().personal_list(&body.id, &after).await?;
            let Some(last) = values.last() else { break };
            after.clone_from(&last.id);
            for value in values {
                self.commitment(body, &value, found.0.remove(&value.id).unwrap_or_default());
            }
        }
        let mut missing: Vec<(String, Vec<(i64, String)>)> = found.0.into_iter().collect();
        missing.sort();
        for (id, entries) in missing {
            let number = entries.first().map_or(0, |(number, _)| *number);
            let what =
                format!("manca il dato personale {id} della voce {number} del registro di {}", body.name);
            self.report.found(Kind::Commitment, what);
        }
        Ok(())
    }

    fn commitment(&mut self, body: &Body, value: &Personal, entries: Vec<(i64, String)>) {
        if value.erased_at != 0 {
            if !value.value.is_empty() || !value.salt.is_empty() {
                let what =
                    format!("il dato personale {} di {} è cancellato, ma c'è ancora", value.id, body.name);
                self.report.found(Kind::Erased, what);
            }
            return;
        }
        let real = commitment(&value.salt, &value.value);
        for (number, _) in entries.into_iter().filter(|(_, said)| *said != real) {
            let what = format!(
                "il dato personale {} non è quello della voce {number} del registro di {}",
                value.id, body.name
            );
            self.report.found(Kind::Commitment, what);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commitments_are_found_at_any_depth() {
        let mut found = Commitments::default();
        let mut add = |number, details: &str| {
            found.add(&Audit { number, details: details.to_owned(), ..Audit::default() });
        };
        add(1, r#"{"personal":"a","commitment":"1"}"#);
        add(2, r#"[1,[{"x":{"personal":"b","commitment":"2","y":{"personal":"c","commitment":"3"}}}]]"#);
        add(3, r#"{"personal":"a","commitment":"1"}"#);
        add(4, r#"{"personal":"a","commitment":"4"}"#);
        add(5, r#"{"personal":1,"commitment":"5"}"#);
        add(6, r#"{"personal":"d"}"#);
        add(7, "");
        add(8, "non è JSON");
        assert_eq!(found.count(), 4);
        assert_eq!(found.0["a"], [(1, "1".to_owned()), (4, "4".to_owned())]);
    }
}
