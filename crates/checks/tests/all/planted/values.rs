//! The values of made-up indicators.

use domain::plan::Indicator;

use super::case::{said, value};
use super::form::Form;
use super::seed::Seed;

/// Where a series begins, and by how much it betters each year.
struct Series {
    start: i64,
    steps: [i64; 3],
    said: fn(usize, i64, &str) -> String,
    best: i64,
}

impl Series {
    fn of(kind: &str, unit: &str, seed: &mut Seed) -> Self {
        let mut below = |limit: usize| i64::try_from(seed.below(limit)).unwrap_or(0);
        match (kind, unit) {
            ("h", _) => Self { start: 24 + below(14), steps: [0, 2, 2], said: hours, best: 60 },
            ("d", _) => Self { start: 0, steps: [-1 - below(3), -1, -1], said: at_most, best: -60 },
            ("-", _) => Self {
                start: 24 + below(60),
                steps: [-1 - below(6), -1 - below(4), -1 - below(4)],
                said: at_most,
                best: 1,
            },
            (_, "%") => Self {
                start: 15 + below(50),
                steps: [5 + below(15), 1 + below(9), 1 + below(9)],
                said: at_least,
                best: 100,
            },
            _ => Self {
                start: 6 + below(50),
                steps: [1 + below(12), 1 + below(8), 1 + below(8)],
                said: at_least,
                best: 10_000,
            },
        }
    }

    fn expected(&self) -> Vec<i64> {
        let mut now = if self.best == 60 { 40 } else { self.start };
        let mut expected = Vec::new();
        for step in self.steps {
            now += step;
            now = if self.best >= self.start { now.min(self.best) } else { now.max(self.best) };
            expected.push(now);
        }
        expected
    }
}

fn hours(_: usize, number: i64, _: &str) -> String {
    format!("almeno {number} ore")
}

fn at_most(form: usize, number: i64, sign: &str) -> String {
    match form {
        0 => format!("≤ {number}{sign}"),
        1 if number >= 0 => format!("non più di {number}{sign}"),
        _ => format!("massimo {number}{sign}"),
    }
}

fn at_least(form: usize, number: i64, sign: &str) -> String {
    match form {
        0 => format!("≥ {number}{sign}"),
        1 => format!("{number}{sign}"),
        _ => format!("almeno {number}{sign}"),
    }
}

/// An indicator as the bank writes it, with values.
pub fn indicator(text: &str, form: &Form, seed: &mut Seed) -> Indicator {
    let parts: Vec<&str> = text.split('|').map(str::trim).collect();
    let [text, unit, kind, formula, source, others] = parts[..] else {
        panic!("«{text}» has not six parts")
    };
    let sign = if unit == "%" { "%" } else { "" };
    let series = Series::of(kind, unit, seed);
    let wording = if kind == "d" { 0 } else { seed.below(3) };
    let worse = if series.steps[1] > 0 { -1 } else { 1 };
    let mut indicator = Indicator {
        text: said(text),
        unit: said(unit),
        polarity: said(if worse < 0 { "maggiore è meglio" } else { "minore è meglio" }),
        formula: said(formula),
        source: said(source),
        available: said(format!("{:02}/01/{}", 10 + seed.below(22), form.year + 1)),
        benchmark: said(match kind {
            "h" => format!("40, {others}"),
            "d" => format!("0, {others}"),
            _ => format!("{}, {others}", series.start - worse),
        }),
        baseline: said(format!("{}{sign}", series.start)),
        graduation: said(if seed.once_in(3) { "proporzionale" } else { "lineare" }),
        ..Indicator::default()
    };
    for (back, year) in (1..=3).zip((form.year - 3..form.year).rev()) {
        let then = series.start + worse * (back - 1);
        indicator.history.insert(year.to_string(), value(format!("{then}{sign}")));
    }
    for (year, expected) in form.all_years().into_iter().zip(series.expected()) {
        indicator.targets.insert(year.to_string(), value((series.said)(wording, expected, sign)));
    }
    indicator
}
