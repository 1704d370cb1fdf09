//! Differences as they are found.

use std::fmt;

use num_rational::BigRational;
use serde::Serialize;

use crate::Verdict;
use crate::number::shown;

/// A place where a file is not what was reckoned, or not what was approved. Its texts are in Italian.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The item, or the place in the file.
    pub id: String,
    /// What differs.
    pub what: String,
    /// What the file has.
    pub stored: String,
    /// What was reckoned, or what the plan has.
    pub found: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { id, what, stored, found } = self;
        write!(f, "{id}: {what}: nel file {stored}, secondo la verifica {found}")
    }
}

/// Counts comparisons and keeps differences.
#[derive(Debug, Default)]
pub struct Report {
    checked: usize,
    differences: Vec<Difference>,
}

impl Report {
    /// Compares; texts are made only where there is a difference.
    pub fn check<T: PartialEq>(
        &mut self,
        id: &str,
        what: &str,
        [stored, found]: [T; 2],
        text: impl Fn(&T) -> String,
    ) {
        self.holds(stored == found, id, what, || [text(&stored), text(&found)]);
    }

    /// Compares numbers that may be missing.
    pub fn numbers(&mut self, id: &str, what: &str, pair: [Option<&BigRational>; 2]) {
        self.check(id, what, pair, |number| number.map_or_else(|| "manca".to_owned(), shown));
    }

    /// Compares texts.
    pub fn texts(&mut self, id: &str, what: &str, pair: [&str; 2]) {
        self.check(id, what, pair, |text| format!("«{}»", short(text)));
    }

    /// Notes a comparison; where it does not hold, what was stored and what was found.
    pub fn holds(&mut self, is_so: bool, id: &str, what: &str, texts: impl FnOnce() -> [String; 2]) {
        self.checked += 1;
        if !is_so {
            let [stored, found] = texts();
            self.differences.push(Difference { id: id.to_owned(), what: what.to_owned(), stored, found });
        }
    }

    /// Notes a comparison of a text in words.
    pub fn says(&mut self, is_so: bool, id: &str, what: &str, [stored, found]: [&str; 2]) {
        self.holds(is_so, id, what, || [stored.to_owned(), found.to_owned()]);
    }

    /// The end of a verification of so many items.
    pub fn verdict(self, items: usize) -> Verdict {
        Verdict { items, checked: self.checked, differences: self.differences }
    }
}

/// The beginning of a text.
fn short(text: &str) -> String {
    const MOST: usize = 80;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
