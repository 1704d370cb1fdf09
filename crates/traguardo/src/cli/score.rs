//! `traguardo score` and the commands around it.

use std::path::PathBuf;

use clap::Args;

use super::Format;
use super::reading::Reading;
use super::target::Target;

pub const EXAMPLES: &str = "\
Esempi:
  traguardo decisions piano.json -o scelte.toml
      elenca ciò che va deciso prima di calcolare, con le scelte possibili
  traguardo actuals-template piano.json --decisions scelte.toml -o risultati.csv
      scrive la tabella dei risultati da compilare
  traguardo score piano.json --actuals risultati.csv --decisions scelte.toml -o punteggi.json
      calcola i punteggi e li conserva con ogni passaggio
  traguardo explain-score punteggi.json O12
      spiega il punteggio dell'obiettivo 12";

pub const TEMPLATE_EXAMPLES: &str = "\
Esempi:
  traguardo actuals-template piano.json -o risultati.csv
      una riga per ogni indicatore e fase da misurare, una per ogni obiettivo
  traguardo actuals-template piano.json --invent 1 -o prova.csv
      la stessa tabella con risultati inventati, per provare l'anno intero";

pub const DECISIONS_EXAMPLES: &str = "\
Esempi:
  traguardo decisions piano.json
      mostra che cosa va deciso prima di calcolare i punteggi
  traguardo decisions piano.json -o scelte.toml
      scrive il file delle scelte, da rivedere e passare a «score»";

pub const EXPLAIN_EXAMPLES: &str = "\
Esempi:
  traguardo explain-score punteggi.json O12
      il punteggio dell'obiettivo 12: dati, regola, pesi, conti
  traguardo explain-score punteggi.json U3
      il punteggio della terza struttura
  traguardo explain-score valutazione.json P012
      il punteggio e il premio di una persona";

/// A plan that is to be scored.
#[derive(Debug, Args)]
pub struct Scorable {
    /// A document or a plan.
    #[arg(value_name = "PIANO", help = "Il piano: un documento di testo, o un piano in JSON")]
    pub file: PathBuf,
    /// How documents are read.
    #[command(flatten)]
    pub reading: Reading,
    /// What a person decided.
    #[arg(
        long,
        value_name = "FILE",
        help = "Le scelte di chi approva (TOML), dove piano e metodo lasciano una domanda aperta"
    )]
    pub decisions: Option<PathBuf>,
}

/// `traguardo score`.
#[derive(Debug, Args)]
pub struct Score {
    /// The plan.
    #[command(flatten)]
    pub plan: Scorable,
    /// What came about.
    #[arg(
        short,
        long,
        value_name = "FILE",
        help = "I risultati dell'anno (CSV), nella tabella scritta da «actuals-template»"
    )]
    pub actuals: PathBuf,
    /// What is written.
    #[arg(
        long,
        value_name = "FORMATO",
        hide_possible_values = true,
        help = "Come scrivere i punteggi a schermo: «testo» (se manca) o «json»"
    )]
    pub format: Option<Format>,
    /// Every step.
    #[arg(long, help = "Mostra anche fasi e indicatori")]
    pub all: bool,
    /// A workbook.
    #[arg(
        long,
        value_name = "FILE",
        help = "Scrive anche un foglio elettronico (XLSX) con le formule: cambiando un risultato si vede il punteggio \
                muoversi"
    )]
    pub xlsx: Option<PathBuf>,
    /// Where to.
    #[arg(short, long, value_name = "FILE", help = "Conserva in FILE (JSON) i punteggi con ogni passaggio")]
    pub output: Option<PathBuf>,
}

/// `traguardo actuals-template`.
#[derive(Debug, Args)]
pub struct ActualsTemplate {
    /// The plan.
    #[command(flatten)]
    pub plan: Scorable,
    /// Made-up results.
    #[arg(
        long,
        value_name = "SEME",
        help = "Compila la tabella con risultati inventati, sempre gli stessi per lo stesso numero"
    )]
    pub invent: Option<u64>,
    /// Where to.
    #[command(flatten)]
    pub target: Target,
}

/// `traguardo decisions`.
#[derive(Debug, Args)]
pub struct DecisionsCommand {
    /// The plan.
    #[command(flatten)]
    pub plan: Scorable,
    /// Where to.
    #[arg(
        short,
        long,
        value_name = "FILE",
        help = "Scrive le scelte in FILE, con una proposta per ciascuna"
    )]
    pub output: Option<PathBuf>,
}

/// `traguardo explain-score`.
#[derive(Debug, Args)]
pub struct ExplainScore {
    /// The scores.
    #[arg(
        value_name = "PUNTEGGI",
        help = "I punteggi scritti da «score -o», o la valutazione scritta da «evaluate -o» (JSON)"
    )]
    pub file: PathBuf,
    /// The item.
    #[arg(
        value_name = "VOCE",
        help = "Che cosa spiegare: O12 (obiettivo), O12.I1 (indicatore), U3 (struttura), ENTE, o il codice dell'obiettivo; in una valutazione, il codice di una persona"
    )]
    pub item: String,
}
