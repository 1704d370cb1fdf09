//! `traguardo explain`.

use clap::Args;

pub const EXAMPLES: &str = "\
Esempi:
  traguardo explain PESI-003
      spiega il rilievo PESI-003
  traguardo explain
      elenca tutti i rilievi";

/// `traguardo explain`.
#[derive(Debug, Args)]
pub struct Explain {
    /// The code.
    #[arg(
        value_name = "CODICE",
        help = "Il codice del rilievo, per esempio PESI-003; se manca, l'elenco di tutti"
    )]
    pub code: Option<String>,
}
