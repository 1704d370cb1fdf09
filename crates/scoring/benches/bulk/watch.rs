//! Processes that are watched: how long they take, stage by stage, and how much memory.

use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// What a process said and took.
pub struct Watched {
    pub said: String,
    pub took: Duration,
    /// In kB.
    pub memory: Option<u64>,
}

/// What a contender took.
pub struct Run {
    pub load: Duration,
    pub query: Duration,
    pub whole: Duration,
    pub memory: Option<u64>,
}

impl Run {
    /// From a process that loads and asks several times, the first to warm up, and several whole ones.
    pub fn of(stages: &Watched, mut whole: Vec<Watched>) -> Result<Self, String> {
        let stamps: Vec<(&str, f64)> = stages.said.lines().filter_map(stamp_of).collect();
        let took = |name: &str| -> Vec<Duration> {
            let pairs = stamps.iter().zip(stamps.iter().skip(1));
            let named = pairs.filter(|((stage, _), _)| *stage == name);
            named.map(|((_, from), (_, to))| Duration::from_secs_f64((to - from).max(0.0))).collect()
        };
        let mut queries: Vec<Duration> = took("query").into_iter().skip(1).collect();
        queries.sort();
        whole.sort_by_key(|one| one.took);
        let middle = whole.get(whole.len() / 2).ok_or("no whole process ran")?;
        let query = queries.get(queries.len() / 2).ok_or_else(|| format!("no query ran: {}", stages.said))?;
        Ok(Self { load: took("load").iter().sum(), query: *query, whole: middle.took, memory: middle.memory })
    }
}

fn stamp_of(line: &str) -> Option<(&str, f64)> {
    let (name, time) = line.strip_prefix('@')?.split_once(' ')?;
    Some((name, time.trim().parse().ok()?))
}

/// Says that a stage begins.
pub fn stamp(stage: &str) {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    println!("@{stage} {:.6}", now.as_secs_f64());
}

/// The most memory a process has held so far, in kB, where the system says so.
pub fn peak(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}

/// A number of kB for people.
pub fn megabytes(kilobytes: u64) -> String {
    format!("{} MB", kilobytes.div_ceil(1024))
}

/// Runs a process to its end, with a text to read.
pub fn watched(mut command: Command, input: Option<&str>) -> Result<Watched, String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let failed = |error: std::io::Error| format!("{name}: {error}");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let started = Instant::now();
    let mut child = command.spawn().map_err(failed)?;
    if let Some(mut stdin) = child.stdin.take() {
        stdin.write_all(input.unwrap_or_default().as_bytes()).map_err(failed)?;
    }
    let process = child.id();
    let watcher = std::thread::spawn(move || {
        let mut most = None;
        while let Some(now) = peak(process) {
            most = Some(now);
            std::thread::sleep(Duration::from_millis(5));
        }
        most
    });
    let output = child.wait_with_output().map_err(failed)?;
    let took = started.elapsed();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    if !output.status.success() {
        return Err(format!("{name}: {}", String::from_utf8_lossy(&output.stderr).trim()));
    }
    let told = said.lines().find_map(|line| line.strip_prefix("@memory ")?.trim().parse().ok());
    let memory = told.filter(|memory| *memory > 0).or(watcher.join().ok().flatten());
    Ok(Watched { said, took, memory })
}

/// How many cores there are, and how busy they were in the last minute.
pub fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split_whitespace().next().unwrap_or("unknown");
    format!("{cores} cores, load {load} before the run")
}
