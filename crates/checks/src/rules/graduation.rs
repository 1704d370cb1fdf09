//! Rules that turn a result into a score (family GRAD): what a person who has to apply them would ask.
//!
//! Forms copy their graduations from row to row. What is wrong with a text is told where it stands first, and the other
//! places are notes.

use std::collections::HashMap;

use domain::Rule;
use domain::plan::Indicator;
use meaning::rule::{Reading, Remark};

use super::Rule as Check;
use crate::context::{Context, Seen, place, text};
use crate::moment::year_of;
use crate::report::Report;
use crate::words::short;

mod bands;
mod habits;
mod kinds;
mod texts;

/// The rules of the family.
pub const RULES: &[Check] = &[
    texts::ambiguous,
    texts::no_rule,
    texts::spelling,
    texts::rising,
    texts::outcomes_without_nought,
    texts::external,
    bands::overlaps_and_gaps,
    bands::shared_ends,
    bands::no_full_score,
    bands::implied_full_score,
    habits::open_end,
    habits::beyond_the_last,
    kinds::against_target,
    kinds::against_unit,
];

/// Characters of a text in messages: texts of one form begin alike.
const SHOWN: usize = 100;

/// A text of graduation, with all the indicators that have it.
pub struct Wording<'a> {
    /// The text as printed.
    pub text: &'a str,
    /// What it means.
    pub reading: Reading,
    /// Where it stands, in document order.
    pub uses: Vec<(Seen<'a>, &'a Indicator)>,
}

impl Wording<'_> {
    /// The rule it certainly is, or that a person has chosen.
    pub fn rule(&self) -> Option<&Rule> {
        let chosen = || self.uses.first().and_then(|(_, one)| one.graduation.as_ref()?.certain());
        match self.reading.rules.as_slice() {
            [only] => Some(only),
            _ => chosen(),
        }
    }

    fn remarks<T>(&self, wanted: impl Fn(&Remark) -> Option<T>) -> Vec<T> {
        self.reading.remarks.iter().filter_map(wanted).collect()
    }

    /// Tells something of the text where it stands first.
    fn tell_once(&self, report: &mut Report, code: &'static str, what: &str) {
        self.told(report, code, what, 1);
    }

    /// Tells a fault of the text: in full where it stands first, as a note in the other places.
    fn tell(&self, report: &mut Report, code: &'static str, what: &str) {
        self.told(report, code, what, self.uses.len());
    }

    fn told(&self, report: &mut Report, code: &'static str, what: &str, places: usize) {
        let others = match self.uses.len() {
            0 | 1 => String::new(),
            2 => "; lo stesso testo sta in un altro indicatore".to_owned(),
            count => format!("; lo stesso testo sta in altri {} indicatori", count - 1),
        };
        for (index, (seen, indicator)) in self.uses.iter().take(places).enumerate() {
            let others = if index == 0 { others.as_str() } else { "" };
            let message =
                format!("{}: graduazione «{}»: {what}{others}", seen.name(), short(self.text, SHOWN));
            let noted = report.objective(code, seen, place(indicator.graduation.as_ref()), message);
            if index > 0 {
                noted.noted();
            }
        }
    }
}

/// The texts of graduation of a plan, each once for every year of dates without one.
pub fn wordings<'a>(context: &Context<'a>) -> Vec<Wording<'a>> {
    let mut known: HashMap<(&'a str, Option<i16>), usize> = HashMap::new();
    let mut wordings: Vec<Wording<'a>> = Vec::new();
    for seen in &context.objectives {
        for indicator in &seen.objective.indicators {
            let printed = text(indicator.graduation.as_ref());
            if printed.is_empty() {
                continue;
            }
            let year = year_of(indicator.year.as_ref()).or(context.year);
            let at = *known.entry((printed, year)).or_insert_with(|| {
                let reading = meaning::rule::read(printed, year);
                wordings.push(Wording { text: printed, reading, uses: Vec::new() });
                wordings.len() - 1
            });
            if let Some(wording) = wordings.get_mut(at) {
                wording.uses.push((*seen, indicator));
            }
        }
    }
    wordings
}
