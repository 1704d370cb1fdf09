//! The digits of the columns against those of the tree.

use std::fmt::Write as _;

use domain::Rule;
use domain::rule::{Band, Limit, PerPeriod, Reference};
use domain::target::Span;
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::bounds::{Bounds, Sum};
use super::*;
use crate::exact::Exact;
use crate::function::{LateStep, Silent};
use crate::tree::roll_up;

fn exact(text: &str) -> Exact {
    text.parse().unwrap()
}

fn band(from: Limit, to: Limit, score: i64) -> Band {
    Band { from, to, score: score.into() }
}

fn delay(reference: Reference, unit: Span) -> Listed {
    let limit = |number: i64, scale| Limit::Included(Decimal::new(number, scale));
    let bands = vec![
        band(Limit::Open, limit(0, 0), 100),
        band(Limit::Excluded(0.into()), limit(25, 1), 70),
        band(limit(4, 0), Limit::Excluded(6.into()), 33),
    ];
    let silent = Silent { beyond: exact("100/7"), ..Silent::default() };
    Listed::Rule { rule: Rule::Delay { reference, unit, bands, not_done: None }, silent: Box::new(silent) }
}

/// A table with a row of every sort.
fn table() -> Vec<Listed> {
    let open = Limit::Open;
    let values = vec![
        band(Limit::Excluded(Decimal::new(35, 1)), Limit::Included(6.into()), 100),
        band(Limit::Included(Decimal::new(1234, 3)), Limit::Included(3.into()), 55),
        band(open, Limit::Excluded(0.into()), 5),
    ];
    let steps = [(2, "200/3"), (5, "12.345")].map(|(up_to, score)| LateStep { up_to, score: exact(score) });
    let period = PerPeriod {
        reference: Reference::Deadline,
        points: 7.into(),
        every: Span::Days,
        step: 2,
        whole: false,
        tolerance: 1,
        from_first: true,
        floor: 20.into(),
        zero_after: Some(9),
    };
    let plain = |rule| Listed::Rule { rule, silent: Box::default() };
    vec![
        Listed::PointsPerDay { points: exact("100/7"), tolerance: 2 },
        Listed::PointsPerDay { points: exact("0"), tolerance: 0 },
        Listed::LateSteps(steps.to_vec()),
        delay(Reference::Deadline, Span::Days),
        delay(Reference::Deadline, Span::Weeks),
        delay(Reference::Deadline, Span::WorkingDays),
        delay(Reference::Date(jiff::civil::date(1970, 1, 3)), Span::Days),
        plain(Rule::Value { unit: String::new(), bands: values }),
        plain(Rule::Proportional { expected: None, inverse: false, least: 40.into() }),
        plain(Rule::PerUnit { unit: String::new(), full: 4.into(), points: Decimal::new(333, 1) }),
        plain(Rule::PerPeriod(period)),
        plain(Rule::Norm("l'articolo 9".to_owned())),
        Listed::PointsPerDay { points: exact("10000000000000/3"), tolerance: 0 },
    ]
}

/// The columns of one row for each indicator, without their order.
type Figures = (Kind, i64, i64, Actual, i64);

fn columns_of(method: Method, objectives: &[(bool, i64, Vec<Figures>)]) -> Columns {
    let mut columns = (Objectives::default(), Indicators::default());
    for (number, (neutralised, weight, rows)) in (0_u32..).zip(objectives) {
        columns.0.body.push(number / 3);
        columns.0.weight.push(*weight);
        columns.0.neutralised.push(*neutralised);
        for (kind, target, baseline, actual, weight) in rows {
            columns.1.objective.push(number);
            columns.1.kind.push(*kind);
            columns.1.target.push(*target);
            columns.1.baseline.push(*baseline);
            columns.1.actual.push(*actual);
            columns.1.weight.push(*weight);
        }
    }
    Columns::new(method, columns.0, columns.1).unwrap()
}

