//! A sheet of reckoning (*foglio di calcolo*): numbers and rules in a file, and what comes of them.
//!
//! It is the way in for whoever has figures and no plan: a controller who tries a function, an
//! evaluation organ that recomputes a score, a test of the rulebook's examples. The format is described in
//! the manual; every key is checked, and every result comes with its lines.

mod file;
mod items;
mod money;
mod people;
mod quoted;

use std::fmt;

use crate::evaluation::Rules;
use crate::state::State;
use crate::told::in_italian;
use crate::tree::{Scores, roll_up};

pub use crate::entry::Entry;
pub use items::SheetFault;

/// A sheet that was read.
pub struct Sheet {
    file: file::SheetFile,
    items: Vec<crate::tree::Item>,
    rules: Rules,
}

/// What is expected of an entry, in a sheet that is also a test.
pub struct Expected<'s> {
    /// The entry.
    pub of: &'s str,
    /// The digits shown.
    pub value: Option<&'s str>,
    /// The digits before clamping or rounding, to two decimals.
    pub raw: Option<&'s str>,
    /// The band.
    pub band: Option<&'s str>,
    /// That there is no value.
    pub undetermined: bool,
}

/// Why a text is no sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotASheet {
    /// Line of the text, when it is known.
    pub line: Option<usize>,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for NotASheet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "riga {line}: {}", self.message),
            None => f.write_str(&self.message),
        }
    }
}

impl Sheet {
    /// Reads a sheet.
    ///
    /// # Errors
    /// Where the text is no TOML, has an unknown key, or a function that cannot be.
    pub fn parse(text: &str) -> Result<Self, NotASheet> {
        let fault = |error: &toml::de::Error| NotASheet {
            line: error.span().map(|span| text.get(..span.start).unwrap_or(text).matches('\n').count() + 1),
            message: in_italian(error.message()),
        };
        let plain = quoted::quoted(text).map_err(|error| fault(&error))?;
        let file: file::SheetFile = toml::from_str(&plain).map_err(|error| fault(&error))?;
        let says = |message: String| NotASheet { line: None, message };
        let items = items::items(&file).map_err(|fault| says(fault.to_string()))?;
        let rules = Rules::new(file.evaluation.clone()).map_err(|fault| says(fault.to_string()))?;
        Ok(Self { file, items, rules })
    }

    /// Its title.
    pub fn title(&self) -> &str {
        self.file.title.as_deref().unwrap_or_default()
    }

    /// What it rests on.
    pub fn basis(&self) -> &str {
        self.file.basis.as_deref().unwrap_or_default()
    }

    /// Everything that comes of it, in the order of the levels.
    pub fn entries(&self) -> Vec<Entry> {
        let scores = roll_up(&self.items);
        let mut entries = of_items(&scores);
        entries.extend(money::payment_times(&self.file));
        let people = people::people(self, &scores);
        entries.extend(people.iter().map(|person| person.entry.clone()));
        entries.extend(money::amounts(self, &scores, &people));
        entries
    }

    /// What it expects.
    pub fn expected(&self) -> Vec<Expected<'_>> {
        let expected = self.file.expect.iter().map(|one| Expected {
            of: &one.of,
            value: one.value.as_deref(),
            raw: one.raw.as_deref(),
            band: one.band.as_deref(),
            undetermined: one.undetermined,
        });
        expected.collect()
    }
}

fn of_items(scores: &Scores) -> Vec<Entry> {
    let entries = scores.steps().iter().map(|step| Entry {
        id: step.id.clone(),
        title: step.title.clone(),
        value: step.score.clone(),
        raw: step.raw.clone(),
        decimals: 2,
        band: None,
        working: step.working.clone(),
        why: step.undetermined.clone().or_else(|| unfounded(&step.state)),
        defaults: Vec::new(),
    });
    entries.collect()
}

/// What an item that leaves the mean lacks to do so (SCO-03).
fn unfounded(state: &State) -> Option<String> {
    let reason = state.reason().filter(|_| !state.is_evaluable())?;
    let lacks = reason.lacks();
    (!lacks.is_empty()).then(|| format!("{}: mancano {}", state.term(), lacks.join(", ")))
}
