//! Every line of the derivations of the worked examples, as a person reads them.

use std::error::Error;
use std::fmt::Write;
use std::path::Path;

use scoring::sheet::{Entry, Sheet};

type Outcome = Result<(), Box<dyn Error>>;

#[test]
fn every_worked_example_shows_its_lines() -> Outcome {
    shown("../../vectors")
}

/// Limits, noughts and everything that is missing.
#[test]
fn every_case_shows_its_lines() -> Outcome {
    shown("tests/cases")
}

fn shown(folder: &str) -> Outcome {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut sheets = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        sheets.push(entry?.path());
    }
    sheets.retain(|path| path.extension().is_some_and(|end| end == "toml"));
    sheets.sort();
    assert!(!sheets.is_empty());
    for path in sheets {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let sheet = Sheet::parse(&std::fs::read_to_string(&path)?).map_err(|why| format!("{name}: {why}"))?;
        insta::assert_snapshot!(name, derivation(&sheet));
    }
    Ok(())
}

fn derivation(sheet: &Sheet) -> String {
    let mut text = format!("{} ({})\n", sheet.title(), sheet.basis());
    for entry in sheet.entries() {
        let _ = writeln!(text, "\n{}: {}", entry.id, outcome(&entry));
        for line in &entry.working {
            let with = if line.with.is_empty() { String::new() } else { format!(": {}", line.with) };
            let _ = write!(text, "  {}{with} → {}", line.formula, line.result);
            let _ = writeln!(
                text,
                "{}",
                line.default.as_ref().map_or_else(String::new, |why| format!(" ({why})"))
            );
        }
    }
    text
}

fn outcome(entry: &Entry) -> String {
    let mut text = entry.title.clone();
    if let Some(value) = &entry.value {
        let _ = write!(text, " {}", value.digits(entry.decimals));
    }
    if let Some(raw) = entry.raw.as_ref().filter(|raw| Some(*raw) != entry.value.as_ref()) {
        let _ = write!(text, ", prima {raw}");
    }
    for more in [&entry.band, &entry.why].into_iter().flatten() {
        let _ = write!(text, "; {more}");
    }
    text
}
