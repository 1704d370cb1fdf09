//! `traguardo import`.

use domain::Finding;
use domain::exchange::{Coverage, plan_to_json};

use super::{Verdict, mention};
use crate::cli::{Format, Import};
use crate::error::Failure;
use crate::input::{self, Source};
use crate::output;
use crate::reading::{self, Imported};
use crate::replace::{self, Replaced};
use crate::terminal::findings::{self, Lines, Sources};
use crate::terminal::{Page, Style, summary};
use crate::working;

/// Reads documents into one plan and shows what came of it.
pub fn run(options: &Import) -> Result<Verdict, Failure> {
    if let (None, Some(plan)) = (&options.replace_unit, &options.into) {
        return working::run(options, plan);
    }
    working::refuse(&options.paths, options.reading.max_size)?;
    let imported = reading::import(&options.paths, &options.reading)?;
    let outcome = match (&options.replace_unit, &options.into) {
        (Some(unit), Some(path)) => {
            let (plan, json) = input::plan(path, options.reading.max_size)?;
            Outcome::merged(replace::unit(unit, plan, &json, &imported.reading)?)
        }
        _ => Outcome::whole(&imported),
    };
    let verdict = reading::verdict(&outcome.findings);
    match (options.format, options.output.as_deref()) {
        (Some(Format::Json), None) => {
            output::print(&outcome.json())?;
            return Ok(mention(verdict));
        }
        (None | Some(Format::Json), Some(path)) => {
            output::write(Some(path), &outcome.json())?;
            output::print(&report(&imported, &outcome, options.all, Style::of_stdout()))?;
        }
        (None | Some(Format::Testo), None) => {
            output::print(&report(&imported, &outcome, options.all, Style::of_stdout()))?;
        }
        (Some(Format::Testo), Some(path)) => {
            output::write(Some(path), &report(&imported, &outcome, options.all, Style::plain()))?;
        }
    }
    Ok(verdict)
}

/// What is written and shown.
struct Outcome {
    plan: domain::Plan,
    /// Findings of this reading: they are shown and decide how the command ends.
    findings: Vec<Finding>,
    /// Findings of the plan into which this reading went.
    earlier: Vec<Finding>,
    /// `None` when the plan is no longer what one reading gave.
    coverage: Option<Coverage>,
    /// The first document of this reading among those of the plan.
    first: u16,
    /// What was replaced, in a sentence.
    note: Option<String>,
}

impl Outcome {
    fn whole(imported: &Imported) -> Self {
        Self {
            plan: imported.reading.plan.clone(),
            findings: imported.reading.findings.clone(),
            earlier: Vec::new(),
            coverage: Some(imported.reading.coverage),
            first: 0,
            note: None,
        }
    }

    fn merged(replaced: Replaced) -> Self {
        let note = Some(replaced.sentence());
        let Replaced { plan, findings, earlier, first, .. } = replaced;
        Self { plan, findings, earlier, coverage: None, first, note }
    }

    fn json(&self) -> String {
        let findings: Vec<Finding> = self.earlier.iter().chain(&self.findings).cloned().collect();
        output::pretty(&plan_to_json(&self.plan, &findings, self.coverage, &meaning::rule::to_json))
    }
}

/// What is told of a reading: what was read, the findings, and where every cell went.
fn report(imported: &Imported, outcome: &Outcome, all: bool, style: Style) -> String {
    let mut page = Page::new(style);
    let names: Vec<&str> = imported.sources.iter().map(|source| source.shown.as_str()).collect();
    summary::heading(&mut page, &names, &imported.method);
    summary::counts(&mut page, &outcome.plan);
    if let Some(note) = &outcome.note {
        page.gap();
        page.line(note);
    }
    let lines: Vec<Lines<'_>> = imported.sources.iter().map(Source::lines).collect();
    findings::show(&mut page, &outcome.findings, &Sources::new(outcome.first, &lines), all);
    summary::findings(&mut page, &outcome.findings);
    summary::coverage(&mut page, imported.reading.coverage);
    page.into()
}
