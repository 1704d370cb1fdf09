//! Findings: what a person must read.

use std::borrow::Cow;

use crate::place::Place;

/// How much a finding weighs. On screen: *Blocca l'approvazione*, *Da verificare*, *Nota*.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The plan cannot be approved like this.
    Error,
    /// A person must look.
    Warning,
    /// Worth knowing.
    Info,
}

impl Severity {
    /// The name in the exchange format: `error`, `warning`, `info`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

/// A kind of finding, with a stable code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodeDefinition {
    /// The stable code: a family in capitals, a dash, a number (`LETT-003`).
    pub code: &'static str,
    /// The severity, unless a method changes it.
    pub severity: Severity,
    /// What it means, in Italian, in a few words.
    pub title: &'static str,
    /// How to mend it, in Italian.
    pub help: &'static str,
    /// The law or the rule it rests on, in Italian; empty for what is only a matter of reading.
    pub basis: &'static str,
}

/// A repair that changes no meaning: one text of the cell for another. A person confirms it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The text as it stands in the cell.
    pub from: String,
    /// What should stand there.
    pub to: String,
}

/// Something a person must read about a plan or a document: one type for the whole product.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The stable code of its kind.
    pub code: Cow<'static, str>,
    /// How much it weighs.
    pub severity: Severity,
    /// What is wrong, in Italian, naming the thing it is wrong with.
    pub message: String,
    /// Where; `None` when it concerns the plan as a whole.
    pub place: Option<Place>,
    /// The ordinal of the objective it belongs to, from 1.
    pub objective: Option<u32>,
    /// How to mend it, in Italian.
    pub help: Cow<'static, str>,
    /// The law or the rule it rests on.
    pub basis: Cow<'static, str>,
    /// The repair, where there is a safe one.
    pub change: Option<Change>,
    /// What it is about, without the words around it: the value that has no place, the field or label it was
    /// read as, the number that is missing. Findings that tell the same are known by it, never by their words.
    pub subject: Option<String>,
    /// Further lines of which the same is true, in order, none twice and without its own.
    pub also: Vec<Place>,
}

impl Finding {
    /// A finding of a kind, about a place.
    pub fn new(definition: &CodeDefinition, message: impl Into<String>, place: Option<Place>) -> Self {
        Self {
            code: Cow::Borrowed(definition.code),
            severity: definition.severity,
            message: message.into(),
            place,
            objective: None,
            help: Cow::Borrowed(definition.help),
            basis: Cow::Borrowed(definition.basis),
            change: None,
            subject: None,
            also: Vec::new(),
        }
    }

    /// Says where else the same is true.
    pub fn add_places(&mut self, places: impl IntoIterator<Item = Place>) {
        let row = |place: &Place| (place.file, place.line);
        self.also.extend(places);
        let own = self.place.as_ref().map(row);
        self.also.retain(|place| Some(row(place)) != own);
        self.also.sort_unstable();
        self.also.dedup_by_key(|place| row(place));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_further_line_is_named_once() {
        const CODE: CodeDefinition =
            CodeDefinition { code: "X-001", severity: Severity::Info, title: "", help: "", basis: "" };
        let mut finding = Finding::new(&CODE, "", Some(Place::new(7, 1)));
        finding.add_places([9, 7, 3, 9].map(|line| Place::new(line, 2)));
        assert_eq!(finding.also, [3, 9].map(|line| Place::new(line, 2)));
    }
}
