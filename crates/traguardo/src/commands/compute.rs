//! `traguardo compute`: a sheet of reckoning, with every step.

use scoring::function::CATALOGUE;
use scoring::sheet::{Entry, Sheet};

use super::Verdict;
use crate::cli::{Compute, Format};
use crate::error::Failure;
use crate::terminal::{Page, Role, Style, entries};
use crate::{input, output};

/// Size over which a sheet is surely something else.
const LARGEST_SHEET: usize = 16 << 20;

/// Reckons a sheet and shows what came of it.
pub fn run(options: &Compute) -> Result<Verdict, Failure> {
    let Some(path) = options.file.as_deref().filter(|_| !options.functions) else {
        output::print(&functions(Style::of_stdout()))?;
        return Ok(Verdict::Clean);
    };
    let text = input::text(path, LARGEST_SHEET)?;
    let sheet = Sheet::parse(&text)
        .map_err(|error| Failure::new(format!("«{}» non è un foglio di calcolo: {error}", path.display())))?;
    let entries = sheet.entries();
    match options.format {
        Some(Format::Json) => output::print(&output::pretty(&json(&sheet, &entries)))?,
        _ => output::print(&shown(&sheet, &entries, Style::of_stdout()))?,
    }
    Ok(Verdict::Clean)
}

fn json(sheet: &Sheet, entries: &[Entry]) -> serde_json::Value {
    serde_json::json!({
        "schema": "traguardo-calcolo/1",
        "title": sheet.title(),
        "entries": entries.iter().map(|entry| {
            let mut value = serde_json::to_value(entry).unwrap_or_default();
            let digits = entry.value.as_ref().map(|value| value.digits(entry.decimals));
            if let (Some(fields), Some(digits)) = (value.as_object_mut(), digits) {
                fields.insert("shown".to_owned(), digits.into());
            }
            value
        }).collect::<Vec<_>>(),
    })
}

fn shown(sheet: &Sheet, reckoned: &[Entry], style: Style) -> String {
    let mut page = Page::new(style);
    if !sheet.title().is_empty() {
        page.line(page.paint(Role::Strong, sheet.title()));
    }
    if !sheet.basis().is_empty() {
        page.line(format_args!("Base: {}", sheet.basis()));
    }
    for entry in reckoned {
        page.gap();
        entries::entry(&mut page, entry);
    }
    page.into()
}

fn functions(style: Style) -> String {
    let mut page = Page::new(style);
    for known in CATALOGUE {
        let number = page.paint(Role::Strong, format!("{:4}", known.number));
        page.line(format_args!("{number} {:24} {}", known.name, known.words));
        page.line(format_args!("     vuole {}; {}", known.wants, known.formula));
    }
    page.into()
}
