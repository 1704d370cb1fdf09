//! `traguardo sheet`.

use std::path::PathBuf;

use clap::Args;

use super::reading::Reading;

pub const EXAMPLES: &str = "\
Esempi:
  traguardo sheet piano.json -o piano.xlsx
      scrive il foglio per pianificare, con una scheda per ogni struttura
  traguardo sheet piano.json --unit \"Servizio Tributi\" -o tributi.xlsx
      lo stesso foglio con la sola parte di una struttura
  traguardo sheet piano.json --report -o risultati.xlsx
      scrive il foglio per rendicontare risultati, avanzamento e note
  traguardo import tributi.xlsx --into piano.json
      mostra che cosa cambierebbe il foglio compilato";

/// `traguardo sheet`.
#[derive(Debug, Args)]
pub struct Sheet {
    /// A document or a plan.
    #[arg(value_name = "PIANO", help = "Il piano in JSON, o il suo documento")]
    pub file: PathBuf,
    /// How documents are read.
    #[command(flatten)]
    pub reading: Reading,
    /// For results instead of plans.
    #[arg(long, help = "Il foglio per rendicontare: risultati, avanzamento, note")]
    pub report: bool,
    /// One unit alone.
    #[arg(long, value_name = "STRUTTURA", help = "Mette nel foglio i soli obiettivi di questa struttura")]
    pub unit: Option<String>,
    /// Where to.
    #[arg(short, long, value_name = "FOGLIO.xlsx", help = "Scrive il foglio in questo file")]
    pub output: PathBuf,
}
