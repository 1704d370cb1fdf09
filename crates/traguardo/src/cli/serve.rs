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
  traguardo serve --mail smtp://piani@posta.comune.it --mail-from piani@comune.it --mail-password /etc/traguardo/posta
      invia la posta con il server del Comune; la password sta in un file
  traguardo serve --address https://piani.comune.it --oidc-issuer https://id.comune.it --oidc-client traguardo --oidc-secret /etc/traguardo/oidc
      si entra anche con il fornitore d'identità del Comune
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
    /// How messages go.
    #[command(flatten)]
    pub mail: Mail,
    /// The identity providers.
    #[command(flatten)]
    pub oidc: Oidc,
}

/// The mail.
#[derive(Debug, Default, Args)]
pub struct Mail {
    /// Where messages go.
    #[arg(
        long = "mail",
        value_name = "DOVE",
        help = "Invia la posta: smtp://utente@host:587, smtps://utente@host (il segreto a parte), oppure una cartella in cui scrivere i messaggi"
    )]
    pub way: Option<String>,
    /// From whom messages come.
    #[arg(
        long = "mail-from",
        value_name = "INDIRIZZO",
        help = "Il mittente dei messaggi, per esempio «Traguardo <traguardo@comune.it>»"
    )]
    pub from: Option<String>,
    /// The file with the password of the relay.
    #[arg(
        long = "mail-password",
        value_name = "FILE",
        help = "Il file con la password del server di posta (se manca: TRAGUARDO_MAIL_PASSWORD)"
    )]
    pub password: Option<PathBuf>,
}

/// The identity providers: one by options, several in a file.
#[derive(Debug, Default, Args)]
pub struct Oidc {
    /// The file with several providers.
    #[arg(
        long = "oidc",
        value_name = "FILE",
        env = "TRAGUARDO_OIDC",
        hide_env = true,
        help = "I fornitori d'identità (OpenID Connect) con cui si può entrare, in un file TOML (anche TRAGUARDO_OIDC)"
    )]
    pub file: Option<PathBuf>,
    /// The address of the one provider.
    #[arg(
        long = "oidc-issuer",
        value_name = "URL",
        requires = "client",
        help = "Se il fornitore d'identità è uno solo: il suo indirizzo (issuer)"
    )]
    pub issuer: Option<String>,
    /// Our name there.
    #[arg(
        long = "oidc-client",
        value_name = "NOME",
        requires = "issuer",
        help = "L'identificativo del client presso quel fornitore"
    )]
    pub client: Option<String>,
    /// The file with the secret that it shares with us.
    #[arg(
        long = "oidc-secret",
        value_name = "FILE",
        requires = "issuer",
        help = "Il file con il segreto del client (se manca: TRAGUARDO_OIDC_SECRET; se manca anche quella: nessuno)"
    )]
    pub secret: Option<PathBuf>,
    /// What people call it.
    #[arg(
        long = "oidc-label",
        value_name = "TESTO",
        default_value = "l'identità dell'ente",
        hide_default_value = true,
        help = "Come si chiama sul pulsante «Entra con …» (se manca: «l'identità dell'ente»)"
    )]
    pub label: String,
    /// Further hosts that it answers from.
    #[arg(
        long = "oidc-host",
        value_name = "HOST",
        requires = "issuer",
        help = "Un altro host da cui il fornitore risponde, se non è quello dell'indirizzo (si può ripetere)"
    )]
    pub host: Vec<String>,
}
