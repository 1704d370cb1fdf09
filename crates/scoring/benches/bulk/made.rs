//! Made-up figures of many bodies: the same for the same seed.

#![allow(clippy::unwrap_used, reason = "made-up figures fit by making; a test and a benchmark use them")]

use std::fmt::Write as _;

use domain::Rule;
use domain::rule::{Band, Limit, Reference};
use domain::target::Span;
use scoring::Exact;
use scoring::bulk::{Actual, Indicators, Kind, Listed, Method, Objectives};

/// How many there are.
#[derive(Clone, Copy)]
pub struct Size {
    pub indicators: u32,
    pub objectives: u32,
    pub bodies: u32,
}

/// Numbers that look random (SplitMix64).
pub struct Numbers(pub u64);

impl Numbers {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// One of the numbers from one up to another, both included.
    pub fn between(&mut self, from: i64, to: i64) -> i64 {
        let span = u64::try_from(to - from + 1).unwrap();
        from + i64::try_from(self.next() % span).unwrap()
    }

    fn one_in(&mut self, many: i64) -> bool {
        self.between(1, many) == 1
    }
}

/// Values and weights have two decimals.
const UNIT: i64 = 100;
/// 1 January 2026.
const NEW_YEAR: i64 = 20_454;

/// The method of the region: weights in proportion, two functions of dates, a rule of delays, one of values.
pub fn method() -> Method {
    let band = |from: Limit, to: Limit, score: i64| Band { from, to, score: score.into() };
    let up_to = |days: i64| Limit::Included(days.into());
    let beyond = |days: i64| Limit::Excluded(days.into());
    let delays = vec![
        band(Limit::Open, up_to(0), 100),
        band(beyond(0), up_to(30), 70),
        band(beyond(30), up_to(60), 40),
        band(beyond(60), Limit::Open, 0),
    ];
    let values = vec![
        band(Limit::Included(80.into()), Limit::Open, 100),
        band(Limit::Included(50.into()), Limit::Excluded(80.into()), 60),
        band(Limit::Open, Limit::Excluded(50.into()), 0),
    ];
    let delay = Rule::Delay {
        reference: Reference::Deadline,
        unit: Span::Days,
        bands: delays,
        not_done: Some(0.into()),
    };
    let rule = |rule| Listed::Rule { rule, silent: Box::default() };
    let half = Exact::ratio(1, 2).unwrap();
    Method {
        decimals: 2,
        weight_decimals: 2,
        normalise: true,
        listed: vec![
            Listed::PointsPerDay { points: Exact::one(), tolerance: 0 },
            Listed::PointsPerDay { points: half, tolerance: 10 },
            rule(delay),
            rule(Rule::Value { unit: "%".to_owned(), bands: values }),
        ],
    }
}

/// So many owners for so many rows: around the same number for each, never fewer than one.
fn owners(numbers: &mut Numbers, rows: u32, count: u32) -> Vec<u32> {
    let usual = i64::from(rows / count);
    let mut owners = Vec::with_capacity(rows as usize);
    for pair in (0..count).collect::<Vec<_>>().chunks(2) {
        let more = numbers.between(0, usual - 1);
        for (owner, many) in pair.iter().zip([usual - more, usual + more]) {
            owners.extend((0..many).map(|_| *owner));
        }
    }
    owners.resize(rows as usize, count - 1);
    owners
}

/// Objectives and indicators of made-up bodies.
pub fn made(seed: u64, size: Size) -> (Objectives, Indicators) {
    let mut numbers = Numbers(seed);
    let body = owners(&mut numbers, size.objectives, size.bodies);
    let mut objectives = Objectives { body, ..Objectives::default() };
    for _ in 0..size.objectives {
        objectives.weight.push(numbers.between(1, 20) * 5 * UNIT);
        objectives.neutralised.push(numbers.one_in(50));
    }
    let objective = owners(&mut numbers, size.indicators, size.objectives);
    let mut indicators = Indicators { objective, ..Indicators::default() };
    for _ in 0..size.indicators {
        indicator(&mut numbers, &mut indicators);
    }
    (objectives, indicators)
}

