//! `cargo xtask validate`: documents of every kind, looked at by the programs of others.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{printing, root};

/// The documents that are printed of each sample beside the plan itself; they need nothing but the plan.
const PAPERS: [&str; 11] = [
    "pesi",
    "lettera",
    "delibera",
    "persone",
    "assessori",
    "missioni",
    "scadenze",
    "cronoprogramma",
    "albero",
    "rilievi",
    "riepilogo",
];

/// Prints plans and papers in every format and has them validated: PDF/A-2a and PDF/UA-1, axe-core, LibreOffice. A
/// validator that is not installed is left out, and that is said.
pub fn run() -> Result<(), String> {
    let folder = root().join("target/validate");
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    printing::build()?;
    let printed = printed(&folder)?;
    let of = |endings: &[&str]| -> Vec<PathBuf> {
        let is =
            |path: &&PathBuf| path.extension().is_some_and(|own| endings.iter().any(|ending| own == *ending));
        printed.iter().filter(is).cloned().collect()
    };
    let mut failed = Vec::new();
    for (name, program, script, files, help) in [
        ("PDF/A-2a and PDF/UA-1", "python3", "pdf.py", of(&["pdf"]), "pip install page-validation"),
        (
            "axe-core",
            "node",
            "axe.mjs",
            of(&["html"]),
            "chromium, and in target/validate: npm install axe-core playwright-core",
        ),
        (
            "LibreOffice",
            "/usr/bin/python3",
            "opens.py",
            of(&["docx", "odt", "xlsx"]),
            "apt install libreoffice-writer-nogui libreoffice-calc-nogui python3-uno",
        ),
    ] {
        eprintln!("== {name}: {} files", files.len());
        let mut command = Command::new(program);
        command.arg(root().join("xtask/validators").join(script)).args(files).current_dir(&folder);
        match command.status().map(|status| status.code()) {
            Ok(Some(0)) => {}
            Ok(Some(3)) | Err(_) => eprintln!("SKIPPED: {name} is not installed ({help})"),
            Ok(_) => failed.push(name),
        }
    }
    if failed.is_empty() { Ok(()) } else { Err(format!("faults were found by {}", failed.join(", "))) }
}

/// The samples, and the documents beside the workspace where they are at hand, in every format.
fn printed(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let samples = root().join("samples");
    let mut printed = Vec::new();
    for (text, method) in documents(&samples, &samples.join("methods")) {
        print(folder, &text, &method, &PAPERS, &mut printed)?;
    }
    for (text, method) in documents(&root().join("../shared/documents"), &root().join("bodies")) {
        print(folder, &text, &method, &[], &mut printed)?;
    }
    Ok(printed)
}

/// The documents of a folder that have a method.
fn documents(folder: &Path, methods: &Path) -> Vec<(PathBuf, PathBuf)> {
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let with_method = |path: PathBuf| {
        let method = methods.join(path.with_extension("toml").file_name()?);
        (path.extension()? == "txt" && method.is_file()).then_some((path, method))
    };
    let mut documents: Vec<_> = entries.filter_map(|entry| with_method(entry.path())).collect();
    documents.sort();
    documents
}

fn print(
    folder: &Path,
    text: &Path,
    method: &Path,
    papers: &[&str],
    printed: &mut Vec<PathBuf>,
) -> Result<(), String> {
    let name = text.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let mut write = |command: &str, options: &[&str], ending: &str| {
        let path = folder.join(format!("{name}.{ending}"));
        // What was written by a run before says nothing.
        let _ = fs::remove_file(&path);
        printing::write(command, options, text, method, &path)?;
        printed.push(path);
        Ok::<(), String>(())
    };
    for format in ["html", "docx", "odt", "xlsx"] {
        write("print", &[], &format!("piano.{format}"))?;
    }
    write("print", &["--index"], "piano.pdf")?;
    write("sheet", &[], "foglio.xlsx")?;
    for paper in papers {
        for format in ["pdf", "html", "docx"] {
            write("print", &["--form", paper], &format!("{paper}.{format}"))?;
        }
    }
    Ok(())
}
