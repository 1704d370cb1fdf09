//! `traguardo method`: one function for each of its commands.

use std::path::Path;

use super::Verdict;
use crate::cli::MethodCommand;
use crate::error::Failure;
use crate::input::{self, Input};
use crate::library::{LARGEST_METHOD, Library};
use crate::output;
use crate::terminal::{Page, Style, faults};

/// Size of the largest document for which a method is proposed.
const LARGEST_DOCUMENT: usize = 64 << 20;

/// Runs a command on a method file.
pub fn run(command: MethodCommand) -> Result<Verdict, Failure> {
    match command {
        MethodCommand::Check { file } => check(&file),
        MethodCommand::New { document, target } => new(&document, target.file()),
    }
}

/// Proposes a method file for a document.
fn new(path: &Path, output: Option<&Path>) -> Result<Verdict, Failure> {
    match input::file(path, LARGEST_DOCUMENT)? {
        Input::Document(source) => output::write(output, &forms::propose(&source.document))?,
        Input::Plan(..) => {
            return Err(Failure::new(format!("«{}» è un piano, non un documento", path.display())));
        }
    }
    Ok(Verdict::Clean)
}

/// Shows the faults of a method file.
fn check(path: &Path) -> Result<Verdict, Failure> {
    let text = input::text(path, LARGEST_METHOD)?;
    let shown = path.display().to_string();
    match Library::gather(None)?.parse(&text, Some(path)) {
        Ok(method) => {
            output::print(&format!("{shown}: il metodo di «{}» è scritto bene.\n", method.body.name))?;
            Ok(Verdict::Clean)
        }
        Err(found) => {
            let mut page = Page::new(Style::of_stdout());
            faults::show(&mut page, &found, &shown, &text);
            output::print(&String::from(page))?;
            Ok(Verdict::Blocked)
        }
    }
}
