//! Findings on the terminal: the source line with a mark under the cell, and like ones folded.

use domain::{Finding, Place, Severity};

use super::excerpt::Excerpt;
use super::page::Page;
use super::style::{Role, number, safe};

/// Folded findings name so many lines at most.
const NAMED_LINES: usize = 8;
/// So many groups of findings fit on the first screen.
const FIRST_SCREEN: usize = 15;
/// So many are shown even when they are all notes.
const FEW_NOTES: usize = 3;

/// A document whose lines can be shown.
#[derive(Clone, Debug)]
pub struct Lines<'a> {
    /// The path as the user wrote it.
    pub name: &'a str,
    /// Its lines.
    pub lines: Vec<&'a str>,
}

/// The documents at hand among those of a plan.
#[derive(Debug)]
pub struct Sources<'a> {
    /// Position in the plan of the first document at hand.
    first: u16,
    documents: &'a [Lines<'a>],
}

impl<'a> Sources<'a> {
    /// `documents` are those of the plan from `first` on.
    pub fn new(first: u16, documents: &'a [Lines<'a>]) -> Self {
        Self { first, documents }
    }

    fn get(&self, file: u16) -> Option<&'a Lines<'a>> {
        self.documents.get(usize::from(file.checked_sub(self.first)?))
    }
}

/// The word for a severity.
pub fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "blocca l'approvazione",
        Severity::Warning => "da verificare",
        Severity::Info => "nota",
    }
}

/// The findings, the weightiest first; without `all`, one of each code and a line for the others,
/// and of what does not fit on the first screen only how often it comes.
pub fn show(page: &mut Page, findings: &[Finding], sources: &Sources<'_>, all: bool) {
    let groups = groups(findings, all);
    let seen = |group: &&Vec<&Finding>| group.first().is_some_and(|f| f.severity != Severity::Info);
    let weighty = groups.iter().filter(seen).count();
    let shown = if all { groups.len() } else { groups.len().min(FIRST_SCREEN.min(weighty.max(FEW_NOTES))) };
    let (first, rest) = groups.split_at(shown);
    for group in first {
        let Some((first, others)) = group.split_first() else { continue };
        page.gap();
        one(page, first, sources);
        // Lines told with the first one are not told again.
        let told = |other: &&&Finding| !other.place.is_some_and(|place| names_line(first, place));
        let others: Vec<&Finding> = others.iter().filter(told).copied().collect();
        if !others.is_empty() {
            let dots = page.paint(Role::Frame, "  ...");
            page.line(format_args!("{dots} {}", folded(&others, sources)));
        }
    }
    if !rest.is_empty() {
        let told = |group: &Vec<&Finding>| {
            let first = group.first()?;
            Some(format!("{} ({})", first.code, number(group.len())))
        };
        let rest: Vec<String> = rest.iter().filter_map(told).collect();
        page.gap();
        page.line(format_args!("Inoltre, di minor peso: {}; «--all» mostra tutto.", rest.join(", ")));
    }
}

/// Findings of one severity and code, in order of severity, then of how many they are; with `all`,
/// each by itself in the order of the document.
fn groups(findings: &[Finding], all: bool) -> Vec<Vec<&Finding>> {
    if all {
        return findings.iter().map(|finding| vec![finding]).collect();
    }
    let mut groups: Vec<Vec<&Finding>> = Vec::new();
    for finding in findings {
        let like = |group: &&mut Vec<&Finding>| {
            group.first().is_some_and(|f| (f.severity, &f.code) == (finding.severity, &finding.code))
        };
        match groups.iter_mut().find(like) {
            Some(group) => group.push(finding),
            None => groups.push(vec![finding]),
        }
    }
    groups
        .sort_by_key(|group| (group.first().map(|finding| finding.severity), std::cmp::Reverse(group.len())));
    groups
}

