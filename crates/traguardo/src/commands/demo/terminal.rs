//! The samples on the terminal.

use std::fs;
use std::path::Path;

use domain::plan::{Objective, Section, Unit};
use domain::text::folded;
use domain::{Finding, Plan};
use include_dir::File;
use method::Method;

use crate::commands::Verdict;
use crate::error::Failure;
use crate::input::{self, Source};
use crate::library::{Library, SAMPLES};
use crate::reading::{self, Imported};
use crate::terminal::findings::{self, Lines, Sources};
use crate::terminal::{Page, Role, Style, excerpt, summary};
use crate::{output, replace};

/// Size that no sample has.
const LARGEST_SAMPLE: usize = 16 << 20;
/// So many findings of a sample are shown.
const SHOWN_FINDINGS: usize = 3;

/// Reads every sample, shows what came of it and prints one of its objectives.
pub fn run(saved: Option<&Path>) -> Result<Verdict, Failure> {
    let mut samples: Vec<&File<'_>> = SAMPLES.files().filter(|file| is(file, "txt")).collect();
    samples.sort_by_key(|file| file.path());
    let mut page = Page::new(Style::of_stdout());
    let mut tried = None;
    let library = Library::embedded();
    for sample in samples {
        title(&mut page, sample.path());
        match read(sample, &library)? {
            Some(imported) => {
                show(&mut page, &imported);
                tried.get_or_insert_with(|| sample.path().display().to_string());
            }
            None => page.line("Per questo esempio non c'è ancora un metodo: non si può leggere."),
        }
        page.gap();
    }
    if let Some(folder) = saved {
        save(folder)?;
    }
    next(&mut page, &program(), tried.as_deref(), saved);
    output::print(&String::from(page))?;
    Ok(Verdict::Clean)
}

fn is(file: &File<'_>, extension: &str) -> bool {
    file.path().extension().is_some_and(|found| found == extension)
}

/// The sample read with the method that has its name; `None` when there is no such method.
fn read(sample: &File<'_>, library: &Library) -> Result<Option<Imported>, Failure> {
    let name = sample.path().file_stem().unwrap_or_default().to_string_lossy();
    let Ok(method) = library.named(&name) else { return Ok(None) };
    let source = input::document(sample.path(), sample.contents().to_vec(), LARGEST_SAMPLE)?;
    reading::read_with(vec![source], method).map(Some)
}

fn title(page: &mut Page, path: &Path) {
    let name = path.display().to_string();
    let (title, rule) = (page.paint(Role::Strong, &name), page.paint(Role::Frame, "─".repeat(name.len())));
    page.line(title);
    page.line(rule);
    page.gap();
}

fn show(page: &mut Page, imported: &Imported) {
    let Imported { sources, method, reading } = imported;
    let names: Vec<&str> = sources.iter().map(|source| source.shown.as_str()).collect();
    summary::heading(page, &names, method);
    summary::counts(page, &reading.plan);
    summary::findings(page, &reading.findings);
    summary::coverage(page, reading.coverage);
    let few = few(&reading.findings);
    if !few.is_empty() {
        page.gap();
        page.line("Alcuni rilievi, con la riga del documento a cui si riferiscono:");
        let lines: Vec<Lines<'_>> = sources.iter().map(Source::lines).collect();
        findings::show(page, &few, &Sources::new(0, &lines), true);
    }
    if let Some(objective) = typical(&reading.plan) {
        page.gap();
        page.line("Un obiettivo ristampato nel modulo dell'ente («│» divide le celle):");
        page.gap();
        form(page, &reading.plan, objective, &method.method);
    }
}

/// A few findings, each of another code, the weightiest first.
fn few(findings: &[Finding]) -> Vec<Finding> {
    let mut few: Vec<Finding> = Vec::new();
    let mut sorted: Vec<&Finding> = findings.iter().filter(|finding| finding.place.is_some()).collect();
    sorted.sort_by_key(|finding| finding.severity);
    for finding in sorted {
        if few.len() < SHOWN_FINDINGS && few.iter().all(|shown| shown.code != finding.code) {
            few.push(finding.clone());
        }
    }
    few
}

/// An objective that shows what its form can hold.
fn typical(plan: &Plan) -> Option<&Objective> {
    let full = |objective: &&Objective| !objective.phases.is_empty() && !objective.indicators.is_empty();
    plan.objectives.iter().find(full).or(plan.objectives.first())
}

