//! Traguardo on the command line.
//!
//! A command reads its input whole, works, and writes its result whole: when it cannot do its work it
//! says why in one sentence on standard error, writes nothing and ends with code 2.

mod cli;
mod commands;
mod dossier;
mod error;
mod input;
mod library;
mod old;
mod output;
mod reading;
mod replace;
mod serving;
mod terminal;
mod usage;
mod working;

use std::process::ExitCode;

use clap::error::ErrorKind;

use crate::commands::Verdict;

fn main() -> ExitCode {
    let cli = match cli::parse() {
        Ok(cli) => cli,
        Err(error) => return refuse(&error),
    };
    match commands::run(cli.command) {
        Ok(Verdict::Clean) => ExitCode::SUCCESS,
        Ok(Verdict::Blocked) => ExitCode::from(1),
        Err(failure) => {
            eprintln!("traguardo: {failure}.");
            ExitCode::from(2)
        }
    }
}

/// Answers a command line that asks for help or that is wrong.
fn refuse(error: &clap::Error) -> ExitCode {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            // Who closes the pipe before the end of the help has read enough of it.
            let _ = error.print();
            ExitCode::SUCCESS
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let _ = error.print();
            ExitCode::from(2)
        }
        _ => {
            eprintln!("traguardo: {}; «traguardo --help» spiega i comandi.", usage::sentence(error));
            ExitCode::from(2)
        }
    }
}
