//! How fast a document is read, beside what merely dividing its bytes into cells costs.
//!
//! `cargo bench -p forms`

#![allow(clippy::expect_used, missing_docs, reason = "a bench says why with `expect`")]

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use method::Method;

/// Times each thing is done; the median counts.
const TIMES: usize = 7;
/// Largest document read.
const LIMIT: usize = 1 << 27;

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let samples = root.join("samples");
    println!(
        "{:26} {:>9} {:>10} {:>10} {:>8} {:>12}",
        "documento", "KB", "lettura", "divisione", "MB/s", "10 copie/1"
    );
    measure_all(&samples, &samples.join("methods"), &root);
    measure_all(&root.join("../shared/documents"), &root.join("bodies"), &root);
}

fn measure_all(folder: &Path, methods: &Path, root: &Path) {
    let entries = std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    if paths.is_empty() {
        println!("SALTATO: nessun documento in {}", folder.display());
    }
    let base = |name: &str| std::fs::read_to_string(root.join("bodies").join(format!("{name}.toml"))).ok();
    for path in paths {
        let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        match std::fs::read_to_string(methods.join(format!("{name}.toml"))) {
            Err(_) => println!("{name:26} SALTATO: senza metodo"),
            Ok(text) => {
                let method = Method::parse_with(&text, &base).expect("the methods at hand are right");
                measure(&name, &std::fs::read(&path).expect("a listed file can be read"), &method);
            }
        }
    }
}

fn measure(name: &str, bytes: &[u8], method: &Method) {
    let read = median(&|| read(bytes, method));
    let divided = median(&|| drop(black_box(divide(bytes))));
    let ten = bytes.repeat(10);
    let read_ten = median(&|| self::read(&ten, method));
    let size = f64::from(u32::try_from(bytes.len()).unwrap_or(u32::MAX));
    println!(
        "{name:26} {:9.1} {:>10.2?} {:>10.2?} {:8.1} {:12.1}",
        size / 1e3,
        read,
        divided,
        size / 1e6 / read.as_secs_f64(),
        read_ten.as_secs_f64() / read.as_secs_f64()
    );
}

fn read(bytes: &[u8], method: &Method) {
    let document = document::text::read("prova", bytes, LIMIT).expect("the documents at hand are readable");
    black_box(forms::read(&[document], method));
}

/// The cells of the lines, each in a string of its own: the least that any reader does.
fn divide(bytes: &[u8]) -> Vec<Vec<String>> {
    let text = String::from_utf8_lossy(bytes);
    text.lines().map(|line| line.split('\t').map(str::to_owned).collect()).collect()
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
