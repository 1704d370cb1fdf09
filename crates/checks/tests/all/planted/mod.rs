//! Planted faults: one known fault at a time in a made-up clean plan, for every code, at a place that
//! chance chooses. It is found there, and nothing else is.
#![expect(clippy::unnecessary_wraps, clippy::ptr_arg, reason = "planters and values all have one shape")]

mod bank;
mod budget;
mod case;
mod clean;
mod cycle;
mod dates;
mod deadlines;
mod facts;
mod families;
mod form;
mod functions;
mod graduation;
mod habits;
mod indicators;
mod links;
mod money;
mod months;
mod nodes;
mod numbers;
mod objective;
mod order;
mod people;
mod phrases;
mod piao;
mod planter;
mod posts;
mod reading;
#[path = "../../../../forms/tests/all/seed.rs"]
mod seed;
mod slips;
mod staff;
mod tables;
mod terms;
mod texts;
mod told;
mod tree;
mod values;
mod weights;
mod year;

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};

use domain::Finding;

use super::sample::catalogue;
use case::Case;
use planter::{At, Plant, Planter};
use seed::{Seed, setting};

/// The planters of all families.
const PLANTERS: &[&[Planter]] = &[
    weights::PLANTERS,
    numbers::PLANTERS,
    order::PLANTERS,
    dates::PLANTERS,
    deadlines::PLANTERS,
    months::PLANTERS,
    indicators::PLANTERS,
    graduation::PLANTERS,
    links::PLANTERS,
    nodes::PLANTERS,
    budget::PLANTERS,
    functions::PLANTERS,
    families::PLANTERS,
    people::PLANTERS,
    posts::PLANTERS,
    staff::PLANTERS,
    texts::PLANTERS,
    slips::PLANTERS,
    phrases::PLANTERS,
    cycle::PLANTERS,
    terms::PLANTERS,
    piao::PLANTERS,
    reading::PLANTERS,
    habits::PLANTERS,
];

/// Codes whose fault is planted only by the examples of their page, and why.
const BY_EXAMPLE: &[(&str, &str)] = &[
    ("LETT-005", "a page break takes half a form away: what is left is of no plan"),
    ("LETT-014", "the form must write a text twice"),
    ("LETT-016", "a table within a cell: no form is printed so"),
    ("LETT-020", "the method must let a field go on over several paragraphs"),
    ("LETT-022", "the tree must be known by the place of its rows"),
    ("LETT-023", "the method must take a field for a list of items"),
];

/// Codes whose law came in the course of its first year, or was another then: they are planted from the next.
const LATER: &[&str] =
    &["CICLO-024", "CICLO-025", "CICLO-026", "CICLO-027", "PIAO-002", "PIAO-003", "PIAO-004"];

/// So many plans are tried until one has a place for a fault.
const TRIES: u64 = 80;

