//! Packages of Debian that the tests need, installed where the system has them and we may.

use std::process::{Command, Stdio};

/// Installs packages with `apt-get`; they stay.
///
/// # Errors
/// Why they cannot be had.
pub fn install(packages: &[&str]) -> Result<(), String> {
    let names = packages.join(" ");
    let Some(before) = as_administrator() else {
        return Err(format!("only an administrator may install it (apt install {names})"));
    };
    if !succeeds(Command::new("apt-get").arg("--version")) {
        return Err(format!("there is no apt-get to install it (apt install {names})"));
    }
    eprintln!("== installing {names} with apt-get: it stays");
    let apt = |arguments: &[&str]| {
        let mut words =
            before.iter().copied().chain(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-y"]);
        let mut command = Command::new(words.next().unwrap_or("env"));
        succeeds(command.args(words).args(arguments))
    };
    let wanted = [&["install", "--no-install-recommends"], packages].concat();
    if apt(&wanted) || (apt(&["update"]) && apt(&wanted)) {
        return Ok(());
    }
    Err(format!("apt-get could not install it (apt install {names})"))
}

/// What stands before a command that an administrator runs; nothing when we are none.
fn as_administrator() -> Option<&'static [&'static str]> {
    if is_root() {
        return Some(&[]);
    }
    succeeds(Command::new("sudo").args(["-n", "true"])).then_some(&["sudo", "-n"])
}

/// Whether we are the administrator of this machine.
pub fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|id| id.stdout.trim_ascii() == b"0")
}

/// Whether a program is there and ends well; what it says is not shown.
pub fn succeeds(command: &mut Command) -> bool {
    let quiet = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    quiet.status().is_ok_and(|status| status.success())
}
