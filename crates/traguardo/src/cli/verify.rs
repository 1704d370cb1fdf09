//! `traguardo verify`.

use std::path::PathBuf;

use clap::Args;

use super::Format;

pub const EXAMPLES: &str = "\
Esempi:
  traguardo verify risultato.json
      ricalcola il risultato dai dati che contiene e dice dove differisce
  traguardo verify risultato.json --plan piano.json
      controlla anche che voci e pesi siano quelli del piano approvato
  traguardo verify risultato.json --format json
      scrive l'esito per un altro programma

Il ricalcolo non usa il programma che ha dato i punteggi: è scritto a parte, dalle stesse regole.

Codici di uscita:
  0  il risultato è confermato
  1  c'è almeno una differenza
  2  il comando o un file non è utilizzabile";

/// `traguardo verify`.
#[derive(Debug, Args)]
pub struct Verify {
    /// The stored result.
    #[arg(value_name = "RISULTATO", help = "Il risultato conservato (JSON), scritto da «traguardo score»")]
    pub file: PathBuf,
    /// The approved plan.
    #[arg(
        long,
        value_name = "PIANO",
        help = "Il piano approvato, in JSON: le voci e i pesi devono essere i suoi"
    )]
    pub plan: Option<PathBuf>,
    /// What is written.
    #[arg(
        long,
        value_name = "FORMATO",
        hide_possible_values = true,
        help = "Come scrivere l'esito: «testo» (se manca) o «json»"
    )]
    pub format: Option<Format>,
}
