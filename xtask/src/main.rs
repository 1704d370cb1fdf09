//! Tasks of the project, run as `cargo xtask NAME`.

#[cfg(test)]
mod architecture;
mod audit;
mod catalogue;
mod check;
mod debian;
mod dependencies;
mod dictionary;
mod generated;
mod journeys;
mod long;
mod look;
mod pages;
mod postgres;
mod printing;
mod sbom;
mod schema;
mod validate;
mod vendor;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask TASK

  test        everything that must hold: format, lints, tests, documentation
  dictionary  writes docs/data-dictionary.md from the registry of fields
  catalogue   writes docs/rilievi.md from the catalogue of findings
  schema      writes docs/plan.schema.json from the registry of fields
  sbom        writes docs/sbom.cdx.json, what the binary is made of
  audit       looks at every dependency: its source, its licence, known weaknesses
  fuzz        reads damaged documents: --cases N (100000), --seed S (1)
  plant       plants every fault in made-up plans: --plans N (100), --seed S (1)
  words       adds a word to cells of every document and looks where it comes out
  bench       how fast reading, checking, scoring a region and documents are
  pages       writes docs/pagine, pictures of printed pages of the samples
  validate    prints documents in every format and has them looked at by validators that are installed
  vendor      writes crates/web/assets from our sources and from packages of npm
  journeys    goes through the application in browsers, as its users do: --only NAME, --database URL, --real FOLDER
  manual      makes the pictures of docs/manuale from the demonstration
  look        looks at the style guide of the application in Chromium: rules of axe-core, widths, bytes, behaviour
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match arguments.as_slice() {
        ["test"] => check::run(),
        ["audit"] => audit::run(),
        ["sbom"] => generated::SBOM.write(),
        ["dictionary"] => generated::DICTIONARY.write(),
        ["fuzz", rest @ ..] => long::fuzz(rest),
        ["plant", rest @ ..] => long::plant(rest),
        ["words"] => long::words(),
        ["bench"] => long::bench(),
        ["pages"] => pages::write(),
        ["validate"] => validate::run(),
        ["vendor"] => vendor::run(),
        ["look"] => look::run(),
        ["journeys", rest @ ..] => journeys::run(rest),
        ["manual"] => journeys::manual(),
        ["catalogue"] => generated::CATALOGUE.write(),
        ["schema"] => generated::SCHEMA.write(),
        _ => Err(USAGE.to_owned()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

/// The folder of the workspace.
fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}
