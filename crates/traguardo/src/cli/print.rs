//! `traguardo print`.

use std::path::{Path, PathBuf};

use app::documents::{Format, Paper};
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
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
        value_parser = formats(),
        hide_possible_values = true,
        help = "Formato: testo, html, docx, odt, xlsx, pdf; se manca lo dice il nome del file di -o, altrimenti testo"
    )]
    pub format: Option<Format>,
    /// Which document.
    #[arg(
        long,
        value_name = "NOME",
        value_parser = papers(),
        default_value = "piano",
        hide_default_value = true,
        hide_possible_values = true,
        help = "Che cosa si stampa: piano (se manca), scheda-vuota, pesi, lettera, delibera, persone, assessori, \
                missioni, scadenze, cronoprogramma, albero, \
                monitoraggio, relazione, rilievi, pubblicazione, riepilogo"
    )]
    pub form: Paper,
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

/// Reads a day.
fn day(text: &str) -> Result<Date, String> {
    meaning::date::parse(text, None).ok_or_else(|| "una data si scrive come 30/09/2026".to_owned())
}

/// The documents by their names.
fn papers() -> impl TypedValueParser<Value = Paper> {
    PossibleValuesParser::new(Paper::ALL.map(Paper::name)).try_map(|name| Paper::named(&name).ok_or("ignoto"))
}

/// The format of text is called by its word, the others as their files end.
const TEXT: &str = "testo";

/// The formats by their names.
fn formats() -> impl TypedValueParser<Value = Format> {
    let names = std::iter::once(TEXT).chain(Format::ALL.map(Format::extension));
    PossibleValuesParser::new(names).try_map(|name| format_named(&name).ok_or("ignoto"))
}

/// The format of a name.
pub fn format_named(name: &str) -> Option<Format> {
    if name.eq_ignore_ascii_case(TEXT) { Some(Format::Text) } else { Format::named(name) }
}

/// The format that the name of a file says; text where it says none.
pub fn format_of(file: &Path) -> Format {
    let extension = file.extension().and_then(|extension| extension.to_str());
    extension.and_then(Format::named).unwrap_or(Format::Text)
}

impl Print {
    /// The format: the one asked for, or that of the file that is written.
    pub fn format(&self) -> Format {
        self.format.or_else(|| Some(format_of(self.target.file()?))).unwrap_or(Format::Text)
    }
}
