//! `traguardo print`.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use super::reading::Reading;
use super::target::Target;

pub const EXAMPLES: &str = "\
Esempi:
  traguardo print piano.json
      ristampa un piano già letto col metodo del suo ente
  traguardo print piano.docx --method comune.toml -o piano.pdf
      legge un documento e lo scrive in PDF accessibile, con i moduli in ordine
  traguardo print piano.json --unit \"Settore 2\" -o settore2.docx
      solo le schede di una struttura, per Word
  traguardo print piano.json --objective 12 --format html
      una scheda sola, come pagina
  traguardo print piano.json --form scheda-vuota --unit tributi -o scheda.docx
      la scheda vuota di una struttura, da compilare in Word e rimandare
  traguardo print piano.json --form monitoraggio --at 30/09/2026 -o monitoraggio.docx
      che cosa è realizzato e che cosa è in ritardo a una data
  traguardo print piano.json --form relazione --scores punteggi.json -o relazione.pdf
      la Relazione sulla performance, con i conti di ogni punteggio";

/// `traguardo print`.
#[derive(Debug, Args)]
pub struct Print {
    /// A document or a plan.
    #[arg(value_name = "FILE", help = "Un documento, o un piano in JSON")]
    pub file: PathBuf,
    /// How documents are read.
    #[command(flatten)]
    pub reading: Reading,
    /// What is written.
    #[arg(
        long,
        value_name = "FORMATO",
        hide_possible_values = true,
        help = "Formato: testo, html, docx, odt, xlsx, pdf; se manca lo dice il nome del file di -o, altrimenti testo"
    )]
    pub format: Option<PrintFormat>,
    /// Which document.
    #[arg(
        long,
        value_name = "NOME",
        default_value = "piano",
        hide_default_value = true,
        hide_possible_values = true,
        help = "Che cosa si stampa: piano (se manca), scheda-vuota, pesi, lettera, delibera, persone, assessori, \
                missioni, scadenze, cronoprogramma, albero, \
                monitoraggio, relazione, rilievi, pubblicazione, riepilogo"
    )]
    pub form: PaperForm,
    /// The day of the document.
    #[arg(
        long,
        value_name = "GG/MM/AAAA",
        value_parser = day,
        help = "La data del documento: quella a cui si guarda nel monitoraggio, quella della lettera"
    )]
    pub at: Option<Date>,
    /// What came about.
    #[arg(
        long,
        value_name = "FILE",
        help = "I risultati (CSV) di «actuals-template», per il monitoraggio, il cronoprogramma e la relazione"
    )]
    pub actuals: Option<PathBuf>,
    /// What a person decided.
    #[arg(long, value_name = "FILE", help = "Le scelte di chi approva (TOML), se i risultati le richiedono")]
    pub decisions: Option<PathBuf>,
    /// The scores.
    #[arg(long, value_name = "FILE", help = "I punteggi (JSON) scritti da «score -o», per la relazione")]
    pub scores: Option<PathBuf>,
    /// Only the objectives of a unit.
    #[arg(long, value_name = "STRUTTURA", help = "Stampa solo le schede di questa struttura")]
    pub unit: Option<String>,
    /// Only one objective.
    #[arg(
        long,
        value_name = "CODICE",
        help = "Stampa solo la scheda di questo obiettivo (codice, o numero d'ordine come O12)"
    )]
    pub objective: Option<String>,
    /// An index at the beginning.
    #[arg(long, help = "Mette all'inizio l'indice")]
    pub index: bool,
    /// The coat of arms.
    #[arg(long, value_name = "FILE.png", help = "Stemma dell'ente, in PNG, in testa a ogni pagina")]
    pub crest: Option<PathBuf>,
    /// Where to.
    #[command(flatten)]
    pub target: Target,
}

/// The documents that are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum PaperForm {
    /// The plan in the form of its body.
    Piano,
    /// An empty form of an objective.
    SchedaVuota,
    /// The sheet of weights.
    Pesi,
    /// The letter that assigns objectives.
    Lettera,
    /// The draft of the act that approves the plan.
    Delibera,
    /// By person.
    Persone,
    /// By councillor.
    Assessori,
    /// By mission of the budget.
    Missioni,
    /// By month.
    Scadenze,
    /// Gantt charts.
    Cronoprogramma,
    /// The tree of the performance.
    Albero,
    /// What is done and what is late at a day.
    Monitoraggio,
    /// The report on the results.
    Relazione,
    /// The findings.
    Rilievi,
    /// The plan without people.
    Pubblicazione,
    /// The plan in figures.
    Riepilogo,
}

/// Reads a day.
fn day(text: &str) -> Result<Date, String> {
    meaning::date::parse(text, None).ok_or_else(|| "una data si scrive come 30/09/2026".to_owned())
}

/// The formats that are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum PrintFormat {
    /// Text, as it is extracted from documents.
    Testo,
    /// A page that stands alone.
    Html,
    /// A Word document.
    Docx,
    /// An OpenDocument text.
    Odt,
    /// An Excel workbook.
    Xlsx,
    /// An accessible PDF.
    Pdf,
}

impl Print {
    /// The format: the one asked for, or that of the file that is written.
    pub fn format(&self) -> PrintFormat {
        self.format.or_else(|| PrintFormat::of_file(self.target.file()?)).unwrap_or(PrintFormat::Testo)
    }
}

impl PrintFormat {
    /// The format that the name of a file says.
    pub fn of_file(path: &Path) -> Option<Self> {
        Some(match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "html" | "htm" => Self::Html,
            "docx" => Self::Docx,
            "odt" => Self::Odt,
            "xlsx" => Self::Xlsx,
            "pdf" => Self::Pdf,
            _ => return None,
        })
    }
}
