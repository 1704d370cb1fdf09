//! The faults of a method file, each under its line.

use domain::Severity;
use method::Error;

use super::excerpt::Excerpt;
use super::page::Page;
use super::style::{Role, number, safe};

/// Every fault of a method file, and how many they are.
pub fn show(page: &mut Page, faults: &[Error], name: &str, text: &str) {
    let lines: Vec<&str> = text.lines().collect();
    for fault in faults {
        one(page, fault, name, &lines);
        page.gap();
    }
    match faults.len() {
        1 => page.line(format_args!("{name}: il metodo ha un errore.")),
        many => page.line(format_args!("{name}: il metodo ha {} errori.", number(many))),
    }
}

fn one(page: &mut Page, fault: &Error, name: &str, lines: &[&str]) {
    let role = Role::Severity(Severity::Error);
    let place = usize::try_from(fault.line).unwrap_or(usize::MAX);
    let gutter = place.to_string().len();
    let word = page.paint(role, "errore");
    let message = page.paint(Role::Strong, format!(": {}", safe(&fault.message)));
    let arrow = page.paint(Role::Frame, format!("{:gutter$}-->", ""));
    page.line(format_args!("{word}{message}"));
    page.line(format_args!("{arrow} {name}:{}:{}", fault.line, fault.column));
    if let Some(line) = place.checked_sub(1).and_then(|index| lines.get(index)) {
        let start = usize::try_from(fault.column).unwrap_or(1).saturating_sub(1);
        let width = page.width().saturating_sub(gutter + 3);
        let excerpt = Excerpt::span(line, start, length(line, start, &fault.key), width);
        excerpt.show(page, place, gutter, role);
    }
}

/// Characters of the line that are at fault: the key, with its quotes where it has them.
fn length(line: &str, start: usize, key: &str) -> usize {
    let mut rest = line.chars().skip(start);
    let quotes = if matches!(rest.next(), Some('"' | '\'')) { 2 } else { 0 };
    let here = line.chars().count().saturating_sub(start);
    (key.chars().count() + quotes).min(here).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::Style;

    fn shown(faults: &[Error], name: &str, text: &str) -> String {
        let mut page = Page::new(Style::plain());
        show(&mut page, faults, name, text);
        page.into()
    }

    #[test]
    fn a_fault_is_marked_under_its_line() {
        let fault =
            Error { line: 2, column: 8, key: "tabl".into(), message: "non è un tipo di blocco".into() };
        let text = "[[block]]\nkind = \"tabl\"\n";
        assert_eq!(
            shown(&[fault], "comune.toml", text),
            "errore: non è un tipo di blocco\n --> comune.toml:2:8\n  |\n2 | kind = \"tabl\"\n  |        ^^^^^^\n\n\
             comune.toml: il metodo ha un errore.\n"
        );
    }

    #[test]
    fn a_fault_beyond_the_file_is_told_without_a_line() {
        let fault = Error { line: 9, column: 1, key: String::new(), message: "manca «body»".into() };
        let shown = shown(&[fault.clone(), fault], "m.toml", "");
        assert!(shown.contains("m.toml:9:1") && shown.ends_with("ha 2 errori.\n"), "{shown}");
    }
}
