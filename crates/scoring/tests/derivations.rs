//! Every line of the derivations of the worked examples, as a person reads them.

use std::fmt::Write;
use std::path::Path;

use scoring::sheet::{Entry, Sheet};

#[test]
fn every_worked_example_shows_its_lines() {
    shown("../../vectors");
}

/// Limits, noughts and everything that is missing.
#[test]
fn every_case_shows_its_lines() {
    shown("tests/cases");
}

fn shown(folder: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<_> =
        entries.filter(|path| path.extension().is_some_and(|end| end == "toml")).collect();
    paths.sort();
    assert!(!paths.is_empty());
    for path in paths {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        match Sheet::parse(&std::fs::read_to_string(&path).unwrap()) {
            Ok(sheet) => insta::assert_snapshot!(name, derivation(&sheet)),
            Err(error) => panic!("{name}: {error}"),
        }
    }
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
