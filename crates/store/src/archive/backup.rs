//! Makes a copy of a database in use.

use std::path::Path;

use sha2::{Digest, Sha256};

use super::index::{Chain, Index, NAME, TableIndex, entry_of};
use super::pages::Walk;
use super::row::{Row, number, text, write_line};
use super::tables::{Table, copied};
use super::writing::Writing;
use super::{FILES, Progress, Summary, Watch};
use crate::fault::Fault;
use crate::files::is_hash;
use crate::link::Link;
use crate::store::Store;

/// Makes a copy of a database and its files; others go on writing meanwhile. `now` is microseconds since 1970 in UTC. What
/// was at the path is replaced, when the copy is whole.
///
/// # Errors
/// When the database does not answer, or the copy cannot be written. A file of the folder that is missing or damaged
/// hinders no copy: it is told in the [`Summary`].
pub async fn backup(
    store: &Store,
    path: &Path,
    program_version: &str,
    now: i64,
    watch: Watch<'_>,
) -> Result<Summary, Fault> {
    let mut reading = store.read().await?;
    let mut copy = Copy {
        writing: Writing::begin(path, store.files().clone()),
        index: Index::new(program_version, store.engine(), now),
        watch,
    };
    let mut tables = Vec::new();
    for table in copied() {
        tables.push((table.name, copy.table(&mut reading.link(), table).await?));
    }
    // Files lie in the folder before rows speak of them, so all that these rows speak of are there.
    copy.files(&mut reading.link()).await?;
    drop(reading);
    let files = copy.index.files.clone();
    copy.finish().await?;
    Ok(Summary { tables, files: files.count, bytes: files.bytes, missing: files.missing })
}

struct Copy<'w> {
    writing: Writing,
    index: Index,
    watch: Watch<'w>,
}

impl Copy<'_> {
    async fn table(&mut self, link: &mut Link<'_>, table: &'static Table) -> Result<u64, Fault> {
        let whole = link.rows_count(table).await?;
        self.writing.entry(entry_of(table)).await?;
        let (mut walk, mut sha, mut done) = (Walk::new(table), Sha256::new(), 0);
        loop {
            (self.watch)(Progress { table: table.name, done, whole });
            let rows = walk.next(link).await?;
            if rows.is_empty() {
                break;
            }
            done += rows.len() as u64;
            let bytes = lines(table, &rows)?;
            sha.update(&bytes);
            self.writing.bytes(bytes).await?;
            if table.name == "body" {
                self.index.chains.extend(rows.iter().map(|row| chain(table, row)));
            }
        }
        let sha256 = format!("{:x}", sha.finalize());
        self.index.tables.push(TableIndex { name: table.name.to_owned(), rows: done, sha256 });
        Ok(done)
    }

    async fn files(&mut self, link: &mut Link<'_>) -> Result<(), Fault> {
        let whole = link.files_count().await?;
        let (mut after, mut sha, mut done) = (String::new(), Sha256::new(), 0);
        loop {
            (self.watch)(Progress { table: FILES, done, whole });
            let hashes = link.files_after(&after).await?;
            let Some(last) = hashes.last() else { break };
            after.clone_from(last);
            for hash in hashes {
                self.file(hash, &mut sha).await?;
                done += 1;
                (self.watch)(Progress { table: FILES, done, whole });
            }
        }
        self.index.files.sha256 = format!("{:x}", sha.finalize());
        Ok(())
    }

    async fn file(&mut self, hash: String, sha: &mut Sha256) -> Result<(), Fault> {
        let copied = if is_hash(&hash) { self.writing.file(&hash).await?.ok() } else { None };
        let files = &mut self.index.files;
        match copied {
            Some(size) => {
                files.count += 1;
                files.bytes += size;
                sha.update(format!("{hash}\n"));
            }
            None => files.missing.push(hash),
        }
        Ok(())
    }

    async fn finish(mut self) -> Result<(), Fault> {
        let index = serde_json::to_vec_pretty(&self.index).map_err(|error| unwritten(&error))?;
        self.writing.entry(NAME.to_owned()).await?;
        self.writing.bytes(index).await?;
        self.writing.finish().await
    }
}

fn lines(table: &Table, rows: &[Row]) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::new();
    for row in rows {
        write_line(table, row, &mut bytes).map_err(|error| unwritten(&error))?;
    }
    Ok(bytes)
}

fn unwritten(error: &serde_json::Error) -> Fault {
    Fault::Engine { doing: "backup", cause: error.to_string() }
}

/// The head of the chain of a body.
pub fn chain(table: &Table, row: &Row) -> Chain {
    Chain {
        body: text(table, row, "id").to_owned(),
        number: number(table, row, "chain_number"),
        hash: text(table, row, "chain_hash").to_owned(),
    }
}
