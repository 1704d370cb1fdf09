//! `traguardo export`.

use std::path::PathBuf;

use clap::Args;

use super::reading::Reading;
use super::target::Target;

pub const EXAMPLES: &str = "\
Esempi:
  traguardo export piano.txt -o piano.json
      legge un documento e ne scrive il piano
  traguardo export vecchio.json
      riscrive un piano nella versione attuale del formato";

/// `traguardo export`.
#[derive(Debug, Args)]
pub struct Export {
    /// A document or a plan.
    #[arg(value_name = "FILE", help = "Un documento, o un piano in JSON")]
    pub file: PathBuf,
    /// How documents are read.
    #[command(flatten)]
    pub reading: Reading,
    /// Where to.
    #[command(flatten)]
    pub target: Target,
}