fn indicator(numbers: &mut Numbers, rows: &mut Indicators) {
    let kind = kind(numbers.between(0, 99));
    let target =
        if numbers.one_in(2) { numbers.between(1, 200) * UNIT } else { numbers.between(100, 99_999) };
    let share = |numbers: &mut Numbers, from, to| target * numbers.between(from, to) / 100;
    let due = (NEW_YEAR + numbers.between(60, 364)) * UNIT;
    let (target, baseline, actual) = match kind {
        Kind::IncreasingFromBaseline => (target, share(numbers, 20, 90), share(numbers, 20, 120)),
        Kind::DecreasingFromBaseline => (target, share(numbers, 110, 200), share(numbers, 80, 200)),
        Kind::ValidCount => (target, share(numbers, 0, 10), share(numbers, 40, 120)),
        Kind::YesNo => (0, 0, numbers.between(0, 4).min(1) * UNIT),
        Kind::Entered => (0, 0, numbers.between(0, 100) * UNIT),
        Kind::Listed(3) => (0, 0, numbers.between(0, 10_000)),
        Kind::Listed(_) => (due, 0, due + numbers.between(-90, 90) * UNIT),
        _ => (target, 0, share(numbers, 50, 120)),
    };
    let never = matches!(kind, Kind::Listed(0..=2)) && numbers.one_in(50);
    rows.kind.push(kind);
    rows.target.push(target);
    rows.baseline.push(baseline);
    rows.actual.push(match numbers.between(1, 5000) {
        1 => Actual::Missing,
        _ if never => Actual::Never,
        _ => Actual::Number(actual),
    });
    rows.weight.push(if numbers.one_in(8) { 3333 } else { numbers.between(1, 12) * 5 * UNIT });
}

/// Of a hundred indicators, how many have which function.
fn kind(of_a_hundred: i64) -> Kind {
    match of_a_hundred {
        0..34 => Kind::Increasing,
        34..42 => Kind::IncreasingFromBaseline,
        42..52 => Kind::Decreasing,
        52..57 => Kind::DecreasingFromBaseline,
        57..63 => Kind::LinearOverrun,
        63..75 => Kind::YesNo,
        75..79 => Kind::ValidCount,
        79..82 => Kind::Entered,
        82..88 => Kind::Listed(0),
        88..91 => Kind::Listed(1),
        91..97 => Kind::Listed(2),
        _ => Kind::Listed(3),
    }
}

/// The indicators as text.
pub fn indicators_text(rows: &Indicators) -> String {
    let mut text = String::from("objective,kind,target,baseline,actual,never,weight\n");
    for row in 0..rows.kind.len() {
        let (actual, never) = match rows.actual[row] {
            Actual::Missing => (String::new(), 0),
            Actual::Never => (String::new(), 1),
            Actual::Number(number) => (written(number), 0),
        };
        let (target, baseline) = (written(rows.target[row]), written(rows.baseline[row]));
        let (objective, kind, weight) =
            (rows.objective[row], number(rows.kind[row]), written(rows.weight[row]));
        writeln!(text, "{objective},{kind},{target},{baseline},{actual},{never},{weight}").unwrap();
    }
    text
}

/// The objectives as text.
pub fn objectives_text(rows: &Objectives) -> String {
    let mut text = String::from("objective,body,weight,neutralised\n");
    for row in 0..rows.body.len() {
        let (weight, neutralised) = (written(rows.weight[row]), u8::from(rows.neutralised[row]));
        writeln!(text, "{row},{},{weight},{neutralised}", rows.body[row]).unwrap();
    }
    text
}

fn number(kind: Kind) -> u16 {
    match kind {
        Kind::Entered => 0,
        Kind::Increasing => 1,
        Kind::IncreasingFromBaseline => 2,
        Kind::Decreasing => 3,
        Kind::DecreasingFromBaseline => 4,
        Kind::LinearOverrun => 5,
        Kind::YesNo => 11,
        Kind::ValidCount => 15,
        Kind::Listed(place) => 100 + place,
    }
}

/// Whole numbers without decimals, as a person writes them.
fn written(number: i64) -> String {
    if number % UNIT == 0 {
        return (number / UNIT).to_string();
    }
    format!("{}.{:02}", number / UNIT, number % UNIT)
}
