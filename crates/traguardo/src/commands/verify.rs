//! `traguardo verify`: a stored result, reckoned again.

use super::Verdict;
use crate::cli::{Format, Verify};
use crate::error::Failure;
use crate::input::{self, LARGEST};
use crate::output;
use crate::terminal::{Page, Role, Style};

/// Reckons a stored result again and shows where it differs.
pub fn run(options: &Verify) -> Result<Verdict, Failure> {
    let result = input::json(&options.file, LARGEST)?;
    let plan = options.plan.as_deref().map(|path| input::json(path, LARGEST)).transpose()?;
    let verdict = verify::verify(&result, plan.as_ref());
    match options.format {
        Some(Format::Json) => output::print(&output::pretty(&json(&verdict)))?,
        _ => output::print(&shown(&verdict, options, Style::of_stdout()))?,
    }
    Ok(if verdict.is_same() { Verdict::Clean } else { Verdict::Blocked })
}

fn json(verdict: &verify::Verdict) -> serde_json::Value {
    serde_json::json!({
        "schema": "traguardo-verifica/1",
        "same": verdict.is_same(),
        "items": verdict.items,
        "checked": verdict.checked,
        "differences": verdict.differences,
    })
}

fn shown(verdict: &verify::Verdict, options: &Verify, style: Style) -> String {
    let mut page = Page::new(style);
    for one in &verdict.differences {
        page.line(format_args!("{}: {}", page.paint(Role::Strong, &one.id), one.what));
        page.line(format_args!("    nel file:  {}", one.stored));
        page.line(format_args!("    verifica:  {}", one.found));
    }
    if !verdict.is_same() {
        page.gap();
    }
    let beside = if options.plan.is_some() { " e confrontate con il piano" } else { "" };
    let differences = match verdict.differences.len() {
        0 => "nessuna differenza: il risultato è confermato".to_owned(),
        1 => "1 differenza".to_owned(),
        count => format!("{count} differenze"),
    };
    let (items, checked) = (verdict.items, verdict.checked);
    page.line(format_args!("Voci ricalcolate{beside}: {items}; confronti: {checked}; {differences}."));
    page.into()
}
