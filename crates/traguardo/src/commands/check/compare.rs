//! Two plans compared by their findings: what is new, what is mended.

use std::collections::HashMap;

use domain::Finding;
use domain::exchange::finding_to_json;
use serde_json::json;

use super::Checked;
use crate::cli::{Check, CheckFormat};
use crate::error::Failure;
use crate::output;
use crate::terminal::findings::{self, Sources};
use crate::terminal::{Page, Role, Style, number};

/// What came and what went between two checks.
#[derive(Debug, Default, PartialEq)]
pub struct Comparison<'f> {
    /// Findings of the new plan that the old one had not.
    pub new: Vec<&'f Finding>,
    /// Findings of the old plan that the new one has no more.
    pub mended: Vec<&'f Finding>,
    /// How many both have.
    pub still: usize,
}

/// Compares by code and message: a message names the thing it is about and no line, so that a
/// finding stays itself when its line moves.
pub fn compare<'f>(old: &'f [Finding], new: &'f [Finding]) -> Comparison<'f> {
    let mut left: HashMap<(&str, &str), Vec<&Finding>> = HashMap::new();
    for finding in old {
        left.entry(key(finding)).or_default().push(finding);
    }
    let mut comparison = Comparison::default();
    for finding in new {
        match left.get_mut(&key(finding)).and_then(Vec::pop) {
            Some(_) => comparison.still += 1,
            None => comparison.new.push(finding),
        }
    }
    let mut gone: Vec<&Finding> = left.into_values().flatten().collect();
    gone.sort_by_key(|finding| finding.place);
    comparison.mended = gone;
    comparison
}

fn key(finding: &Finding) -> (&str, &str) {
    (finding.code.as_ref(), finding.message.as_str())
}

/// Shows the comparison.
pub fn print(old: &[Finding], checked: &Checked, options: &Check) -> Result<(), Failure> {
    let comparison = compare(old, &checked.findings);
    if options.format == Some(CheckFormat::Json) {
        let list = |findings: &[&Finding]| -> serde_json::Value {
            findings.iter().map(|finding| finding_to_json(finding)).collect()
        };
        let json = json!({"new": list(&comparison.new), "mended": list(&comparison.mended),
                          "still": comparison.still});
        return output::print(&output::pretty(&json));
    }
    let mut page = Page::new(Style::of_stdout());
    let title = page.paint(Role::Strong, format!("Rilievi nuovi: {}", number(comparison.new.len())));
    page.line(title);
    let (first, lines) = checked.lines();
    let new: Vec<Finding> = comparison.new.iter().map(|finding| (*finding).clone()).collect();
    findings::show(&mut page, &new, &Sources::new(first, &lines), options.all);
    page.gap();
    let title = page.paint(Role::Strong, format!("Rilievi risolti: {}", number(comparison.mended.len())));
    page.line(title);
    let mended: Vec<Finding> = comparison.mended.iter().map(|finding| (*finding).clone()).collect();
    findings::show(&mut page, &mended, &Sources::new(0, &[]), options.all);
    page.gap();
    page.line(format_args!("Rilievi rimasti: {}.", number(comparison.still)));
    output::print(&String::from(page))
}

#[cfg(test)]
mod tests {
    use domain::{CodeDefinition, Place, Severity};

    use super::*;

    fn finding(message: &str, line: u32) -> Finding {
        const CODE: CodeDefinition =
            CodeDefinition { code: "PESI-001", severity: Severity::Error, title: "", help: "", basis: "" };
        Finding::new(&CODE, message, Some(Place::new(line, 1)))
    }

    #[test]
    fn what_moved_is_still_there_and_what_went_is_mended() {
        let old = [finding("a", 1), finding("b", 2), finding("b", 3)];
        let new = [finding("a", 9), finding("b", 2), finding("c", 4)];
        let comparison = compare(&old, &new);
        let told = |findings: &[&Finding]| findings.iter().map(|f| f.message.clone()).collect::<Vec<_>>();
        assert_eq!(told(&comparison.new), ["c"]);
        assert_eq!(told(&comparison.mended), ["b"]);
        assert_eq!(comparison.still, 2);
    }
}
