//! Why a command cannot do its work.

use std::fmt;
use std::io;
use std::path::Path;

/// A command that could not do its work: nothing was written, and `Display` is one Italian sentence.
#[derive(Debug, PartialEq, Eq)]
pub struct Failure(String);

impl Failure {
    /// A failure told by `sentence`.
    pub fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }

    /// A file or folder that cannot be read.
    pub fn unreadable(path: &Path, error: &io::Error) -> Self {
        Self(format!("«{}» {}", path.display(), reason("leggere", error)))
    }

    /// A file that cannot be written.
    pub fn unwritable(path: &Path, error: &io::Error) -> Self {
        Self(format!("«{}» {}", path.display(), reason("scrivere", error)))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What the operating system says, in Italian for the cases that happen to everybody.
fn reason(act: &str, error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound if act == "scrivere" => "sta in una cartella che non esiste".to_owned(),
        io::ErrorKind::NotFound => "non esiste".to_owned(),
        io::ErrorKind::PermissionDenied => format!("non si può {act}: il permesso è negato"),
        io::ErrorKind::IsADirectory => "è una cartella, non un file".to_owned(),
        io::ErrorKind::NotADirectory => "non sta in una cartella".to_owned(),
        io::ErrorKind::StorageFull => "non si può scrivere: lo spazio su disco è finito".to_owned(),
        _ => format!("non si può {act} ({error})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_names_the_file_and_the_reason() {
        let missing = io::Error::from(io::ErrorKind::NotFound);
        assert_eq!(
            Failure::unreadable(Path::new("piano.txt"), &missing).to_string(),
            "«piano.txt» non esiste"
        );
        assert_eq!(
            Failure::unwritable(Path::new("x/piano.json"), &missing).to_string(),
            "«x/piano.json» sta in una cartella che non esiste"
        );
    }
}
