//! Reads a copy, outside the runtime, and sees that it is what it was when it was made.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use zip::ZipArchive;
use zip::result::ZipError;

use super::backup::chain;
use super::guard::NewFiles;
use super::index::{Chain, FORMAT, FilesIndex, Index, NAME, TableIndex, entry_of, entry_of_file};
use super::pages::PAGE;
use super::row::{Row, read_line};
use super::tables::{Table, copied};
use super::{Error, name_of};
use crate::fault::Fault;
use crate::files::{Files, copy, is_hash};
use crate::store::form;

/// Two pages wait at most.
const WAITING: usize = 2;

/// What is read, in its order.
pub enum Found {
    /// Rows of a table, which has so many in all.
    Rows(&'static Table, Vec<Row>, u64),
    /// A file; there are so many in all.
    File(u64),
}

/// A copy that is being read.
pub struct Reader {
    found: mpsc::Receiver<Found>,
    thread: JoinHandle<Result<Option<NewFiles>, Error>>,
}

/// The index of a copy, when it can be read by this program.
pub fn index(path: &Path) -> Result<Index, Error> {
    Source::open(path)?.index()
}

impl Reader {
    /// Begins to read; the files go into a folder, when one is given.
    pub fn begin(path: &Path, index: Index, into: Option<Files>) -> Self {
        let (finds, found) = mpsc::channel(WAITING);
        let path = path.to_path_buf();
        let into = into.map(NewFiles::new);
        let thread = tokio::task::spawn_blocking(move || Source::open(&path)?.read(&index, into, &finds));
        Self { found, thread }
    }

    /// What comes next.
    pub async fn next(&mut self) -> Option<Found> {
        self.found.recv().await
    }

    /// How it ended: with the files that were written, or with what is wrong with the copy.
    pub async fn end(self) -> Result<Option<NewFiles>, Error> {
        drop(self.found);
        self.thread.await.unwrap_or(Err(Error::Store(Fault::Unreachable)))
    }
}

struct Source {
    path: PathBuf,
    zip: ZipArchive<BufReader<File>>,
}

impl Source {
    fn open(path: &Path) -> Result<Self, Error> {
        let unreadable =
            |error: io::Error| Error::Unreadable { name: name_of(path), cause: error.to_string() };
        let file = File::open(path).map_err(unreadable)?;
        let zip =
            ZipArchive::new(BufReader::new(file)).map_err(|error| faulty(path, "l'archivio", &error))?;
        Ok(Self { path: path.to_path_buf(), zip })
    }

    fn damaged(&self, what: impl Into<String>) -> Error {
        Error::Damaged { name: name_of(&self.path), what: what.into() }
    }

    fn index(&mut self) -> Result<Index, Error> {
        let mut text = String::new();
        let path = self.path.clone();
        let mut entry = self.zip.by_name(NAME).map_err(|error| faulty(&path, NAME, &error))?;
        entry.read_to_string(&mut text).map_err(|error| faulty(&path, NAME, &error.into()))?;
        drop(entry);
        let index: Index = serde_json::from_str(&text).map_err(|_| self.damaged(NAME))?;
        if index.format != FORMAT || index.form != form() {
            return Err(Error::OtherForm { name: name_of(&self.path), program: index.program });
        }
        if index.is_whole() { Ok(index) } else { Err(self.damaged(NAME)) }
    }

    fn read(
        mut self,
        index: &Index,
        into: Option<NewFiles>,
        finds: &mpsc::Sender<Found>,
    ) -> Result<Option<NewFiles>, Error> {
        let mut heads = Vec::new();
        for (table, said) in copied().zip(&index.tables) {
            self.table(table, said, &mut heads, finds)?;
        }
        if heads != index.chains {
            return Err(self.damaged("le teste dei registri"));
        }
        self.files(&index.files, into, finds)
    }

