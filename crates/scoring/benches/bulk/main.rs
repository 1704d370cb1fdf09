//! A region scored at once: 1,000,000 indicators in 200,000 objectives of 8,000 bodies, beside the same roll-up
//! in SQL on SQLite, PostgreSQL and DuckDB, where they are installed.
//!
//! `cargo bench -p scoring --bench bulk`. Everybody reads the same two files. *Query alone* is the scoring of
//! what is loaded (the middle of three, after one to warm up), *whole process* goes from the files to files of
//! results. SQLite and DuckDB reckon in floats, their own numbers, PostgreSQL in `numeric`.

mod made;
mod peers;
mod sql;
mod watch;

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use scoring::bulk::{Columns, read_indicators, read_objectives};
use watch::{Run, megabytes, peak, watched};

const SIZE: made::Size = made::Size { indicators: 1_000_000, objectives: 200_000, bodies: 8_000 };
const SEED: u64 = 1;
const COMPARED: usize = 10_000;

fn main() -> Result<(), String> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["whole", folder] => whole(Path::new(folder)),
        ["alone", folder] => alone(Path::new(folder)),
        _ => everybody(),
    }
}

/// What a contender took.
struct Contender {
    name: &'static str,
    load: Duration,
    alone: Duration,
    whole: Duration,
    /// Peak memory of the whole process, in kB.
    memory: Option<u64>,
    /// Official scores of objectives and bodies that are not the exact ones.
    wrong: usize,
}

fn everybody() -> Result<(), String> {
    let folder = std::env::temp_dir().join(format!("traguardo-bulk-{}", std::process::id()));
    fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    let outcome = compare(&folder);
    let _ = fs::remove_dir_all(&folder);
    outcome
}

fn compare(folder: &Path) -> Result<(), String> {
    let (objectives, indicators) = made::made(SEED, SIZE);
    write(&folder.join("indicators.csv"), &made::indicators_text(&indicators))?;
    write(&folder.join("objectives.csv"), &made::objectives_text(&objectives))?;
    let columns = Columns::new(made::method(), objectives, indicators).map_err(|why| why.to_string())?;
    compared_with_fractions(&columns);
    drop(columns);
    let us = traguardo(folder)?;
    println!();
    println!(
        "                     load     query alone                  whole process   memory   digits that differ"
    );
    print(&us, &us);
    for (name, peer) in peers::ALL {
        match peer(folder) {
            Ok(run) => print(&contender(name, &run, folder)?, &us),
            Err(why) => println!("SALTATO: {why}"),
        }
    }
    Ok(())
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
}

/// Objectives taken at random, against big fractions.
fn compared_with_fractions(columns: &Columns) {
    let scores = columns.score();
    let mut numbers = made::Numbers(SEED);
    let mut taken = HashSet::new();
    while taken.len() < COMPARED {
        taken.extend(usize::try_from(numbers.between(0, i64::from(SIZE.objectives) - 1)));
    }
    let digits = |place: &usize| columns.objective_score(*place).map(|score| score.digits(2));
    let official = |place: &usize| scores.objectives[*place].map(|score| score.to_string());
    let equal = taken.iter().filter(|place| digits(place) == official(place)).count();
    println!("{} indicators, {} objectives, {} bodies", SIZE.indicators, SIZE.objectives, SIZE.bodies);
    println!("{}", watch::machine());
    println!("{equal} of {COMPARED} objectives at random are equal to big fractions");
    println!(
        "{} scores were reckoned in fractions, the others decided by bounds",
        scores.reckoned_in_fractions
    );
    assert_eq!(equal, COMPARED, "a score differs from its exact one");
    derived(columns);
}

/// What derivations on request cost.
fn derived(columns: &Columns) {
    const DERIVED: u32 = 1000;
    let started = Instant::now();
    let items = (0..DERIVED as usize).filter_map(|place| columns.objective(place));
    let steps: usize = items.map(|item| scoring::tree::roll_up(&[item]).steps().len()).sum();
    println!(
        "a derivation on request takes {:.1?} ({steps} steps for {DERIVED})",
        started.elapsed() / DERIVED
    );
}

