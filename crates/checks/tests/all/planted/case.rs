//! A made-up plan with its form and its body: printed, read and checked.

use domain::value::Typed;
use domain::{Datum, Finding, Plan, Read};
use method::Method;

use super::clean;
use super::facts::Facts;
use super::form::Form;
use super::seed::Seed;
use super::tables::SUM;

/// A plan, its form, its body.
#[derive(Clone)]
pub struct Case {
    /// The form.
    pub form: Form,
    /// The body.
    pub facts: Facts,
    /// The plan.
    pub plan: Plan,
}

impl Case {
    /// A clean plan.
    pub fn new(seed: &mut Seed) -> Self {
        let form = Form::new(seed);
        let facts = Facts::new(form.year, seed);
        let plan = clean::plan(&form, &facts, seed);
        Self { form, facts, plan }
    }

    /// The method of the body.
    pub fn method(&self) -> Method {
        let mut method = self.form.method();
        let facts = self.facts.clone();
        (method.profile, method.acts, method.smvp) = (facts.profile, facts.acts, facts.smvp);
        method
    }

    /// The document.
    pub fn text(&self) -> String {
        let text = document::text::write(&forms::print(&self.plan, &self.method()));
        // A print marks a name that looks like a sum as a name; here it is a sum.
        text.replace(&format!("\\{SUM}"), SUM)
    }

    /// What is found in a document of the body.
    pub fn found(&self, text: &str) -> Vec<Finding> {
        let method = self.method();
        let document =
            document::text::read("piano.txt", text.as_bytes(), usize::MAX).expect("a print is text");
        let reading = forms::read(&[document], &method);
        checks::check(&reading.plan, &method, reading.findings)
    }

    /// The plan year.
    pub fn year(&self) -> i16 {
        self.form.year
    }
}

/// A value as it is printed.
pub fn said<T: Typed>(text: impl Into<String>) -> Option<Read<T>> {
    Some(value(text))
}

/// A value as it is printed, of a list.
pub fn value<T: Typed>(text: impl Into<String>) -> Read<T> {
    let text = text.into();
    let readings = meaning::understand(T::KIND, &text, &meaning::Context::default());
    Datum { verbatim: text, readings, place: None }.into()
}

/// The text of a value; empty when there is none.
pub fn of<T>(read: Option<&Read<T>>) -> &str {
    read.map_or("", |read| read.verbatim.as_str())
}
