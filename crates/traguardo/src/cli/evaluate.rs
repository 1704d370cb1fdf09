//! `traguardo evaluate` and the table of people.

use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;
use scoring::Exact;

use super::Format;
use super::reading::Reading;
use super::target::Target;

pub const EXAMPLES: &str = "\
Esempi:
  traguardo people-template punteggi.json -o persone.csv
      scrive la tabella delle persone da compilare
  traguardo evaluate punteggi.json --people persone.csv --pool 60000 -o valutazione.json
      valuta le persone e divide un fondo di 60.000 euro
  traguardo evaluate punteggi.json --people persone.csv --invoices fatture.csv --measured-on 31/12/2025
      applica anche i tagli per i ritardi nei pagamenti
  traguardo evaluate punteggi.json --people persone.csv --pool dirigenti=20000 --pool 60000
      un fondo per i dirigenti e uno per tutti gli altri
  traguardo explain-score valutazione.json P012
      spiega il punteggio e il premio di una persona

Il file scritto con -o contiene dati personali: punteggi e premi di persone, ciascuna con il suo codice. Va
custodito come le schede di valutazione, e non si pubblica. Nomi non ne servono e non se ne conservano.";

pub const TEMPLATE_EXAMPLES: &str = "\
Esempi:
  traguardo people-template punteggi.json -o persone.csv
      una riga pronta per chi sta a capo di ogni struttura; le altre si aggiungono
  traguardo people-template punteggi.json --invent 1 -o prova.csv
      la stessa tabella con persone inventate, per provare l'anno intero

Ogni persona ha un codice, non il nome. Chi cambia struttura, ruolo o valutatore ha più righe, con «dal» e «al».";

/// `traguardo people-template`.
#[derive(Debug, Args)]
pub struct PeopleTemplate {
    /// The scores.
    #[arg(value_name = "PUNTEGGI", help = "I punteggi scritti da «score -o» (JSON)")]
    pub file: PathBuf,
    /// Where the method is.
    #[command(flatten)]
    pub reading: Reading,
    /// Made-up people.
    #[arg(
        long,
        value_name = "SEME",
        help = "Compila la tabella con persone inventate, sempre le stesse per lo stesso numero"
    )]
    pub invent: Option<u64>,
    /// Where to.
    #[command(flatten)]
    pub target: Target,
}

/// `traguardo evaluate`.
#[derive(Debug, Args)]
pub struct Evaluate {
    /// The scores.
    #[arg(value_name = "PUNTEGGI", help = "I punteggi scritti da «score -o» (JSON)")]
    pub file: PathBuf,
    /// Where the method is.
    #[command(flatten)]
    pub reading: Reading,
    /// The people.
    #[arg(long, value_name = "FILE", help = "Le persone (CSV), nella tabella scritta da «people-template»")]
    pub people: PathBuf,
    /// The invoices.
    #[arg(
        long,
        value_name = "FILE",
        help = "Le fatture commerciali (CSV): fattura;struttura;importo;scadenza;pagata;esclusa"
    )]
    pub invoices: Option<PathBuf>,
    /// The day of the measurement.
    #[arg(
        long,
        value_name = "DATA",
        value_parser = day,
        help = "Il giorno fino al quale conta una fattura scaduta e non pagata (31/12/2025)"
    )]
    pub measured_on: Option<Date>,
    /// The pools.
    #[arg(
        long = "pool",
        value_name = "[RUOLI=]EURO",
        value_parser = pool,
        help = "Un fondo da dividere: per tutti (60000) o per alcuni ruoli (funzionari,istruttori=60000); si ripete"
    )]
    pub pools: Vec<Pool>,
    /// What is written.
    #[arg(
        long,
        value_name = "FORMATO",
        hide_possible_values = true,
        help = "Come scrivere la valutazione a schermo: «testo» (se manca) o «json»"
    )]
    pub format: Option<Format>,
    /// Where to.
    #[arg(
        short,
        long,
        value_name = "FILE",
        help = "Conserva in FILE (JSON) la valutazione con ogni passaggio: contiene dati personali"
    )]
    pub output: Option<PathBuf>,
}

/// A pool, as it is written on the command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pool {
    /// Names of clusters of roles; none is all that have no pool of their own.
    pub roles: Vec<String>,
    /// Euros.
    pub amount: Exact,
}

fn pool(text: &str) -> Result<Pool, String> {
    let (roles, amount) = text.rsplit_once('=').map_or(("", text), |(roles, amount)| (roles, amount));
    let euros = appraisal::cell::number(amount.trim_start_matches('€').trim());
    let amount = euros
        .filter(|amount| !amount.is_negative())
        .ok_or_else(|| "un fondo si scrive come 60000, 60.000,50 o dirigenti=20000".to_owned())?;
    let roles = roles.split(',').map(str::trim).filter(|role| !role.is_empty()).map(str::to_owned).collect();
    Ok(Pool { roles, amount })
}

fn day(text: &str) -> Result<Date, String> {
    let found = text.parse::<Date>().ok().or_else(|| meaning::date::parse(text, None));
    found.ok_or_else(|| "una data si scrive come 31/12/2025".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pools_are_for_all_or_for_some_roles() {
        for (text, roles, amount) in [
            ("60000", &[][..], "60000"),
            ("60.000,50", &[], "60000.5"),
            ("dirigenti=20000", &["dirigenti"], "20000"),
            ("funzionari, istruttori=1", &["funzionari", "istruttori"], "1"),
        ] {
            let found = pool(text).unwrap();
            assert_eq!(
                (found.roles, found.amount.to_string()),
                (roles.iter().map(|r| (*r).to_owned()).collect(), amount.to_owned())
            );
        }
        for wrong in ["", "dirigenti", "dirigenti=", "-1"] {
            assert!(pool(wrong).is_err(), "{wrong}");
        }
    }
}
