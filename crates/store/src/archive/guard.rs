//! What is taken away again unless all goes well.

use std::io::Read;
use std::path::PathBuf;

use crate::engine::sqlite;
use crate::fault::Fault;
use crate::files::Files;

/// Files that were newly written to a folder.
#[derive(Debug)]
pub struct NewFiles {
    files: Files,
    hashes: Vec<String>,
}

impl NewFiles {
    pub fn new(files: Files) -> Self {
        Self { files, hashes: Vec::new() }
    }

    /// Writes a file, unless it is there.
    pub fn put(&mut self, hash: &str, bytes: &mut impl Read) -> Result<(), Fault> {
        if self.files.put_now(hash, bytes)? {
            self.hashes.push(hash.to_owned());
        }
        Ok(())
    }

    pub fn keep(mut self) {
        self.hashes.clear();
    }
}

impl Drop for NewFiles {
    fn drop(&mut self) {
        for hash in &self.hashes {
            // What stays is in nobody's way: no row speaks of it.
            let _ = std::fs::remove_file(self.files.path(hash));
        }
    }
}

/// The file of an SQLite database that was not there before.
#[derive(Debug)]
pub struct NewDatabase(Option<PathBuf>);

impl NewDatabase {
    /// To be asked before the database is opened.
    pub fn at(url: &str) -> Self {
        Self(sqlite::path_of(url).filter(|path| !path.exists()))
    }

    pub fn keep(mut self) {
        self.0 = None;
    }
}

impl Drop for NewDatabase {
    fn drop(&mut self) {
        let Some(path) = &self.0 else { return };
        for end in ["", "-wal", "-shm"] {
            let mut name = path.clone().into_os_string();
            name.push(end);
            // Who tries again is told that it is there.
            let _ = std::fs::remove_file(name);
        }
    }
}
