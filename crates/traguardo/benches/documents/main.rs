//! The documents of plans, written and read, beside the programs that people use for it today.
//!
//! `cargo bench -p traguardo --bench documents`. Everybody gets the same content: the plans of `../shared` where they
//! are at hand, else the samples, and the same ten times over. LibreOffice makes tagged PDF of our ODT, WeasyPrint of
//! our HTML, pdfplumber reads the tables of our PDF; who is not installed is left out, and that is said. Arguments
//! choose parts: `pdf`, `ten`, `one`, `tables`, `sheets`; without, all of them run.

#![allow(clippy::expect_used, missing_docs, reason = "a bench says why with `expect`")]

mod content;
mod peers;
mod rows;
mod sheets;
mod tables;

use std::path::Path;
use std::time::{Duration, Instant};

use content::{Content, times};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    if let [mode, folder] = arguments.as_slice()
        && mode == "--print"
    {
        return print(Path::new(folder));
    }
    let wants = |part: &str| arguments.is_empty() || arguments.iter().any(|argument| argument == part);
    let all = content::all();
    let forms: usize = all.iter().map(|content| content.plan.objectives.len()).sum();
    println!("{} piani, {forms} schede", all.len());
    let folder = tempfile::tempdir().expect("there is room for files");
    if wants("pdf") {
        pdf(&all, 1, folder.path());
    }
    if wants("ten") {
        pdf(&all, 10, folder.path());
    }
    if wants("one") {
        one(&all);
    }
    if wants("tables") {
        tables::compare(&all, folder.path());
    }
    if wants("sheets") {
        sheets::compare(&all);
    }
}

/// PDF of all plans, so many times over, beside the peers.
fn pdf(all: &[Content], copies: usize, folder: &Path) {
    println!("\nPDF accessibile, contenuto {copies} volte");
    let many: Vec<Content> = all.iter().map(|content| content.repeated(copies)).collect();
    let (alone, bytes) = timed(3, || many.iter().map(|content| content.pdf().len()).sum::<usize>());
    println!("{:28} {alone:>9.2?}            {} KB", "traguardo, in memoria", bytes / 1000);
    for content in &many {
        content.store(folder);
    }
    let (ours, memory) = peers::us(folder, &many);
    let memory = memory.map(|kilobytes| format!("{} MB", kilobytes / 1000)).unwrap_or_default();
    println!("{:28} {ours:>9.2?}            {memory}", "traguardo, processo intero");
    let mut outcomes = vec![peers::office(folder, &many)];
    // Ten times the content would keep WeasyPrint busy for half an hour.
    outcomes.extend((copies == 1).then(|| peers::weasyprint(folder, &many)));
    for (name, took) in outcomes {
        match took {
            Ok(took) => println!("{name:28} {took:>9.2?} {:>6.1} volte", times(took, ours)),
            Err(why) => println!("SALTATO: {name}: {why}"),
        }
    }
}

/// The process of [`peers::us`]: documents out of a folder as PDF into it.
fn print(folder: &Path) {
    for path in content::files(folder, "odt") {
        let bytes = std::fs::read(&path).expect("a listed file can be read");
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let limits = formats::Limits::default();
        let document = formats::read(&name, &bytes, &limits).expect("our own file is read");
        let look = document::Look { title: name, ..document::Look::default() };
        let pdf = typeset::pdf(&document, &look).expect("a document is printed");
        std::fs::write(path.with_extension("us.pdf"), pdf).expect("the folder takes files");
    }
    println!("@memory {}", peers::peak().unwrap_or_default());
}

/// One changed form beside the whole plan that it is of.
fn one(all: &[Content]) {
    println!("\nUna scheda ristampata, rispetto al piano intero");
    for content in all {
        let (whole, _) = timed(5, || content.pdf().len());
        let single = content.single();
        let (form, _) = timed(5, || single.printed().pdf().len());
        println!("{:28} {whole:>9.2?} {form:>9.2?}   1/{:.0}", content.name, times(whole, form));
    }
}

/// How long something takes: the middle of several times, and what it gives.
pub fn timed<T>(count: usize, mut work: impl FnMut() -> T) -> (Duration, T) {
    let mut once = || {
        let start = Instant::now();
        let given = std::hint::black_box(work());
        (start.elapsed(), given)
    };
    let (first, mut given) = once();
    let mut taken = vec![first];
    for _ in 1..count {
        let (took, again) = once();
        taken.push(took);
        given = again;
    }
    taken.sort();
    (taken[taken.len() / 2], given)
}
