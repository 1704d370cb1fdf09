//! `traguardo diff`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::PrintFormat;
use super::reading::Reading;

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
        hide_possible_values = true,
        help = "Formato: testo, html, docx, odt, xlsx, pdf, json; se manca lo dice il nome del file di -o, altrimenti \
                il raffronto si legge a schermo"
    )]
    pub format: Option<DiffFormat>,
    /// Where to.
    #[arg(
        short,
        long,
        visible_alias = "out",
        value_name = "FILE",
        help = "Scrive in FILE invece che a schermo"
    )]
    pub output: Option<PathBuf>,
}

/// The formats of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DiffFormat {
    /// Text.
    Testo,
    /// A page that stands alone.
    Html,
    /// A Word document.
    Docx,
    /// An OpenDocument text.
    Odt,
    /// An Excel workbook.
    Xlsx,
    /// An accessible PDF.
    Pdf,
    /// For other programs.
    Json,
}

/// How a comparison is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiffForm {
    /// To be read on the screen.
    Screen,
    /// For other programs.
    Json,
    /// As a document.
    Document(PrintFormat),
}

impl Diff {
    /// The form: the one asked for, or that of the file that is written.
    pub fn form(&self) -> DiffForm {
        let Some(format) = self.format else {
            let Some(path) = self.output.as_deref() else { return DiffForm::Screen };
            if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json")) {
                return DiffForm::Json;
            }
            return DiffForm::Document(PrintFormat::of_file(path).unwrap_or(PrintFormat::Testo));
        };
        DiffForm::Document(match format {
            DiffFormat::Json => return DiffForm::Json,
            DiffFormat::Testo => PrintFormat::Testo,
            DiffFormat::Html => PrintFormat::Html,
            DiffFormat::Docx => PrintFormat::Docx,
            DiffFormat::Odt => PrintFormat::Odt,
            DiffFormat::Xlsx => PrintFormat::Xlsx,
            DiffFormat::Pdf => PrintFormat::Pdf,
        })
    }
}