/// Every score of the columns is that of the tree, and every bound holds it.
fn same_as_tree(columns: &Columns) -> Result<(), TestCaseError> {
    let scores = columns.score();
    let digits = |score: Option<&Exact>| score.map(|score| score.digits(2));
    let official = |score: &Option<Official>| score.map(|score| score.to_string());
    let mut bounds = Vec::new();
    for (place, score) in scores.objectives.iter().enumerate() {
        let tree = roll_up(&[columns.objective(place).unwrap()]);
        let exact = tree.score(&format!("o{place}"));
        prop_assert_eq!(official(score), digits(exact), "obiettivo {}", place);
        bounds.push(columns.objective_bounds(place));
        prop_assert!(holds(bounds[place], exact, 3));
    }
    for (place, score) in scores.bodies.iter().enumerate() {
        let tree = roll_up(&[columns.body(place).unwrap()]);
        let exact = tree.score(&format!("b{place}"));
        prop_assert_eq!(official(score), digits(exact), "ente {}", place);
        prop_assert!(holds(columns.body_bounds(place, &bounds), exact, 5));
    }
    Ok(())
}

/// Whether bounds hold a score and are as near as the proof says.
fn holds(bounds: Option<Bounds>, score: Option<&Exact>, apart: u64) -> bool {
    let billionths = |number: u64| Exact::from(num_bigint::BigInt::from(number));
    match (bounds, score) {
        (None, None) => true,
        (Some(bounds), Some(score)) => {
            let score = score * &Exact::from(1_000_000_000);
            let between = billionths(bounds.low) <= score && score <= billionths(bounds.high);
            between && bounds.high - bounds.low <= apart
        }
        _ => false,
    }
}

fn kinds() -> impl Strategy<Value = Kind> {
    let listed = u16::try_from(table().len()).unwrap() - 1;
    prop_oneof![
        prop::sample::select(vec![
            Kind::Increasing,
            Kind::IncreasingFromBaseline,
            Kind::Decreasing,
            Kind::DecreasingFromBaseline,
            Kind::LinearOverrun,
            Kind::YesNo,
            Kind::ValidCount,
            Kind::Entered,
        ]),
        (0..=listed).prop_map(Kind::Listed),
    ]
}

/// Small numbers meet limits, noughts and faults often; days must be whole, so every number is.
fn figures(unit: i64) -> impl Strategy<Value = Figures> {
    let number = move || (-3_i64..15).prop_map(move |number| number * unit);
    let actual = prop_oneof![
        1 => Just(Actual::Missing),
        1 => Just(Actual::Never),
        20 => number().prop_map(Actual::Number),
    ];
    (kinds(), number(), number(), actual, 0_i64..5)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn digits_are_those_of_the_tree(
        decimals in 0_u32..3,
        normalise in prop::bool::weighted(0.8),
        objectives in prop::collection::vec(
            (prop::bool::weighted(0.2), 0_i64..4, prop::collection::vec(figures(100), 0..5)), 1..8),
    ) {
        // Numbers in hundreds are whole days with up to two decimals.
        let method = Method { decimals, weight_decimals: 0, normalise, listed: table() };
        same_as_tree(&columns_of(method, &objectives))?;
    }

    /// A score beside the border of a rounding: on it, or as far from it as large targets allow.
    #[test]
    fn borders_of_rounding_are_decided(
        border in 0_i64..10_000,
        target in prop_oneof![Just(99_999_999_999_999_999_i64), 1_000_000_i64..99_999_999_999_999_999, 1_i64..100_000],
        beside in -1_i64..2,
        (one, other) in (1_i64..50, 1_i64..50),
    ) {
        // (border + 1/2) hundredths of a point of the target.
        let value = i128::from(target) * i128::from(2 * border + 1) / 20_000 + i128::from(beside);
        let value = i64::try_from(value.max(0)).unwrap();
        let (same, baseline) = ((Kind::Increasing, target, 0, Actual::Number(value)), target - value);
        let row = |(kind, target, baseline, actual), weight| (kind, target, baseline, actual, weight);
        let from_baseline = (Kind::ValidCount, target, baseline, Actual::Number(target));
        let rows = vec![row(same, one), row(from_baseline, other), row(same, 1)];
        let method = Method { normalise: true, ..Method::default() };
        same_as_tree(&columns_of(method, &[(false, 1, rows.clone()), (false, 2, rows)]))?;
    }

    #[test]
    fn a_ratio_lies_within_its_bounds(
        numerator in -100_000_000_000_000_000_i64..100_000_000_000_000_000,
        denominator in 1_i64..100_000_000_000_000_000,
    ) {
        let bounds = Bounds::ratio(numerator, denominator);
        let score = (Exact::ratio(numerator, denominator).unwrap() * Exact::hundred()).clamped();
        prop_assert!(holds(Some(bounds), Some(&score), 1));
        prop_assert_eq!(bounds, Bounds::of(&score));
    }
}

