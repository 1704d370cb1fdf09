//! `traguardo print`.

use super::{Verdict, mention};
use crate::cli::Convert;
use crate::error::Failure;
use crate::{output, reading};

/// Prints a document or a plan in the form of its body.
pub fn run(options: &Convert) -> Result<Verdict, Failure> {
    let held = reading::hold(options)?;
    let (method, findings) = match held.imported {
        Some(imported) => (imported.method, imported.reading.findings),
        None => (reading::method_of(&held.plan, &options.reading)?, Vec::new()),
    };
    let printed = document::text::write(&forms::print(&held.plan, &method.method));
    output::write(options.output.as_deref(), &format!("{}\n", printed.trim_end_matches('\n')))?;
    Ok(mention(reading::verdict(&findings)))
}
