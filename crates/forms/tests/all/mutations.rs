//! Whatever stands in a document or in a method file, reading ends soon and does not panic.
//!
//! `TRAGUARDO_MUTATIONS` says how many are tried, `TRAGUARDO_SEED` which is the first.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use method::Method;

use super::mutate;
use super::seed::{Seed, setting};
use super::support::{Case, LIMIT, base, documents, report, samples, say};

/// No damage makes reading slower than this; a build without optimisation has three times as long.
const SLOWEST: Duration = Duration::from_secs(if cfg!(debug_assertions) { 6 } else { 2 });
/// When reading takes longer, it will not come back.
const HANGS: Duration = Duration::from_secs(40);

#[test]
fn damage_never_makes_reading_fail() {
    let (count, first) = (setting("TRAGUARDO_MUTATIONS", 1_000), setting("TRAGUARDO_SEED", 1));
    let (samples, documents) = (samples(), documents());
    let next = AtomicU64::new(first);
    let work = || {
        let mut outcome = Outcome::default();
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= first + count {
                return outcome;
            }
            outcome.add(&Damage::new(seed, &samples, &documents));
        }
    };
    let outcome = std::thread::scope(|scope| {
        let other = scope.spawn(work);
        let mut outcome = work();
        outcome.join(other.join().expect("panics are caught"));
        outcome
    });
    say(&format!(
        "{count} mutazioni dal seme {first}: la più lenta {:.2?} (seme {}), memoria al massimo {}",
        outcome.slowest.0,
        outcome.slowest.1,
        peak_memory()
    ));
    report("mutazioni che guastano la lettura", &outcome.faults);
}

#[derive(Default)]
struct Outcome {
    slowest: (Duration, u64),
    faults: Vec<String>,
}

impl Outcome {
    fn add(&mut self, damage: &Damage) {
        let fault = match damage.time() {
            Ok(time) => {
                self.slowest = self.slowest.max((time, damage.seed));
                (time > SLOWEST).then(|| format!("{time:.2?}"))
            }
            Err(panic) => Some(panic),
        };
        if let Some(fault) = fault {
            self.faults.push(damage.told(&fault));
        }
    }

    fn join(&mut self, other: Self) {
        self.slowest = self.slowest.max(other.slowest);
        self.faults.extend(other.faults);
    }
}

/// A damaged document and the method, damaged or of another body, that it is read by.
#[derive(Clone)]
struct Damage {
    seed: u64,
    bytes: Vec<u8>,
    method: String,
}

impl Damage {
    fn new(number: u64, samples: &[Case], documents: &[Case]) -> Self {
        let mut seed = Seed::new(number);
        let among = if seed.once_in(40) && !documents.is_empty() { documents } else { samples };
        let case = seed.pick(among).expect("there are samples");
        let bytes = mutate::document(&case.bytes, &mut seed);
        let method = match seed.below(4) {
            0 => mutate::method(&case.method_text, &mut seed),
            1 => seed.pick(samples).map_or_else(String::new, |other| other.method_text.clone()),
            _ => case.method_text.clone(),
        };
        Self { seed: number, bytes, method }
    }

    /// How long reading and printing take, or the panic.
    fn time(&self) -> Result<Duration, String> {
        let begin = Instant::now();
        let watch = Watch::begin(self.clone());
        let result = catch_unwind(AssertUnwindSafe(|| read_and_print(&self.bytes, &self.method)));
        drop(watch);
        result.map(|()| begin.elapsed()).map_err(|panic| {
            let text = panic.downcast_ref::<String>().map(String::as_str);
            text.or(panic.downcast_ref::<&str>().copied()).unwrap_or("panic").to_owned()
        })
    }

    /// A fault in words; the files are kept, to look at.
    fn told(&self, fault: &str) -> String {
        let path = std::env::temp_dir().join(format!("traguardo-danno-{}", self.seed));
        let _ = std::fs::write(path.with_extension("txt"), &self.bytes);
        let _ = std::fs::write(path.with_extension("toml"), &self.method);
        let told = format!("seme {}: {fault} ({}.txt)", self.seed, path.display());
        say(&told);
        told
    }
}

fn read_and_print(bytes: &[u8], method_text: &str) {
    let method = match Method::parse_with(method_text, &base) {
        Ok(method) => method,
        Err(faults) => return faults.iter().for_each(|fault| drop(fault.to_string())),
    };
    let document = match document::text::read("danno", bytes, LIMIT) {
        Ok(document) => document,
        Err(fault) => return drop(fault.to_string()),
    };
    let reading = forms::read(&[document], &method);
    assert_eq!(reading.coverage.lost, 0, "celle perdute");
    document::text::write(&forms::print(&reading.plan, &method));
}

/// Ends the process, naming the seed, when reading hangs.
struct Watch(std::sync::mpsc::Sender<()>);

impl Watch {
    fn begin(damage: Damage) -> Self {
        let (sender, receiver) = std::sync::mpsc::channel::<()>();
        std::thread::spawn(move || {
            if receiver.recv_timeout(HANGS) == Err(std::sync::mpsc::RecvTimeoutError::Timeout) {
                damage.told("la lettura non finisce");
                std::process::abort();
            }
        });
        Self(sender)
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.0.send(());
    }
}

/// The most memory the process has had, where the system says it.
fn peak_memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map_or_else(|| "non nota".into(), |line| line.trim().to_owned())
}
