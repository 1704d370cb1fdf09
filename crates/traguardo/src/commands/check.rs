//! `traguardo check`.

use domain::Finding;
use domain::exchange::{finding_to_json, findings_from_json};

use super::Verdict;
use crate::cli::{Check, Format};
use crate::error::Failure;
use crate::input::{self, Input, Source};
use crate::library::Named;
use crate::output;
use crate::reading;
use crate::terminal::findings::{self, Lines, Sources};
use crate::terminal::{Page, Style, summary};

/// A plan that was checked.
struct Checked {
    sources: Vec<Source>,
    findings: Vec<Finding>,
}

/// Says what is wrong with documents or with a plan.
pub fn run(options: &Check) -> Result<Verdict, Failure> {
    let checked = checked(options)?;
    match options.format {
        Some(Format::Json) => {
            let json: serde_json::Value = checked.findings.iter().map(finding_to_json).collect();
            output::print(&output::pretty(&json))?;
        }
        None | Some(Format::Testo) => {
            let mut page = Page::new(Style::of_stdout());
            let lines: Vec<Lines<'_>> = checked.sources.iter().map(Source::lines).collect();
            findings::show(&mut page, &checked.findings, &Sources::new(0, &lines), options.all);
            summary::findings(&mut page, &checked.findings);
            output::print(&String::from(page))?;
        }
    }
    Ok(reading::verdict(&checked.findings))
}

fn checked(options: &Check) -> Result<Checked, Failure> {
    if let [only] = options.paths.as_slice()
        && only.is_file()
        && let Input::Plan(plan, json) = input::file(only, options.reading.max_size)?
    {
        let Named { method, .. } = reading::method_of(&plan, &options.reading)?;
        let read = findings_from_json(&json).into_iter().filter(|finding| is_of_reading(finding)).collect();
        return Ok(Checked { sources: Vec::new(), findings: checks::check(&plan, &method, read) });
    }
    let imported = reading::import(&options.paths, &options.reading)?;
    let reading::Imported { sources, method, reading } = imported;
    Ok(Checked { sources, findings: checks::check(&reading.plan, &method.method, reading.findings) })
}

/// Whether a finding tells of the reading of a document, which cannot be done again from a plan.
fn is_of_reading(finding: &Finding) -> bool {
    forms::codes::ALL.iter().any(|definition| definition.code == finding.code)
}
