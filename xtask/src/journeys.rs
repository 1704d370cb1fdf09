//! `cargo xtask journeys` and `cargo xtask manual`: the application as its users go through it, in browsers.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use crate::check::{cargo, step};
use crate::debian::{self, succeeds};
use crate::{root, vendor};

/// All journeys together may take so long, on two cores.
const BUDGET: Duration = Duration::from_secs(90);

/// Runs the journeys that are wanted: `--only NAME` (again and again), `--database URL`, `--real FOLDER`
/// (documents of real bodies go from the file to the approved plan, and nothing else).
pub fn run(arguments: &[&str]) -> Result<(), String> {
    let packages = ready().map_err(|missing| format!("journeys: {missing}"))?;
    step("the program", cargo(&["build", "--quiet", "-p", "traguardo"]))?;
    drive(&packages, arguments)
}

/// Runs all journeys as a step of the tests; where there is no browser, says so.
pub fn check() -> Result<(), String> {
    let packages = match ready() {
        Ok(packages) => packages,
        Err(missing) => {
            eprintln!("SKIPPED: journeys: {missing}");
            return Ok(());
        }
    };
    // The tests have built it; by itself it would be built once more, with fewer features.
    step("the program", cargo(&["test", "--quiet", "--workspace", "--no-run"]))?;
    let start = Instant::now();
    drive(&packages, &[])?;
    let taken = start.elapsed();
    if taken > BUDGET {
        eprintln!("SLOW: the journeys took {:.0} s instead of {} s", taken.as_secs_f32(), BUDGET.as_secs());
    }
    Ok(())
}

/// Makes the pictures of the manual.
pub fn manual() -> Result<(), String> {
    let folder = root().join("docs/manuale/immagini");
    let packages = ready().map_err(|missing| format!("manual: {missing}"))?;
    if !Path::new("/usr/lib/chromium/locales/it.pak").is_file() {
        // Else the fields for days and files speak English in the pictures.
        debian::install(&["chromium-l10n"])?;
    }
    step("the program", cargo(&["build", "--quiet", "-p", "traguardo"]))?;
    drive(&packages, &["--pictures", &folder.to_string_lossy()])?;
    // The pages of the application hold the pictures.
    step("the manual in the application", cargo(&["test", "--quiet", "-p", "web", "--lib", "manual"]))
}

fn drive(packages: &Path, arguments: &[&str]) -> Result<(), String> {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    let mut node = Command::new("node");
    node.arg(root().join("crates/web/journeys/run.mjs")).arg(target.join("debug/traguardo"));
    node.args(arguments).current_dir(packages);
    step("journeys", node)
}

/// Sees to it that all is there: node, Chromium, the packages. What is missing is installed where that can be done.
///
/// # Errors
/// What cannot be had.
fn ready() -> Result<PathBuf, String> {
    if !has_node() {
        debian::install(&["nodejs", "npm"])
            .map_err(|why| format!("node and npm are not installed: {why}"))?;
    }
    if !has_chromium() {
        debian::install(&["chromium"])
            .map_err(|why| format!("Chromium is not installed: {why}, or CHROMIUM=path"))?;
    }
    let packages = root().join("target/journeys");
    vendor::packages(&root().join("crates/web/journeys"), &packages)
        .map_err(|fault| format!("the packages of npm cannot be had: {fault}"))?;
    Ok(packages)
}

fn has_node() -> bool {
    ["node", "npm"].iter().all(|program| succeeds(Command::new(program).arg("--version")))
}

fn has_chromium() -> bool {
    let path = std::env::var_os("CHROMIUM").map_or_else(|| PathBuf::from("/usr/bin/chromium"), PathBuf::from);
    path.is_file()
}
