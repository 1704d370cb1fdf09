//! The programs beside which we run, as whole processes, one at a time.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::content::Content;

/// How long a peer took, or why it was left out.
pub type Outcome = (&'static str, Result<Duration, String>);

/// Ourselves as a process that reads the ODT files of a folder, as LibreOffice does, and its memory in kB.
pub fn us(folder: &Path, all: &[Content]) -> (Duration, Option<u64>) {
    let program = std::env::current_exe().expect("a program knows itself");
    let mut command = Command::new(program);
    command.arg("--print").arg(folder);
    let (took, said) = run(&mut command).expect("our own process runs");
    for content in all {
        assert!(folder.join(&content.name).with_extension("us.pdf").exists(), "{}", content.name);
    }
    let memory = said.lines().find_map(|line| line.strip_prefix("@memory "));
    (took, memory.and_then(|memory| memory.trim().parse().ok()))
}

/// LibreOffice, ODT to tagged PDF/A-2 and PDF/UA, all files in one process.
pub fn office(folder: &Path, all: &[Content]) -> Outcome {
    const FILTER: &str = "pdf:writer_pdf_Export:{\"SelectPdfVersion\":{\"type\":\"long\",\"value\":\"2\"},\
                          \"UseTaggedPDF\":{\"type\":\"boolean\",\"value\":\"true\"},\
                          \"PDFUACompliance\":{\"type\":\"boolean\",\"value\":\"true\"}}";
    let mut command = Command::new("soffice");
    command.arg(format!("-env:UserInstallation=file://{}", folder.join("profile").display()));
    command
        .args(["--headless", "--norestore", "--convert-to", FILTER, "--outdir"])
        .arg(folder.join("office"));
    command.args(all.iter().map(|content| folder.join(&content.name).with_extension("odt")));
    let took = run(&mut command).map(|(took, _)| took);
    let missing = all
        .iter()
        .find(|content| !folder.join("office").join(&content.name).with_extension("pdf").exists())
        .map(|content| format!("nessun PDF di {}", content.name));
    let _ = std::fs::remove_dir_all(folder.join("office"));
    ("LibreOffice, dal nostro ODT", took.and_then(|took| missing.map_or(Ok(took), Err)))
}

/// WeasyPrint, HTML to PDF/UA, all files in one process.
pub fn weasyprint(folder: &Path, all: &[Content]) -> Outcome {
    const SCRIPT: &str = "import sys, weasyprint\n\
                          for name in sys.argv[1:]:\n    \
                          weasyprint.HTML(name).write_pdf(name + '.pdf', pdf_variant='pdf/ua-1')\n";
    let mut command = Command::new("python3");
    command.args(["-c", SCRIPT]);
    command.args(all.iter().map(|content| folder.join(&content.name).with_extension("html")));
    ("WeasyPrint, dal nostro HTML", run(&mut command).map(|(took, _)| took))
}

/// Runs a process; gives how long it took and what it said.
pub fn run(command: &mut Command) -> Result<(Duration, String), String> {
    let start = Instant::now();
    let output = command.stderr(Stdio::piped()).output().map_err(|error| error.to_string())?;
    let took = start.elapsed();
    if output.status.success() {
        Ok((took, String::from_utf8_lossy(&output.stdout).into_owned()))
    } else {
        let said = String::from_utf8_lossy(&output.stderr);
        Err(said.lines().last().unwrap_or("senza dire perché").to_owned())
    }
}

/// The most memory this process has held so far, in kB, where the system says so.
pub fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}
