//! `traguardo print` and `traguardo export`.

use std::path::PathBuf;

use clap::Args;

use super::reading::Reading;

pub const PRINT_EXAMPLES: &str = "\
Esempi:
  traguardo print piano.json
      ristampa un piano già letto col metodo del suo ente
  traguardo print piano.txt --method comune.toml -o ristampa.txt
      legge un documento e lo scrive di nuovo, con i moduli in ordine";

pub const EXPORT_EXAMPLES: &str = "\
Esempi:
  traguardo export piano.txt -o piano.json
      legge un documento e ne scrive il piano
  traguardo export vecchio.json
      riscrive un piano nella versione attuale del formato";

/// `traguardo print` and `traguardo export`.
#[derive(Debug, Args)]
pub struct Convert {
    /// A document or a plan.
    #[arg(value_name = "FILE", help = "Un documento di testo, o un piano in JSON")]
    pub file: PathBuf,
    /// How documents are read.
    #[command(flatten)]
    pub reading: Reading,
    /// Where to.
    #[arg(short, long, value_name = "FILE", help = "Scrive in FILE invece che a schermo")]
    pub output: Option<PathBuf>,
}
