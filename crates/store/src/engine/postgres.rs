//! What only PostgreSQL says in its own words: how a database is opened, and what it finds wrong.

use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{PgConnection, PgPool};

use crate::archive::tables::TABLES;
use crate::search::TABLE;

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

/// Whether texts are kept in Unicode.
pub async fn is_unicode(pool: &PgPool) -> Result<bool, sqlx::Error> {
    let encoding: String = sqlx::query_scalar("show server_encoding").fetch_one(pool).await?;
    Ok(encoding == "UTF8")
}

/// Makes what is the engine's own, and sets the order of texts. Programs that start at the same time wait for each other.
pub async fn set_up(pool: &PgPool) -> Result<(), sqlx::Error> {
    let mut transaction = pool.begin().await?;
    sqlx::query("select pg_advisory_xact_lock(7236290)").execute(&mut *transaction).await?;
    sqlx::raw_sql(TABLE).execute(&mut *transaction).await?;
    // Earlier versions had an index of single words.
    sqlx::raw_sql("alter table search drop column if exists lexemes").execute(&mut *transaction).await?;
    let named = sqlx::query("select set_config('traguardo.tables', $1, true)").bind(table_names());
    named.execute(&mut *transaction).await?;
    sqlx::raw_sql(ORDER).execute(&mut *transaction).await?;
    transaction.commit().await
}

/// Indexes that the server does not use, and constraints that it has not looked at. Whether its files are whole, the server
/// sees when it reads them.
pub async fn integrity(c: &mut PgConnection) -> Result<Vec<String>, sqlx::Error> {
    sqlx::query_scalar(
        "select 'l''indice ' || indexrelid::regclass || ' non è valido' from pg_catalog.pg_index
         where not (indisvalid and indisready) and indrelid::regclass::text = any (string_to_array($1, ' '))
         union all
         select 'il vincolo ' || conname || ' non è verificato' from pg_catalog.pg_constraint
         where not convalidated and conrelid::regclass::text = any (string_to_array($1, ' ')) order by 1",
    )
    .bind(table_names())
    .fetch_all(c)
    .await
}

/// The names of our tables: other programs may have tables beside them.
fn table_names() -> String {
    TABLES.iter().map(|table| table.name).collect::<Vec<&str>>().join(" ")
}

/// Texts are compared byte by byte, as on SQLite: the order of rows is the same on both engines, and no index breaks when
/// the system's rules of the alphabet change.
const ORDER: &str = r#"
do $$
declare one record;
begin
    for one in
        select c.relname as name,
            string_agg(format('alter column %I type text collate "C"', a.attname), ', ' order by a.attnum) as changes
        from pg_catalog.pg_attribute a join pg_catalog.pg_class c on c.oid = a.attrelid
        where c.relnamespace = to_regnamespace(current_schema()) and c.relkind = 'r' and a.attnum > 0
            and not a.attisdropped and a.atttypid = 'text'::regtype
            and c.relname = any (string_to_array(current_setting('traguardo.tables'), ' '))
            and a.attcollation <> (select oid from pg_catalog.pg_collation where collname = 'C')
        group by c.relname
    loop
        execute format('alter table %I %s', one.name, one.changes);
    end loop;
end $$;
"#;
