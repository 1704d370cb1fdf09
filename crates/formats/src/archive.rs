//! The packed files that office documents are, opened within limits.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::{Limits, Unreadable};

/// A packed file.
pub(crate) struct Archive<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    /// Bytes that may still be unpacked.
    left: usize,
}

impl<'b> Archive<'b> {
    /// Opens a packed file.
    pub fn open(bytes: &'b [u8], limits: &Limits) -> Result<Self, Unreadable> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unreadable::Broken("archivio".into()))?;
        Ok(Self { zip, left: limits.unpacked })
    }

    /// A part by its name; `None` when there is none.
    pub fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, Unreadable> {
        let part = match self.zip.by_name(name) {
            Ok(part) => part,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(broken(name, &error)),
        };
        let mut bytes = Vec::new();
        // What is unpacked is counted, whatever the archive says of itself.
        let most = u64::try_from(self.left).unwrap_or(u64::MAX).saturating_add(1);
        part.take(most).read_to_end(&mut bytes).map_err(|_| Unreadable::Broken(name.to_owned()))?;
        self.left = self.left.checked_sub(bytes.len()).ok_or(Unreadable::TooMuch("testo compresso"))?;
        Ok(Some(bytes))
    }

    /// A part that no file of its kind lacks.
    pub fn required(&mut self, name: &str) -> Result<Vec<u8>, Unreadable> {
        self.part(name)?.ok_or_else(|| Unreadable::Broken(format!("manca {name}")))
    }

    /// The names of all parts.
    pub fn names(&self) -> Vec<String> {
        self.zip.file_names().filter_map(|name| Some(name.ok()?.into_owned())).collect()
    }
}

fn broken(name: &str, error: &ZipError) -> Unreadable {
    match error {
        ZipError::UnsupportedArchive(text) if text.contains("assword") => Unreadable::Locked,
        _ => Unreadable::Broken(name.to_owned()),
    }
}
