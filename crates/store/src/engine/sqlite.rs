//! What only SQLite says in its own words: how a database is opened, and what it finds wrong.

use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{SqliteConnection, SqlitePool};

use crate::search::TABLE;

/// Readers that work at the same time.
const READERS: u32 = 4;

/// How the file of a database is opened: what was acknowledged survives a loss of power.
fn options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(5))
        .statement_cache_capacity(200)
        // The journal that grew beside a long reading is made small again.
        .pragma("journal_size_limit", "67108864")
        // So many KiB of the file are held by each connection: the pages on the way to a row. The system holds the rest.
        .pragma("cache_size", "-512")
}

/// The connection that writes; there is one.
pub async fn writer(path: &Path) -> Result<SqliteConnection, sqlx::Error> {
    use sqlx::ConnectOptions;
    options(path).connect().await
}

/// Connections that read.
pub async fn readers(path: &Path) -> Result<SqlitePool, sqlx::Error> {
    SqlitePoolOptions::new()
        .max_connections(READERS)
        .acquire_timeout(Duration::from_secs(10))
        // There is no line to a file that could be cut.
        .test_before_acquire(false)
        .connect_with(options(path).read_only(true).create_if_missing(false))
        .await
}

/// The path in an address such as `sqlite:dati/traguardo.db`.
pub fn path_of(url: &str) -> Option<std::path::PathBuf> {
    let rest = url.strip_prefix("sqlite:")?;
    let rest = rest.strip_prefix("//").unwrap_or(rest);
    std::path::PathBuf::from_str(rest).ok().filter(|path| !path.as_os_str().is_empty())
}

/// What SQLite finds wrong with its file.
pub async fn integrity(c: &mut SqliteConnection) -> Result<Vec<String>, sqlx::Error> {
    let found: Vec<String> = sqlx::query_scalar("pragma integrity_check(20)").fetch_all(c).await?;
    Ok(found.into_iter().filter(|line| line != "ok").collect())
}

/// Makes the table of the index of words. Earlier versions had an index of single words, and the words beside it.
pub async fn make_index(c: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    let earlier = sqlx::query_scalar("select count(*) from sqlite_master where name = 'search_row'");
    let earlier: i64 = earlier.fetch_one(&mut *c).await?;
    if earlier > 0 {
        sqlx::raw_sql("drop table search").execute(&mut *c).await?;
    }
    sqlx::raw_sql(TABLE).execute(&mut *c).await?;
    if earlier > 0 {
        let words = "insert into search select body_id, plan_id, item_id, words from search_row; drop table search_row";
        sqlx::raw_sql(words).execute(c).await?;
    }
    Ok(())
}
