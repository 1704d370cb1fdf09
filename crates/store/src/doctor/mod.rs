//! Looks whether what must hold of a database and its files does hold. It changes nothing.

mod chains;
mod commitments;
mod files;
mod items;
mod rows;

use std::fmt;

use crate::archive::{Progress, Watch};
use crate::fault::Fault;
use crate::files::Files;
use crate::store::Store;
use crate::work::Reading;

/// So many faults of a kind are told one by one.
const TOLD: usize = 50;

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The engine finds its own file or its indexes damaged.
    Engine,
    /// A row needs another that is not there.
    Orphan,
    /// A role stands in for an account that is not there.
    StandsFor,
    /// The audit trail was changed or cut.
    Chain,
    /// An approval speaks of an entry of the audit trail that is not there.
    Approval,
    /// An entry of the audit trail is committed to a personal value that is another, or not there.
    Commitment,
    /// A personal value was erased and is still there.
    Erased,
    /// States of an item hold at the same time.
    Overlap,
    /// An item has two present states.
    Present,
    /// A state of an item begins or ends in a version that the plan has not reached.
    Version,
    /// The content of an item is not the one that was written.
    Digest,
    /// The approved versions of a plan do not run from 1, or lack a file.
    Numbering,
    /// A file is not in the folder.
    FileMissing,
    /// A file in the folder is not what it was.
    FileDamaged,
    /// A file has another size than is noted.
    FileSize,
}

impl Kind {
    /// What to do about it.
    pub fn remedy(self) -> &'static str {
        match self {
            Self::Engine => {
                "Ferma il programma, metti da parte la base dati com'è e ripristina l'ultima copia; per un indice di \
                 PostgreSQL basta «reindex»."
            }
            Self::Orphan | Self::Overlap | Self::Present | Self::Version | Self::Numbering => {
                "Non modificare questi dati; confrontali con l'ultima copia e, se là sono in ordine, ripristinala."
            }
            Self::StandsFor => "Togli il ruolo e assegnalo di nuovo.",
            Self::Chain => {
                "Il registro è stato toccato fuori dal programma. Conserva la base dati com'è, avvisa il segretario e \
                 confronta il registro con l'ultima copia."
            }
            Self::Approval => {
                "Il registro non è più quello del giorno dell'approvazione. Conserva la base dati com'è e confronta \
                 il registro con l'ultima copia."
            }
            Self::Commitment => {
                "Il dato personale è stato toccato fuori dal programma; il registro resta valido. Riprendi il valore \
                 dall'ultima copia."
            }
            Self::Erased => "Cancella di nuovo il dato personale.",
            Self::Digest => {
                "Il contenuto è stato toccato fuori dal programma. Confrontalo con l'ultima copia e scrivilo di nuovo."
            }
            Self::FileMissing | Self::FileDamaged => {
                "Rimetti il file nella cartella da una copia (là ha lo stesso nome) o caricalo di nuovo."
            }
            Self::FileSize => "Carica di nuovo il file.",
        }
    }
}

/// A fault that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// What kind it is.
    pub kind: Kind,
    /// What is wrong, and where.
    pub what: String,
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut letters = self.what.chars();
        let first = letters.next().map(char::to_uppercase).into_iter().flatten().collect::<String>();
        write!(f, "{first}{}. {}", letters.as_str(), self.kind.remedy())
    }
}

/// What was looked at, and what was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// What was looked at, and how many there were.
    pub looked: Vec<(&'static str, u64)>,
    /// What is wrong.
    pub troubles: Vec<Trouble>,
    /// Further faults of the kinds that were told often enough.
    pub more: u64,
}

impl Report {
    /// Whether nothing is wrong.
    pub fn is_sound(&self) -> bool {
        self.troubles.is_empty()
    }

    fn looked(&mut self, what: &'static str, count: u64) {
        self.looked.push((what, count));
    }

    fn found(&mut self, kind: Kind, what: String) {
        if self.troubles.iter().filter(|known| known.kind == kind).count() < TOLD {
            self.troubles.push(Trouble { kind, what });
        } else {
            self.more += 1;
        }
    }
}

/// Looks at a database and its files, as they are at this moment; others go on working meanwhile.
///
/// # Errors
/// When the database does not answer. One that cannot be read to its end is a fault in the report.
pub async fn doctor(store: &Store, watch: Watch<'_>) -> Result<Report, Fault> {
    let reading = store.read().await?;
    let mut doctor = Doctor { reading, files: store.files().clone(), report: Report::default(), watch };
    match doctor.look().await {
        Ok(()) => {}
        Err(fault @ (Fault::Engine { .. } | Fault::Unusable(_))) => {
            doctor.report.found(Kind::Engine, format!("non si legge tutta ({fault})"));
        }
        Err(fault) => return Err(fault),
    }
    Ok(doctor.report)
}

struct Doctor<'d> {
    reading: Reading,
    files: Files,
    report: Report,
    watch: Watch<'d>,
}

impl Doctor<'_> {
    async fn look(&mut self) -> Result<(), Fault> {
        self.engine().await?;
        self.orphans().await?;
        self.chains().await?;
        self.items().await?;
        self.numbers().await?;
        self.files().await
    }

    fn tell(&mut self, table: &str, done: u64, whole: u64) {
        (self.watch)(Progress { table, done, whole });
    }
}

/// A table by its name, with a constant name that is one.
fn table(name: &'static str) -> &'static crate::archive::tables::Table {
    use crate::archive::tables::TABLES;
    TABLES.iter().find(|table| table.name == name).unwrap_or(&TABLES[0])
}
