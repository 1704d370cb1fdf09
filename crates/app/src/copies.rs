//! Copies of everything, made while people work (*copie di sicurezza*): the same as `traguardo backup`, kept in a folder.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use store::rows::Account;
use store::{Store, archive};

use crate::moment::Moment;
use crate::refusal::{Answer, Refusal};

/// How files of copies begin and end.
const NAME: (&str, &str) = ("traguardo-", ".zip");

/// A copy that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The name of its file.
    pub name: String,
    /// How large it is, in bytes.
    pub bytes: u64,
}

/// How far the copy is that was asked for last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Stage {
    /// None is being made.
    #[default]
    Idle,
    /// It is being made: what of it, how much is done of how much.
    Working(String, u64, u64),
    /// It could not be made: in Italian.
    Failed(String),
}

/// The copies of a database in a folder.
#[derive(Clone, Debug)]
pub struct Copies {
    store: Store,
    folder: PathBuf,
    stage: Arc<Mutex<Stage>>,
}

impl Copies {
    /// The copies in a folder; it is made with the first.
    pub fn new(store: Store, folder: PathBuf) -> Self {
        Self { store, folder, stage: Arc::default() }
    }

    /// Where they lie.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// How far the last one is.
    pub fn stage(&self) -> Stage {
        self.locked().clone()
    }

    fn locked(&self) -> MutexGuard<'_, Stage> {
        self.stage.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The copies that are there, the latest first.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] for who does not run the system; when the folder cannot be read.
    pub fn list(&self, account: &Account) -> Answer<Vec<Kept>> {
        allowed(account)?;
        let entries = match std::fs::read_dir(&self.folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => {
                return Err(Refusal::blocked(format!(
                    "la cartella «{}» non si può leggere: {error}",
                    self.folder.display()
                )));
            }
        };
        let copy = |entry: std::fs::DirEntry| {
            let name = entry.file_name().into_string().ok()?;
            is_copy(&name).then_some(())?;
            Some(Kept { name, bytes: entry.metadata().ok()?.len() })
        };
        let mut all: Vec<Kept> = entries.flatten().filter_map(copy).collect();
        all.sort_by(|one, other| other.name.cmp(&one.name));
        Ok(all)
    }

    /// Begins to make a copy; it goes on by itself.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] for who does not run the system; when one is being made already.
    pub fn begin(&self, account: &Account, now: Moment) -> Answer<()> {
        allowed(account)?;
        let mut stage = self.locked();
        if matches!(*stage, Stage::Working(..)) {
            return Err(Refusal::blocked("una copia è già in preparazione"));
        }
        *stage = Stage::Working(String::new(), 0, 0);
        drop(stage);
        let copies = self.clone();
        tokio::spawn(async move { copies.make(now).await });
        Ok(())
    }

    async fn make(&self, now: Moment) {
        let path = self.folder.join(name_at(now));
        let mut told = |progress: archive::Progress<'_>| {
            *self.locked() = Stage::Working(progress.table.to_owned(), progress.done, progress.whole);
        };
        let made = match std::fs::create_dir_all(&self.folder) {
            Err(error) => Err(format!("la cartella «{}» non si può fare: {error}", self.folder.display())),
            Ok(()) => archive::backup(&self.store, &path, env!("CARGO_PKG_VERSION"), now.0, &mut told)
                .await
                .map_err(|fault| fault.to_string()),
        };
        *self.locked() = match made {
            Err(why) => Stage::Failed(why),
            Ok(summary) if summary.missing.is_empty() => Stage::Idle,
            Ok(summary) => Stage::Failed(format!(
                "la copia c'è, ma mancano {} file che la base dati nomina: «traguardo doctor» dice quali",
                summary.missing.len()
            )),
        };
    }

    /// The path of a copy.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] for who does not run the system, and when there is no such copy.
    pub fn path(&self, account: &Account, name: &str) -> Answer<PathBuf> {
        let all = self.list(account)?;
        all.iter()
            .find(|kept| kept.name == name)
            .map(|kept| self.folder.join(&kept.name))
            .ok_or(Refusal::NotFound)
    }
}

fn allowed(account: &Account) -> Answer<()> {
    if account.runs_system { Ok(()) } else { Err(Refusal::NotFound) }
}

fn is_copy(name: &str) -> bool {
    name.starts_with(NAME.0) && name.ends_with(NAME.1)
}

/// The name of a copy that is made at a moment; names sort by time.
fn name_at(now: Moment) -> String {
    let at = Timestamp::from_microsecond(now.0).unwrap_or_default().to_zoned(TimeZone::UTC);
    format!("{}{}{}", NAME.0, at.strftime("%Y%m%d-%H%M%S"), NAME.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_copies_sort_by_time() {
        let day = 86_400_000_000;
        let (one, other) = (name_at(Moment(20_000 * day)), name_at(Moment(20_001 * day)));
        assert_eq!(one, "traguardo-20241004-000000.zip");
        assert!(one < other && is_copy(&one) && !is_copy("passwd"));
    }
}
