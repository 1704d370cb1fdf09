//! The worked examples of the rulebook, each a sheet that says what it expects (`vectors/*.toml`).

use std::fmt::Write;
use std::path::Path;

use scoring::sheet::{Entry, Sheet};

#[test]
fn every_worked_example_comes_out_to_the_digit() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../vectors"));
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(paths.len() >= 20, "{} sheets only", paths.len());
    let mut faults = String::new();
    for path in paths {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        match Sheet::parse(&std::fs::read_to_string(&path).unwrap()) {
            Ok(sheet) => faults.push_str(&compared(&name, &sheet)),
            Err(error) => writeln!(faults, "{name}: {error}").unwrap(),
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
}

/// Where a sheet does not give what it expects.
fn compared(name: &str, sheet: &Sheet) -> String {
    let entries = sheet.entries();
    let expected = sheet.expected();
    let mut faults = String::new();
    if expected.is_empty() {
        let _ = writeln!(faults, "{name}: nothing is expected");
    }
    for one in expected {
        let Some(found) = entries.iter().find(|entry| entry.id == one.of) else {
            let _ = writeln!(faults, "{name}: «{}» is not there", one.of);
            continue;
        };
        let value = found.value.as_ref().map(|value| value.digits(found.decimals));
        let raw = found.raw.as_ref().map(|raw| raw.digits(2));
        let wrong = (one.value.is_some() && value.as_deref() != one.value)
            || (one.raw.is_some() && raw.as_deref() != one.raw)
            || (one.band.is_some() && found.band.as_deref() != one.band)
            || (one.undetermined && found.value.is_some());
        if wrong {
            let _ = writeln!(faults, "{name}: «{}» is {}", one.of, shown(found));
        }
    }
    faults
}

fn shown(entry: &Entry) -> String {
    let value = entry.value.as_ref().map(|value| format!("{} ({value})", value.digits(entry.decimals)));
    format!("{value:?}, raw {:?}, band {:?}, {:?}", entry.raw, entry.band, entry.why)
}
