//! `traguardo backup`, `restore`, `migrate-to`, `doctor`: what keeps a database safe.

use std::path::PathBuf;

use clap::Args;

use super::serve::Data;

pub const BACKUP_EXAMPLES: &str = "\
Esempi:
  traguardo backup copia.zip
      copia la base dati e i file in un solo archivio, mentre l'applicazione lavora
  traguardo backup --data /var/lib/traguardo /copie/traguardo-$(date +%F).zip
      ogni notte, da cron";

pub const RESTORE_EXAMPLES: &str = "\
Esempi:
  traguardo restore copia.zip --data dati-ripristinati
      ripristina la copia in una cartella nuova
  traguardo restore copia.zip --check
      dice solo se la copia è intera
  traguardo restore copia.zip --database postgres://traguardo@localhost/nuova
      la ripristina in una base dati PostgreSQL vuota";

pub const MIGRATE_EXAMPLES: &str = "\
Esempi:
  traguardo migrate-to postgres://traguardo@localhost/traguardo --to-data /var/lib/traguardo-pg
      porta tutto da SQLite a PostgreSQL, e confronta riga per riga
  traguardo migrate-to sqlite:nuovi/traguardo.db --database postgres://traguardo@localhost/traguardo --to-data nuovi
      e ritorno";

pub const DOCTOR_EXAMPLES: &str = "\
Esempi:
  traguardo doctor
      controlla la base dati della cartella «dati»: registro delle modifiche, versioni approvate, file
  traguardo doctor --data /var/lib/traguardo
      un'altra cartella";

/// `traguardo backup`.
#[derive(Debug, Args)]
pub struct Backup {
    /// Where the data lie.
    #[command(flatten)]
    pub data: Data,
    /// The copy.
    #[arg(value_name = "COPIA.zip", help = "Il file in cui scrivere la copia")]
    pub copy: PathBuf,
}

/// `traguardo restore`.
#[derive(Debug, Args)]
pub struct Restore {
    /// Where the data go.
    #[command(flatten)]
    pub data: Data,
    /// The copy.
    #[arg(value_name = "COPIA.zip", help = "La copia scritta da «traguardo backup»")]
    pub copy: PathBuf,
    /// Only looks at it.
    #[arg(long, help = "Dice solo se la copia è intera, senza ripristinarla")]
    pub check: bool,
}

/// `traguardo migrate-to`.
#[derive(Debug, Args)]
pub struct MigrateTo {
    /// Where the data lie.
    #[command(flatten)]
    pub data: Data,
    /// The database they go to.
    #[arg(
        value_name = "BASE-DATI",
        help = "La base dati vuota in cui portare tutto: sqlite:FILE oppure postgres://…"
    )]
    pub to: String,
    /// The folder of the files there.
    #[arg(long, value_name = "CARTELLA", help = "La cartella dei dati della nuova base dati")]
    pub to_data: PathBuf,
}

/// `traguardo doctor`.
#[derive(Debug, Args)]
pub struct Doctor {
    /// Where the data lie.
    #[command(flatten)]
    pub data: Data,
}
