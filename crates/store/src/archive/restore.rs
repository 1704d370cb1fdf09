//! Restores a copy into an empty database, of either engine.

use std::path::{Path, PathBuf};

use super::guard::NewDatabase;
use super::index::Index;
use super::pages::insert;
use super::reading::{Found, Reader, index};
use super::tables::copied;
use super::{Error, FILES, Progress, Summary, Watch};
use crate::files::off_the_runtime;
use crate::link::Link;
use crate::store::{Engine, Store};
use crate::work::Work;

/// Restores a copy into an empty database (see [`Store::open`]) with the folder of its files: all of it, or nothing. The
/// index of words comes with it; people sign in anew. The copy is read twice: nothing is touched before it is known to be
/// whole, and each part is told of twice.
///
/// # Errors
/// When the copy is damaged or of another form, the database holds something, or cannot be written.
pub async fn restore(
    path: &Path,
    url: &str,
    files: impl Into<PathBuf>,
    watch: Watch<'_>,
) -> Result<Summary, Error> {
    let index = read_through(path, watch).await?;
    let new = NewDatabase::at(url);
    let store = Store::open(url, files).await?;
    let outcome = fill(&store, path, index, watch).await;
    store.close().await;
    if outcome.is_ok() {
        new.keep();
    }
    outcome
}

/// Reads a copy through: whether it could be restored.
///
/// # Errors
/// When the copy is damaged or of another form.
pub async fn check(path: &Path, watch: Watch<'_>) -> Result<Summary, Error> {
    Ok(summary(read_through(path, watch).await?))
}

async fn read_through(path: &Path, watch: Watch<'_>) -> Result<Index, Error> {
    let place = path.to_path_buf();
    let index = off_the_runtime(move || Ok(index(&place))).await??;
    let mut reader = Reader::begin(path, index.clone(), None);
    let mut told = Told::new(watch);
    while let Some(found) = reader.next().await {
        told.tell(&found);
    }
    reader.end().await?;
    Ok(index)
}

async fn fill(store: &Store, path: &Path, index: Index, watch: Watch<'_>) -> Result<Summary, Error> {
    let mut work = store.work().await?;
    check_empty(&mut work.link()?).await?;
    let mut reader = Reader::begin(path, index.clone(), Some(store.files().clone()));
    let filled = rows(&mut work, store.engine(), &mut reader, &mut Told::new(watch)).await;
    // When the database was at fault, the reader only found nobody to read to.
    let written = reader.end().await;
    filled?;
    let written = written?;
    work.commit().await?;
    if let Some(written) = written {
        written.keep();
    }
    Ok(summary(index))
}

async fn rows(
    work: &mut Work,
    engine: Engine,
    reader: &mut Reader,
    told: &mut Told<'_>,
) -> Result<(), Error> {
    while let Some(found) = reader.next().await {
        if let Found::Rows(table, rows, _) = &found {
            insert(work, engine, table, rows).await?;
        }
        told.tell(&found);
    }
    Ok(())
}

/// Refuses a database in which some table has rows.
pub async fn check_empty(link: &mut Link<'_>) -> Result<(), Error> {
    for table in copied() {
        let rows = link.rows_count(table).await?;
        if rows > 0 {
            return Err(Error::NotEmpty { what: format!("{}: {rows}", table.name) });
        }
    }
    Ok(())
}

/// Counts what was found, and tells.
struct Told<'w> {
    watch: Watch<'w>,
    table: &'static str,
    done: u64,
}

impl<'w> Told<'w> {
    fn new(watch: Watch<'w>) -> Self {
        Self { watch, table: "", done: 0 }
    }

    fn tell(&mut self, found: &Found) {
        let (table, more, whole) = match found {
            Found::Rows(table, rows, whole) => (table.name, rows.len() as u64, *whole),
            Found::File(whole) => (FILES, 1, *whole),
        };
        if self.table != table {
            (self.table, self.done) = (table, 0);
        }
        self.done += more;
        (self.watch)(Progress { table, done: self.done, whole });
    }
}

fn summary(index: Index) -> Summary {
    let tables = copied().zip(&index.tables).map(|(table, said)| (table.name, said.rows)).collect();
    let files = index.files;
    Summary { tables, files: files.count, bytes: files.bytes, missing: files.missing }
}
