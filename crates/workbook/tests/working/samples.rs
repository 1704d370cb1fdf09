//! The sample plans, there and back.

use std::path::{Path, PathBuf};

use super::*;

fn samples() -> Vec<(Plan, Method, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples");
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(&root).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    let one = |path: &PathBuf| {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let method = std::fs::read_to_string(root.join("methods").join(format!("{name}.toml"))).unwrap();
        let base =
            |name: &str| std::fs::read_to_string(root.join("../bodies").join(format!("{name}.toml"))).ok();
        let method = Method::parse_with(&method, &base).unwrap();
        let bytes = std::fs::read(path).unwrap();
        let document = document::text::read(&name, &bytes, usize::MAX).unwrap();
        (forms::read(&[document], &method).plan, method, name)
    };
    paths.iter().map(one).collect()
}

#[test]
fn a_sheet_that_nobody_touched_changes_nothing() {
    let samples = samples();
    assert!(samples.len() >= 7);
    for (plan, method, name) in samples {
        for purpose in [Purpose::Plan, Purpose::Report] {
            let bytes = working::write(&plan, &method, purpose, None).unwrap();
            let proposal = working::changes(&plan, &method, &bytes, &Limits::default()).unwrap();
            assert_quiet(&proposal);
            assert_eq!(proposal.already, 0, "{name}");
            // Written again by another program it says the same.
            let proposal =
                working::changes(&plan, &method, &Book::open(&bytes).save(), &Limits::default()).unwrap();
            assert_quiet(&proposal);
        }
    }
}

#[test]
fn what_is_applied_is_there_the_second_time() {
    for (plan, method, name) in samples() {
        let bytes = working::write(&plan, &method, Purpose::Plan, None).unwrap();
        let mut book = Book::open(&bytes);
        let sheet = book.names()[1].to_owned();
        let first: Vec<u32> = (5..500).filter(|row| !book.text(&sheet, *row, 1).is_empty()).collect();
        for row in &first {
            book.put(&sheet, *row, "Testo", &format!("Testo nuovo della riga {row}"));
        }
        let propose =
            |plan: &Plan| working::changes(plan, &method, &book.save(), &Limits::default()).unwrap();
        let proposal = propose(&plan);
        assert_eq!(proposal.changes.len(), first.len(), "{name}");
        let mut changed = plan.clone();
        working::apply(&mut changed, &method, &proposal, Settle::Plan);
        let again = propose(&changed);
        assert_quiet(&again);
        assert_eq!(again.already, first.len(), "{name}");
    }
}
