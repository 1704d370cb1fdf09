//! A database and the folder of its files.

use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use sqlx::migrate::{MigrateError, Migration, MigrationType, Migrator};
use sqlx::{Connection, PgPool, SqlSafeStr as _, SqliteConnection, SqlitePool};
use tokio::sync::Mutex;

use crate::engine::{postgres, sqlite};
use crate::fault::Fault;
use crate::files::Files;
use crate::work::{Read, Reading, Work, Write, to_its_end};
use crate::writer::{Turn, Writer};

/// The changes that the tables went through, by their numbers. One that was given out is never changed: another follows.
const CHANGES: [(i64, &str, &str); 1] =
    [(1, "foundation", include_str!("../migrations/0001_foundation.sql"))];

static MIGRATIONS: LazyLock<Migrator> = LazyLock::new(|| {
    let migration = |(version, name, sql): (i64, &'static str, &'static str)| {
        Migration::new(version, name.into(), MigrationType::Simple, sql.into_sql_str(), false)
    };
    Migrator::with_migrations(CHANGES.map(migration).to_vec())
});

/// The form of the database: the number of the last change to its tables.
pub(crate) fn form() -> i64 {
    MIGRATIONS.iter().map(|migration| migration.version).max().unwrap_or(0)
}

/// The engines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// SQLite: part of the program.
    Sqlite,
    /// PostgreSQL: a server.
    Postgres,
}

/// A database and the folder of its files.
#[derive(Clone, Debug)]
pub struct Store {
    base: Base,
    files: Files,
}

#[derive(Clone, Debug)]
enum Base {
    Sqlite { writer: Arc<Mutex<Writer>>, readers: SqlitePool },
    Postgres(PgPool),
}

impl Store {
    /// Opens a database (`sqlite:dati/traguardo.db`, `postgres://…`) with the folder of its files, and brings it to the
    /// present form. A database that is not there is made.
    ///
    /// # Errors
    /// When it cannot be reached, is newer than the program, or is none.
    pub async fn open(url: &str, files: impl Into<PathBuf>) -> Result<Self, Fault> {
        let files = Files::new(files);
        let base = match sqlite::path_of(url) {
            Some(path) => open_sqlite(path).await?,
            None if url.starts_with("postgres:") || url.starts_with("postgresql:") => {
                open_postgres(url).await?
            }
            None => {
                let what = "l'indirizzo comincia con «sqlite:» o con «postgres://»";
                return Err(Fault::Unusable(what.to_owned()));
            }
        };
        Ok(Self { base, files })
    }

    /// Which engine it is.
    pub fn engine(&self) -> Engine {
        match self.base {
            Base::Sqlite { .. } => Engine::Sqlite,
            Base::Postgres(_) => Engine::Postgres,
        }
    }

    /// The folder of its files.
    pub fn files(&self) -> &Files {
        &self.files
    }

    /// Begins to read: all that is read through it is of one moment.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn read(&self) -> Result<Reading, Fault> {
        let met = |error: sqlx::Error| Fault::met("read", &error);
        let read = match self.base.clone() {
            Base::Sqlite { readers, .. } => {
                to_its_end(async move { readers.begin().await.map(Read::Sqlite).map_err(met) }).await?
            }
            Base::Postgres(pool) => {
                let begin = "begin transaction isolation level repeatable read read only";
                to_its_end(async move { pool.begin_with(begin).await.map(Read::Postgres).map_err(met) })
                    .await?
            }
        };
        Ok(Reading::new(read))
    }

    /// Begins to look at some rows, each as it is when it is looked at: what every request asks for, without the two
    /// messages to the engine that a transaction costs.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn glance(&self) -> Result<Reading, Fault> {
        let met = |error: sqlx::Error| Fault::met("read", &error);
        Ok(Reading::new(match &self.base {
            Base::Sqlite { readers, .. } => Read::SqliteGlance(readers.acquire().await.map_err(met)?),
            Base::Postgres(pool) => Read::PostgresGlance(pool.acquire().await.map_err(met)?),
        }))
    }

    /// Begins to write. On SQLite, one after the other.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn work(&self) -> Result<Work, Fault> {
        let write = match &self.base {
            Base::Sqlite { writer, .. } => Write::Sqlite(Turn::begin(writer).await?),
            Base::Postgres(pool) => {
                let pool = pool.clone();
                let begun = async move { pool.begin().await.map_err(|error| Fault::met("work", &error)) };
                Write::Postgres { transaction: to_its_end(begun).await?, failed: None }
            }
        };
        Ok(Work::new(write))
    }

    /// Ends every connection, after what is being done.
    pub async fn close(&self) {
        match &self.base {
            Base::Sqlite { writer, readers } => {
                readers.close().await;
                writer.lock().await.close().await;
            }
            Base::Postgres(pool) => pool.close().await,
        }
    }
}

async fn open_sqlite(path: PathBuf) -> Result<Base, Fault> {
    let met = |error: sqlx::Error| Fault::met("open", &error);
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder)
            .map_err(|error| Fault::at_file(folder.display().to_string(), "scrivere", &error))?;
    }
    let mut connection = sqlite_writer(&path).await?;
    // Programs that start at the same time wait for each other.
    let mut transaction = connection.begin_with("begin immediate").await.map_err(met)?;
    MIGRATIONS.run_direct(None, &mut *transaction, false).await.map_err(unusable)?;
    sqlite::make_index(&mut transaction).await.map_err(met)?;
    transaction.commit().await.map_err(met)?;
    let readers = sqlite::readers(&path).await.map_err(met)?;
    Ok(Base::Sqlite { writer: Writer::new(connection), readers })
}

/// Opens a file for writing. Where others open the same new file at the same moment, SQLite does not wait by itself.
async fn sqlite_writer(path: &Path) -> Result<SqliteConnection, Fault> {
    let mut left = 50;
    loop {
        match sqlite::writer(path).await.map_err(|error| Fault::met("open", &error)) {
            Err(Fault::Unreachable) if left > 0 => left -= 1,
            opened => return opened,
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

async fn open_postgres(url: &str) -> Result<Base, Fault> {
    let met = |error: sqlx::Error| Fault::met("open", &error);
    let pool = postgres::pool(url).await.map_err(met)?;
    if !postgres::is_unicode(&pool).await.map_err(met)? {
        let what = "la codifica del server non è UTF-8: crea la base dati con «encoding 'UTF8'»";
        return Err(Fault::Unusable(what.to_owned()));
    }
    let mut connection = pool.acquire().await.map_err(met)?;
    MIGRATIONS.run_direct(None, &mut *connection, false).await.map_err(unusable)?;
    drop(connection);
    postgres::set_up(&pool).await.map_err(met)?;
    Ok(Base::Postgres(pool))
}

fn unusable(error: MigrateError) -> Fault {
    match error {
        MigrateError::VersionMissing(_) => Fault::Unusable(
            "è stata aperta con una versione più recente del programma: aggiorna il programma".to_owned(),
        ),
        MigrateError::VersionMismatch(number) => Fault::Unusable(format!(
            "la sua forma ({number}) non è quella di nessuna versione pubblicata del programma"
        )),
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => Fault::met("open", &error),
        other => Fault::Unusable(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn every_file_of_changes_is_named_and_comes_in_its_place() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
        let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
        let mut files: Vec<String> = entries.map(|name| name.to_string_lossy().into_owned()).collect();
        files.sort_unstable();
        let named: Vec<String> =
            CHANGES.iter().map(|(number, name, _)| format!("{number:04}_{name}.sql")).collect();
        assert_eq!(named, files);
    }
}
