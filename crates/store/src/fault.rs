//! What can go wrong with the database.

use std::io;

/// What went wrong, in Italian, as a person may read it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Somebody else has changed the row since it was read, or has made one with the same key.
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

/// A full disk: 13 of SQLite and the shared memory beside its file that cannot grow, 53100 of PostgreSQL.
const FULL: [&str; 3] = ["13", "4874", "53100"];
/// The database is held by somebody else for too long, shuts down, starts, or has no connection left.
const BUSY: [&str; 8] = ["5", "261", "517", "773", "57P01", "57P02", "57P03", "53300"];
/// A row with the same key is there, or two pieces of work waited for each other: somebody else was first.
const CONFLICT: [&str; 5] = ["1555", "2067", "23505", "40001", "40P01"];
/// What cannot be used, and why.
const UNUSABLE: [(&str, &str); 5] = [
    ("11", "il file è danneggiato: ripristina l'ultima copia"),
    ("26", "il file non è una base dati"),
    ("3D000", "il server risponde, ma non ha una base dati con questo nome: creala e riprova"),
    ("28P01", "il server non accetta il nome o la password"),
    ("28000", "il server non accetta il nome o la password"),
];

impl Fault {
    /// The fault that an error of the engine is, met while a query function was at work.
    pub(crate) fn met(doing: &'static str, error: &sqlx::Error) -> Self {
        match error {
            sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::Io(_)
            | sqlx::Error::WorkerCrashed
            | sqlx::Error::BeginFailed => Self::Unreachable,
            sqlx::Error::Database(inner) => match inner.code().as_deref().unwrap_or_default() {
                code if FULL.contains(&code) => Self::Full,
                code if BUSY.contains(&code) => Self::Unreachable,
                code if CONFLICT.contains(&code) => Self::Conflict,
                code => match UNUSABLE.iter().find(|(known, _)| *known == code) {
                    Some((_, why)) => Self::Unusable((*why).to_owned()),
                    None => Self::Engine { doing, cause: inner.to_string() },
                },
            },
            other => Self::Engine { doing, cause: other.to_string() },
        }
    }

    /// The fault that an error of the file system is, met at a file.
    pub(crate) fn at_file(name: impl Into<String>, verb: &'static str, error: &io::Error) -> Self {
        if matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded) {
            return Self::Full;
        }
        Self::File { name: name.into(), verb, cause: error.to_string() }
    }
}
