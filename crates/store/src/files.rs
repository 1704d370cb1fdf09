//! Files by what they are: bytes lie in a folder under their SHA-256, and are written once.

use std::io;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use tokio::io::AsyncWriteExt;

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

impl Files {
    /// The files in a folder.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    fn path(&self, hash: &str) -> PathBuf {
        let (first, rest) = hash.split_at_checked(2).unwrap_or(("", hash));
        self.folder.join(first).join(rest)
    }

    /// Writes bytes, unless they are there; gives their hash. When it returns, they lie on the disk.
    ///
    /// # Errors
    /// When the disk is full or cannot be written.
    pub async fn put(&self, bytes: &[u8]) -> Result<String, Fault> {
        let hash = hash_of(bytes);
        let path = self.path(&hash);
        if tokio::fs::metadata(&path).await.is_ok_and(|known| known.len() == bytes.len() as u64) {
            return Ok(hash);
        }
        let temporary = path.with_extension(uuid::Uuid::now_v7().simple().to_string());
        match write(&path, &temporary, bytes).await {
            Ok(()) => Ok(hash),
            Err(error) => {
                // Best effort: the failure that matters is the one at hand.
                let _ = tokio::fs::remove_file(&temporary).await;
                Err(fault(&hash, "scrivere", &error))
            }
        }
    }

    /// The bytes of a file.
    ///
    /// # Errors
    /// When it is not there, or is not what its name says.
    pub async fn get(&self, hash: &str) -> Result<Vec<u8>, Fault> {
        let bytes = tokio::fs::read(self.path(hash)).await.map_err(|error| fault(hash, "leggere", &error))?;
        if hash_of(&bytes) != hash {
            return Err(Fault::Inconsistent(format!("il file {hash} non è quello che era")));
        }
        Ok(bytes)
    }
}

async fn write(path: &Path, temporary: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        tokio::fs::create_dir_all(folder).await?;
    }
    let mut file = tokio::fs::File::create_new(temporary).await?;
    file.write_all(bytes).await?;
    file.sync_all().await?;
    tokio::fs::rename(temporary, path).await
}

fn fault(name: &str, verb: &'static str, error: &io::Error) -> Fault {
    if error.kind() == io::ErrorKind::StorageFull {
        return Fault::Full;
    }
    Fault::File { name: name.to_owned(), verb, cause: error.to_string() }
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
    async fn a_file_that_was_changed_is_not_given() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::new(folder.path());
        let hash = files.put(b"delibera").await.unwrap();
        std::fs::write(files.path(&hash), b"delibere").unwrap();
        assert!(matches!(files.get(&hash).await, Err(Fault::Inconsistent(_))));
    }
}
