//! Files by what they are: bytes lie in a folder under their SHA-256, and are written once.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::fault::Fault;

/// The folder of the files.
#[derive(Clone, Debug)]
pub struct Files {
    folder: PathBuf,
}

/// The SHA-256 of bytes, in hexadecimal.
pub fn hash_of(bytes: &[u8]) -> String {
    format!("{:x}", Sha256::digest(bytes))
}

/// Whether a text is the SHA-256 of something: 64 small hexadecimal digits.
pub(crate) fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

impl Files {
    /// The files in a folder.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where a file lies.
    pub(crate) fn path(&self, hash: &str) -> PathBuf {
        let (first, rest) = hash.split_at_checked(2).unwrap_or(("", hash));
        self.folder.join(first).join(rest)
    }

    /// Writes bytes, unless they are there; gives their hash. When it returns, they lie on the disk.
    ///
    /// # Errors
    /// When the disk is full or cannot be written.
    pub async fn put(&self, bytes: &[u8]) -> Result<String, Fault> {
        let (files, bytes) = (self.clone(), bytes.to_vec());
        off_the_runtime(move || {
            let hash = hash_of(&bytes);
            files.put_now(&hash, &mut bytes.as_slice())?;
            Ok(hash)
        })
        .await
    }

    /// The bytes of a file.
    ///
    /// # Errors
    /// When it is not there, or is not what its name says.
    pub async fn get(&self, hash: &str) -> Result<Vec<u8>, Fault> {
        let (files, hash) = (self.clone(), hash.to_owned());
        off_the_runtime(move || {
            let mut bytes = Vec::new();
            files.copy_now(&hash, &mut bytes)?;
            Ok(bytes)
        })
        .await
    }

    /// Writes the bytes that a reader gives, unless they are there, when they are what the hash says; tells whether they
    /// were written. When it returns, they lie on the disk.
    pub(crate) fn put_now(&self, hash: &str, bytes: &mut impl Read) -> Result<bool, Fault> {
        let path = self.path(hash);
        let failed = |error: io::Error| Fault::at_file(hash, "scrivere", &error);
        let is_known = self.copy_now(hash, &mut io::sink()).is_ok();
        if !is_known {
            let temporary = path.with_extension(uuid::Uuid::now_v7().simple().to_string());
            write(&path, &temporary, hash, bytes).map_err(|error| {
                // Best effort: the failure that matters is the one at hand.
                let _ = std::fs::remove_file(&temporary);
                failed(error)
            })?;
        }
        // Whoever wrote a known file may not have come so far yet.
        settle(&path).map_err(failed)?;
        Ok(!is_known)
    }

    /// Copies a file to a writer, and sees that it is what its name says; gives its size.
    pub(crate) fn copy_now(&self, hash: &str, to: &mut impl Write) -> Result<u64, Fault> {
        let failed = |error: io::Error| Fault::at_file(hash, "leggere", &error);
        let mut file = File::open(self.path(hash)).map_err(failed)?;
        let (size, found) = copy(&mut file, to).map_err(failed)?;
        if found != hash {
            return Err(Fault::Inconsistent(format!("il file {hash} non è quello che era")));
        }
        Ok(size)
    }
}

/// Does what waits for the disk outside the runtime, and to its end even when nobody waits for it any more.
pub(crate) async fn off_the_runtime<T: Send + 'static>(
    what: impl FnOnce() -> Result<T, Fault> + Send + 'static,
) -> Result<T, Fault> {
    tokio::task::spawn_blocking(what).await.unwrap_or(Err(Fault::Unreachable))
}

/// Copies bytes; gives how many they were, and their hash.
pub(crate) fn copy(from: &mut impl Read, to: &mut impl Write) -> io::Result<(u64, String)> {
    let mut sha = Sha256::new();
    let mut size = 0;
    let mut some = vec![0; 64 * 1024];
    loop {
        let bytes = match from.read(&mut some) {
            Ok(0) => return Ok((size, format!("{:x}", sha.finalize()))),
            Ok(count) => some.get(..count).unwrap_or_default(),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        sha.update(bytes);
        to.write_all(bytes)?;
        size += bytes.len() as u64;
    }
}

fn write(path: &Path, temporary: &Path, hash: &str, bytes: &mut impl Read) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let mut file = File::create_new(temporary)?;
    let (_, found) = copy(bytes, &mut file)?;
    if found != hash {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "il contenuto non è quello atteso"));
    }
    file.sync_all()?;
    std::fs::rename(temporary, path)
}

/// Sees that the name of a file, and that of its folder, lie on the disk too.
pub(crate) fn settle(path: &Path) -> io::Result<()> {
    // Elsewhere a folder cannot be opened as a file, and names are kept without it.
    #[cfg(unix)]
    for folder in path.ancestors().skip(1).take(2).filter(|folder| !folder.as_os_str().is_empty()) {
        File::open(folder)?.sync_all()?;
    }
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn bytes_are_known_by_what_they_are() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::new(folder.path());
        let hash = files.put(b"delibera").await.unwrap();
        assert_eq!(files.put(b"delibera").await.unwrap(), hash);
        assert_eq!(files.get(&hash).await.unwrap(), b"delibera");
        assert!(matches!(files.get(&hash_of(b"altro")).await, Err(Fault::File { .. })));
    }

    #[tokio::test]
    async fn a_file_that_was_changed_is_not_given_and_can_be_mended() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::new(folder.path());
        let hash = files.put(b"delibera").await.unwrap();
        std::fs::write(files.path(&hash), b"delibere").unwrap();
        assert!(matches!(files.get(&hash).await, Err(Fault::Inconsistent(_))));
        files.put(b"delibera").await.unwrap();
        assert_eq!(files.get(&hash).await.unwrap(), b"delibera");
    }

    #[test]
    fn bytes_that_are_not_what_they_should_be_leave_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::new(folder.path());
        let hash = hash_of(b"delibera");
        assert!(matches!(files.put_now(&hash, &mut b"altro".as_slice()), Err(Fault::File { .. })));
        let inside = std::fs::read_dir(files.path(&hash).parent().unwrap()).unwrap();
        assert_eq!(inside.count(), 0);
    }

    #[tokio::test]
    async fn many_who_put_the_same_all_succeed() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::new(folder.path());
        let tasks: Vec<_> = (0..20)
            .map(|_| {
                let files = files.clone();
                tokio::spawn(async move { files.put(&vec![7; 100_000]).await })
            })
            .collect();
        for task in tasks {
            assert_eq!(task.await.unwrap(), Ok(hash_of(&vec![7; 100_000])));
        }
    }

    #[test]
    fn hashes_are_told_from_other_texts() {
        assert!(is_hash(&hash_of(b"")));
        assert!(!is_hash("../../etc/passwd"));
        assert!(!is_hash(&hash_of(b"").to_uppercase()));
    }
}
