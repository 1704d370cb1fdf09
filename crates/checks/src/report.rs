//! Where rules put what they find.

use std::borrow::Cow;

use domain::{Change, Finding, Place, Severity};

use crate::catalogue::{Catalogue, Page};
use crate::context::Seen;

/// The findings of a check.
pub struct Report {
    catalogue: &'static Catalogue,
    year: Option<i16>,
    findings: Vec<Finding>,
}

/// A finding that was just put down; nothing when its rule does not hold in the year of the plan.
pub struct Noted<'r>(Option<&'r mut Finding>);

impl Noted<'_> {
    /// Says with what the text of the cell can safely be replaced.
    pub fn mended_by(self, from: &str, to: impl Into<String>) {
        if let Some(finding) = self.0 {
            finding.change = Some(Change { from: from.to_owned(), to: to.into() });
        }
    }

    /// Says where else the same is true: these lines are told with the finding, and each gets a note.
    pub fn also_at(self, places: impl IntoIterator<Item = Place>) -> Self {
        if let Self(Some(finding)) = self {
            finding.add_places(places);
            return Self(Some(finding));
        }
        self
    }

    /// Says what the finding is about, for what looks at it later.
    pub fn about(self, subject: impl Into<String>) -> Self {
        if let Self(Some(finding)) = self {
            finding.subject = Some(subject.into());
            return Self(Some(finding));
        }
        self
    }

    /// Says that it is only a note in this case.
    pub fn noted(self) {
        if let Some(finding) = self.0 {
            finding.severity = Severity::Info;
        }
    }

    /// Says that the rule is not certain in this case: it does not block, a person looks.
    pub fn doubtful(self) {
        if let Some(finding) = self.0.filter(|finding| finding.severity == Severity::Error) {
            finding.severity = Severity::Warning;
        }
    }
}

impl Report {
    /// A report for a plan of `year`: rules that do not hold in that year are not heard.
    pub fn new(catalogue: &'static Catalogue, year: Option<i16>) -> Self {
        Self { catalogue, year, findings: Vec::new() }
    }

    /// Something about the plan as a whole, or about a place outside the objectives.
    pub fn plan(
        &mut self,
        code: &'static str,
        place: Option<Place>,
        message: impl Into<String>,
    ) -> Noted<'_> {
        self.add(code, place, None, message.into())
    }

    /// Something about an objective, at a place of it: its own when none is given.
    pub fn objective(
        &mut self,
        code: &'static str,
        seen: &Seen<'_>,
        place: Option<Place>,
        message: impl Into<String>,
    ) -> Noted<'_> {
        self.add(code, place.or(seen.objective.place), Some(seen.ordinal), message.into())
    }

    fn add(
        &mut self,
        code: &'static str,
        place: Option<Place>,
        objective: Option<u32>,
        message: String,
    ) -> Noted<'_> {
        let page = self.catalogue.page(code);
        debug_assert!(page.is_some(), "{code} is not in the catalogue");
        let holds = |page: &&Page| {
            self.year.is_none_or(|year| {
                page.from_year.is_none_or(|from| from <= year) && page.to_year.is_none_or(|to| year <= to)
            })
        };
        let Some(page) = page.filter(holds) else { return Noted(None) };
        self.findings.push(Finding {
            code: Cow::Borrowed(code),
            severity: page.severity,
            message,
            place,
            objective,
            help: Cow::Borrowed(page.help.as_str()),
            basis: Cow::Borrowed(page.basis.as_str()),
            change: None,
            subject: None,
            also: Vec::new(),
        });
        Noted(self.findings.last_mut())
    }

    /// The findings, in the order in which they were found.
    pub fn into_findings(self) -> Vec<Finding> {
        self.findings
    }
}
