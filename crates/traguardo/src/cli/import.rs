//! `traguardo import`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

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
      mette al posto degli obiettivi del Servizio Tributi quelli del nuovo documento
  traguardo import tributi.xlsx sport.xlsx --into piano.json
      mostra che cosa cambierebbero due fogli scritti da «sheet» e compilati
  traguardo import tributi.xlsx sport.xlsx --into piano.json --confirm -o nuovo.json
      e lo cambia; senza -o riscrive piano.json";

/// `traguardo import`.
#[derive(Debug, Args)]
pub struct Import {
    /// Files or folders.
    #[arg(
        value_name = "PERCORSO",
        required = true,
        help = "Documenti, o cartelle di cui si leggono i documenti in ordine di nome; con --into, fogli scritti da «sheet»"
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
        help = "Che cosa scrivere: «testo» (riepilogo e rilievi) o «json» (il piano, o i cambiamenti di un foglio). \
                Senza -o vale testo, con -o vale json"
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
        help = "Il piano in cui riprendere i fogli compilati o, con --replace-unit, sostituire la parte di una struttura; \
                senza --confirm il file non viene toccato"
    )]
    pub into: Option<PathBuf>,
    /// Makes the changes of spreadsheets.
    #[arg(
        long,
        requires = "into",
        conflicts_with = "replace_unit",
        help = "Fa nel piano i cambiamenti dei fogli, se nessun conflitto e nessuna cella da correggere lo impedisce"
    )]
    pub confirm: bool,
    /// What becomes of conflicts.
    #[arg(
        long,
        value_name = "QUALE",
        requires = "into",
        conflicts_with = "replace_unit",
        hide_possible_values = true,
        help = "Nei conflitti vale il «foglio» o il «piano»"
    )]
    pub prefer: Option<Prefer>,
    /// Takes doubtful texts as they are.
    #[arg(
        long,
        requires = "into",
        conflicts_with = "replace_unit",
        help = "Prende com'è scritto anche il testo che non si capisce: un peso che non è un numero, una data che non esiste"
    )]
    pub as_text: bool,
}

/// Which side of a conflict is followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Prefer {
    /// The spreadsheet.
    Foglio,
    /// The plan as it is.
    Piano,
}
