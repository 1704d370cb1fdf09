//! What can go wrong with the database.

/// What went wrong, in Italian, as a person may read it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Somebody else has changed the row since it was read.
    #[error("nel frattempo qualcun altro ha modificato gli stessi dati")]
    Conflict,
    /// There is no room left on the disk. Nothing of the work was kept.
    #[error(
        "sul disco non c'è più spazio: nulla è stato salvato e nulla è andato perso; libera spazio e riprova"
    )]
    Full,
    /// The database cannot be reached, or is held by somebody else for too long.
    #[error("la base dati non risponde: riprova tra poco")]
    Unreachable,
    /// The database is newer than the program, or is not one.
    #[error("la base dati non si può usare: {0}")]
    Unusable(String),
    /// A row that breaks what must hold.
    #[error("un dato è incoerente ({0}): «traguardo doctor» dice che cosa non va")]
    Inconsistent(String),
    /// Anything else, with what was being done.
    #[error("errore della base dati in {doing}: {cause}")]
    Engine {
        /// The query function.
        doing: &'static str,
        /// What the engine says.
        cause: String,
    },
    /// A file of the folder could not be read or written.
    #[error("il file {name} non si può {verb}: {cause}")]
    File {
        /// Its name.
        name: String,
        /// What was tried: `leggere`, `scrivere`.
        verb: &'static str,
        /// What the system says.
        cause: String,
    },
}

/// Result codes of SQLite: the disk is full, and writing failed below it.
const SQLITE_FULL: &str = "13";
/// The codes of PostgreSQL for a full disk and for a file that cannot grow.
const POSTGRES_FULL: [&str; 2] = ["53100", "58030"];

impl Fault {
    /// The fault that an error of the engine is, met while a query function was at work.
    pub(crate) fn met(doing: &'static str, error: &sqlx::Error) -> Self {
        match error {
            sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::Io(_) => Self::Unreachable,
            sqlx::Error::Database(inner) => match inner.code().as_deref() {
                Some(code) if code == SQLITE_FULL || POSTGRES_FULL.contains(&code) => Self::Full,
                // SQLite: busy (5) and its extended codes.
                Some("5" | "261" | "517") => Self::Unreachable,
                _ => Self::Engine { doing, cause: inner.to_string() },
            },
            other => Self::Engine { doing, cause: other.to_string() },
        }
    }
}
