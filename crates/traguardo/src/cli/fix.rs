//! `traguardo fix`.

use std::path::PathBuf;

use clap::Args;

use super::target::Target;

pub const EXAMPLES: &str = "\
Esempi:
  traguardo check piano.txt --fix correzioni.toml
      propone le correzioni sicure
  traguardo fix piano.txt --changes correzioni.toml -o corretto.txt
      fa quelle che nella lista hanno «fare = true»";

/// `traguardo fix`.
#[derive(Debug, Args)]
pub struct Fix {
    /// The document.
    #[arg(value_name = "DOCUMENTO", help = "Il documento di testo che è stato controllato")]
    pub file: PathBuf,
    /// The list.
    #[arg(
        long,
        value_name = "LISTA",
        required = true,
        help = "La lista delle correzioni scritta da «traguardo check --fix»"
    )]
    pub changes: PathBuf,
    /// Where to.
    #[command(flatten)]
    pub target: Target,
}
