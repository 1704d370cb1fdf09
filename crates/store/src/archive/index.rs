//! `indice.json`: what a copy says of itself.

use serde::{Deserialize, Serialize};

use super::tables::{Table, copied};
use crate::store::{Engine, form};

/// The format, with its number.
pub const FORMAT: &str = "traguardo-copia/1";
/// The name of the index in a copy.
pub const NAME: &str = "indice.json";

/// What a copy says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Index {
    pub format: String,
    /// Version of the program that made it.
    pub program: String,
    /// The form of the database: the number of the last change to its tables.
    pub form: i64,
    /// When it was made: microseconds since 1970 in UTC.
    pub at: i64,
    pub engine: String,
    pub tables: Vec<TableIndex>,
    pub chains: Vec<Chain>,
    pub files: FilesIndex,
}

/// A table in a copy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableIndex {
    pub name: String,
    pub rows: u64,
    /// Of the bytes of its rows.
    pub sha256: String,
}

/// The head of a body's audit chain.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Chain {
    pub body: String,
    pub number: i64,
    pub hash: String,
}

/// The files in a copy.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilesIndex {
    pub count: u64,
    pub bytes: u64,
    /// Of their hashes in their order, a line each.
    pub sha256: String,
    /// Those that rows speak of and that were missing or damaged when the copy was made.
    pub missing: Vec<String>,
}

impl Index {
    /// The index of a copy that is being begun.
    pub fn new(program: &str, engine: Engine, at: i64) -> Self {
        let engine = match engine {
            Engine::Sqlite => "sqlite",
            Engine::Postgres => "postgres",
        };
        Self {
            format: FORMAT.to_owned(),
            program: program.to_owned(),
            form: form(),
            at,
            engine: engine.to_owned(),
            tables: Vec::new(),
            chains: Vec::new(),
            files: FilesIndex::default(),
        }
    }

    /// Whether it speaks of exactly the tables that go into copies, in their order.
    pub fn is_whole(&self) -> bool {
        self.tables.iter().map(|table| table.name.as_str()).eq(copied().map(|table| table.name))
    }
}

/// The name of a table's entry.
pub fn entry_of(table: &Table) -> String {
    format!("tabelle/{}.jsonl", table.name)
}

/// The name of a file's entry.
pub fn entry_of_file(hash: &str) -> String {
    format!("file/{hash}")
}
