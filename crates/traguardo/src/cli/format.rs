//! How results are written.

use clap::ValueEnum;

/// How results are written on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Testo,
    /// For programs.
    Json,
}
