//! The commands, one module each.

mod check;
mod completions;
mod compute;
mod demo;
mod diff;
mod evaluate;
mod explain;
mod export;
mod fix;
mod import;
mod method;
mod print;
mod rules;
mod score;
mod serve;
mod sheet;
mod upkeep;
mod verify;

use crate::cli::Command;
use crate::error::Failure;

/// How a command that did its work ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing blocks the approval.
    Clean,
    /// Something does.
    Blocked,
}

/// Runs a command.
pub fn run(command: Command) -> Result<Verdict, Failure> {
    match command {
        Command::Import(options) => import::run(&options),
        Command::Sheet(options) => sheet::run(&options),
        Command::Print(options) => print::run(&options),
        Command::Diff(options) => diff::run(&options),
        Command::Export(options) => export::run(&options),
        Command::Check(options) => check::run(&options),
        Command::Explain(options) => explain::run(&options),
        Command::Fix(options) => fix::run(&options),
        Command::Method { command } => method::run(command),
        Command::Serve(options) => serve::run(&options),
        Command::Backup(options) => upkeep::backup(&options),
        Command::Restore(options) => upkeep::restore(&options),
        Command::MigrateTo(options) => upkeep::migrate_to(&options),
        Command::Doctor(options) => upkeep::doctor(&options),
        Command::Demo(options) => demo::run(&options),
        Command::Compute(options) => compute::run(&options),
        Command::Score(options) => score::run(&options),
        Command::ActualsTemplate(options) => score::actuals_template(&options),
        Command::Decisions(options) => score::decisions(&options),
        Command::ExplainScore(options) => score::explain(&options),
        Command::PeopleTemplate(options) => evaluate::people_template(&options),
        Command::Evaluate(options) => evaluate::run(&options),
        Command::Verify(options) => verify::run(&options),
        Command::Rules(options) => rules::run(&options),
        Command::Completions(options) => completions::run(&options),
    }
}

/// Says on standard error that findings block the approval, for commands that do not show them.
fn mention(verdict: Verdict) -> Verdict {
    if verdict == Verdict::Blocked {
        eprintln!("traguardo: ci sono rilievi che bloccano l'approvazione; «traguardo import» li mostra.");
    }
    verdict
}
