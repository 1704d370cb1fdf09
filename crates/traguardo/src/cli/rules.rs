//! `traguardo rules`.

use std::path::PathBuf;

use clap::Args;

use super::Format;
use super::reading::Reading;

pub const EXAMPLES: &str = "\
Esempi:
  traguardo rules piano.txt
      elenca le regole delle graduazioni: ogni regola una volta, con i testi e gli indicatori che la usano
  traguardo rules piano.json --format json
      scrive lo stesso elenco per un altro programma
  traguardo rules --text \"Nessun ritardo = 100%; fino a 30 gg = 70%\"
      dice come si legge una graduazione, prima di scriverla nel piano

Con --text l'uscita è 0 se il testo è una regola sola, 1 se si legge in più modi o in nessuno.";

/// `traguardo rules`.
#[derive(Debug, Args)]
pub struct Rules {
    /// A document or a plan.
    #[arg(
        value_name = "FILE",
        required_unless_present = "text",
        conflicts_with = "text",
        help = "Un documento di testo, o un piano in JSON"
    )]
    pub file: Option<PathBuf>,
    /// A text to be read.
    #[arg(long, value_name = "TESTO", help = "Legge questa graduazione invece di un piano")]
    pub text: Option<String>,
    /// The year of dates without one.
    #[arg(
        long,
        value_name = "ANNO",
        requires = "text",
        help = "Anno delle date che nel testo non l'hanno (con --text)"
    )]
    pub year: Option<i16>,
    /// What is written.
    #[arg(
        long,
        value_name = "FORMATO",
        hide_possible_values = true,
        help = "Come scrivere le regole: «testo» (se manca) o «json»"
    )]
    pub format: Option<Format>,
    /// How documents are read.
    #[command(flatten)]
    pub reading: Reading,
}
