//! Writing results: whole or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use crate::error::Failure;

/// Writes a result to a file, or to standard output when there is none.
pub fn write(target: Option<&Path>, text: &str) -> Result<(), Failure> {
    match target {
        None => print(text),
        Some(path) => write_bytes(path, text.as_bytes()),
    }
}

/// Writes a result that may be no text to a file, or to standard output when that is no screen.
pub fn write_result(target: Option<&Path>, bytes: &[u8]) -> Result<(), Failure> {
    match (target, std::str::from_utf8(bytes)) {
        (Some(path), _) => write_bytes(path, bytes),
        (None, Ok(text)) => print(text),
        (None, Err(_)) if io::stdout().is_terminal() => {
            Err(Failure::new("questo formato non si legge a schermo: indica un file con -o"))
        }
        (None, Err(_)) => print_bytes(bytes),
    }
}

/// Writes a result that is no text to a file.
pub fn write_bytes(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    replace(path, bytes).map_err(|error| Failure::unwritable(path, &error))
}

/// Writes to standard output; whoever stops reading (`| head`) is no failure.
pub fn print(text: &str) -> Result<(), Failure> {
    print_bytes(text.as_bytes())
}

fn print_bytes(bytes: &[u8]) -> Result<(), Failure> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::new(format!("non si può scrivere a schermo ({error})")))
        }
        _ => Ok(()),
    }
}

/// JSON as it is written for people and for version control: indented, with a newline at the end.
pub fn pretty(json: &serde_json::Value) -> String {
    format!("{json:#}\n")
}

/// Puts `bytes` in a file in one step: who reads it finds the old content or the new, never a part.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let existing = fs::canonicalize(path).ok();
    let path = existing.as_deref().unwrap_or(path);
    // A device or a pipe cannot be replaced, and must not be.
    if existing.is_some() && !fs::metadata(path)?.is_file() {
        return OpenOptions::new().write(true).open(path)?.write_all(bytes);
    }
    let temporary = beside(path);
    let written = write_new(&temporary, bytes).and_then(|()| fs::rename(&temporary, path));
    if written.is_err() {
        // Best effort: the failure that matters is the one already at hand.
        let _ = fs::remove_file(&temporary);
    }
    written
}

fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// A name for the file until it is complete, in the same folder so that renaming is one step.
fn beside(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{}.tmp", std::process::id()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_and_leaves_nothing_behind() {
        let folder = std::env::temp_dir().join(format!("traguardo-output-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let path = folder.join("piano.json");
        for text in ["primo", "secondo"] {
            write(Some(&path), text).unwrap();
            assert_eq!(fs::read_to_string(&path).unwrap(), text);
        }
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn a_folder_that_is_not_there_is_told() {
        let failure = write(Some(Path::new("cartella-che-non-esiste/piano.json")), "x").unwrap_err();
        assert!(failure.to_string().contains("cartella che non esiste"));
    }
}
