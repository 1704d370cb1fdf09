//! Copies of a database with its files: to be kept, and to be moved from one engine to the other.
//!
//! A copy is one file, a zip of `indice.json` (what is in it, with hashes), `tabelle/NAME.jsonl` (the rows of a table, a
//! JSON object a line, in the order of their key) and `file/HASH` (the files of the folder). It is of one moment, and the
//! same on both engines. Sessions and links for a new password are left out. A copy holds all that the database holds,
//! personal values and password hashes too: only its owner may read it.

mod backup;
mod guard;
mod index;
mod moving;
pub(crate) mod pages;
mod reading;
mod restore;
pub(crate) mod row;
pub mod tables;
mod writing;

use std::path::Path;

use crate::fault::Fault;

pub use backup::backup;
pub use moving::migrate_to;
pub use restore::{check, restore};

/// What the files of the folder are called where it is told how far something is.
pub const FILES: &str = "files";

/// How far something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress<'p> {
    /// The table, or [`FILES`] for the files of the folder.
    pub table: &'p str,
    /// Rows, or files, that are done.
    pub done: u64,
    /// Rows, or files, in all.
    pub whole: u64,
}

/// Who is told how far something is.
pub type Watch<'w> = &'w mut (dyn FnMut(Progress<'_>) + Send);

/// What was copied, restored or looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// The tables, with how many rows each.
    pub tables: Vec<(&'static str, u64)>,
    /// How many files.
    pub files: u64,
    /// How many bytes they have.
    pub bytes: u64,
    /// The hashes of files that rows speak of and that are missing or damaged: the copy was made without them. Whoever
    /// made it must be told.
    pub missing: Vec<String>,
}

impl Summary {
    /// How many rows there are in all tables.
    pub fn rows(&self) -> u64 {
        self.tables.iter().map(|(_, rows)| rows).sum()
    }
}

/// Why a copy could not be restored, or a database not be moved. Nothing of it was kept.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// A fault of a database or of a folder.
    #[error(transparent)]
    Store(#[from] Fault),
    /// The copy is not there or cannot be read.
    #[error("la copia {name} non si può leggere: {cause}")]
    Unreadable {
        /// Its name.
        name: String,
        /// What the system says.
        cause: String,
    },
    /// The copy is not what it was when it was made, or is none.
    #[error(
        "la copia {name} è danneggiata o non è una copia di Traguardo ({what}): prova con un'altra copia"
    )]
    Damaged {
        /// Its name.
        name: String,
        /// What is wrong with it.
        what: String,
    },
    /// The copy was made by a program with other tables.
    #[error(
        "la copia {name} è stata fatta con la versione {program} del programma, che aveva altre tabelle: \
         ripristinala con quella versione, poi apri la base dati con questa"
    )]
    OtherForm {
        /// Its name.
        name: String,
        /// The version of the program that made it.
        program: String,
    },
    /// The database to restore into holds something.
    #[error(
        "la base dati di destinazione contiene già dei dati ({what}) e non viene toccata: \
         indica un file che non esiste ancora, oppure una base dati PostgreSQL appena creata"
    )]
    NotEmpty {
        /// What it holds.
        what: String,
    },
    /// PostgreSQL has no text with a character without a number (NUL) in it; SQLite has.
    #[error(
        "nella tabella {table} il testo della riga {row} contiene un carattere nullo, che PostgreSQL non accetta: \
         toglilo dalla base dati di partenza e riprova"
    )]
    Nul {
        /// The table.
        table: &'static str,
        /// The key of the row.
        row: String,
    },
    /// What was copied is not equal to what it was copied from.
    #[error(
        "la verifica ha trovato una differenza nella tabella {table} alla riga {row}: nulla è stato copiato, riprova"
    )]
    Differs {
        /// The table.
        table: &'static str,
        /// The key of the first row that differs.
        row: String,
    },
}

/// The name of a copy in messages.
fn name_of(path: &Path) -> String {
    path.display().to_string()
}
