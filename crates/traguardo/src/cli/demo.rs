//! `traguardo demo`.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;

pub const EXAMPLES: &str = "\
Esempi:
  traguardo demo
      avvia l'applicazione con cinque enti inventati, e dice dove guardare e con quali nomi
  traguardo demo --summary
      legge gli esempi sul terminale e ristampa un obiettivo di ciascuno
  traguardo demo --save esempi
      copia anche gli esempi e i loro metodi nella cartella «esempi», per provare gli altri comandi";

/// `traguardo demo`.
#[derive(Debug, Args)]
pub struct Demo {
    /// On the terminal, without the application.
    #[arg(long, help = "Mostra gli esempi sul terminale, senza avviare l'applicazione")]
    pub summary: bool,
    /// Where requests come in.
    #[arg(
        long,
        value_name = "INDIRIZZO:PORTA",
        default_value = "127.0.0.1:8080",
        hide_default_value = true,
        help = "Dove si riceve (se manca: 127.0.0.1:8080)"
    )]
    pub listen: SocketAddr,
    /// The database.
    #[arg(
        long,
        value_name = "INDIRIZZO",
        help = "Una base dati vuota in cui tenere la dimostrazione (se manca: una cartella provvisoria)"
    )]
    pub database: Option<String>,
    /// Where to copy the samples.
    #[arg(
        long,
        value_name = "CARTELLA",
        help = "Copia gli esempi in CARTELLA, per provarli con gli altri comandi"
    )]
    pub save: Option<PathBuf>,
}
