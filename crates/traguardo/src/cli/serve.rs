//! `traguardo serve`.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;

pub const EXAMPLES: &str = "\
Esempi:
  traguardo serve
      avvia l'applicazione su http://127.0.0.1:8080, con i dati nella cartella «dati»
  traguardo serve --data /var/lib/traguardo --listen 0.0.0.0:8080 --proxy --address https://piani.comune.it
      dietro un server che cifra le connessioni
  traguardo serve --database postgres://traguardo@localhost/traguardo
      con PostgreSQL al posto della base dati compresa nel programma";

/// Where the data lie.
#[derive(Debug, Args)]
pub struct Data {
    /// The folder of the data.
    #[arg(
        long,
        value_name = "CARTELLA",
        env = "TRAGUARDO_DATA",
        hide_env = true,
        default_value = "dati",
        hide_default_value = true,
        help = "La cartella dei dati (se manca: «dati»; anche TRAGUARDO_DATA)"
    )]
    pub data: PathBuf,
    /// The database, when it is not that of the folder.
    #[arg(
        long,
        value_name = "INDIRIZZO",
        env = "TRAGUARDO_DATABASE",
        hide_env = true,
        hide_env_values = true,
        help = "La base dati: sqlite:FILE oppure postgres://… (se manca: un file nella cartella; anche TRAGUARDO_DATABASE)"
    )]
    pub database: Option<String>,
}

impl Data {
    /// The address of the database.
    pub fn url(&self) -> String {
        self.database
            .clone()
            .unwrap_or_else(|| format!("sqlite:{}", self.data.join("traguardo.db").display()))
    }

    /// The folder of the files.
    pub fn files(&self) -> PathBuf {
        self.data.join("file")
    }

    /// Where copies that are made in the application are kept.
    pub fn copies(&self) -> PathBuf {
        self.data.join("copie")
    }
}

/// `traguardo serve`.
#[derive(Debug, Args)]
pub struct Serve {
    /// Where the data lie.
    #[command(flatten)]
    pub data: Data,
    /// Where requests come in.
    #[arg(
        long,
        value_name = "INDIRIZZO:PORTA",
        default_value = "127.0.0.1:8080",
        hide_default_value = true,
        help = "Dove si riceve (se manca: 127.0.0.1:8080)"
    )]
    pub listen: SocketAddr,
    /// A proxy that is trusted stands in front.
    #[arg(
        long,
        help = "Davanti c'è un server fidato che cifra le connessioni e dice chi chiede (X-Forwarded-Proto e -For)"
    )]
    pub proxy: bool,
    /// The address that people type.
    #[arg(
        long,
        value_name = "URL",
        help = "L'indirizzo a cui le persone raggiungono l'applicazione, per i collegamenti nei messaggi"
    )]
    pub address: Option<String>,
    /// Where messages go.
    #[arg(
        long,
        value_name = "CARTELLA",
        help = "Scrive i messaggi di posta come file in una cartella, da cui un altro programma li invia"
    )]
    pub mail: Option<PathBuf>,
}
