//! Moves a database to another place, or to the other engine.

use std::fs::File;
use std::path::PathBuf;

use super::guard::{NewDatabase, NewFiles};
use super::pages::{Walk, insert};
use super::restore::check_empty;
use super::row::{Row, key, shown};
use super::tables::{Table, copied};
use super::{Error, FILES, Progress, Summary, Watch};
use crate::fault::Fault;
use crate::files::{Files, is_hash, off_the_runtime};
use crate::store::Store;
use crate::work::{Reading, Work};

/// Copies a database, as it is at this moment, into an empty one (see [`Store::open`]) with another folder of files. What
/// was copied is read on both sides and compared row by row before it is kept: all of it, or nothing.
///
/// Each table is told of twice: when it is copied, and when it is compared.
///
/// # Errors
/// When the other database holds something or cannot be written, or a row is not the same there.
pub async fn migrate_to(
    from: &Store,
    url: &str,
    files: impl Into<PathBuf>,
    watch: Watch<'_>,
) -> Result<Summary, Error> {
    let new = NewDatabase::at(url);
    let to = Store::open(url, files).await?;
    let outcome = Move { from, to: &to, watch }.run().await;
    to.close().await;
    if outcome.is_ok() {
        new.keep();
    }
    outcome
}

struct Move<'m> {
    from: &'m Store,
    to: &'m Store,
    watch: Watch<'m>,
}

impl Move<'_> {
    async fn run(mut self) -> Result<Summary, Error> {
        let (mut reading, mut work) = (self.from.read().await?, self.to.work().await?);
        check_empty(&mut work.link()?).await?;
        let mut summary = Summary::default();
        for table in copied() {
            summary.tables.push((table.name, self.copy(&mut reading, &mut work, table).await?));
        }
        let written = self.files(&mut reading, &mut summary).await?;
        for (table, (_, whole)) in copied().zip(&summary.tables) {
            self.compare(&mut reading, &mut work, table, *whole).await?;
        }
        work.commit().await?;
        written.keep();
        Ok(summary)
    }

    async fn copy(
        &mut self,
        reading: &mut Reading,
        work: &mut Work,
        table: &'static Table,
    ) -> Result<u64, Error> {
        let whole = reading.link().rows_count(table).await?;
        let (mut walk, mut done) = (Walk::new(table), 0);
        loop {
            (self.watch)(Progress { table: table.name, done, whole });
            let rows = walk.next(&mut reading.link()).await?;
            if rows.is_empty() {
                return Ok(done);
            }
            insert(work, self.to.engine(), table, &rows).await?;
            done += rows.len() as u64;
        }
    }

    async fn files(&mut self, reading: &mut Reading, summary: &mut Summary) -> Result<NewFiles, Error> {
        let whole = reading.link().files_count().await?;
        let mut written = NewFiles::new(self.to.files().clone());
        let (mut after, mut done) = (String::new(), 0);
        loop {
            (self.watch)(Progress { table: FILES, done, whole });
            let hashes = reading.link().files_after(&after).await?;
            let Some(last) = hashes.last() else { return Ok(written) };
            after.clone_from(last);
            for hash in hashes {
                let size;
                (size, written) = file(self.from.files(), &hash, written).await?;
                match size {
                    Some(size) => {
                        summary.files += 1;
                        summary.bytes += size;
                    }
                    None => summary.missing.push(hash),
                }
                done += 1;
                (self.watch)(Progress { table: FILES, done, whole });
            }
        }
    }

    async fn compare(
        &mut self,
        reading: &mut Reading,
        work: &mut Work,
        table: &'static Table,
        whole: u64,
    ) -> Result<(), Error> {
        let (mut ours, mut theirs, mut done) = (Walk::new(table), Walk::new(table), 0);
        loop {
            let our_rows = ours.next(&mut reading.link()).await?;
            let their_rows = theirs.next(&mut work.link()?).await?;
            if let Some(row) = first_difference(&our_rows, &their_rows) {
                return Err(Error::Differs { table: table.name, row: shown(&key(table, row)) });
            }
            done += our_rows.len() as u64;
            (self.watch)(Progress { table: table.name, done, whole });
            if our_rows.is_empty() {
                return Ok(());
            }
        }
    }
}

/// Copies a file; gives its size, or nothing when it cannot be had whole.
async fn file(from: &Files, hash: &str, mut written: NewFiles) -> Result<(Option<u64>, NewFiles), Fault> {
    if !is_hash(hash) {
        return Ok((None, written));
    }
    let (from, hash) = (from.clone(), hash.to_owned());
    off_the_runtime(move || Ok((copy_file(&from, &mut written, &hash)?, written))).await
}

fn copy_file(from: &Files, to: &mut NewFiles, hash: &str) -> Result<Option<u64>, Fault> {
    let Ok(size) = from.copy_now(hash, &mut std::io::sink()) else { return Ok(None) };
    let file = File::open(from.path(hash));
    to.put(hash, &mut file.map_err(|error| Fault::at_file(hash, "leggere", &error))?)?;
    Ok(Some(size))
}

/// The first row that is not the same on both sides.
fn first_difference<'r>(ours: &'r [Row], theirs: &'r [Row]) -> Option<&'r Row> {
    let longer = ours.len().max(theirs.len());
    let at = (0..longer).find(|at| ours.get(*at) != theirs.get(*at))?;
    ours.get(at).or(theirs.get(at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::row::Value;

    #[test]
    fn the_first_difference_is_found() {
        let rows = |texts: &[&str]| -> Vec<Row> {
            texts.iter().map(|text| vec![Value::Text((*text).to_owned())]).collect()
        };
        for (ours, theirs, expected) in [
            (rows(&[]), rows(&[]), None),
            (rows(&["a", "b"]), rows(&["a", "b"]), None),
            (rows(&["a", "b"]), rows(&["a", "c"]), Some("b")),
            (rows(&["a", "b"]), rows(&["a"]), Some("b")),
            (rows(&["a"]), rows(&["a", "c"]), Some("c")),
        ] {
            let found = first_difference(&ours, &theirs).map(|row| row[0].clone());
            assert_eq!(found, expected.map(|text| Value::Text(text.to_owned())));
        }
    }
}
