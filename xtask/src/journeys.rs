//! `cargo xtask journeys` and `cargo xtask manual`: the application as its users go through it, in browsers.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::check::{cargo, step};
use crate::{root, vendor};

/// All journeys together may take so long, on two cores.
const BUDGET: Duration = Duration::from_secs(90);

/// Runs the journeys that are wanted: `--only NAME` (again and again), `--database URL`, `--timed`.
pub fn run(arguments: &[&str]) -> Result<(), String> {
    match ready()? {
        Ok(packages) => drive(&packages, arguments),
        Err(missing) => Err(format!("journeys: {missing}")),
    }
}

/// Runs all journeys as a step of the tests; where there is no browser, says so.
pub fn check() -> Result<(), String> {
    match ready()? {
        Ok(packages) => {
            let start = Instant::now();
            drive(&packages, &[])?;
            let taken = start.elapsed();
            if taken > BUDGET {
                eprintln!(
                    "SLOW: the journeys took {:.0} s instead of {} s",
                    taken.as_secs_f32(),
                    BUDGET.as_secs()
                );
            }
            Ok(())
        }
        Err(missing) => {
            eprintln!("SKIPPED: journeys: {missing}");
            Ok(())
        }
    }
}

/// Makes the pictures of the manual.
pub fn manual() -> Result<(), String> {
    let folder = root().join("docs/manuale/immagini");
    let packages = ready()?.map_err(|missing| format!("manual: {missing}"))?;
    if !Path::new("/usr/lib/chromium/locales/it.pak").is_file() {
        // Else the fields for days and files speak English in the pictures.
        install(&["chromium-l10n"]);
    }
    drive(&packages, &["--pictures", &folder.to_string_lossy()])?;
    // The pages of the application hold the pictures.
    step("the manual in the application", cargo(&["test", "--quiet", "-p", "web", "--lib", "manual"]))
}

fn drive(packages: &Path, arguments: &[&str]) -> Result<(), String> {
    step("the program", cargo(&["build", "--quiet", "-p", "traguardo"]))?;
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    let mut node = Command::new("node");
    node.arg(root().join("crates/web/journeys/run.mjs")).arg(target.join("debug/traguardo"));
    node.args(arguments).current_dir(packages);
    step("journeys", node)
}

/// Sees to it that all is there: node, Chromium, the packages. What is missing is installed where that can be done, and said;
/// the inner error says what cannot be had.
fn ready() -> Result<Result<PathBuf, String>, String> {
    if !answers("node") || !answers("npm") {
        install(&["nodejs", "npm"]);
    }
    if !answers("node") || !answers("npm") {
        return Ok(Err("node and npm are not installed, and cannot be (apt install nodejs npm)".to_owned()));
    }
    if !has_chromium() {
        install(&["chromium"]);
    }
    if !has_chromium() {
        return Ok(Err(
            "Chromium is not installed, and cannot be (apt install chromium, or CHROMIUM=path)".to_owned()
        ));
    }
    let packages = root().join("target/journeys");
    match vendor::packages(&root().join("crates/web/journeys"), &packages) {
        Ok(()) => Ok(Ok(packages)),
        Err(fault) => Ok(Err(format!("the packages of npm cannot be had: {fault}"))),
    }
}

fn answers(program: &str) -> bool {
    let mut command = Command::new(program);
    command.arg("--version").stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

fn has_chromium() -> bool {
    let path = std::env::var_os("CHROMIUM").map_or_else(|| PathBuf::from("/usr/bin/chromium"), PathBuf::from);
    path.is_file()
}

/// Installs packages of Debian, where that is what the system has and this may do it.
fn install(names: &[&str]) {
    if !answers("apt-get") {
        return;
    }
    eprintln!("== installing {} (apt)", names.join(", "));
    let apt = |arguments: &[&str]| {
        let mut command = Command::new("apt-get");
        command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive").stdout(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    };
    let wanted = ["install", "--yes", "--no-install-recommends"];
    let installed = apt(&["update"]) && apt(&[&wanted[..], names].concat());
    if !installed {
        eprintln!("{} cannot be installed", names.join(", "));
    }
}
