//! The program, as its users have it, printing documents.

use std::path::Path;
use std::process::Command;

use crate::check::{cargo, step};
use crate::root;

/// Builds the program.
pub fn build() -> Result<(), String> {
    step("the program", cargo(&["build", "--release", "-p", "traguardo"]))
}

/// Writes what the program makes of a document by its method: a command, its options, and where to. The findings of the
/// document are no matter.
pub fn write(command: &str, options: &[&str], text: &Path, method: &Path, path: &Path) -> Result<(), String> {
    let mut program = Command::new(root().join("target/release/traguardo"));
    program.arg(command).arg(text).arg("--method").arg(method).args(options).arg("-o").arg(path);
    let done = program.output().map_err(|error| format!("traguardo: {error}"))?;
    if path.is_file() {
        Ok(())
    } else {
        Err(format!("{}: {}", path.display(), String::from_utf8_lossy(&done.stderr)))
    }
}
