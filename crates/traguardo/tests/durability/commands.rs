//! The commands that keep a database safe.

use std::path::Path;
use std::process::{Command, Output};

/// Runs a command on a folder of data, or on another database with the files of the folder.
pub fn run(command: &str, data: &Path, database: Option<&str>, rest: &[&Path]) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_traguardo"));
    program.arg(command).arg("--data").arg(data).args(rest);
    program.env_remove("TRAGUARDO_DATABASE").env_remove("TRAGUARDO_DATA");
    if let Some(database) = database {
        program.args(["--database", database]);
    }
    program.output().unwrap()
}

/// Runs a command that must succeed; gives what it says.
pub fn succeeds(command: &str, data: &Path, database: Option<&str>, rest: &[&Path]) -> String {
    let output = run(command, data, database, rest);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{command}: {said}{}", String::from_utf8_lossy(&output.stderr));
    said
}

/// The doctor finds everything as it must be, the chain of the audit trail with its entries among it.
pub fn is_sound(data: &Path, database: Option<&str>) {
    let said = succeeds("doctor", data, database, &[]);
    assert!(said.contains("Tutto in ordine."), "{said}");
}
