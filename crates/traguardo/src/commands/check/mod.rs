//! `traguardo check`.

mod changes;
mod compare;
mod sarif;

use std::path::{Path, PathBuf};

use checks::Catalogue;
use domain::exchange::{finding_to_json, findings_from_json, unknown_keys};
use domain::{Finding, Plan};

pub use changes::{List, Repair};

use super::Verdict;
use crate::cli::{self, Check, CheckFormat};
use crate::error::Failure;
use crate::input::{self, Input, Source};
use crate::library::Named;
use crate::output;
use crate::reading;
use crate::terminal::findings::{self, Lines, Sources};
use crate::terminal::{Page, Style, summary};

/// A plan that was checked.
struct Checked {
    /// Its documents; none when it was read from the exchange format.
    sources: Vec<Source>,
    findings: Vec<Finding>,
}

/// Says what is wrong with documents or with a plan.
pub fn run(options: &Check) -> Result<Verdict, Failure> {
    let checked = checked(&options.paths, &options.reading)?;
    let verdict = reading::verdict(&checked.findings);
    if let Some(path) = &options.fix {
        output::write(Some(path), &changes::list(&checked.findings, &names(&checked, options))?)?;
    }
    if let Some(old) = &options.against {
        let old = self::checked(std::slice::from_ref(old), &options.reading)?;
        compare::print(&old.findings, &checked, options)?;
        return Ok(verdict);
    }
    match options.format {
        Some(CheckFormat::Json) => {
            let json: serde_json::Value = checked.findings.iter().map(finding_to_json).collect();
            output::print(&output::pretty(&json))?;
        }
        Some(CheckFormat::Sarif) => {
            let catalogue = Catalogue::whole(forms::codes::ALL);
            let log = sarif::log(&checked.findings, &names(&checked, options), &catalogue);
            output::print(&output::pretty(&log))?;
        }
        None | Some(CheckFormat::Testo) => output::print(&report(&checked, options.all))?,
    }
    Ok(verdict)
}

/// The documents of the plan, or the plan itself, as the user named them.
fn names(checked: &Checked, options: &Check) -> Vec<String> {
    if checked.sources.is_empty() {
        return options.paths.iter().map(|path| path.display().to_string()).collect();
    }
    checked.sources.iter().map(|source| source.shown.clone()).collect()
}

fn report(checked: &Checked, all: bool) -> String {
    let mut page = Page::new(Style::of_stdout());
    let lines: Vec<Lines<'_>> = checked.sources.iter().map(Source::lines).collect();
    findings::show(&mut page, &checked.findings, &Sources::new(0, &lines), all);
    summary::findings(&mut page, &checked.findings);
    if !checked.findings.is_empty() {
        page.line("«traguardo explain CODICE» spiega un rilievo, con un esempio.");
    }
    page.into()
}

fn checked(paths: &[PathBuf], options: &cli::Reading) -> Result<Checked, Failure> {
    // The pages of the catalogue are got ready while the document is read.
    let (checked, _) = rayon::join(|| of(paths, options), Catalogue::embedded);
    checked
}

fn of(paths: &[PathBuf], options: &cli::Reading) -> Result<Checked, Failure> {
    let imported = match paths {
        [only] if only.is_file() => match input::file(only, options.max_size)? {
            Input::Plan(plan, json) => return of_plan(only, &plan, &json, options),
            Input::Document(source) => reading::import_source(source, options)?,
        },
        _ => reading::import(paths, options)?,
    };
    let reading::Imported { sources, method, reading } = imported;
    Ok(Checked { sources, findings: checks::check(&reading.plan, &method.method, reading.findings) })
}

fn of_plan(
    path: &Path,
    plan: &Plan,
    json: &serde_json::Value,
    options: &cli::Reading,
) -> Result<Checked, Failure> {
    let unknown = unknown_keys(json);
    if !unknown.is_empty() {
        let (shown, keys) = (path.display(), unknown.join(", "));
        eprintln!("traguardo: in «{shown}» ci sono chiavi sconosciute, che non si leggono: {keys}.");
    }
    let Named { method, .. } = reading::method_to_check(plan, options)?;
    let read = findings_from_json(json).into_iter().filter(is_of_reading).collect();
    Ok(Checked { sources: Vec::new(), findings: checks::check(plan, &method, read) })
}

/// Whether a finding tells of the reading of a document, which cannot be done again from a plan.
fn is_of_reading(finding: &Finding) -> bool {
    forms::codes::ALL.iter().any(|definition| definition.code == finding.code)
}