/// The form of one objective as the body prints it, cut to the width of the page.
fn form(page: &mut Page, plan: &Plan, objective: &Objective, method: &Method) {
    let width = page.width().saturating_sub(2);
    for line in document::text::write(&forms::print(&alone(plan, objective), method)).lines() {
        page.line(format_args!("  {}", excerpt::row(line, width)));
    }
}

/// A plan with one objective, under the headings under which it stands in its own plan.
fn alone(plan: &Plan, objective: &Objective) -> Plan {
    let mut objective = objective.clone();
    let number = objective.section.as_ref().and_then(|section| section.verbatim.parse::<usize>().ok());
    let section = number.and_then(|number| plan.sections.get(number.checked_sub(1)?));
    let sections = section.map(|section| Section { blocks: Vec::new(), ..section.clone() });
    if let Some(section) = &mut objective.section {
        "1".clone_into(&mut section.verbatim);
    }
    let unit = objective.unit.as_ref().map(|unit| folded(&unit.verbatim)).unwrap_or_default();
    let of_it = |named: &&Unit| replace::is(named, &unit);
    Plan {
        years: plan.years.clone(),
        units: plan.units.iter().filter(of_it).cloned().collect(),
        sections: sections.into_iter().collect(),
        objectives: vec![objective],
        ..Plan::default()
    }
}

/// Copies the samples and their methods into a folder.
fn save(folder: &Path) -> Result<(), Failure> {
    let methods = folder.join("methods");
    fs::create_dir_all(&methods).map_err(|error| Failure::unwritable(&methods, &error))?;
    let of_methods = SAMPLES.get_dir("methods").into_iter().flat_map(include_dir::Dir::files);
    for file in
        SAMPLES.files().filter(|file| is(file, "txt")).chain(of_methods.filter(|file| is(file, "toml")))
    {
        let path = folder.join(file.path());
        output::write(Some(&path), file.contents_utf8().unwrap_or_default())?;
    }
    Ok(())
}

/// How this program was called, so that the commands shown can be copied.
fn program() -> String {
    let called = std::env::args().next().unwrap_or_default();
    if called.contains('/') { called } else { "traguardo".to_owned() }
}

/// What to try next: commands that work as they are written.
fn next(page: &mut Page, program: &str, tried: Option<&str>, saved: Option<&Path>) {
    let mut lines = Vec::new();
    match (tried, saved) {
        (Some(sample), Some(folder)) => {
            let file = folder.join(sample).display().to_string();
            lines.push((format!("import {file}"), "tutti i rilievi di un esempio"));
            lines.push((format!("import {file} -o piano.json"), "conserva il piano letto"));
            lines.push(("print piano.json".to_owned(), "e lo ristampa nella forma dell'ente"));
        }
        (Some(_), None) => {
            lines.push(("demo --save esempi".to_owned(), "copia gli esempi, per provare gli altri comandi"));
        }
        (None, _) => {}
    }
    lines.push(("import DOCUMENTO.txt".to_owned(), "legge un documento del proprio ente"));
    lines.push(("--help".to_owned(), "spiega tutti i comandi"));
    let width = lines.iter().map(|(command, _)| command.len()).max().unwrap_or(0);
    let heading = page.paint(Role::Strong, "E adesso:");
    page.line(heading);
    for (command, what) in lines {
        page.line(format_args!("  {program} {command:width$}  {what}"));
    }
}

#[cfg(test)]
mod tests {
    use domain::{Place, Severity};

    use super::*;

    #[test]
    fn the_few_findings_are_the_weightiest_and_all_different() {
        let finding = |code: &'static str, severity| Finding {
            code: code.into(),
            severity,
            message: String::new(),
            place: Some(Place::new(1, 1)),
            objective: None,
            help: "".into(),
            basis: "".into(),
            change: None,
            subject: None,
            also: Vec::new(),
        };
        let found = [
            finding("A", Severity::Info),
            finding("A", Severity::Info),
            finding("B", Severity::Warning),
            finding("C", Severity::Info),
            finding("D", Severity::Error),
        ];
        let codes: Vec<String> = few(&found).iter().map(|finding| finding.code.to_string()).collect();
        assert_eq!(codes, ["D", "B", "A"]);
    }

    #[test]
    fn what_comes_next_fits_what_was_done() {
        let next = |tried, saved| {
            let mut page = Page::new(Style::plain());
            next(&mut page, "traguardo", tried, saved);
            String::from(page)
        };
        let text = next(Some("a.txt"), Some(Path::new("esempi")));
        assert!(text.contains("traguardo import esempi/a.txt -o piano.json  conserva"), "{text}");
        assert!(next(Some("a.txt"), None).contains("demo --save esempi"));
        assert!(!next(None, None).contains("--save"));
    }
}