/// Thirds add up to a border that no decimal shows: only fractions decide it.
#[test]
fn fractions_decide_where_bounds_do_not() {
    // 1/3 and 2/3 of a hundredth around 50: the mean is 50.005 and lies on the border.
    let rows = vec![
        (Kind::Increasing, 30_000, 0, Actual::Number(15_001), 1),
        (Kind::Increasing, 30_000, 0, Actual::Number(15_002), 1),
    ];
    let method = Method { normalise: true, ..Method::default() };
    let columns = columns_of(method, &[(false, 1, rows)]);
    assert_eq!(columns.objective_score(0), Some(exact("50.005")));
    let scores = columns.score();
    assert_eq!(scores.objectives[0].unwrap().to_string(), "50.01");
    assert_eq!(scores.bodies[0].unwrap().to_string(), "50.01");
    assert_eq!(scores.reckoned_in_fractions, 2);
}

/// Scores that end are decided on the border itself, without fractions.
#[test]
fn decimals_on_a_border_need_no_fractions() {
    let rows = vec![
        (Kind::Entered, 0, 0, Actual::Number(7_500), 1),
        (Kind::Entered, 0, 0, Actual::Number(8_501), 1),
    ];
    let method = Method { decimals: 2, normalise: true, ..Method::default() };
    let scores = columns_of(method, &[(false, 1, rows)]).score();
    assert_eq!(scores.objectives[0].unwrap().to_string(), "80.01");
    assert_eq!(scores.reckoned_in_fractions, 0);
}

#[test]
fn weights_add_up_to_a_hundred_unless_taken_in_proportion() {
    let yes = |weight| (Kind::YesNo, 0, 0, Actual::Number(1), weight);
    let score = |normalise, weights: [i64; 2]| {
        let method = Method { weight_decimals: 2, normalise, ..Method::default() };
        columns_of(method, &[(false, 10_000, weights.map(yes).to_vec())]).score().bodies[0]
    };
    let full = Some(Official::of(&Exact::hundred()));
    assert_eq!(full.map(Official::hundredths), Some(10_000));
    assert_eq!(score(false, [6_667, 3_333]), full);
    assert_eq!(score(false, [3_333, 3_333]), None);
    assert_eq!(score(true, [3_333, 3_333]), full);
}

/// An objective that leaves the mean has its own score, and a body whose objectives all leave it has none.
#[test]
fn neutralised_objectives_leave_the_mean() {
    let objective = |neutralised, yes| (neutralised, 1, vec![(Kind::YesNo, 0, 0, Actual::Number(yes), 1)]);
    let method = || Method { normalise: true, ..Method::default() };
    let some = [objective(false, 1), objective(true, 0), objective(false, 1)];
    let scores = columns_of(method(), &some).score();
    assert_eq!(scores.objectives[1].map(Official::hundredths), Some(0));
    assert_eq!(scores.bodies[0].map(Official::hundredths), Some(10_000));
    assert_eq!(columns_of(method(), &[objective(true, 1)]).score().bodies, [None]);
}

