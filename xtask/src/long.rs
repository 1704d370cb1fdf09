//! What takes too long for every change: damage without end, and how fast reading is.

use std::process::Command;

use crate::check::{cargo, step};

/// Reads damaged documents with damaged method files, in a release build: `--cases` says how many
/// (100,000 unless told), `--seed` which is the first.
pub fn fuzz(arguments: &[&str]) -> Result<(), String> {
    let (mut cases, mut seed) = (100_000_u64, 1_u64);
    for pair in arguments.chunks(2) {
        let [name, value] = pair else { return Err(format!("fuzz: {} wants a number", pair.join(" "))) };
        let value = value.parse().map_err(|_| format!("fuzz: {name} wants a number, not {value}"))?;
        match *name {
            "--cases" => cases = value,
            "--seed" => seed = value,
            other => return Err(format!("fuzz: {other} is not known; --cases N and --seed S are")),
        }
    }
    let mut command = forms_test("mutations::damage_never_makes_reading_fail");
    command.env("TRAGUARDO_MUTATIONS", cases.to_string()).env("TRAGUARDO_SEED", seed.to_string());
    step("damaged documents", command)
}

/// Adds a word to many cells of every document, one at a time, in a release build.
pub fn words() -> Result<(), String> {
    let mut command = forms_test("fresh_word::a_fresh_word_alone_comes_out_where_its_cell_goes");
    command.arg("--ignored");
    step("fresh words", command)
}

/// Runs the benchmarks of reading and of checking.
pub fn bench() -> Result<(), String> {
    step("benchmarks of reading", cargo(&["bench", "-p", "forms", "--bench", "reading"]))?;
    step("benchmarks of checking", cargo(&["bench", "-p", "checks", "--bench", "checking"]))
}

fn forms_test(name: &str) -> Command {
    cargo(&["test", "-p", "forms", "--release", "--test", "all", "--", "--exact", name, "--nocapture"])
}
