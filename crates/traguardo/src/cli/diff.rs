//! `traguardo diff`.

use std::path::{Path, PathBuf};

use app::documents::Format;
use clap::Args;

use super::print::{format_named, format_of};
use super::reading::Reading;
use super::target::Target;

pub const EXAMPLES: &str = "\
Esempi:
  traguardo diff piano.json variazione.json
      mostra a schermo che cosa cambia da un piano all'altro
  traguardo diff piano.txt variazione.txt -o raffronto.docx
      scrive il quadro di raffronto per la Giunta, in Word
  traguardo diff piano.json variazione.json --format json
      le stesse differenze per un altro programma";

/// `traguardo diff`.
#[derive(Debug, Args)]
pub struct Diff {
    /// The older version.
    #[arg(value_name = "VECCHIO", help = "Il testo precedente: un documento, o un piano in JSON")]
    pub old: PathBuf,
    /// The newer version.
    #[arg(value_name = "NUOVO", help = "Il testo nuovo: un documento, o un piano in JSON")]
    pub new: PathBuf,
    /// How documents are read.
    #[command(flatten)]
    pub reading: Reading,
    /// What is written.
    #[arg(
        long,
        value_name = "FORMATO",
        value_parser = form,
        help = "Formato: testo, html, docx, odt, xlsx, pdf, json; se manca lo dice il nome del file di -o, altrimenti \
                il raffronto si legge a schermo"
    )]
    pub format: Option<DiffForm>,
    /// Where to.
    #[command(flatten)]
    pub target: Target,
}

/// How a comparison is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiffForm {
    /// To be read on the screen.
    Screen,
    /// For other programs.
    Json,
    /// As a document.
    Document(Format),
}

/// Reads the name of a format: those of documents, and JSON.
fn form(name: &str) -> Result<DiffForm, String> {
    if name.eq_ignore_ascii_case("json") {
        return Ok(DiffForm::Json);
    }
    let document = format_named(name).map(DiffForm::Document);
    document.ok_or_else(|| "i formati sono testo, html, docx, odt, xlsx, pdf, json".to_owned())
}

impl Diff {
    /// The form: the one asked for, or that of the file that is written.
    pub fn form(&self) -> DiffForm {
        let of_file = |path: &Path| match path.extension() {
            Some(extension) if extension.eq_ignore_ascii_case("json") => DiffForm::Json,
            _ => DiffForm::Document(format_of(path)),
        };
        self.format.or_else(|| self.target.file().map(of_file)).unwrap_or(DiffForm::Screen)
    }
}
