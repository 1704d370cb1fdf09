//! `traguardo export`.

use domain::exchange::{coverage_from_json, findings_from_json, plan_to_json};

use super::{Verdict, mention};
use crate::cli::Export;
use crate::error::Failure;
use crate::{output, reading};

/// Writes a document or a plan in the exchange format.
pub fn run(options: &Export) -> Result<Verdict, Failure> {
    let held = reading::hold(&options.file, &options.reading)?;
    let (findings, coverage) = match (&held.imported, &held.json) {
        (Some(imported), _) => (imported.reading.findings.clone(), Some(imported.reading.coverage)),
        (None, Some(json)) => (findings_from_json(json), coverage_from_json(json)),
        (None, None) => (Vec::new(), None),
    };
    let json = plan_to_json(&held.plan, &findings, coverage, &meaning::rule::to_json);
    output::write(options.target.file(), &output::pretty(&json))?;
    Ok(mention(reading::verdict(&findings)))
}
