//! `traguardo completions`.

use super::Verdict;
use crate::cli::{self, Completions};
use crate::error::Failure;
use crate::output;

/// Writes the completions of a shell.
pub fn run(options: &Completions) -> Result<Verdict, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(options.shell, &mut cli::command(), "traguardo", &mut script);
    output::print(&String::from_utf8_lossy(&script))?;
    Ok(Verdict::Clean)
}