#[test]
fn clean_plans_are_clean() {
    let first = setting("TRAGUARDO_SEED", 1);
    let numbers: Vec<u64> =
        (first..first + setting("TRAGUARDO_CLEAN", if cfg!(debug_assertions) { 10 } else { 60 })).collect();
    let faults = in_two(&numbers, |number| {
        let case = Case::new(&mut Seed::new(*number));
        let text = case.text();
        case.found(&text).iter().map(|finding| format!("seed {number}: {}", told(finding, &text))).collect()
    });
    assert!(faults.is_empty(), "{} findings\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn a_planted_fault_is_found_and_nothing_else() {
    let first = setting("TRAGUARDO_SEED", 1);
    let each = setting("TRAGUARDO_PLANTED", 1);
    let only = std::env::var("TRAGUARDO_CODE").unwrap_or_default();
    let planters: Vec<&Planter> =
        PLANTERS.iter().copied().flatten().filter(|planter| planter.code.starts_with(&only)).collect();
    let faults = in_two(&planters, |planter| {
        let mut faults = Vec::new();
        let (mut done, mut tries) = (0, 0);
        while done < each && tries < each * TRIES {
            let number = first * 1_000_003 + tries;
            tries += 1;
            if let Some(wrong) = plant(planter, number) {
                done += 1;
                faults.extend(
                    wrong.into_iter().map(|wrong| format!("{} seed {number}: {wrong}", planter.code)),
                );
            }
        }
        if done < each {
            faults.push(format!("{}: only {done} of {tries} plans have a place for it", planter.code));
        }
        faults
    });
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn every_code_is_planted() {
    let planted: BTreeSet<&str> =
        PLANTERS.iter().copied().flatten().map(|planter| planter.code).chain(year::planted()).collect();
    let missing: Vec<&str> = catalogue()
        .pages()
        .map(|page| page.code.as_str())
        .filter(|code| planted.contains(code) == BY_EXAMPLE.iter().any(|(known, _)| known == code))
        .collect();
    assert!(missing.is_empty(), "planted neither at random nor by example, or both: {missing:?}");
}

/// Plants a fault in the plan of a number; what is wrong with what is then found, when it has a place.
fn plant(planter: &Planter, number: u64) -> Option<Vec<String>> {
    let seed = &mut Seed::new(number);
    let mut case = Case::new(seed);
    let clean = case.text();
    let (at, text) = match planter.plant {
        Plant::Plan(plant) => (plant(&mut case, seed)?, case.text()),
        Plant::Text(plant) => {
            let mut lines: Vec<String> = clean.lines().map(str::to_owned).collect();
            (plant(&case, &mut lines, seed)?, lines.join("\n"))
        }
    };
    let in_year = |year: i16| {
        let page = catalogue().page(planter.code).expect("a planted code has a page");
        let first = i16::from(LATER.contains(&planter.code));
        page.from_year.is_none_or(|from| from + first <= year) && page.to_year.is_none_or(|to| year <= to)
    };
    if !in_year(case.year()) {
        return None;
    }
    let found = case.found(&text);
    let mut faults = Vec::new();
    let own: Vec<&Finding> =
        found.iter().filter(|finding| finding.code == planter.code && !is_named(finding, &found)).collect();
    let right = own.iter().filter(|finding| stands(finding, at, &clean, &text)).count();
    if right == 0 {
        let (first, last) = changed(&clean, &text);
        let lines = text.lines().skip(usize::try_from(first - 1).unwrap_or(0));
        let shown: Vec<&str> = lines.take(3).collect();
        let others: Vec<String> = own.iter().map(|finding| told(finding, &text)).collect();
        faults.push(format!("not found at {at:?}, lines {first}-{last}: {shown:#?} but {others:#?}"));
    } else if own.len() > 1 && !planter.also.contains(&planter.code) {
        faults.push(format!("found {} times", own.len()));
        faults.extend(own.iter().map(|finding| format!("  {}", told(finding, &text))));
    }
    let strange =
        |finding: &&Finding| finding.code != planter.code && !planter.also.contains(&finding.code.as_ref());
    faults.extend(found.iter().filter(strange).map(|finding| format!("new: {}", told(finding, &text))));
    Some(faults)
}

/// Whether a note stands on a line that another finding of its kind names.
fn is_named(note: &Finding, all: &[Finding]) -> bool {
    let row = note.place.map(|place| (place.file, place.line));
    all.iter().any(|finding| {
        finding.code == note.code && finding.also.iter().any(|place| Some((place.file, place.line)) == row)
    })
}

/// Whether a finding is where its fault was planted.
fn stands(finding: &Finding, at: At, clean: &str, text: &str) -> bool {
    let line = finding.place.map_or(0, |place| place.line);
    let (first, last) = changed(clean, text);
    let near = first.saturating_sub(1) <= line && line <= last + 1;
    let of = |index: usize| finding.objective == u32::try_from(index + 1).ok();
    match at {
        At::Cell(index) => of(index) && near,
        At::Objective(index) => of(index) && line > 0,
        At::Line => near,
        At::Plan => true,
    }
}

/// The first and the last line of a text that are not those of another.
fn changed(clean: &str, text: &str) -> (u32, u32) {
    let (before, after): (Vec<&str>, Vec<&str>) = (clean.lines().collect(), text.lines().collect());
    let same = |pair: &(&&str, &&str)| pair.0 == pair.1;
    let head = before.iter().zip(&after).take_while(same).count();
    let tail = before.iter().rev().zip(after.iter().rev()).take_while(same).count();
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    (number(head + 1), number(after.len().saturating_sub(tail).max(head + 1)))
}

fn told(finding: &Finding, text: &str) -> String {
    let line = finding.place.map_or(0, |place| place.line);
    let printed = text.lines().nth(usize::try_from(line).unwrap_or(0).saturating_sub(1)).unwrap_or_default();
    format!("{} line {line}: {}\n        {printed}", finding.code, finding.message)
}

/// Does something with each of some things, two at a time.
fn in_two<T: Sync>(things: &[T], work: impl Fn(&T) -> Vec<String> + Sync) -> Vec<String> {
    let next = AtomicUsize::new(0);
    let run = || {
        let mut all = Vec::new();
        while let Some(thing) = things.get(next.fetch_add(1, Ordering::Relaxed)) {
            all.extend(work(thing));
        }
        all
    };
    let mut all = std::thread::scope(|scope| {
        let other = scope.spawn(run);
        let mut all = run();
        all.extend(other.join().expect("no plan makes a check panic"));
        all
    });
    all.sort();
    all
}

/// Shows the plan of a seed: `TRAGUARDO_SEED=3 cargo test -p checks -- --ignored --nocapture shows_a_plan`.
#[test]
#[ignore = "only shows"]
fn shows_a_plan() {
    let case = Case::new(&mut Seed::new(setting("TRAGUARDO_SEED", 1)));
    eprintln!("{}\n{}", case.form.text(), case.text());
}
