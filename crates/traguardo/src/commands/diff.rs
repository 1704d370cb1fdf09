//! `traguardo diff`: two versions of a plan side by side.

use app::documents;
use document::{Block, Document, Look, Role as RowRole, Row, Table};
use outline::Seen;
use outline::compare::{Change, Comparison, Part, Values, compare};
use serde_json::{Value as Json, json};

use super::Verdict;
use super::print::written;
use crate::cli::{Diff, DiffForm};
use crate::error::Failure;
use crate::terminal::{Page, Role, Style, safe};
use crate::{output, reading};

/// Compares two versions of a plan.
pub fn run(options: &Diff) -> Result<Verdict, Failure> {
    let (old, _) = reading::with_method(&options.old, &options.reading)?;
    let (new, method) = reading::with_method(&options.new, &options.reading)?;
    let target = options.target.file();
    match options.form() {
        DiffForm::Json => output::write(target, &output::pretty(&as_json(&compare(&old, &new))))?,
        DiffForm::Screen => {
            output::print(&screen(&documents::comparison(&old, &new, &method), Style::of_stdout()))?;
        }
        DiffForm::Document(format) => {
            let document = documents::comparison(&old, &new, &method);
            let look =
                Look { title: document.name.clone(), body: method.body.name.clone(), ..Look::default() };
            output::write_result(target, &written(&document, &look, format)?)?;
        }
    }
    Ok(Verdict::Clean)
}

/// A document to be read on a screen: each row of a table with the names of its columns.
fn screen(document: &Document, style: Style) -> String {
    let mut page = Page::new(style);
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => {
                if paragraph.heading.is_some() {
                    page.gap();
                }
                for line in paragraph.lines.iter().map(|line| safe(&line.text)) {
                    match paragraph.heading {
                        Some(_) => page.line(page.paint(Role::Strong, line)),
                        None => page.line(line),
                    }
                }
            }
            Block::Table(table) => rows(&mut page, table),
            Block::Rule(_) | Block::Page(_) | Block::Picture(_) => {}
        }
    }
    page.into()
}

fn rows(page: &mut Page, table: &Table) {
    let names = table.rows.iter().find(|row| row.role == RowRole::Header);
    for row in table.rows.iter().filter(|row| row.role != RowRole::Header) {
        let Some((first, others)) = row.cells.split_first() else { continue };
        // A screen has little room: counts of nothing are left out.
        let told: Vec<String> = others
            .iter()
            .filter(|cell| cell.text != "0")
            .map(|cell| {
                format!("{}: {}", names.map_or("", |names| name(names, cell.place.column)), cell.text)
            })
            .collect();
        let line = told.join("; ");
        page.line(format_args!("  {}", safe(&first.text)));
        if line.is_empty() {
            continue;
        }
        if line.chars().count() + 6 <= page.width() {
            page.line(format_args!("      {line}"));
        } else {
            for text in &told {
                page.line(format_args!("      {text}"));
            }
        }
    }
}

fn name(names: &Row, column: u16) -> &str {
    names.cells.iter().find(|cell| cell.place.column == column).map_or("", |cell| cell.text.as_str())
}

fn as_json(found: &Comparison<'_>) -> Json {
    let list = |all: &[Seen<'_>]| all.iter().map(objective).collect::<Json>();
    let pairs = found.pairs.iter().filter(|pair| !pair.changes.is_empty());
    let changed = pairs.map(|pair| {
        let all: Json = pair.changes.iter().map(change).collect();
        json!({"old": objective(&pair.old), "new": objective(&pair.new), "changes": all})
    });
    json!({
        "added": list(&found.added),
        "removed": list(&found.removed),
        "changed": changed.collect::<Json>(),
        "same": found.pairs.iter().filter(|pair| pair.changes.is_empty()).count(),
    })
}

fn objective(seen: &Seen<'_>) -> Json {
    json!({
        "ordinal": seen.ordinal,
        "unit": seen.unit(),
        "code": outline::text(seen.objective.code.as_ref()),
        "title": seen.title(),
    })
}

fn change(change: &Change<'_>) -> Json {
    let with = |kind: &str, part: &Part<'_>, field: &str, values: &Values| json!({"change": kind, "part": part.name(), "field": field, "from": values.from, "to": values.to});
    match change {
        Change::Added(part) => json!({"change": "added", "part": part.name()}),
        Change::Removed(part) => json!({"change": "removed", "part": part.name()}),
        Change::Moved(values) => with("moved", &Part::Objective, "unit", values),
        Change::Reweighted(part, values) => with("reweighted", part, "weight", values),
        Change::Reworded(part, field, values) => with("reworded", part, field.name, values),
        Change::Relisted(term) => json!({"change": "relisted", "part": term}),
    }
}
