//! What reading and printing owe to every body, on the samples and, where they are at hand, on real
//! documents. No body has a name here: whatever has a document and a method file is tested.

#![allow(clippy::expect_used, reason = "helpers of tests say why with `expect`")]

mod cells;
mod content;
mod counts;
mod coverage;
mod diff;
mod entry;
mod fields;
mod fresh_word;
mod generate;
mod generated;
mod grids;
mod hostile;
mod made_up;
mod mutate;
mod mutations;
mod prose;
mod rename;
mod renaming;
mod round_trip;
mod seed;
mod shapes;
mod support;
