//! `traguardo demo`.

use std::path::PathBuf;

use clap::Args;

pub const EXAMPLES: &str = "\
Esempi:
  traguardo demo
      legge gli esempi compresi nel programma e ristampa un obiettivo di ciascuno
  traguardo demo --save esempi
      copia anche gli esempi e i loro metodi nella cartella «esempi», per provare gli altri comandi";

/// `traguardo demo`.
#[derive(Debug, Args)]
pub struct Demo {
    /// Where to copy the samples.
    #[arg(
        long,
        value_name = "CARTELLA",
        help = "Copia gli esempi in CARTELLA, per provarli con gli altri comandi"
    )]
    pub save: Option<PathBuf>,
}
