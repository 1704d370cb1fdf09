//! `traguardo method`.

use std::path::PathBuf;

use clap::Subcommand;

use super::target::Target;

pub const EXAMPLES: &str = "\
Esempi:
  traguardo method check comune.toml
      dice se il metodo è scritto bene e, se non lo è, dove
  traguardo method new piano.txt -o comune.toml
      propone un metodo per il documento di un nuovo ente";

const NEW_EXAMPLES: &str = "\
Esempi:
  traguardo method new piano.txt -o comune.toml
      scrive una prima versione del metodo, da completare e da provare con «traguardo import»";

const CHECK_EXAMPLES: &str = "\
Esempi:
  traguardo method check comune.toml
      mostra ogni errore con la riga in cui si trova; esce con 0 se non ce ne sono, con 1 se ce ne sono";

/// `traguardo method`.
#[derive(Debug, Subcommand)]
pub enum MethodCommand {
    /// Checks a method file.
    #[command(
        about = "Controlla un metodo e mostra gli errori sulla riga in cui si trovano",
        override_usage = "traguardo method check <FILE>",
        after_help = CHECK_EXAMPLES
    )]
    Check {
        /// The method file.
        #[arg(value_name = "FILE", help = "Il metodo da controllare (TOML)")]
        file: PathBuf,
    },
    /// Proposes a method file for a document.
    #[command(
        about = "Propone un metodo per un documento, dalle etichette che vi si ripetono",
        override_usage = "traguardo method new [OPZIONI] <DOCUMENTO>",
        after_help = NEW_EXAMPLES
    )]
    New {
        /// The document.
        #[arg(value_name = "DOCUMENTO", help = "Un documento di testo dell'ente")]
        document: PathBuf,
        /// Where to.
        #[command(flatten)]
        target: Target,
    },
}
