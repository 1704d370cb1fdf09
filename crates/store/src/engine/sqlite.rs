//! What only SQLite says in its own words: how a database is opened, and the index of words.

use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{SqliteConnection, SqlitePool};

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

/// The index of words: an engine's own tables. The words stand there once more, to be copied into a backup.
pub const SEARCH: &str = "
create table if not exists search_row (
    body_id text not null, plan_id text not null, item_id text not null, words text not null,
    number integer not null unique, primary key (body_id, plan_id, item_id)
);
create virtual table if not exists search using fts5 (
    place, words, content = '', contentless_delete = 1, prefix = '2 3 4', tokenize = 'ascii'
);
";

/// Puts the words of an item, folded, into the index in place of what was there.
pub async fn search_put(
    c: &mut SqliteConnection,
    (body_id, plan_id, item_id): (&str, &str, &str),
    words: &str,
) -> Result<(), sqlx::Error> {
    search_remove(c, (body_id, plan_id, item_id)).await?;
    if words.is_empty() {
        return Ok(());
    }
    let number: i64 = sqlx::query_scalar(
        "insert into search_row (body_id, plan_id, item_id, words, number)
         values ($1, $2, $3, $4, (select coalesce(max(number), 0) + 1 from search_row)) returning number",
    )
    .bind(body_id)
    .bind(plan_id)
    .bind(item_id)
    .bind(words)
    .fetch_one(&mut *c)
    .await?;
    sqlx::query("insert into search (rowid, place, words) values ($1, $2, $3)")
        .bind(number)
        .bind(format!("b{}", super::place_word(body_id)))
        .bind(words)
        .execute(c)
        .await?;
    Ok(())
}

/// Takes an item out of the index.
pub async fn search_remove(
    c: &mut SqliteConnection,
    (body_id, plan_id, item_id): (&str, &str, &str),
) -> Result<(), sqlx::Error> {
    let number: Option<i64> = sqlx::query_scalar(
        "delete from search_row where body_id = $1 and plan_id = $2 and item_id = $3 returning number",
    )
    .bind(body_id)
    .bind(plan_id)
    .bind(item_id)
    .fetch_optional(&mut *c)
    .await?;
    if let Some(number) = number {
        sqlx::query("delete from search where rowid = $1").bind(number).execute(c).await?;
    }
    Ok(())
}

/// The items of a body in which every word begins some word, at most so many.
pub async fn search(
    c: &mut SqliteConnection,
    body_id: &str,
    words: &[String],
    limit: i64,
) -> Result<Vec<(String, String)>, sqlx::Error> {
    let wanted: Vec<String> = words.iter().map(|word| format!("words : {word}*")).collect();
    let query = format!("place : b{} AND {}", super::place_word(body_id), wanted.join(" AND "));
    sqlx::query_as(
        "select plan_id, item_id from search join search_row on search_row.number = search.rowid
         where search match $1 and body_id = $2 order by plan_id desc, item_id limit $3",
    )
    .bind(query)
    .bind(body_id)
    .bind(limit)
    .fetch_all(c)
    .await
}