fn one(page: &mut Page, finding: &Finding, sources: &Sources<'_>) {
    let title = format!("{}[{}]", word(finding.severity), finding.code);
    let title = page.paint(Role::Severity(finding.severity), title);
    let message = page.paint(Role::Strong, format!(": {}", safe(&finding.message)));
    let gutter = finding.place.map_or(1, |place| place.line.to_string().len());
    page.line(format_args!("{title}{message}"));
    source(page, finding, sources, gutter);
    if !finding.also.is_empty() {
        let sign = page.paint(Role::Frame, format!("{:gutter$} =", ""));
        page.line(format_args!("{sign} {}", also(finding, sources)));
    }
    if let Some(change) = &finding.change {
        let sign = page.paint(Role::Frame, format!("{:gutter$} =", ""));
        let label = page.paint(Role::Strong, "correzione");
        let (from, to) = (safe(&change.from), safe(&change.to));
        page.line(format_args!("{sign} {label}: «{from}» diventa «{to}» (con --fix)"));
    }
    for (label, text) in [("aiuto", &finding.help), ("in base a", &finding.basis)] {
        if !text.is_empty() {
            let sign = page.paint(Role::Frame, format!("{:gutter$} =", ""));
            let label = page.paint(Role::Strong, label);
            page.line(format_args!("{sign} {label}: {}", safe(text)));
        }
    }
}

/// Where the finding is, with the line when it is at hand.
fn source(page: &mut Page, finding: &Finding, sources: &Sources<'_>, gutter: usize) {
    let Some(place) = finding.place else { return };
    let Some(document) = sources.get(place.file) else { return };
    let arrow = page.paint(Role::Frame, format!("{:gutter$}-->", ""));
    page.line(format_args!("{arrow} {}:{}:{}", document.name, place.line, place.column));
    let number = usize::try_from(place.line).unwrap_or(usize::MAX);
    if let Some(line) = number.checked_sub(1).and_then(|index| document.lines.get(index)) {
        let width = page.width().saturating_sub(gutter + 3);
        let excerpt = Excerpt::cell(line, usize::from(place.column), width);
        excerpt.show(page, number, gutter, Role::Severity(finding.severity));
    }
}

/// Whether a finding names a line among the further ones.
fn names_line(finding: &Finding, line: Place) -> bool {
    finding.also.iter().any(|place| (place.file, place.line) == (line.file, line.line))
}

/// `anche alle righe 12, 40, 71 e altre 5`
fn also(finding: &Finding, sources: &Sources<'_>) -> String {
    let mut places: Vec<(u16, u32)> = finding.also.iter().map(|place| (place.file, place.line)).collect();
    let more = match places.len().saturating_sub(NAMED_LINES) {
        0 => String::new(),
        1 => " e un'altra".to_owned(),
        more => format!(" e altre {}", number(more)),
    };
    places.truncate(NAMED_LINES);
    let by_file: Vec<String> = places.chunk_by(|a, b| a.0 == b.0).map(|lines| told(lines, sources)).collect();
    format!("anche: {}{more}", by_file.join("; "))
}

/// `e altri 12 uguali: righe 45, 67, …`
fn folded(others: &[&Finding], sources: &Sources<'_>) -> String {
    let count = match others.len() {
        1 => "e un altro uguale".to_owned(),
        many => format!("e altri {} uguali", number(many)),
    };
    let mut places: Vec<(u16, u32)> =
        others.iter().filter_map(|finding| finding.place).map(|place| (place.file, place.line)).collect();
    places.dedup();
    if places.is_empty() {
        return count;
    }
    let more = if places.len() > NAMED_LINES { ", …" } else { "" };
    places.truncate(NAMED_LINES);
    let by_file: Vec<String> = places.chunk_by(|a, b| a.0 == b.0).map(|lines| told(lines, sources)).collect();
    format!("{count}: {}{more}", by_file.join("; "))
}

