//! A small disk in the memory of the machine, to be filled.

use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where the small disk is, for the process that fills it.
const DISK: &str = "TRAGUARDO_SMALL_DISK";
/// How the script says that no disk may be mounted.
const FORBIDDEN: i32 = 77;

/// Runs a test again, by its full name, in a process of its own where a disk of so many megabytes is; says aloud when that
/// is not allowed.
///
/// # Panics
/// When the test fails there.
pub fn on_small_disk(name: &str, megabytes: u32, test: impl AsyncFnOnce(PathBuf)) {
    if let Some(disk) = std::env::var_os(DISK) {
        return crate::runtime().block_on(test(disk.into()));
    }
    let folder = tempfile::tempdir().unwrap();
    let script = format!("mount -t tmpfs -o size={megabytes}m none \"$0\" || exit {FORBIDDEN}; exec \"$@\"");
    let root = Command::new("id").arg("-u").output().is_ok_and(|id| id.stdout == b"0\n");
    let spaces: &[&str] = if root { &["-m"] } else { &["-U", "-r", "-m"] };
    let output = Command::new("unshare")
        .args(spaces)
        .args(["sh", "-c", &script])
        .args([folder.path(), &std::env::current_exe().unwrap()])
        .args(["--exact", name, "--nocapture"])
        .env(DISK, folder.path())
        .output();
    match output {
        Ok(output) if output.status.success() => {}
        Ok(output) if output.status.code().is_some_and(|code| code != FORBIDDEN && code != 1) => {
            panic!("{}\n{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
        }
        _ => eprintln!("*** LEFT OUT: {name} needs to be allowed to mount a small disk ***"),
    }
}

/// Takes up what is left of the disk but for some bytes.
///
/// # Panics
/// When the disk takes no file at all.
pub fn fill(disk: &Path, but: u64) {
    free(disk);
    let mut file = File::create(ballast(disk)).unwrap();
    let mut size: u64 = 0;
    while file.write_all(&[1; 4096]).is_ok() {
        size += 4096;
    }
    file.set_len(size.saturating_sub(but)).unwrap();
}

/// Gives back what was taken up.
pub fn free(disk: &Path) {
    // It may not have been filled.
    let _ = std::fs::remove_file(ballast(disk));
}

fn ballast(disk: &Path) -> PathBuf {
    disk.join("ballast")
}
