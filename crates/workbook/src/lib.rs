//! Spreadsheets that people who love spreadsheets can work in.
//!
//! [`scores`] writes the scores of a plan with live formulas: whoever changes a result sees the sum move. The
//! formulas reckon with the floats of the spreadsheet; the digits beside them are the exact ones.

mod formula;
mod late;
mod rows;
mod scores;

pub use scores::{NotWritten, scores};
