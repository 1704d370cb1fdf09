//! A database and the folder of its files.

use std::path::PathBuf;
use std::sync::Arc;

use sqlx::migrate::{MigrateError, Migrator};
use sqlx::{PgPool, SqlitePool};
use tokio::sync::Mutex;

use crate::engine::{postgres, sqlite};
use crate::fault::Fault;
use crate::files::Files;
use crate::work::{Read, Reading, Turn, Work, Write, Writer};

static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

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
        Ok(Reading(match &self.base {
            Base::Sqlite { readers, .. } => Read::Sqlite(readers.begin().await.map_err(met)?),
            Base::Postgres(pool) => {
                let begin = "begin transaction isolation level repeatable read read only";
                Read::Postgres(pool.begin_with(begin).await.map_err(met)?)
            }
        }))
    }

    /// Begins to write. On SQLite, one after the other.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn work(&self) -> Result<Work, Fault> {
        Ok(Work(match &self.base {
            Base::Sqlite { writer, .. } => Write::Sqlite(Turn::begin(writer).await?),
            Base::Postgres(pool) => {
                let begun = pool.begin().await;
                Write::Postgres(begun.map_err(|error| Fault::met("work", &error))?)
            }
        }))
    }

    /// Ends every connection, after what is being done.
    pub async fn close(&self) {
        match &self.base {
            Base::Sqlite { readers, .. } => readers.close().await,
            Base::Postgres(pool) => pool.close().await,
        }
    }
}

async fn open_sqlite(path: PathBuf) -> Result<Base, Fault> {
    let met = |error: sqlx::Error| Fault::met("open", &error);
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        tokio::fs::create_dir_all(folder).await.map_err(|error| {
            let name = folder.display().to_string();
            Fault::File { name, verb: "scrivere", cause: error.to_string() }
        })?;
    }
    let mut connection = sqlite::writer(&path).await.map_err(met)?;
    MIGRATIONS.run(&mut connection).await.map_err(unusable)?;
    sqlx::raw_sql(sqlite::SEARCH).execute(&mut connection).await.map_err(met)?;
    let readers = sqlite::readers(&path).await.map_err(met)?;
    Ok(Base::Sqlite { writer: Writer::new(connection), readers })
}

async fn open_postgres(url: &str) -> Result<Base, Fault> {
    let met = |error: sqlx::Error| Fault::met("open", &error);
    let pool = postgres::pool(url).await.map_err(met)?;
    MIGRATIONS.run(&pool).await.map_err(unusable)?;
    sqlx::raw_sql(postgres::SEARCH).execute(&pool).await.map_err(met)?;
    Ok(Base::Postgres(pool))
}

fn unusable(error: MigrateError) -> Fault {
    Fault::Unusable(match error {
        MigrateError::VersionMissing(_) => {
            "è stata aperta con una versione più recente del programma: aggiorna il programma".to_owned()
        }
        other => other.to_string(),
    })
}
