//! Documents in the formats that bodies have, through the program: printed, read back, refused with a reason.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod common;

use std::fs;
use std::process::Command;

use common::{Folder, stderr, stdout};
use serde_json::Value as Json;

/// The folder of one test, with the documents and the method of a made-up body.
fn folder(test: &str) -> Folder {
    Folder::new(&format!("formats-{test}"))
        .file("valchiara.toml", include_str!("data/valchiara.toml"))
        .file("piano.txt", include_str!("data/piano.txt"))
}

/// The titles of the objectives that a file gives.
fn titles(folder: &Folder, file: &str) -> Vec<String> {
    let text = stdout(&folder.run(&["import", file, "--method", "valchiara.toml", "--format", "json"]));
    let plan: Json = serde_json::from_str(&text).unwrap_or_else(|_| panic!("{file}: {text}"));
    let objectives = plan["objectives"].as_array().unwrap();
    objectives.iter().map(|objective| objective["title"].as_str().unwrap_or_default().to_owned()).collect()
}

#[test]
fn what_is_printed_in_any_format_is_read_whatever_it_is_called() {
    let folder = folder("any");
    let expected = titles(&folder, "piano.txt");
    assert!(!expected.is_empty());
    for extension in ["html", "docx", "odt", "xlsx", "pdf"] {
        let name = format!("stampa.{extension}");
        let line = ["print", "piano.txt", "--method", "valchiara.toml", "--index", "-o", &name];
        let output = folder.run(&line);
        assert!(output.status.code().is_some_and(|code| code < 2), "{extension}: {output:?}");
        assert_eq!(titles(&folder, &name), expected, "{extension}");
        fs::rename(folder.0.join(&name), folder.0.join("senza-nome.dat")).unwrap();
        assert_eq!(titles(&folder, "senza-nome.dat"), expected, "{extension}");
    }
}

#[test]
fn one_form_is_printed_by_its_number() {
    let folder = folder("one");
    let all = titles(&folder, "piano.txt");
    let line = ["print", "piano.txt", "--method", "valchiara.toml", "--objective", "O1", "-o", "una.docx"];
    folder.run(&line);
    assert_eq!(titles(&folder, "una.docx"), all[..1]);
    let missing = folder.run(&["print", "piano.txt", "--method", "valchiara.toml", "--objective", "O99"]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(stderr(&missing).contains("non c'è l'obiettivo «O99»"), "{missing:?}");
}

#[test]
fn what_cannot_be_read_is_refused_with_advice() {
    let folder = folder("refused");
    let mut word = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    word.extend("WordDocument".encode_utf16().flat_map(u16::to_le_bytes));
    for (name, bytes, reason) in [
        ("vecchio.doc", word.as_slice(), "per leggerlo serve LibreOffice"),
        ("ricco.rtf", b"{\\rtf1 x}", "per leggerlo serve LibreOffice"),
        ("foto.pdf", b"\xFF\xD8\xFF\xE0", "è una scansione"),
        ("rotto.docx", b"PK\x03\x04niente", "è rovinato o incompleto"),
        ("rotto.pdf", b"%PDF-1.7 niente", "è rovinato o incompleto"),
    ] {
        fs::write(folder.0.join(name), bytes).unwrap();
        // Without any program at hand that could convert.
        let line = ["import", name, "--method", "valchiara.toml"];
        let mut command = Command::new(env!("CARGO_BIN_EXE_traguardo"));
        let output = command.args(line).current_dir(&folder.0).env("PATH", "").output().unwrap();
        let sentence = stderr(&output);
        assert_eq!(output.status.code(), Some(2), "{name}: {sentence}");
        assert!(sentence.contains(reason) && sentence.lines().count() == 1, "{name}: {sentence}");
    }
}

#[test]
fn a_file_of_two_gigabytes_of_nothing_ends_with_a_sentence() {
    let folder = folder("sparse");
    let file = fs::File::create(folder.0.join("enorme.docx")).unwrap();
    file.set_len(2 << 30).unwrap();
    let output = folder.run(&["import", "enorme.docx", "--method", "valchiara.toml"]);
    fs::remove_file(folder.0.join("enorme.docx")).unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("supera la dimensione massima di 64 MiB"), "{output:?}");
}

#[test]
fn documents_of_the_cycle_are_printed_in_every_format() {
    let folder = folder("cycle");
    for form in [
        "scheda-vuota",
        "pesi",
        "lettera",
        "delibera",
        "persone",
        "scadenze",
        "rilievi",
        "pubblicazione",
        "riepilogo",
    ] {
        for extension in ["txt", "html", "docx", "odt", "xlsx", "pdf"] {
            let name = format!("{form}.{extension}");
            let output = folder.run(&[
                "print",
                "piano.txt",
                "--method",
                "valchiara.toml",
                "--form",
                form,
                "-o",
                &name,
            ]);
            assert!(output.status.code().is_some_and(|code| code < 2), "{name}: {}", stderr(&output));
            assert!(fs::metadata(folder.0.join(&name)).unwrap().len() > 0, "{name}");
        }
    }
    let refused = folder.run(&["print", "piano.txt", "--method", "valchiara.toml", "--form", "relazione"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(stderr(&refused).contains("--scores"), "{}", stderr(&refused));
}

#[test]
fn two_versions_are_set_side_by_side() {
    let folder = folder("diff");
    let changed = include_str!("data/piano.txt").replacen("40%", "45%", 1);
    assert_ne!(changed, include_str!("data/piano.txt"), "the sample has the weight that is changed");
    let folder = folder.file("nuovo.txt", changed);
    let same =
        folder.run(&["diff", "piano.txt", "piano.txt", "--method", "valchiara.toml", "--format", "json"]);
    let told =
        folder.run(&["diff", "piano.txt", "nuovo.txt", "--method", "valchiara.toml", "--format", "json"]);
    assert_ne!(stdout(&same), stdout(&told));
    assert!(stdout(&told).contains("45%"), "{}", stdout(&told));
    assert!(!stdout(&same).contains("45%"), "{}", stdout(&same));
}

#[test]
fn the_working_spreadsheet_comes_back_unchanged_and_is_no_document() {
    let folder = folder("working");
    folder.run(&["export", "piano.txt", "--method", "valchiara.toml", "-o", "piano.json"]);
    let written = folder.run(&["sheet", "piano.json", "--method", "valchiara.toml", "-o", "foglio.xlsx"]);
    assert_eq!(written.status.code(), Some(0), "{}", stderr(&written));
    let before = folder.read("piano.json");
    let line = ["import", "foglio.xlsx", "--into", "piano.json", "--method", "valchiara.toml", "--confirm"];
    let taken = folder.run(&line);
    assert_eq!(taken.status.code(), Some(0), "{} {}", stdout(&taken), stderr(&taken));
    let plan = |text: &str| serde_json::from_str::<Json>(text).unwrap()["objectives"].clone();
    assert_eq!(plan(&folder.read("piano.json")), plan(&before));
    let refused = folder.run(&["import", "foglio.xlsx", "--method", "valchiara.toml"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(stderr(&refused).contains("--into"), "{}", stderr(&refused));
}
