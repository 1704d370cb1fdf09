//! Where a result is written, the same for every command that writes one.

use std::path::{Path, PathBuf};

use clap::Args;

/// Where a result is written.
#[derive(Debug, Args)]
pub struct Target {
    /// The file.
    #[arg(
        short,
        long,
        visible_alias = "out",
        value_name = "FILE",
        help = "Scrive in FILE invece che a schermo"
    )]
    output: Option<PathBuf>,
}

impl Target {
    /// The file; none for the screen.
    pub fn file(&self) -> Option<&Path> {
        self.output.as_deref()
    }
}