    fn table(
        &mut self,
        table: &'static Table,
        said: &TableIndex,
        heads: &mut Vec<Chain>,
        finds: &mpsc::Sender<Found>,
    ) -> Result<(), Error> {
        let (name, path) = (entry_of(table), self.path.clone());
        let damaged = || Error::Damaged { name: name_of(&path), what: name.clone() };
        let entry = self.zip.by_name(&name).map_err(|error| faulty(&path, &name, &error))?;
        let mut lines = Lines { from: BufReader::new(entry), sha: Sha256::new() };
        let mut count = 0;
        loop {
            let rows = lines.page(table).map_err(|error| faulty(&path, &name, &error.into()))?;
            let rows = rows.ok_or_else(damaged)?;
            if rows.is_empty() {
                break;
            }
            count += rows.len() as u64;
            if table.name == "body" {
                heads.extend(rows.iter().map(|row| chain(table, row)));
            }
            if finds.blocking_send(Found::Rows(table, rows, said.rows)).is_err() {
                return Err(Error::Store(Fault::Unreachable));
            }
        }
        let is_same = count == said.rows && format!("{:x}", lines.sha.finalize()) == said.sha256;
        if is_same { Ok(()) } else { Err(damaged()) }
    }

    fn files(
        &mut self,
        said: &FilesIndex,
        mut into: Option<NewFiles>,
        finds: &mpsc::Sender<Found>,
    ) -> Result<Option<NewFiles>, Error> {
        let hashes = self.hashes();
        let mut sha = Sha256::new();
        for hash in &hashes {
            sha.update(format!("{hash}\n"));
        }
        let is_same = hashes.len() as u64 == said.count && format!("{:x}", sha.finalize()) == said.sha256;
        if !is_same || !hashes.iter().all(|hash| is_hash(hash)) {
            return Err(self.damaged("l'elenco dei file"));
        }
        let mut bytes = 0;
        for hash in &hashes {
            bytes += self.file(hash, into.as_mut())?;
            if finds.blocking_send(Found::File(said.count)).is_err() {
                return Err(Error::Store(Fault::Unreachable));
            }
        }
        if bytes == said.bytes { Ok(into) } else { Err(self.damaged("l'elenco dei file")) }
    }

    /// The hashes of the files, in their order.
    fn hashes(&self) -> Vec<String> {
        let names = self.zip.file_names().filter_map(Result::ok);
        let mut hashes: Vec<String> =
            names.filter_map(|name| name.strip_prefix("file/").map(str::to_owned)).collect();
        hashes.sort();
        hashes
    }

    fn file(&mut self, hash: &str, into: Option<&mut NewFiles>) -> Result<u64, Error> {
        let (name, path) = (entry_of_file(hash), self.path.clone());
        let mut entry = self.zip.by_name(&name).map_err(|error| faulty(&path, &name, &error))?;
        let size = entry.size();
        if let Some(into) = into {
            // What would be wrong with the copy was found when it was read through.
            into.put(hash, &mut entry)?;
            return Ok(size);
        }
        let (_, found) =
            copy(&mut entry, &mut io::sink()).map_err(|error| faulty(&path, &name, &error.into()))?;
        if found == hash { Ok(size) } else { Err(Error::Damaged { name: name_of(&path), what: name }) }
    }
}

/// The lines of a table's entry, counted into its hash.
struct Lines<R> {
    from: R,
    sha: Sha256,
}

impl<R: BufRead> Lines<R> {
    /// Some rows; nothing when a line is none of the table.
    fn page(&mut self, table: &Table) -> io::Result<Option<Vec<Row>>> {
        let mut rows = Vec::new();
        let mut line = Vec::new();
        while i64::try_from(rows.len()).is_ok_and(|count| count < PAGE) {
            line.clear();
            if self.from.read_until(b'\n', &mut line)? == 0 {
                break;
            }
            self.sha.update(&line);
            match read_line(table, &line) {
                Some(row) => rows.push(row),
                None => return Ok(None),
            }
        }
        Ok(Some(rows))
    }
}

/// What an error of the archive means: a disk that cannot be read is not a damaged copy.
fn faulty(path: &Path, what: &str, error: &ZipError) -> Error {
    match error {
        ZipError::Io(error) if error.raw_os_error().is_some() => {
            Error::Unreadable { name: name_of(path), cause: error.to_string() }
        }
        _ => Error::Damaged { name: name_of(path), what: what.to_owned() },
    }
}
