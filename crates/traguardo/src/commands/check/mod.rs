//! `traguardo check`.

mod changes;
mod compare;
mod sarif;

use std::path::{Path, PathBuf};

use checks::Catalogue;
use domain::exchange::{finding_to_json, findings_from_json, unknown_keys};
use domain::{Finding, Plan};

use method::Method;

pub use changes::{List, Repair};

use super::Verdict;
use crate::cli::{self, Check, CheckFormat};
use crate::dossier;
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
    /// The files of its year, after the documents of the plan.
    year: Vec<Source>,
    /// How many documents the plan has.
    documents: u16,
    findings: Vec<Finding>,
}

impl Checked {
    /// The lines that findings can show, with the number of the first document at hand.
    fn lines(&self) -> (u16, Vec<Lines<'_>>) {
        let first = if self.sources.is_empty() { self.documents } else { 0 };
        (first, self.sources.iter().chain(&self.year).map(Source::lines).collect())
    }
}

/// Says what is wrong with documents or with a plan.
pub fn run(options: &Check) -> Result<Verdict, Failure> {
    let checked = checked(&options.paths, options.year.as_deref(), &options.reading)?;
    let verdict = reading::verdict(&checked.findings);
    if let Some(path) = &options.fix {
        output::write(Some(path), &changes::list(&checked.findings, &names(&checked, options))?)?;
    }
    if let Some(old) = &options.against {
        let old = self::checked(std::slice::from_ref(old), None, &options.reading)?;
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

/// The documents of the plan, or the plan itself, as the user named them, then the files of its year.
fn names(checked: &Checked, options: &Check) -> Vec<String> {
    let mut names: Vec<String> = checked.sources.iter().map(|source| source.shown.clone()).collect();
    if names.is_empty() {
        names = options.paths.iter().map(|path| path.display().to_string()).collect();
        let last = names.last().cloned().unwrap_or_default();
        names.resize(usize::from(checked.documents), last);
    }
    names.extend(checked.year.iter().map(|source| source.shown.clone()));
    names
}

fn report(checked: &Checked, all: bool) -> String {
    let mut page = Page::new(Style::of_stdout());
    let (first, lines) = checked.lines();
    findings::show(&mut page, &checked.findings, &Sources::new(first, &lines), all);
    summary::findings(&mut page, &checked.findings);
    if !checked.findings.is_empty() {
        page.line("«traguardo explain CODICE» spiega un rilievo, con un esempio.");
    }
    page.into()
}

fn checked(paths: &[PathBuf], year: Option<&Path>, options: &cli::Reading) -> Result<Checked, Failure> {
    // The pages of the catalogue are got ready while the document is read.
    let (checked, _) = rayon::join(|| of(paths, year, options), Catalogue::embedded);
    checked
}

fn of(paths: &[PathBuf], year: Option<&Path>, options: &cli::Reading) -> Result<Checked, Failure> {
    let imported = match paths {
        [only] if only.is_file() => match input::file(only, options.max_size)? {
            Input::Plan(plan, json) => return of_plan(only, &plan, &json, year, options),
            Input::Document(source) => reading::import_source(source, options)?,
        },
        _ => reading::import(paths, options)?,
    };
    let reading::Imported { sources, method, reading } = imported;
    finish(sources, &reading.plan, &method.method, reading.findings, year, options)
}

fn of_plan(
    path: &Path,
    plan: &Plan,
    json: &serde_json::Value,
    year: Option<&Path>,
    options: &cli::Reading,
) -> Result<Checked, Failure> {
    let unknown = unknown_keys(json);
    if !unknown.is_empty() {
        let (shown, keys) = (path.display(), unknown.join(", "));
        eprintln!("traguardo: in «{shown}» ci sono chiavi sconosciute, che non si leggono: {keys}.");
    }
    let Named { method, .. } = reading::method_to_check(plan, options)?;
    let read = findings_from_json(json).into_iter().filter(is_of_reading).collect();
    finish(Vec::new(), plan, &method, read, year, options)
}

/// Checks a plan, with its year when there is a dossier of it.
fn finish(
    sources: Vec<Source>,
    plan: &Plan,
    method: &Method,
    read: Vec<Finding>,
    year: Option<&Path>,
    options: &cli::Reading,
) -> Result<Checked, Failure> {
    let documents = u16::try_from(sources.len().max(plan.documents.len()).max(1)).unwrap_or(u16::MAX);
    let Some(year) = year else {
        let findings = checks::check(plan, method, read);
        return Ok(Checked { sources, year: Vec::new(), documents, findings });
    };
    let told = dossier::read(year, method, documents, options.max_size)?;
    let findings = checks::check_year(plan, method, read, &told.year);
    Ok(Checked { sources, year: told.sources, documents, findings })
}

/// Whether a finding tells of the reading of a document, which cannot be done again from a plan.
fn is_of_reading(finding: &Finding) -> bool {
    forms::codes::ALL.iter().any(|definition| definition.code == finding.code)
}
