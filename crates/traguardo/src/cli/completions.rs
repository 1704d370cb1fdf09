//! `traguardo completions`.

use clap::Args;
use clap_complete::Shell;

pub const EXAMPLES: &str = "\
Esempi:
  traguardo completions bash > ~/.local/share/bash-completion/completions/traguardo
  traguardo completions fish > ~/.config/fish/completions/traguardo.fish";

/// `traguardo completions`.
#[derive(Debug, Args)]
pub struct Completions {
    /// The shell.
    #[arg(
        value_name = "SHELL",
        hide_possible_values = true,
        help = "La shell: bash, elvish, fish, powershell o zsh"
    )]
    pub shell: Shell,
}
