//! `traguardo check`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::reading::Reading;

pub const EXAMPLES: &str = "\
Esempi:
  traguardo check piano.txt
      mostra i rilievi raggruppati, quelli che bloccano l'approvazione per primi
  traguardo check piano.json --all
      mostra ogni rilievo di un piano già letto, nell'ordine del documento
  traguardo check piano.txt --format sarif > rilievi.sarif
      scrive i rilievi per un altro programma
  traguardo check nuovo.txt --against vecchio.txt
      mostra quali rilievi sono nuovi e quali sono stati risolti
  traguardo check piano.txt --year fascicolo.toml
      controlla anche l'anno: monitoraggi, variazioni, Relazione, risultati e punteggi
  traguardo check piano.txt --fix correzioni.toml
      scrive anche la lista delle correzioni sicure, da confermare e da fare con «traguardo fix»";

/// `traguardo check`.
#[derive(Debug, Args)]
pub struct Check {
    /// Documents or a plan.
    #[arg(
        value_name = "PERCORSO",
        required = true,
        help = "Documenti di testo o cartelle che fanno un solo piano, oppure un piano in JSON"
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
        help = "Come scrivere i rilievi: «testo» (se manca), «json» o «sarif»"
    )]
    pub format: Option<CheckFormat>,
    /// The plan it is compared with.
    #[arg(
        long,
        value_name = "FILE",
        help = "Confronta con i rilievi di un altro documento o piano: mostra i nuovi e i risolti"
    )]
    pub against: Option<PathBuf>,
    /// What happened in the year.
    #[arg(
        long,
        value_name = "FASCICOLO",
        help = "Il fascicolo dell'anno (TOML): gli atti dopo l'approvazione, con variazioni, risultati e punteggi"
    )]
    pub year: Option<PathBuf>,
    /// Where the safe repairs are listed.
    #[arg(
        long,
        value_name = "LISTA",
        help = "Scrive in LISTA le correzioni sicure, una per una, da confermare"
    )]
    pub fix: Option<PathBuf>,
    /// Shows every finding.
    #[arg(
        long,
        help = "Mostra ogni rilievo, nell'ordine del documento, anche quando ce ne sono altri uguali"
    )]
    pub all: bool,
}

/// What `traguardo check` writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// The findings for people.
    Testo,
    /// The findings in JSON.
    Json,
    /// The findings in SARIF 2.1.0.
    Sarif,
}
