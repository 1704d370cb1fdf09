//! What is not done at every change: damage without end, how fast reading is, what a version leaves behind.

use std::process::Command;

use crate::check::{cargo, step};
use crate::postgres::Postgres;

/// Reads damaged documents with damaged method files, in a release build: `--cases` says how many
/// (100,000 unless told), `--seed` which is the first.
pub fn fuzz(arguments: &[&str]) -> Result<(), String> {
    let [cases, seed] = numbers("fuzz", arguments, [("--cases", 100_000), ("--seed", 1)])?;
    let mut command = forms_test("mutations::damage_never_makes_reading_fail");
    command.env("TRAGUARDO_MUTATIONS", cases.to_string()).env("TRAGUARDO_SEED", seed.to_string());
    step("damaged documents", command)
}

/// Plants every fault in many made-up plans, and looks at many more that are clean, in a release build: `--plans`
/// says in how many each fault is planted (100 unless told), `--seed` which is the first.
pub fn plant(arguments: &[&str]) -> Result<(), String> {
    let [plans, seed] = numbers("plant", arguments, [("--plans", 100), ("--seed", 1)])?;
    for test in [
        "clean_plans_are_clean",
        "a_planted_fault_is_found_and_nothing_else",
        "year::clean_years_are_clean",
        "year::a_fault_planted_in_a_year_is_found_and_nothing_else",
    ] {
        let name = format!("planted::{test}");
        let mut command = release_test("checks", &name);
        command.env("TRAGUARDO_PLANTED", plans.to_string()).env("TRAGUARDO_SEED", seed.to_string());
        command.env("TRAGUARDO_CLEAN", (plans * 20).to_string());
        step(test, command)?;
    }
    Ok(())
}

/// Adds a word to many cells of every document, one at a time, in a release build.
pub fn words() -> Result<(), String> {
    let mut command = forms_test("fresh_word::a_fresh_word_alone_comes_out_where_its_cell_goes");
    command.arg("--ignored");
    step("fresh words", command)
}

/// Runs the benchmarks of reading, of checking, of scoring a region and of documents.
pub fn bench() -> Result<(), String> {
    step("benchmarks of reading", cargo(&["bench", "-p", "forms", "--bench", "reading"]))?;
    step("benchmarks of checking", cargo(&["bench", "-p", "checks", "--bench", "checking"]))?;
    step("scoring of a region", cargo(&["bench", "-p", "scoring", "--bench", "bulk"]))?;
    step("documents in and out", cargo(&["bench", "-p", "traguardo", "--bench", "documents"]))
}

/// The numbers of the options of a task, or what they are unless told.
fn numbers(task: &str, arguments: &[&str], options: [(&str, u64); 2]) -> Result<[u64; 2], String> {
    let mut numbers = options.map(|(_, usual)| usual);
    for pair in arguments.chunks(2) {
        let [name, value] = pair else { return Err(format!("{task}: {} wants a number", pair.join(" "))) };
        let Some(at) = options.iter().position(|(option, _)| option == name) else {
            let [(one, _), (other, _)] = options;
            return Err(format!("{task}: {name} is not known; {one} and {other} are"));
        };
        numbers[at] = value.parse().map_err(|_| format!("{task}: {name} wants a number, not {value}"))?;
    }
    Ok(numbers)
}

/// Keeps a database of each engine as this version of the program leaves it: later ones must open it.
pub fn keep_database() -> Result<(), String> {
    let postgres = Postgres::ready();
    let name = "upgrade::keep_the_databases_of_this_version";
    let mut command = cargo(&["test", "-p", "app", "--test", "all", "--", "--ignored", "--exact", name]);
    postgres.tell(&mut command);
    step("databases of this version", command)
}

fn forms_test(name: &str) -> Command {
    release_test("forms", name)
}

fn release_test(package: &str, name: &str) -> Command {
    cargo(&["test", "-p", package, "--release", "--test", "all", "--", "--exact", name, "--nocapture"])
}
