//! `traguardo completions`.

use clap::CommandFactory;
use clap_complete::Shell;

use super::Verdict;
use crate::cli::Cli;
use crate::error::Failure;
use crate::output;

/// Writes the completions of a shell.
pub fn run(shell: Shell) -> Result<Verdict, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "traguardo", &mut script);
    output::print(&String::from_utf8_lossy(&script))?;
    Ok(Verdict::Clean)
}