/// Steps are reckoned once where only a count of days matters; elsewhere the function is asked.
#[test]
fn steps_are_made_ready_where_they_can() {
    use super::steps::Table;
    let ready: Vec<bool> = table().iter().map(|row| !matches!(Table::of(row, 2), Table::Asked)).collect();
    let expected = [true, false, true, true, true, false, false, true, false, false, false, false, false];
    assert_eq!(ready, expected);
}

#[test]
fn columns_that_do_not_fit_are_refused() {
    let rows = |kind, target, actual, weight| Indicators {
        objective: vec![0],
        kind: vec![kind],
        target: vec![target],
        baseline: vec![0],
        actual: vec![actual],
        weight: vec![weight],
    };
    let one = || Objectives { body: vec![0], weight: vec![1], neutralised: vec![false] };
    let refused = |objectives, indicators, decimals| {
        let method = Method { decimals, normalise: true, listed: table(), ..Method::default() };
        Columns::new(method, objectives, indicators).err()
    };
    let good = || rows(Kind::Increasing, 1, Actual::Number(1), 1);
    assert_eq!(refused(one(), good(), 0), None);
    assert_eq!(refused(one(), good(), 10), Some(NotColumns::TooMany));
    let with = |change: fn(&mut Indicators)| {
        let mut rows = good();
        change(&mut rows);
        refused(one(), rows, 0)
    };
    assert_eq!(with(|rows| rows.weight.clear()), Some(NotColumns::Lengths));
    assert_eq!(with(|rows| rows.baseline.push(0)), Some(NotColumns::Lengths));
    assert_eq!(with(|rows| rows.objective[0] = 1), Some(NotColumns::NoObjective(0)));
    assert_eq!(with(|rows| rows.weight[0] = -1), Some(NotColumns::Weight(0)));
    assert_eq!(with(|rows| rows.target[0] = i64::MIN), Some(NotColumns::TooLarge(0)));
    assert_eq!(with(|rows| rows.actual[0] = Actual::Number(i64::MAX)), Some(NotColumns::TooLarge(0)));
    assert_eq!(with(|rows| rows.kind[0] = Kind::Listed(99)), Some(NotColumns::NotListed(0)));
    let late = rows(Kind::Listed(0), 150, Actual::Number(100), 1);
    assert_eq!(refused(one(), late.clone(), 2), Some(NotColumns::Day(0)));
    assert_eq!(refused(one(), late, 0), None);
    let far = rows(Kind::Listed(0), 0, Actual::Number(3_000_000), 1);
    assert_eq!(refused(one(), far, 0), Some(NotColumns::Day(0)));
    let back = Objectives { body: vec![1, 0], weight: vec![1, 1], neutralised: vec![false; 2] };
    assert_eq!(refused(back, good(), 0), Some(NotColumns::Order(1)));
    let lighter = Objectives { weight: vec![-1], ..one() };
    assert_eq!(refused(lighter, good(), 0), Some(NotColumns::Weight(0)));
    let lonely = Objectives { body: vec![7], ..one() };
    assert_eq!(refused(lonely, good(), 0), Some(NotColumns::TooMany));
    let uneven = Objectives { neutralised: vec![], ..one() };
    assert_eq!(refused(uneven, good(), 0), Some(NotColumns::Lengths));
}

#[test]
fn a_sum_too_large_for_machine_words_is_divided_all_the_same() {
    let mut sum = Sum::default();
    let third = Bounds::ratio(1, 3);
    for _ in 0..1000 {
        sum.add(100_000_000_000_000_000, third);
    }
    assert_eq!(sum.mean(), Some(third));
    assert_eq!(Sum::default().mean(), None);
}

