//! `traguardo compute`.

use std::path::PathBuf;

use clap::Args;

use super::Format;

pub const EXAMPLES: &str = "\
Esempi:
  traguardo compute conti.toml
      calcola ciò che il foglio descrive e mostra ogni passaggio
  traguardo compute conti.toml --format json
      scrive risultati e passaggi per un altro programma

Un foglio è un file TOML, per esempio:
  [[indicator]]
  id = \"tempo medio\"
  function = \"decrescente\"
  target = 30
  value = 40

«traguardo compute --functions» elenca le funzioni e ciò che vogliono.";

/// `traguardo compute`.
#[derive(Debug, Args)]
pub struct Compute {
    /// The sheet.
    #[arg(
        value_name = "FOGLIO",
        required_unless_present = "functions",
        help = "Il foglio di calcolo (TOML): funzioni, pesi, persone, fondi"
    )]
    pub file: Option<PathBuf>,
    /// What is written.
    #[arg(
        long,
        value_name = "FORMATO",
        hide_possible_values = true,
        help = "Come scrivere i risultati: «testo» (se manca) o «json»"
    )]
    pub format: Option<Format>,
    /// Lists the functions.
    #[arg(long, help = "Elenca le funzioni di raggiungimento, con i loro parametri")]
    pub functions: bool,
}
