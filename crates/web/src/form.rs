//! What a form shows: the values as they were sent, and what is wrong with them.

use std::fmt::Display;

/// The values of a form by the names of its fields, with the errors that a person must mend.
///
/// Labels and hints stand in the template; the macros of `componenti/fields.html` ask the form for the rest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    values: Vec<(String, String)>,
    errors: Vec<FieldError>,
}

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// The name of the field; empty when the form as a whole is meant.
    pub field: String,
    /// One Italian sentence that says how to mend it.
    pub message: String,
}

impl Form {
    /// A form as it was sent.
    pub fn sent(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        Self { values: pairs.into_iter().collect(), errors: Vec::new() }
    }

    /// The same form with a value: what is stored, before a person changes it.
    #[must_use]
    pub fn with(mut self, field: impl Into<String>, value: impl Into<String>) -> Self {
        self.values.push((field.into(), value.into()));
        self
    }

    /// Notes what is wrong with a field.
    pub fn fail(&mut self, field: impl Into<String>, message: impl Into<String>) {
        self.errors.push(FieldError { field: field.into(), message: message.into() });
    }

    /// The value of a field; empty when it has none.
    pub fn value(&self, field: &str) -> &str {
        self.values.iter().find(|(name, _)| name == field).map_or("", |(_, value)| value)
    }

    /// Every value of a field that may have several.
    pub fn values<'a>(&'a self, field: &'a str) -> impl Iterator<Item = &'a str> {
        self.values.iter().filter(move |(name, _)| name == field).map(|(_, value)| value.as_str())
    }

    /// Whether a value of a field was chosen.
    pub fn has(&self, field: &str, value: &str) -> bool {
        self.values(field).any(|own| own == value)
    }

    /// The first error of a field; empty when there is none.
    pub fn error(&self, field: &str) -> &str {
        self.errors.iter().find(|error| error.field == field).map_or("", |error| &error.message)
    }

    /// Every error, in the order in which they were found.
    pub fn errors(&self) -> &[FieldError] {
        &self.errors
    }

    /// Whether nothing is wrong.
    pub fn is_good(&self) -> bool {
        self.errors.is_empty()
    }

    /// The ids of what describes a field, for `aria-describedby`: hint and error, in this order.
    pub fn described(&self, field: &str, id: &str, hint: &str) -> String {
        let hint = (!hint.is_empty()).then(|| format!("{id}-aiuto"));
        let error = (!self.error(field).is_empty()).then(|| format!("{id}-errore"));
        hint.into_iter().chain(error).collect::<Vec<_>>().join(" ")
    }
}

/// The name of a field in a list of things: `fasi.0.peso`. The number of a row that is not there yet is `__n__`; numbers of
/// rows that were taken away are missing, and the order of rows is that of the form.
pub fn indexed(list: &str, number: impl Display, field: &str) -> String {
    format!("{list}.{number}.{field}")
}

/// What can be chosen in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is shown.
    pub label: String,
}

impl Choice {
    /// A choice.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_knows_its_values_and_errors() {
        let mut form = Form::sent([("mese".to_owned(), "3".to_owned()), ("mese".to_owned(), "4".to_owned())]);
        form = form.with("titolo", "Sportello unico");
        assert_eq!((form.value("titolo"), form.value("peso")), ("Sportello unico", ""));
        assert!(form.has("mese", "4") && !form.has("mese", "5") && form.is_good());
        form.fail("titolo", "Scriva un titolo più breve.");
        assert_eq!(
            (form.error("titolo"), form.error("mese"), form.errors().len()),
            ("Scriva un titolo più breve.", "", 1)
        );
    }

    #[test]
    fn what_describes_a_field_is_named_only_when_it_is_there() {
        let mut form = Form::default();
        assert_eq!(form.described("peso", "peso", ""), "");
        assert_eq!(form.described("peso", "peso", "Da 0 a 100"), "peso-aiuto");
        form.fail("peso", "Scriva un numero.");
        assert_eq!(form.described("peso", "peso", "Da 0 a 100"), "peso-aiuto peso-errore");
    }
}
