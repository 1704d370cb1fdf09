//! Rows of any table, some at a time: no table is ever held whole.

use super::Error;
use super::row::{Row, Value, key, shown};
use super::tables::Table;
use crate::engine;
use crate::fault::Fault;
use crate::link::{Link, on_engine};
use crate::store::Engine;
use crate::work::Work;

/// So many rows are held at once.
pub const PAGE: i64 = 200;
/// So many hashes of files are held at once.
const HASHES: i64 = 5_000;

macro_rules! engine {
    ($name:ident, $db:ident, $connection:ident) => {
        mod $name {
            use crate::archive::row::{Row, Value};
            use crate::archive::tables::{Column, Kind, Table};

            type Db = sqlx::$db;
            type Conn = sqlx::$connection;
            type Answer<T> = Result<T, sqlx::Error>;

            include!("sql.rs");
        }
    };
}

engine!(sqlite, Sqlite, SqliteConnection);
engine!(postgres, Postgres, PgConnection);

impl Link<'_> {
    /// How many rows a table has.
    pub(crate) async fn rows_count(&mut self, table: &Table) -> Result<u64, Fault> {
        let count = on_engine!(self, "rows_count", sqlite::count, postgres::count, table)?;
        Ok(u64::try_from(count).unwrap_or(0))
    }

    /// How many files rows speak of.
    pub(crate) async fn files_count(&mut self) -> Result<u64, Fault> {
        let count = on_engine!(self, "files_count", sqlite::files_count, postgres::files_count)?;
        Ok(u64::try_from(count).unwrap_or(0))
    }

    /// The rows for which a condition holds, at most so many. The condition is SQL: no text from outside may be in it.
    pub(crate) async fn rows_where(
        &mut self,
        table: &Table,
        condition: &str,
        limit: i64,
    ) -> Result<Vec<Row>, Fault> {
        on_engine!(self, "rows_where", sqlite::find, postgres::find, table, condition, limit)
    }

    /// What the engine itself finds wrong.
    pub(crate) async fn integrity(&mut self) -> Result<Vec<String>, Fault> {
        on_engine!(self, "integrity", engine::sqlite::integrity, engine::postgres::integrity)
    }

    /// Adds rows.
    async fn rows_insert(&mut self, table: &Table, rows: &[Row]) -> Result<(), Fault> {
        if rows.is_empty() {
            return Ok(());
        }
        on_engine!(self, "rows_insert", sqlite::insert, postgres::insert, table, rows)
    }

    /// The hashes of files that rows speak of, after one, some at a time.
    pub(crate) async fn files_after(&mut self, after: &str) -> Result<Vec<String>, Fault> {
        on_engine!(self, "files_after", sqlite::files, postgres::files, after, HASHES)
    }
}

/// Adds rows to a database that is being filled.
pub async fn insert(
    work: &mut Work,
    engine: Engine,
    table: &'static Table,
    rows: &[Row],
) -> Result<(), Error> {
    let has_nul =
        |row: &&Row| row.iter().any(|value| matches!(value, Value::Text(text) if text.contains('\0')));
    if engine == Engine::Postgres
        && let Some(row) = rows.iter().find(has_nul)
    {
        return Err(Error::Nul { table: table.name, row: shown(&key(table, row)) });
    }
    Ok(work.link()?.rows_insert(table, rows).await?)
}

/// Goes through a table in the order of its key.
#[derive(Debug)]
pub struct Walk {
    table: &'static Table,
    after: Option<Vec<Value>>,
    is_over: bool,
}

impl Walk {
    /// Stands before the first row.
    pub fn new(table: &'static Table) -> Self {
        Self { table, after: None, is_over: false }
    }

    /// The next rows; none when there are no more.
    pub async fn next(&mut self, link: &mut Link<'_>) -> Result<Vec<Row>, Fault> {
        if self.is_over {
            return Ok(Vec::new());
        }
        let after = self.after.as_deref();
        let rows = on_engine!(link, "rows_page", sqlite::page, postgres::page, self.table, after, PAGE)?;
        self.is_over = i64::try_from(rows.len()).is_ok_and(|count| count < PAGE);
        if let Some(row) = rows.last() {
            self.after = Some(key(self.table, row));
        }
        Ok(rows)
    }
}
