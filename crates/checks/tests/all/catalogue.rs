//! Each page of the catalogue against the sample plan.

use std::sync::atomic::{AtomicUsize, Ordering};

use checks::{Edit, Mark, Page, SAMPLE, Sample};
use domain::{Finding, Severity};

use super::sample::{catalogue, clean, codes, findings, findings_of_year};

/// The codes that a change brings about, those of the sample taken away.
fn news(page: &Page, edit: &Edit) -> Vec<String> {
    let sample = edit
        .apply(&Sample::clean())
        .unwrap_or_else(|| panic!("«{}» does not stand in the sample", edit.from));
    if page.is_of_year() {
        return codes(findings_of_year(&sample));
    }
    let mut news = codes(findings(&sample.document, &sample.method));
    for code in clean() {
        if let Some(at) = news.iter().position(|new| new == code) {
            news.remove(at);
        }
    }
    news
}

#[track_caller]
fn assert_clean(found: &[Finding]) {
    let told: Vec<String> = found
        .iter()
        .map(|f| format!("{} {:?} riga {:?}: {}", f.code, f.severity, f.place.map(|p| p.line), f.message))
        .collect();
    assert!(found.is_empty(), "{}", told.join("\n"));
}

#[test]
fn nothing_is_wrong_with_the_sample() {
    assert_clean(&findings(SAMPLE.0, SAMPLE.1));
}

#[test]
fn nothing_is_wrong_with_the_year_of_the_sample() {
    assert_clean(&findings_of_year(&Sample::clean()));
}

/// What is wrong with the examples of a page.
fn faults_of(page: &Page) -> Vec<String> {
    let mut faults = Vec::new();
    if page.fault.is_empty() {
        faults.push(format!("{}: no example", page.code));
    }
    for edit in &page.fault {
        let news = news(page, edit);
        if !news.contains(&page.code) {
            faults.push(format!("{}: «{}» does not bring it about, but {news:?}", page.code, edit.to));
        }
        let other = |code: &&String| **code != page.code && !edit.also.contains(code);
        let others: Vec<&String> = news.iter().filter(other).collect();
        if !others.is_empty() {
            faults.push(format!("{}: «{}» brings about {others:?}, too", page.code, edit.to));
        }
    }
    faults
}

#[test]
fn every_code_has_an_example_that_brings_it_about_and_nothing_else() {
    let pages: Vec<&Page> = catalogue().pages().collect();
    let next = AtomicUsize::new(0);
    let work = || {
        let mut faults = Vec::new();
        while let Some(page) = pages.get(next.fetch_add(1, Ordering::Relaxed)) {
            faults.extend(faults_of(page));
        }
        faults
    };
    let faults = std::thread::scope(|scope| {
        let other = scope.spawn(work);
        let mut faults = work();
        faults.extend(other.join().expect("no example makes a check panic"));
        faults
    });
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn what_only_looks_like_a_fault_is_none() {
    for page in catalogue().pages() {
        for edit in &page.quiet {
            let news = news(page, edit);
            assert!(!news.contains(&page.code), "{}: «{}» brings it about", page.code, edit.to);
        }
    }
}

#[test]
fn the_same_plan_gives_the_same_findings() {
    let samples = concat!(env!("CARGO_MANIFEST_DIR"), "/../../samples");
    for entry in std::fs::read_dir(samples).expect("the samples are there") {
        let path = entry.expect("a folder can be listed").path();
        let Some(stem) = path.file_stem().and_then(|stem| stem.to_str()) else { continue };
        let method = std::fs::read_to_string(format!("{samples}/methods/{stem}.toml"));
        let (Ok(document), Ok(method)) = (std::fs::read_to_string(&path), method) else { continue };
        assert_eq!(findings(&document, &method), findings(&document, &method), "{stem}");
    }
}

#[test]
fn a_doubtful_rule_never_blocks() {
    let blocks = |page: &&Page| page.mark == Mark::Doubtful && page.severity == Severity::Error;
    let wrong: Vec<&str> = catalogue().pages().filter(blocks).map(|page| page.code.as_str()).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn every_page_says_what_it_must() {
    for page in catalogue().pages() {
        let (family, number) = page.code.split_once('-').expect("a family and a number");
        assert!(family.chars().all(|c| c.is_ascii_uppercase()), "{}", page.code);
        assert!(number.len() == 3 && number.chars().all(|c| c.is_ascii_digit()), "{}", page.code);
        for (what, text) in [("title", &page.title), ("explanation", &page.explanation), ("help", &page.help)]
        {
            assert!(!text.trim().is_empty(), "{}: no {what}", page.code);
        }
        let of_law = !page.rulebook.is_empty();
        assert!(!of_law || !page.basis.is_empty(), "{}: no basis", page.code);
    }
}
