//! Tables of texts and what they mean, one file for each kind: `text ⇥ readings`.
//!
//! Readings stand in a short notation of their own, so that a table does not test `understand` with
//! `render`; several are parted by ` | `, none is `-`. A line that begins with `#` is a remark.

mod compact;

use std::fmt::Write;

use domain::Kind;
use meaning::{Context, Notation, understand};

fn check(kind: Kind, table: &str, context: Context) {
    check_with(table, |text| understand(kind, text, &context).iter().map(compact::value).collect());
}

fn check_with(table: &str, read: impl Fn(&str) -> Vec<String>) {
    let mut failures = String::new();
    let mut count = 0;
    for (number, line) in table.lines().enumerate() {
        if line.starts_with('#') || line.is_empty() {
            continue;
        }
        let Some((text, expected)) = line.split_once('\t') else {
            panic!("line {}: no tab in «{line}»", number + 1);
        };
        let readings = read(text);
        let found = if readings.is_empty() { "-".to_owned() } else { readings.join(" | ") };
        count += 1;
        if found != expected {
            let _ = write!(
                failures,
                "line {}: «{text}»\n  expected {expected}\n  found    {found}\n",
                number + 1
            );
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
    assert!(count > 5, "the table is empty");
}

/// A table with a heading `# context` for each notation or plan year.
fn check_parts(kind: Kind, table: &str, context_of: impl Fn(&str) -> Context) {
    for part in table.split("\n## ").skip(1) {
        let (heading, lines) = part.split_once('\n').unwrap_or((part, ""));
        check(kind, lines, context_of(heading.trim()));
    }
}

#[test]
fn targets() {
    check(Kind::Target, include_str!("cases/target.tsv"), Context::default());
}

#[test]
fn dates() {
    check_parts(Kind::Date, include_str!("cases/date.tsv"), |heading| Context {
        year: heading.parse().ok(),
        ..Context::default()
    });
}

#[test]
fn weights() {
    check_parts(Kind::Weight, include_str!("cases/weight.tsv"), |heading| {
        let notation = match heading {
            "percent" => Notation::Percent,
            "thousandths" => Notation::Thousandths,
            "fraction" => Notation::Fraction,
            "number" => Notation::Number,
            _ => Notation::Auto,
        };
        Context { year: None, notation }
    });
}

#[test]
fn money() {
    check(Kind::Money, include_str!("cases/money.tsv"), Context::default());
}

#[test]
fn years() {
    check(Kind::Years, include_str!("cases/years.tsv"), Context::default());
}

#[test]
fn flags() {
    check(Kind::Flag, include_str!("cases/flag.tsv"), Context::default());
}

#[test]
fn months() {
    check(Kind::Months, include_str!("cases/months.tsv"), Context::default());
}

#[test]
fn numbers() {
    check(Kind::Number, include_str!("cases/number.tsv"), Context::default());
}

#[test]
fn rules() {
    let read = |text: &str| meaning::rule::parse(text, Some(2025)).iter().map(compact::rule).collect();
    check_with(include_str!("cases/rule.tsv"), read);
}
