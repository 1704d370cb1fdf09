//! Spreadsheets that people who love spreadsheets can work in.
//!
//! [`scores`] writes the scores of a plan with live formulas: whoever changes a result sees the sum move. The
//! formulas reckon with the floats of the spreadsheet; the digits beside them are the exact ones.
//!
//! [`working`] writes a plan as a spreadsheet to plan or to report in, and takes it back as a list of changes.

mod formula;
mod late;
mod rows;
mod scores;
pub mod working;

pub use scores::{NotWritten, scores};
