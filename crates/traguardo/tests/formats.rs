//! Documents in the formats that bodies have, through the program: printed, read back, refused with a reason.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value as Json;

/// The folder of one test, with the documents and the method of a made-up body.
fn folder(test: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("formats-{test}"));
    if path.exists() {
        fs::remove_dir_all(&path).unwrap();
    }
    fs::create_dir_all(&path).unwrap();
    fs::write(path.join("valchiara.toml"), include_str!("data/valchiara.toml")).unwrap();
    fs::write(path.join("piano.txt"), include_str!("data/piano.txt")).unwrap();
    path
}

fn run(folder: &Path, line: &[&str], path: Option<&str>) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_traguardo"));
    command.args(line).current_dir(folder).env_remove("TRAGUARDO_METHODS");
    if let Some(path) = path {
        command.env("PATH", path);
    }
    command.output().unwrap()
}

/// The titles of the objectives that a file gives.
fn titles(folder: &Path, file: &str) -> Vec<String> {
    let output = run(folder, &["import", file, "--method", "valchiara.toml", "--format", "json"], None);
    let text = String::from_utf8(output.stdout).unwrap();
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
        let output = run(&folder, &line, None);
        assert!(output.status.code().is_some_and(|code| code < 2), "{extension}: {output:?}");
        assert_eq!(titles(&folder, &name), expected, "{extension}");
        fs::rename(folder.join(&name), folder.join("senza-nome.dat")).unwrap();
        assert_eq!(titles(&folder, "senza-nome.dat"), expected, "{extension}");
    }
}

#[test]
fn one_form_is_printed_by_its_number() {
    let folder = folder("one");
    let all = titles(&folder, "piano.txt");
    let line = ["print", "piano.txt", "--method", "valchiara.toml", "--objective", "O1", "-o", "una.docx"];
    run(&folder, &line, None);
    assert_eq!(titles(&folder, "una.docx"), all[..1]);
    let missing =
        run(&folder, &["print", "piano.txt", "--method", "valchiara.toml", "--objective", "O99"], None);
    assert_eq!(missing.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&missing.stderr).contains("non c'è l'obiettivo «O99»"), "{missing:?}");
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
        fs::write(folder.join(name), bytes).unwrap();
        // Without any program at hand that could convert.
        let output = run(&folder, &["import", name, "--method", "valchiara.toml"], Some(""));
        let sentence = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{name}: {sentence}");
        assert!(sentence.contains(reason) && sentence.lines().count() == 1, "{name}: {sentence}");
    }
}

#[test]
fn a_file_of_two_gigabytes_of_nothing_ends_with_a_sentence() {
    let folder = folder("sparse");
    let file = fs::File::create(folder.join("enorme.docx")).unwrap();
    file.set_len(2 << 30).unwrap();
    let output = run(&folder, &["import", "enorme.docx", "--method", "valchiara.toml"], None);
    fs::remove_file(folder.join("enorme.docx")).unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(
        String::from_utf8_lossy(&output.stderr).contains("supera la dimensione massima di 64 MiB"),
        "{output:?}"
    );
}
