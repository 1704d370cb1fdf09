//! Where rules put what they find.

use std::borrow::Cow;

use domain::{Finding, Place};

use crate::catalogue::Catalogue;
use crate::context::Seen;

/// The findings of a check.
pub struct Report {
    catalogue: &'static Catalogue,
    year: Option<i16>,
    findings: Vec<Finding>,
}

impl Report {
    /// A report for a plan of `year`: rules that do not hold in that year are not heard.
    pub fn new(catalogue: &'static Catalogue, year: Option<i16>) -> Self {
        Self { catalogue, year, findings: Vec::new() }
    }

    /// Something about the plan as a whole, or about a place outside the objectives.
    pub fn plan(&mut self, code: &'static str, place: Option<Place>, message: impl Into<String>) {
        self.add(code, place, None, message.into());
    }

    /// Something about an objective, at a place of it: its own when none is given.
    pub fn objective(
        &mut self,
        code: &'static str,
        seen: &Seen<'_>,
        place: Option<Place>,
        message: impl Into<String>,
    ) {
        self.add(code, place.or(seen.objective.place), Some(seen.ordinal), message.into());
    }

    fn add(&mut self, code: &'static str, place: Option<Place>, objective: Option<u32>, message: String) {
        let page = self.catalogue.page(code);
        debug_assert!(page.is_some(), "{code} is not in the catalogue");
        let Some(page) = page else { return };
        let holds = self.year.is_none_or(|year| {
            page.from_year.is_none_or(|from| from <= year) && page.to_year.is_none_or(|to| year <= to)
        });
        if holds {
            self.findings.push(Finding {
                code: Cow::Borrowed(code),
                severity: page.severity,
                message,
                place,
                objective,
                help: Cow::Borrowed(page.help.as_str()),
                basis: Cow::Borrowed(page.basis.as_str()),
            });
        }
    }

    /// The findings, in the order in which they were found.
    pub fn into_findings(self) -> Vec<Finding> {
        self.findings
    }
}