/// `righe 45, 67`, with the name of the document when there are several.
fn told(places: &[(u16, u32)], sources: &Sources<'_>) -> String {
    let word = if places.len() == 1 { "riga" } else { "righe" };
    let lines: Vec<String> = places.iter().map(|(_, line)| line.to_string()).collect();
    let several = sources.documents.len() > 1;
    let document = places.first().and_then(|(file, _)| sources.get(*file)).filter(|_| several);
    let name = document.map(|document| format!("{}, ", document.name)).unwrap_or_default();
    format!("{name}{word} {}", lines.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::Style;

    fn finding(code: &'static str, severity: Severity, line: u32, column: u16) -> Finding {
        Finding {
            code: code.into(),
            severity,
            message: format!("messaggio della riga {line}"),
            place: Some(Place::new(line, column)),
            objective: None,
            help: "".into(),
            basis: "".into(),
            change: None,
            subject: None,
            also: Vec::new(),
        }
    }

    fn shown_with(findings: &[Finding], documents: &[Lines<'_>], all: bool) -> String {
        let mut page = Page::new(Style::plain());
        show(&mut page, findings, &Sources::new(0, documents), all);
        page.into()
    }

    fn shown(findings: &[Finding], all: bool) -> String {
        let text: Vec<&str> = "Titolo\nPeso\t25\tSettore:\tTributi\nfine".split('\n').collect();
        let documents = [Lines { name: "piano.txt", lines: text }];
        shown_with(findings, &documents, all)
    }

    #[test]
    fn a_finding_shows_its_line_with_a_mark_under_the_cell() {
        let finding = Finding {
            help: "scrivere il peso".into(),
            basis: "regole dell'ente".into(),
            ..finding("PESI-001", Severity::Error, 2, 2)
        };
        assert_eq!(
            shown(&[finding], false),
            "
blocca l'approvazione[PESI-001]: messaggio della riga 2
 --> piano.txt:2:2
  |
2 | Peso │ 25 │ Settore: │ Tributi
  |        ^^
  = aiuto: scrivere il peso
  = in base a: regole dell'ente
"
        );
    }

    #[test]
    fn like_findings_are_folded_and_blocking_ones_come_first() {
        let findings: Vec<Finding> = (1..=12)
            .map(|line| finding("LETT-002", Severity::Info, line * 10, 1))
            .chain([finding("PESI-001", Severity::Error, 2, 1), finding("PESI-001", Severity::Error, 3, 1)])
            .collect();
        let text = shown(&findings, false);
        let (error, note) = (text.find("blocca").unwrap(), text.find("nota[").unwrap());
        assert!(error < note, "{text}");
        assert!(text.contains("e altri 11 uguali: righe 20, 30, 40, 50, 60, 70, 80, 90, …\n"), "{text}");
        assert!(text.contains("e un altro uguale: riga 3\n"), "{text}");
        assert_eq!(shown(&findings, true).matches("-->").count(), 14);
    }

    #[test]
    fn further_lines_are_told_once() {
        let mut first = finding("PERS-020", Severity::Info, 1, 1);
        first.add_places((2..=11).map(|line| Place::new(line, 1)));
        let findings: Vec<Finding> = std::iter::once(first)
            .chain((2..=3).map(|line| finding("PERS-020", Severity::Info, line, 1)))
            .collect();
        let text = shown(&findings, false);
        assert!(text.contains("= anche: righe 2, 3, 4, 5, 6, 7, 8, 9 e altre 2\n"), "{text}");
        assert!(!text.contains("uguali"), "{text}");
    }

    #[test]
    fn findings_without_a_place_or_a_document_at_hand_are_still_told() {
        let mut whole = finding("PESI-002", Severity::Warning, 1, 1);
        whole.place = None;
        let mut elsewhere = finding("PESI-003", Severity::Warning, 1, 1);
        elsewhere.place = Some(Place { file: 4, line: 1, column: 1 });
        let text = shown(&[whole, elsewhere], false);
        assert_eq!(text.matches("da verificare[").count(), 2);
        assert!(!text.contains("-->"));
    }

    #[test]
    fn lines_of_several_documents_are_told_apart() {
        let documents = ["a.txt", "b.txt"].map(|name| Lines { name, lines: Vec::new() });
        let in_file = |file, line| Finding {
            place: Some(Place { file, line, column: 1 }),
            ..finding("X-001", Severity::Info, 1, 1)
        };
        let findings = [in_file(0, 1), in_file(0, 5), in_file(0, 6), in_file(1, 2)];
        let text = shown_with(&findings, &documents, false);
        assert!(text.contains("e altri 3 uguali: a.txt, righe 5, 6; b.txt, riga 2\n"), "{text}");
    }
}
