//! `cargo xtask audit`: what others publish and we build with: where it comes from, under which licence, and whether a
//! weakness of it is known.

use std::process::Command;

use spdx::{Expression, LicenseReq};

use crate::check::{cargo, step};
use crate::debian::succeeds;
use crate::dependencies::{Package, crates};

/// Licences that go together with EUPL-1.2 in one binary, and ask for no more than to be named.
const ALLOWED: [&str; 11] = [
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Looks at every dependency; fails at the first kind of fault.
pub fn run() -> Result<(), String> {
    let all = crates()?;
    let faults: Vec<String> = all.iter().flat_map(faults).collect();
    if !faults.is_empty() {
        return Err(format!("audit: {}", faults.join("\n       ")));
    }
    eprintln!(
        "== dependencies: {} crates, all from the registry with their sums, under licences we may use",
        all.len()
    );
    weaknesses()
}

fn faults(package: &Package) -> Vec<String> {
    let name = format!("{} {}", package.name, package.version);
    let mut faults = Vec::new();
    if !package.elsewhere.is_empty() {
        faults.push(format!("{name} does not come from the registry: {}", package.elsewhere));
    } else if package.sha256.is_empty() {
        faults.push(format!("{name} has no sum in Cargo.lock"));
    }
    faults.extend(match may_use(&package.licence) {
        Ok(true) => None,
        Ok(false) => Some(format!("{name} is under {}, which is not among the allowed", package.licence)),
        Err(error) => Some(format!("{name}: the licence «{}» cannot be read: {error}", package.licence)),
    });
    faults
}

/// Whether a licence is one of those allowed, or leaves the choice of one.
fn may_use(licence: &str) -> Result<bool, String> {
    let expression = Expression::parse(licence).map_err(|error| error.to_string())?;
    let allowed = |wanted: &LicenseReq| {
        wanted.license.id().is_some_and(|id| ALLOWED.contains(&id.name)) && wanted.addition.is_none()
    };
    Ok(expression.evaluate(allowed))
}

/// Asks the database of advisories, where a program for it is installed and the database can be had.
fn weaknesses() -> Result<(), String> {
    for (program, arguments) in [("audit", &["audit"][..]), ("deny", &["deny", "check", "advisories"][..])] {
        if !has(program) {
            continue;
        }
        if !reaches() {
            eprintln!("SKIPPED: advisories: their database (github.com/RustSec) cannot be reached");
            return Ok(());
        }
        return step("advisories", cargo(arguments));
    }
    eprintln!(
        "SKIPPED: advisories: neither cargo-audit nor cargo-deny is installed (cargo install cargo-audit)"
    );
    Ok(())
}

fn has(program: &str) -> bool {
    succeeds(&mut cargo(&[program, "--version"]))
}

fn reaches() -> bool {
    let mut command = Command::new("git");
    command.args(["ls-remote", "--quiet", "https://github.com/RustSec/advisory-db", "HEAD"]);
    succeeds(command.env("GIT_TERMINAL_PROMPT", "0"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_licence_must_leave_the_choice_of_an_allowed_one() {
        for licence in ["MIT", "MIT OR GPL-3.0-only", "(Apache-2.0 OR MIT) AND BSD-3-Clause"] {
            assert_eq!(may_use(licence), Ok(true), "{licence}");
        }
        for licence in ["GPL-3.0-only", "MIT AND AGPL-3.0-only", "Apache-2.0 WITH Classpath-exception-2.0"] {
            assert_eq!(may_use(licence), Ok(false), "{licence}");
        }
        assert!(may_use("what they like").is_err());
    }

    #[test]
    fn what_is_not_from_the_registry_is_a_fault() {
        let good = Package {
            name: "prova".to_owned(),
            version: "1.0.0".to_owned(),
            licence: "MIT".to_owned(),
            sha256: "ab".to_owned(),
            elsewhere: String::new(),
            uses: Vec::new(),
            is_shipped: true,
        };
        assert!(faults(&good).is_empty());
        let elsewhere = Package { elsewhere: "git+https://example.org/prova".to_owned(), ..good.clone() };
        let unsummed = Package { sha256: String::new(), ..good };
        assert!(faults(&elsewhere)[0].contains("does not come from the registry"));
        assert!(faults(&unsummed)[0].contains("has no sum"));
    }
}
