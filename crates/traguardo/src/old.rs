//! Files in old formats, converted by LibreOffice where it is installed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use formats::Old;

use crate::error::Failure;

/// The longest that a conversion may take.
const LONGEST: Duration = Duration::from_mins(2);
/// How often it is looked at.
const STEP: Duration = Duration::from_millis(50);

/// Converts a file to the format of today, in a folder of its own that is removed at the end.
///
/// The program runs without a profile of the user's, without macros and without a screen.
pub fn convert(path: &Path, bytes: &[u8], old: Old) -> Result<Vec<u8>, Failure> {
    let (from, to) = match old {
        Old::Doc => ("doc", "docx"),
        Old::Rtf => ("rtf", "docx"),
        Old::Xls => ("xls", "xlsx"),
    };
    let shown = path.display();
    let failed = |what: &str| {
        Failure::new(format!(
            "«{shown}» è in un formato superato (.{from}) e {what}: aprilo e salvalo come .{to}, poi usa quello"
        ))
    };
    let Some(program) = program() else {
        return Err(failed("per leggerlo serve LibreOffice, che non è installato"));
    };
    let temporary =
        tempfile::tempdir().map_err(|error| Failure::unwritable(&std::env::temp_dir(), &error))?;
    let folder = temporary.path();
    let source = folder.join(format!("documento.{from}"));
    fs::write(&source, bytes).map_err(|error| Failure::unwritable(&source, &error))?;
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profilo").display());
    let mut command = Command::new(program);
    command.args([&profile, "--headless", "--norestore", "--convert-to", to, "--outdir"]);
    command.arg(folder).arg(&source);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    if !finishes(&mut command) {
        return Err(failed("LibreOffice non è riuscito a convertirlo"));
    }
    let converted = folder.join(format!("documento.{to}"));
    fs::read(&converted).map_err(|_| failed("LibreOffice non è riuscito a convertirlo"))
}

/// Runs a program to its end, or ends it when it takes too long; whether it went well.
fn finishes(command: &mut Command) -> bool {
    let Ok(mut child) = command.spawn() else { return false };
    let start = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return status.success(),
            Ok(None) if start.elapsed() < LONGEST => sleep(STEP),
            _ => {
                // It may have ended meanwhile: nothing to do about it then.
                let _ = child.kill();
                let _ = child.wait();
                return false;
            }
        }
    }
}

/// LibreOffice, where the system finds programs.
fn program() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let names = ["soffice", "libreoffice"];
    names
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)))
        .find(|file| file.is_file())
}
