//! `cargo xtask test`: everything that must hold before a change is shared.

use std::io::{BufRead, BufReader, IsTerminal, Read};
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::debian::succeeds;
use crate::postgres::Postgres;
use crate::{audit, journeys, look, root};

/// Runs every step; the first that fails ends the run.
pub fn run() -> Result<(), String> {
    step("format", cargo(&["fmt", "--all", "--check"]))?;
    step("lints", cargo(&["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"]))?;
    audit::run()?;
    let closing = tests()?;
    look::script()?;
    step("documentation tests", cargo(&["test", "--workspace", "--doc", "--quiet"]))?;
    let mut documentation = cargo(&["doc", "--workspace", "--no-deps", "--quiet"]);
    documentation.env("RUSTDOCFLAGS", "-D warnings");
    step("documentation", documentation)?;
    journeys::check()?;
    eprintln!("\nall steps passed; the tests ended with:");
    for line in closing {
        eprintln!("{line}");
    }
    Ok(())
}

/// Cargo in the folder of the workspace.
pub fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments).current_dir(root());
    command
}

/// Runs a command as a step with a name, and says how long it took.
pub fn step(name: &str, mut command: Command) -> Result<(), String> {
    let start = begin(name);
    let status = command.status().map_err(|error| format!("{name}: {error}"))?;
    end(name, start, status.success())
}

fn begin(name: &str) -> Instant {
    eprintln!("== {name}");
    Instant::now()
}

fn end(name: &str, start: Instant, passed: bool) -> Result<(), String> {
    if !passed {
        return Err(format!("== {name}: failed"));
    }
    eprintln!("== {name}: passed in {:.1} s", start.elapsed().as_secs_f32());
    Ok(())
}

/// Runs the tests with the faster runner at hand; gives the lines with which it closes.
fn tests() -> Result<Vec<String>, String> {
    let postgres = Postgres::ready();
    let start = begin("tests");
    let nextest = succeeds(&mut cargo(&["nextest", "--version"]));
    let colour = if std::io::stderr().is_terminal() { "always" } else { "auto" };
    let mut command = if nextest {
        let mut command =
            cargo(&["nextest", "run", "--workspace", "--no-fail-fast", "--status-level", "fail"]);
        command.args(["--cargo-quiet", "--color", colour]).stderr(Stdio::piped());
        command
    } else {
        let mut command =
            cargo(&["test", "--workspace", "--lib", "--bins", "--tests", "--quiet", "--no-fail-fast"]);
        command.stdout(Stdio::piped());
        command
    };
    postgres.tell(&mut command);
    let mut child = command.spawn().map_err(|error| format!("tests: {error}"))?;
    let closing = match (child.stderr.take(), child.stdout.take()) {
        (Some(stderr), _) => closing(stderr),
        (None, Some(stdout)) => closing(stdout),
        (None, None) => Vec::new(),
    };
    let status = child.wait().map_err(|error| format!("tests: {error}"))?;
    end("tests", start, status.success())?;
    Ok(closing)
}

/// Passes the output of a runner on, and keeps the lines that sum it up.
fn closing(output: impl Read) -> Vec<String> {
    let mut kept = Vec::new();
    for line in BufReader::new(output).lines().map_while(Result::ok) {
        eprintln!("{line}");
        if sums_up(&line) {
            kept.push(line);
        }
    }
    kept
}

fn sums_up(line: &str) -> bool {
    line.contains("Summary") || line.contains("tests run:") || line.starts_with("test result:")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_that_sum_up_are_kept() {
        let output = "    Starting 3 tests\n     Summary [   0.1s] 3 tests run: 3 passed, 0 skipped\n";
        assert_eq!(closing(output.as_bytes()), ["     Summary [   0.1s] 3 tests run: 3 passed, 0 skipped"]);
        let output = "running 1 test\n.\ntest result: ok. 1 passed; 0 failed\n";
        assert_eq!(closing(output.as_bytes()), ["test result: ok. 1 passed; 0 failed"]);
    }
}
