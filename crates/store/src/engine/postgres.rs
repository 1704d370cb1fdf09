//! What only PostgreSQL says in its own words: how a database is opened, and the index of words.

use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{PgConnection, PgPool};

/// Connections at the same time.
const CONNECTIONS: u32 = 16;

/// Connections to a database.
pub async fn pool(url: &str) -> Result<PgPool, sqlx::Error> {
    let options: PgConnectOptions = url.parse()?;
    PgPoolOptions::new()
        .max_connections(CONNECTIONS)
        .acquire_timeout(Duration::from_secs(10))
        .connect_with(options.application_name("traguardo").statement_cache_capacity(200))
        .await
}

/// The index of words: an engine's own table.
pub const SEARCH: &str = "
create table if not exists search (
    body_id text not null, plan_id text not null, item_id text not null, words tsvector not null,
    primary key (body_id, plan_id, item_id)
);
create index if not exists search_words on search using gin (words);
";

/// Puts the words of an item, folded, into the index in place of what was there.
pub async fn search_put(
    c: &mut PgConnection,
    (body_id, plan_id, item_id): (&str, &str, &str),
    words: &str,
) -> Result<(), sqlx::Error> {
    let place = super::place_word('b', body_id);
    sqlx::query(
        "insert into search (body_id, plan_id, item_id, words) values ($1, $2, $3, to_tsvector('simple', $4))
         on conflict (body_id, plan_id, item_id) do update set words = excluded.words",
    )
    .bind(body_id)
    .bind(plan_id)
    .bind(item_id)
    .bind(format!("{place} {words}"))
    .execute(c)
    .await?;
    Ok(())
}

/// Takes an item out of the index.
pub async fn search_remove(
    c: &mut PgConnection,
    (body_id, plan_id, item_id): (&str, &str, &str),
) -> Result<(), sqlx::Error> {
    sqlx::query("delete from search where body_id = $1 and plan_id = $2 and item_id = $3")
        .bind(body_id)
        .bind(plan_id)
        .bind(item_id)
        .execute(c)
        .await?;
    Ok(())
}

/// The items of a body in which every word begins some word, at most so many.
pub async fn search(
    c: &mut PgConnection,
    body_id: &str,
    words: &[String],
    limit: i64,
) -> Result<Vec<(String, String)>, sqlx::Error> {
    let wanted: Vec<String> = words.iter().map(|word| format!("{word}:*")).collect();
    let query = format!("{} & {}", super::place_word('b', body_id), wanted.join(" & "));
    sqlx::query_as(
        "select plan_id, item_id from search where body_id = $1 and words @@ to_tsquery('simple', $2)
         order by plan_id desc, item_id limit $3",
    )
    .bind(body_id)
    .bind(query)
    .bind(limit)
    .fetch_all(c)
    .await
}