/// Loads the files.
fn load(folder: &Path) -> Result<Columns, String> {
    let read = |name: &str| fs::read(folder.join(name)).map_err(|error| format!("{name}: {error}"));
    let objectives = read_objectives(&read("objectives.csv")?, 2).map_err(|why| why.to_string())?;
    let indicators = read_indicators(&read("indicators.csv")?, 2, 2).map_err(|why| why.to_string())?;
    Columns::new(made::method(), objectives, indicators).map_err(|why| why.to_string())
}

/// From files to files, as a process of its own.
fn whole(folder: &Path) -> Result<(), String> {
    let scores = load(folder)?.score();
    write(&folder.join("objective_scores.csv"), &scores.objectives_text())?;
    write(&folder.join("body_scores.csv"), &scores.bodies_text())?;
    println!("@memory {}", peak(std::process::id()).unwrap_or_default());
    Ok(())
}

/// Loading and scoring apart, as a process of its own.
fn alone(folder: &Path) -> Result<(), String> {
    watch::stamp("load");
    let columns = load(folder)?;
    for _ in 0..4 {
        watch::stamp("query");
        let scores = columns.score();
        assert_eq!(scores.bodies.len(), columns.bodies());
    }
    watch::stamp("end");
    Ok(())
}

fn traguardo(folder: &Path) -> Result<Contender, String> {
    let this = std::env::current_exe().map_err(|error| error.to_string())?;
    let run = |task: &str| {
        let mut command = Command::new(&this);
        command.arg(task).arg(folder);
        watched(command, None)
    };
    let run = Run::of(&run("alone")?, (0..3).map(|_| run("whole")).collect::<Result<_, _>>()?)?;
    let contender = contender("Traguardo", &run, folder)?;
    fs::rename(folder.join("objective_scores.csv"), folder.join("exact_objectives.csv"))
        .and_then(|()| fs::rename(folder.join("body_scores.csv"), folder.join("exact_bodies.csv")))
        .map_err(|error| error.to_string())?;
    Ok(contender)
}

/// A contender, with the digits of its last whole process counted against the exact ones.
fn contender(name: &'static str, run: &Run, folder: &Path) -> Result<Contender, String> {
    let differ = |exact: &str, found: &str| -> Result<usize, String> {
        let (exact, found) = (folder.join(exact), folder.join(found));
        Ok(if exact.exists() { different(&exact, &found)? } else { 0 })
    };
    let wrong = differ("exact_objectives.csv", "objective_scores.csv")?
        + differ("exact_bodies.csv", "body_scores.csv")?;
    Ok(Contender { name, load: run.load, alone: run.query, whole: run.whole, memory: run.memory, wrong })
}

/// In how many lines two files of scores differ; numbers are the same whether or not noughts end them.
fn different(exact: &PathBuf, found: &PathBuf) -> Result<usize, String> {
    let read =
        |path: &PathBuf| fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()));
    let (exact, found) = (read(exact)?, read(found)?);
    let shown = |line: &str| -> (String, String) {
        let (owner, score) = line.split_once(',').unwrap_or_default();
        let score = score.trim();
        let score =
            if score.contains('.') { score.trim_end_matches('0').trim_end_matches('.') } else { score };
        (owner.to_owned(), score.to_owned())
    };
    let known: HashSet<(String, String)> = exact.lines().skip(1).map(shown).collect();
    let same = found.lines().skip(1).filter(|line| known.contains(&shown(line))).count();
    Ok(known.len().max(found.lines().count() - 1) - same)
}

fn print(one: &Contender, us: &Contender) {
    let ratio =
        |theirs: Duration, ours: Duration| format!("{:6.1} ×", theirs.as_secs_f64() / ours.as_secs_f64());
    let rows = f64::from(SIZE.indicators) / one.alone.as_secs_f64() / 1e6;
    println!(
        "{:<12} {:>10.3} s {:>9.4} s {} {:>7.2} M rows/s {:>8.3} s {} {:>8} {:>6}",
        one.name,
        one.load.as_secs_f64(),
        one.alone.as_secs_f64(),
        ratio(one.alone, us.alone),
        rows,
        one.whole.as_secs_f64(),
        ratio(one.whole, us.whole),
        one.memory.map_or_else(|| "—".to_owned(), megabytes),
        one.wrong,
    );
}