#[test]
fn texts_are_read_or_the_line_is_named() {
    const HEAD: &str = "objective,kind,target,baseline,actual,never,weight\n";
    let read = |lines: &str| read_indicators(format!("{HEAD}{lines}").as_bytes(), 2, 2);
    let rows = read("0,1,120,,102.5,0,100\r\n0,103,,,,1,33.33\n\n1,0,,,,0,1").unwrap();
    assert_eq!(rows.objective, [0, 0, 1]);
    assert_eq!(rows.kind, [Kind::Increasing, Kind::Listed(3), Kind::Entered]);
    assert_eq!(rows.target, [12_000, 0, 0]);
    assert_eq!(rows.actual, [Actual::Number(10_250), Actual::Never, Actual::Missing]);
    assert_eq!(rows.weight, [10_000, 3_333, 100]);
    assert_eq!(read("0,1,-.5,,-3,0,1").unwrap().target, [-50]);
    for wrong in [
        "0,1,120,,102.555,0,1",
        "0,1,120,,102,0,",
        "0,1,120,,102,2,1",
        "0,1,120,,102,0,1,1",
        "0,1,120,,102,0",
        "0,16,120,,102,0,1",
        "-1,1,120,,102,0,1",
        "0,1,1e3,,102,0,1",
        "0,1,-,,102,0,1",
        "0,1,.,,102,0,1",
        "0,1,1.2.3,,102,0,1",
        "0,1,99999999999999999999,,102,0,1",
        ",1,1,,102,0,1",
    ] {
        assert_eq!(read(&format!("0,1,1,,1,0,1\n{wrong}\n")), Err(NotText::Line(3)), "{wrong}");
    }
    assert_eq!(read_indicators(b"a,b\n", 0, 0), Err(NotText::Head));
    assert_eq!(read_indicators(HEAD.as_bytes(), 0, 0), Ok(Indicators::default()));

    let objectives =
        |lines: &str| read_objectives(format!("objective,body,weight,neutralised\n{lines}").as_bytes(), 0);
    assert_eq!(objectives("0,0,40,0\n1,0,60,1\n").unwrap().neutralised, [false, true]);
    assert_eq!(objectives("0,0,40,0\n2,0,60,1\n"), Err(NotText::Number(1)));
    assert_eq!(objectives("0,0,40,0\n1,0,60,x\n"), Err(NotText::Line(3)));
}

/// A text longer than a piece is cut between lines, and the line of a fault is counted through the pieces.
#[test]
fn long_texts_are_read_in_pieces() {
    let mut text = String::from("objective,body,weight,neutralised\n");
    for number in 0..200_000 {
        writeln!(text, "{number},{},1,0", number / 25).unwrap();
    }
    let read = read_objectives(text.as_bytes(), 0).unwrap();
    assert_eq!((read.body.len(), read.body.last()), (200_000, Some(&7_999)));
    text.push_str("200000,8000,1,?\n");
    assert_eq!(read_objectives(text.as_bytes(), 0), Err(NotText::Line(200_002)));
}

#[test]
fn reasons_are_told_in_italian() {
    for (reason, told) in [
        (NotColumns::Lengths, "le colonne non hanno lo stesso numero di righe"),
        (NotColumns::TooMany, "troppi decimali, troppe righe o più enti che obiettivi"),
        (NotColumns::Order(3), "riga 3: le righe non sono in ordine"),
        (NotColumns::NoObjective(3), "riga 3: l'obiettivo non c'è"),
        (NotColumns::NotListed(3), "riga 3: la regola non è nella tabella"),
        (NotColumns::TooLarge(3), "riga 3: un numero ha troppe cifre"),
        (NotColumns::Weight(3), "riga 3: il peso è meno di 0"),
        (NotColumns::Day(3), "riga 3: una data non è un giorno"),
    ] {
        assert_eq!(reason.to_string(), told);
    }
    assert_eq!(NotText::Head.to_string(), "la prima riga non ha i nomi delle colonne");
    assert_eq!(NotText::Line(7).to_string(), "riga 7: non si capisce");
    assert_eq!(NotText::Number(7).to_string(), "al posto dell'obiettivo 7 ce n'è un altro");
}
