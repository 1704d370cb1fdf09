//! `traguardo import`.

use std::path::PathBuf;

use clap::Args;

use super::Format;
use super::reading::Reading;

pub const EXAMPLES: &str = "\
Esempi:
  traguardo import piano.txt
      legge il documento col metodo che lo riconosce
  traguardo import settori/ --method comune.toml -o piano.json
      legge tutti i file .txt della cartella in un solo piano e lo conserva
  traguardo import piano.txt --format json > piano.json
      scrive a schermo il piano invece del riepilogo
  traguardo import tributi.txt --replace-unit \"Servizio Tributi\" --into piano.json -o nuovo.json
      mette al posto degli obiettivi del Servizio Tributi quelli del nuovo documento";

/// `traguardo import`.
#[derive(Debug, Args)]
pub struct Import {
    /// Files or folders.
    #[arg(
        value_name = "PERCORSO",
        required = true,
        help = "Documenti di testo, o cartelle di cui si leggono i file .txt in ordine di nome"
    )]
    pub paths: Vec<PathBuf>,
    /// How documents are read.
    #[command(flatten)]
    pub reading: Reading,
    /// What is written.
    #[arg(
        long,
        value_name = "FORMATO",
        hide_possible_values = true,
        help = "Che cosa scrivere: «testo» (riepilogo e rilievi) o «json» (il piano). Senza -o vale testo, \
                con -o vale json"
    )]
    pub format: Option<Format>,
    /// Where to.
    #[arg(
        short,
        long,
        value_name = "FILE",
        help = "Scrive in FILE invece che a schermo; il riepilogo resta a schermo"
    )]
    pub output: Option<PathBuf>,
    /// Shows every finding.
    #[arg(long, help = "Mostra ogni rilievo, anche quando ce ne sono altri uguali")]
    pub all: bool,
    /// The unit whose part is replaced.
    #[arg(
        long,
        value_name = "STRUTTURA",
        requires = "into",
        help = "Sostituisce nel piano di --into i soli obiettivi di questa struttura"
    )]
    pub replace_unit: Option<String>,
    /// The plan in which it is replaced.
    #[arg(
        long,
        value_name = "PIANO.json",
        requires = "replace_unit",
        help = "Il piano già letto in cui sostituire la parte di una struttura; il file non viene toccato"
    )]
    pub into: Option<PathBuf>,
}
