//! From files to a reading: what `import`, `print`, `export` and `demo` share.

use std::path::{Path, PathBuf};

use document::Document;
use domain::{Finding, Plan, Severity};
use forms::Reading;
use method::Method;

use crate::cli;
use crate::commands::Verdict;
use crate::error::Failure;
use crate::input::{self, Input, Source};
use crate::library::{Library, Named};
use crate::terminal::Progress;

/// Documents that were read with a method.
#[derive(Debug)]
pub struct Imported {
    /// The documents as they were found.
    pub sources: Vec<Source>,
    /// The method that led the reading.
    pub method: Named<Method>,
    /// What reading gave.
    pub reading: Reading,
}

/// A plan on its way to another form.
#[derive(Debug)]
pub struct Held {
    /// The plan.
    pub plan: Plan,
    /// Its reading, when it comes from a document.
    pub imported: Option<Imported>,
    /// The JSON it was read from, when it comes from the exchange format.
    pub json: Option<serde_json::Value>,
}

/// Reads documents into one plan.
pub fn import(paths: &[PathBuf], options: &cli::Reading) -> Result<Imported, Failure> {
    let _progress = Progress::start("lettura");
    read(input::documents(paths, options.max_size)?, options)
}

/// Reads one document into a plan.
pub fn import_source(source: Source, options: &cli::Reading) -> Result<Imported, Failure> {
    let _progress = Progress::start("lettura");
    read(vec![source], options)
}

/// Reads a document, or a plan in the exchange format.
pub fn hold(file: &Path, options: &cli::Reading) -> Result<Held, Failure> {
    let _progress = Progress::start("lettura");
    match input::file(file, options.max_size)? {
        Input::Plan(plan, json) => Ok(Held { plan: *plan, imported: None, json: Some(json) }),
        Input::Document(source) => {
            let imported = read(vec![source], options)?;
            Ok(Held { plan: imported.reading.plan.clone(), imported: Some(imported), json: None })
        }
    }
}

/// A document or a plan, with the method of its body.
pub fn with_method(file: &Path, options: &cli::Reading) -> Result<(Plan, Method), Failure> {
    let _progress = Progress::start("lettura");
    match input::file(file, options.max_size)? {
        Input::Plan(plan, _) => {
            let Named { method, .. } = method_to_check(&plan, options)?;
            Ok((*plan, method))
        }
        Input::Document(source) => {
            let imported = read(vec![source], options)?;
            Ok((imported.reading.plan, imported.method.method))
        }
    }
}

/// The method for a plan that comes from the exchange format: the one named, or that of its body.
pub fn method_of(plan: &Plan, options: &cli::Reading) -> Result<Named<Method>, Failure> {
    method_named(name_of(plan), options)
}

/// The method that an option names, or that of a body.
pub fn method_named(body: &str, options: &cli::Reading) -> Result<Named<Method>, Failure> {
    let library = Library::gather(options.methods.as_deref())?;
    if let Some(path) = &options.method {
        return library.load(path);
    }
    library.of_body(body)
}

fn name_of(plan: &Plan) -> &str {
    let name = plan.body.first().and_then(|body| body.name.as_ref());
    name.map(|name| name.verbatim.as_str()).unwrap_or_default()
}

/// The method to check a plan with: a body that no method is for is judged by the law alone.
pub fn method_to_check(plan: &Plan, options: &cli::Reading) -> Result<Named<Method>, Failure> {
    let library = Library::gather(options.methods.as_deref())?;
    if options.method.is_some() || library.knows(name_of(plan)) {
        return method_of(plan, options);
    }
    eprintln!(
        "traguardo: nessun metodo è di «{}»: il piano è controllato senza le regole dell'ente (--method le indica).",
        name_of(plan)
    );
    let kind = plan.body.first().and_then(|body| body.kind.as_ref());
    library.bare(name_of(plan), kind.map_or("", |kind| kind.verbatim.as_str()))
}

/// Whether something in the findings blocks the approval.
pub fn verdict(findings: &[Finding]) -> Verdict {
    if findings.iter().any(|finding| finding.severity == Severity::Error) {
        Verdict::Blocked
    } else {
        Verdict::Clean
    }
}

fn read(sources: Vec<Source>, options: &cli::Reading) -> Result<Imported, Failure> {
    let texts: Vec<&str> = sources.iter().map(|source| source.text.as_str()).collect();
    let library = Library::gather(options.methods.as_deref())?;
    let method = match &options.method {
        None => library.choose(&texts)?,
        Some(path) => {
            let method = library.load(path)?;
            if let Some(other) = library.contradicts(&method.method, &texts) {
                return Err(wrong_method(&sources, &method, &other));
            }
            method
        }
    };
    read_with(sources, method)
}

/// Reads documents with a method.
pub fn read_with(mut sources: Vec<Source>, method: Named<Method>) -> Result<Imported, Failure> {
    let documents: Vec<Document> =
        sources.iter_mut().map(|source| std::mem::take(&mut source.document)).collect();
    let reading = forms::read(&documents, &method.method);
    if reading.coverage.cells > 0 && reading.coverage.mapped == 0 {
        let (names, body) = (names(&sources), &method.method.body.name);
        return Err(Failure::new(format!("in {names} non c'è nulla che il metodo di «{body}» riconosca")));
    }
    Ok(Imported { sources, method, reading })
}

fn wrong_method(sources: &[Source], method: &Named<Method>, other: &Named<Method>) -> Failure {
    let (right, wrong) = (&other.method.body.name, &method.method.body.name);
    Failure::new(format!(
        "{} è nella forma di «{right}» (metodo «{}»), non in quella di «{wrong}»",
        names(sources),
        other.name
    ))
}

fn names(sources: &[Source]) -> String {
    let names: Vec<String> = sources.iter().map(|source| format!("«{}»", source.shown)).collect();
    names.join(", ")
}
