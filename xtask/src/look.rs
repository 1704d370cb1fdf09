//! `cargo xtask look`: the style guide of the application, looked at in Chromium, and the tests of our script.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use crate::check::{cargo, step};
use crate::debian::succeeds;
use crate::root;

/// The tests of the parts of our script that touch no page.
pub fn script() -> Result<(), String> {
    let mut node = Command::new("node");
    node.args(["--test", "crates/web/tests/script.test.mjs"]).current_dir(root());
    if !succeeds(Command::new("node").arg("--version")) {
        eprintln!("SKIPPED: script: node is not installed");
        return Ok(());
    }
    step("script", node)
}

/// Serves the style guide and has every page of it looked at.
pub fn run() -> Result<(), String> {
    script()?;
    step("style guide", cargo(&["build", "--quiet", "-p", "web", "--example", "stile"]))?;
    let mut server = cargo(&["run", "--quiet", "-p", "web", "--example", "stile", "--", "0"])
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| format!("style guide: {error}"))?;
    let outcome = address(&mut server).and_then(|address| look(&address));
    let _ = server.kill();
    let _ = server.wait();
    outcome
}

/// Where the server says that it is; it takes a port that is free.
fn address(server: &mut Child) -> Result<String, String> {
    let stderr = server.stderr.take().ok_or("style guide: no output")?;
    let lines = BufReader::new(stderr).lines().map_while(Result::ok);
    lines
        .into_iter()
        .find(|line| line.starts_with("http://"))
        .ok_or_else(|| "style guide: it does not start".to_owned())
}

fn look(address: &str) -> Result<(), String> {
    let folder = root().join("target/validate");
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut node = Command::new("node");
    node.arg(root().join("xtask/validators/look.mjs")).arg(address).current_dir(&folder);
    match node.status().map(|status| status.code()) {
        Ok(Some(0)) => Ok(()),
        Ok(Some(3)) | Err(_) => {
            eprintln!(
                "SKIPPED: look is not installed (chromium, and in target/validate: npm install axe-core playwright-core)"
            );
            Ok(())
        }
        Ok(_) => Err("the style guide has faults".to_owned()),
    }
}
