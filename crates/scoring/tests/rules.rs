//! Rule texts read and applied: a corpus of made-up texts, each with results and their scores.
//!
//! A reader who did not see the parser wrote the scores from the texts alone. Where either of two was
//! right for the reader, the corpus says which of them holds, most with a remark of why. Where the parser is
//! honestly unclear (`NON CAPITA`) the corpus says so, and this test fails when it changes.

use std::fmt::Write;

use domain::Rule;
use domain::rule::{Band, Limit, PerPeriod, Reference};
use domain::target::Span;
use jiff::ToSpan;
use jiff::civil::Date;
use meaning::rule::{Reading, Remark, read};
use scoring::function::Silent;
use scoring::{Actual, Exact, Function, Undetermined};

/// A line of the corpus.
struct Line<'c> {
    text: &'c str,
    year: i16,
    deadline: Date,
    expected: &'c str,
}

fn corpus() -> impl Iterator<Item = (usize, Option<Line<'static>>)> {
    let files = [include_str!("rules/corpus.tsv"), include_str!("rules/officers.tsv")];
    let lines = files.into_iter().flat_map(|file| file.lines().enumerate().map(|(at, line)| (at + 1, line)));
    lines
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
        .map(|(number, line)| (number, parsed(line)))
}

fn parsed(line: &'static str) -> Option<Line<'static>> {
    let fields: Vec<&str> = line.split('\t').collect();
    let [text, year, deadline, expected] = fields.as_slice() else { return None };
    Some(Line { text, year: year.parse().ok()?, deadline: deadline.parse().ok()?, expected })
}

#[test]
fn every_text_scores_as_it_says() {
    let (mut faults, mut count) = (String::new(), 0);
    for (number, line) in corpus() {
        count += 1;
        let Some(line) = line else {
            writeln!(faults, "line {number}: not text, year, deadline and results").unwrap();
            continue;
        };
        let found = shown(&line);
        if found != line.expected {
            let Line { text, expected, .. } = line;
            writeln!(faults, "line {number}: {text}\n  expected {expected}\n  found    {found}").unwrap();
        }
    }
    assert!(count >= 400, "{count} texts only");
    assert!(faults.is_empty(), "\n{faults}");
}

#[test]
fn every_rule_is_written_and_read_as_it_is() {
    for line in corpus().filter_map(|(_, line)| line) {
        for rule in read(line.text, Some(line.year)).rules {
            let written = toml::to_string(&rule).unwrap();
            assert_eq!(toml::from_str::<Rule>(&written).unwrap(), rule, "{written}");
        }
    }
}

#[test]
fn a_derivation_names_each_piece() {
    let due = "2025-06-30".parse().unwrap();
    for (text, done, lines) in [
        (
            "3 punti in meno per ogni 5 giorni interi di ritardo, minimo 40%; tolleranza di 2 giorni ulteriori",
            "2025-07-14",
            "d = giorni di ritardo: 14; ritardo oltre la tolleranza: 12; periodi interi: 2; 100 − p × d: 94",
        ),
        (
            "30 punti in meno per ogni mese o frazione di ritardo, con un minimo di 50%",
            "2025-08-01",
            "d = mesi di ritardo iniziati: 2; 100 − p × d: 40; non meno del minimo: 50",
        ),
        (
            "1 punto in meno per ogni giorno di ritardo; oltre 20 giorni = 0",
            "2025-07-21",
            "d = giorni di ritardo: 21; 0 dopo l'ultimo termine: 0",
        ),
        (
            "Nessun ritardo = 100%; fino a 10 gg = 80%; da 10 a 20 gg = 50%",
            "2025-07-10",
            "d = giorni di ritardo: 10; fascia: 80; vale la prima fascia del testo, anche se: 80",
        ),
    ] {
        let rule = read(text, None).rules.into_iter().next().unwrap();
        let function = Function::Rule { rule, due: Some(due), target: None, silent: Silent::default() };
        let achievement = function.evaluate(Some(&Actual::Done(done.parse().unwrap()))).unwrap();
        let found = achievement.working.iter().map(|line| format!("{}: {}", line.formula, line.result));
        assert_eq!(found.collect::<Vec<_>>().join("; "), lines, "{text}");
    }
}

#[test]
fn delays_are_counted_in_the_unit_that_the_text_names() {
    let bands = |unit| Rule::Delay {
        reference: Reference::Deadline,
        unit,
        bands: [
            (Limit::Open, 0, 100),
            (Limit::Excluded(0.into()), 1, 70),
            (Limit::Excluded(1.into()), 2, 40),
        ]
        .map(|(from, to, score)| Band { from, to: Limit::Included(to.into()), score: score.into() })
        .to_vec(),
        not_done: None,
    };
    let due: Date = "2026-01-31".parse().unwrap();
    for (unit, done, expected) in [
        (Span::Quarters, "2026-02-10", Some(70)),
        (Span::Quarters, "2026-04-30", Some(70)),
        (Span::Quarters, "2026-05-01", Some(40)),
        (Span::HalfYears, "2026-07-31", Some(70)),
        (Span::HalfYears, "2026-08-01", Some(40)),
        (Span::Years, "2027-01-31", Some(70)),
        (Span::Years, "2026-01-31", Some(100)),
        (Span::Hours, "2026-02-01", None),
    ] {
        let (rule, silent) = (bands(unit), Silent::default());
        let function = Function::Rule { rule, due: Some(due), target: None, silent };
        let found = function.evaluate(Some(&Actual::Done(done.parse().unwrap())));
        assert_eq!(found.ok().map(|found| found.score), expected.map(Exact::from), "{unit:?} {done}");
    }
}

#[test]
fn a_gap_before_the_last_band_is_not_beyond_it() {
    let delay = |bands: &[(Limit, Limit, i64)]| Rule::Delay {
        reference: Reference::Deadline,
        unit: Span::Days,
        bands: bands.iter().map(|&(from, to, score)| Band { from, to, score: score.into() }).collect(),
        not_done: None,
    };
    let due: Date = "2026-06-30".parse().unwrap();
    let (ten, thirty) = (Limit::Included(10.into()), Limit::Excluded(30.into()));
    let with_gap = delay(&[(Limit::Open, ten, 80), (thirty, Limit::Open, 20)]);
    for (rule, late, expected) in [
        (&with_gap, 10, Some(80)),
        (&with_gap, 20, None),
        (&with_gap, 31, Some(20)),
        (&delay(&[(thirty, Limit::Open, 20)]), 10, None),
        (&delay(&[(Limit::Open, thirty, 80)]), 30, Some(0)),
    ] {
        let (rule, silent) = (rule.clone(), Silent::default());
        let function = Function::Rule { rule, due: Some(due), target: None, silent };
        let found = function.evaluate(Some(&Actual::Done(due.checked_add(late.days()).unwrap())));
        assert_eq!(found.ok().map(|found| found.score), expected.map(Exact::from), "{late} giorni");
    }
}

/// What a line gives in the notation of the corpus.
fn shown(line: &Line<'_>) -> String {
    let reading = read(line.text, Some(line.year));
    if reading.rules.is_empty() {
        return not_understood(&reading);
    }
    // Where nothing is expected of results, all that counts is how many ways there are to read the text.
    if !line.expected.contains('=') {
        return format!("LETTURE: {}", reading.rules.len());
    }
    let results = line.expected.split(" | ").map(|test| {
        let result = test.rsplit_once('=').map_or(test, |(result, _)| result);
        let mut scores: Vec<String> = Vec::new();
        for rule in &reading.rules {
            let score = score(rule, line.deadline, result);
            if !scores.contains(&score) {
                scores.push(score);
            }
        }
        format!("{result}={}", scores.join("/"))
    });
    results.collect::<Vec<_>>().join(" | ")
}

fn not_understood(reading: &Reading) -> String {
    let why = reading.remarks.iter().find_map(|remark| match remark {
        Remark::NoRule => Some("NESSUNA".to_owned()),
        Remark::Unclear(why) => Some(format!("NON CAPITA: {why}")),
        _ => None,
    });
    why.unwrap_or_else(|| "NON CAPITA".to_owned())
}

/// The score that a rule gives a result; `?` where the text does not say it.
fn score(rule: &Rule, deadline: Date, result: &str) -> String {
    let Some((actual, target)) = actual(result, term(rule, deadline)) else {
        return "no such result".to_owned();
    };
    let function =
        Function::Rule { rule: rule.clone(), due: Some(deadline), target, silent: Silent::default() };
    match function.evaluate(Some(&actual)) {
        Ok(achievement) if achievement.working.iter().any(|line| line.default.is_some()) => "?".to_owned(),
        Ok(achievement) => {
            assert!(!achievement.working.is_empty(), "a score without its derivation");
            achievement.score.to_string().replace('.', ",")
        }
        Err(Undetermined::Silent(_)) => "?".to_owned(),
        Err(other) => other.to_string(),
    }
}

/// The day that delays count from.
fn term(rule: &Rule, deadline: Date) -> Date {
    match rule {
        Rule::Delay { reference: Reference::Date(date), .. }
        | Rule::PerPeriod(PerPeriod { reference: Reference::Date(date), .. }) => *date,
        _ => deadline,
    }
}

/// A result as the corpus writes it, and the target that it names.
fn actual(result: &str, term: Date) -> Option<(Actual, Option<Exact>)> {
    if result == "mai" {
        return Some((Actual::Never, None));
    }
    let after = |count: &str| count.trim_start_matches('+').parse::<i64>().ok();
    let later = match (result.strip_prefix('g'), result.strip_prefix('m')) {
        (Some(days), _) => Some(after(days)?.days()),
        (_, Some(months)) => Some(after(months)?.months()),
        _ => None,
    };
    if let Some(later) = later {
        return Some((Actual::Done(term.checked_add(later).ok()?), None));
    }
    let (kind, what) = result.split_once(':')?;
    Some(match kind {
        "d" => (Actual::Done(what.parse().ok()?), None),
        "v" => (Actual::Value(what.parse().ok()?), None),
        "o" => (Actual::Outcome(what.to_owned()), None),
        "p" => {
            let (value, target) = what.split_once('/')?;
            (Actual::Value(value.parse().ok()?), Some(target.parse().ok()?))
        }
        _ => return None,
    })
}
