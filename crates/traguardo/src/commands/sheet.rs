//! `traguardo sheet`.

use workbook::working::{self, Purpose};

use super::Verdict;
use crate::cli::Sheet;
use crate::error::Failure;
use crate::{output, reading};

/// Writes a plan as a spreadsheet to work in.
pub fn run(options: &Sheet) -> Result<Verdict, Failure> {
    let (plan, method) = reading::with_method(&options.file, &options.reading)?;
    let purpose = if options.report { Purpose::Report } else { Purpose::Plan };
    let bytes = working::write(&plan, &method, purpose, options.unit.as_deref())
        .map_err(|refused| Failure::new(refused.to_string()))?;
    output::write_bytes(&options.output, &bytes)?;
    Ok(Verdict::Clean)
}
