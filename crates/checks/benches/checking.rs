//! What checking costs beside reading, and how it grows with the plan.
//!
//! `cargo bench -p checks`

#![allow(clippy::expect_used, missing_docs, reason = "a bench says why with `expect`")]

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use domain::Plan;
use method::Method;

/// Times each thing is done; the median counts.
const TIMES: usize = 7;
/// Largest document read.
const LIMIT: usize = 1 << 27;
/// Objectives of the small and of the large plan.
const SIZES: [usize; 2] = [300, 3_000];

fn main() {
    println!("{:26} {:>10} {:>10} {:>18}", "documento", "lettura", "controllo", "controllo/lettura");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    for (folder, methods) in [("samples", "samples/methods"), ("../shared/documents", "bodies")] {
        let documents = paths(&root.join(folder));
        if documents.is_empty() {
            println!("SALTATO: nessun documento in {folder}");
        }
        for path in documents {
            let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
            let base =
                |name: &str| std::fs::read_to_string(root.join("bodies").join(format!("{name}.toml"))).ok();
            let Ok(text) = std::fs::read_to_string(root.join(methods).join(format!("{name}.toml"))) else {
                continue;
            };
            let method = Method::parse_with(&text, &base).expect("the methods at hand are right");
            beside_reading(&name, &std::fs::read(&path).expect("a listed file can be read"), &method);
        }
    }
    growth();
}

fn paths(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let mut paths: Vec<_> = entries.map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    paths
}

fn beside_reading(name: &str, bytes: &[u8], method: &Method) {
    let document =
        || document::text::read("prova", bytes, LIMIT).expect("the documents at hand are readable");
    let read = median(&|| drop(black_box(forms::read(&[document()], method))));
    let plan = forms::read(&[document()], method).plan;
    let checked = median(&|| drop(black_box(checks::check(&plan, method, Vec::new()))));
    let share = checked.as_secs_f64() / read.as_secs_f64();
    println!("{name:26} {read:>10.2?} {checked:>10.2?} {:>17.0} %", share * 100.0);
}

/// The sample plan made larger: the time for each objective should not grow.
fn growth() {
    let (document, method) = checks::SAMPLE;
    let method = Method::parse(method).expect("the method of the sample is right");
    let document = document::text::read("prova", document.as_bytes(), LIMIT).expect("the sample is text");
    let plan = forms::read(&[document], &method).plan;
    let times = SIZES.map(|size| {
        let plan = enlarged(&plan, size);
        median(&|| drop(black_box(checks::check(&plan, &method, Vec::new()))))
    });
    let [small, large] = times;
    println!(
        "{} obiettivi in {small:.2?}, {} in {large:.2?}: {:.1} volte il tempo per {} volte gli obiettivi",
        SIZES[0],
        SIZES[1],
        large.as_secs_f64() / small.as_secs_f64(),
        SIZES[1] / SIZES[0]
    );
}

/// A plan with so many objectives, each copy of the sample in units of its own.
fn enlarged(plan: &Plan, size: usize) -> Plan {
    let mut large = plan.clone();
    large.objectives.clear();
    for copy in 0.. {
        for objective in &plan.objectives {
            if large.objectives.len() == size {
                return large;
            }
            let mut objective = objective.clone();
            for read in objective.unit.iter_mut().chain(&mut objective.title) {
                read.verbatim = format!("{} {copy}", read.verbatim);
            }
            large.objectives.push(objective);
        }
    }
    large
}

fn median(work: &dyn Fn()) -> Duration {
    let mut times: Vec<Duration> = (0..TIMES)
        .map(|_| {
            let begin = Instant::now();
            work();
            begin.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[TIMES / 2]
}
