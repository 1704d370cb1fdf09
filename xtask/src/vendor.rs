//! `cargo xtask vendor`: the style, the script, the fonts and the icons that `web` serves.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::check::step;
use crate::root;

/// What npm needs to fetch exactly the same packages again.
const MANIFEST: [&str; 2] = ["package.json", "package-lock.json"];

/// Fetches the packages, unless they are at hand, and writes `crates/web/assets` from them and from our own sources.
pub fn run() -> Result<(), String> {
    let scripts = root().join("xtask/vendor");
    let packages = root().join("target/vendor");
    self::packages(&scripts, &packages)?;
    let mut node = Command::new("node");
    node.arg(scripts.join("vendor.mjs")).arg(root()).current_dir(&packages);
    step("assets", node)
}

/// Fetches the packages that a folder names, unless they are at hand.
pub fn packages(named: &Path, packages: &Path) -> Result<(), String> {
    if at_hand(named, packages) { Ok(()) } else { fetch(named, packages) }
}

fn at_hand(scripts: &Path, packages: &Path) -> bool {
    let same = |name: &str| {
        let [wanted, found] = [scripts, packages].map(|folder| fs::read(folder.join(name)).ok());
        wanted.is_some() && wanted == found
    };
    MANIFEST.iter().all(|name| same(name)) && packages.join("node_modules/.package-lock.json").is_file()
}

fn fetch(scripts: &Path, packages: &Path) -> Result<(), String> {
    fs::create_dir_all(packages).map_err(|error| format!("{}: {error}", packages.display()))?;
    for name in MANIFEST {
        let (from, to) = (scripts.join(name), packages.join(name));
        fs::copy(&from, to).map_err(|error| format!("{}: {error}", from.display()))?;
    }
    let mut npm = Command::new("npm");
    npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(packages);
    step("packages", npm)
}
