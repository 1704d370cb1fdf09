//! The digits of the columns against those of the tree.

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
pub(super) fn table() -> Vec<Listed> {
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

/// What the columns say in numbers: a score entered for a norm, yes and no for outcomes, a day for a date.
#[test]
fn numbers_are_what_the_function_takes() {
    let outcome =
        |text: &str, score: i64| domain::rule::Outcome { text: text.to_owned(), score: score.into() };
    let outcomes = Rule::Outcomes(vec![outcome("presentata", 90), outcome("non presentata", 10)]);
    let rule = |rule| Listed::Rule { rule, silent: Box::default() };
    let score = |listed: Listed, target, actual| {
        let method = Method { decimals: 1, normalise: true, listed: vec![listed], ..Method::default() };
        let scores = columns_of(method, &[(false, 1, vec![(Kind::Listed(0), target, 0, actual, 1)])]).score();
        scores.objectives[0].map(|score| score.to_string())
    };
    let norm = || rule(Rule::Norm("l'articolo 9".to_owned()));
    assert_eq!(score(norm(), 0, Actual::Number(645)).as_deref(), Some("64.50"));
    assert_eq!(score(norm(), 0, Actual::Missing), None);
    assert_eq!(score(rule(outcomes.clone()), 0, Actual::Number(10)).as_deref(), Some("90.00"));
    assert_eq!(score(rule(outcomes.clone()), 0, Actual::Number(0)).as_deref(), Some("10.00"));
    assert_eq!(score(rule(outcomes), 0, Actual::Never).as_deref(), Some("10.00"));
    let proportional = rule(Rule::Proportional { expected: None, inverse: false, least: 0.into() });
    assert_eq!(score(proportional, 80, Actual::Number(60)).as_deref(), Some("75.00"));
    let days = |listed, late: i64| score(listed, 20_454 * 10, Actual::Number((20_454 + late) * 10));
    assert_eq!(days(table()[2].clone(), 2).as_deref(), Some("66.67"));
    assert_eq!(days(table()[2].clone(), 3).as_deref(), Some("12.35"));
    assert_eq!(days(table()[2].clone(), 6).as_deref(), Some("0.00"));
    let points = || Listed::PointsPerDay { points: exact("1/2"), tolerance: 10 };
    assert_eq!(days(points(), 10).as_deref(), Some("100.00"));
    assert_eq!(days(points(), 13).as_deref(), Some("98.50"));
    assert_eq!(days(points(), -40).as_deref(), Some("100.00"));
    assert_eq!(days(points(), 300).as_deref(), Some("0.00"));
}

/// The tree of columns: names that say the place, weights and states as they are.
#[test]
fn a_derivation_has_the_figures_of_the_columns() {
    let rows = vec![
        (Kind::Increasing, 1200, 0, Actual::Number(1020), 6000),
        (Kind::YesNo, 0, 0, Actual::Never, 4000),
    ];
    let method = Method { decimals: 1, weight_decimals: 2, ..Method::default() };
    let columns = columns_of(method, &[(false, 3333, rows.clone()), (true, 6667, rows)]);
    let item = columns.objective(1).unwrap();
    assert_eq!(
        (item.id.as_str(), item.title.as_str(), item.weight.clone()),
        ("o1", "obiettivo 1", Some(exact("66.67")))
    );
    assert!(!item.state.is_evaluable());
    assert!(columns.objective(0).unwrap().state.is_evaluable());
    let steps = roll_up(&[columns.body(0).unwrap()]);
    let lines: Vec<String> = steps
        .steps()
        .iter()
        .flat_map(|step| {
            step.working.iter().map(|line| format!("{}: {} = {}", step.title, line.with, line.result))
        })
        .collect();
    let expected = [
        "indicatore 0: 102 / 120 × 100 = 85",
        "indicatore 1: no = 0",
        "obiettivo 0: (60 × 85 + 40 × 0) / 100 = 51",
        "indicatore 2: 102 / 120 × 100 = 85",
        "indicatore 3: no = 0",
        "obiettivo 1: (60 × 85 + 40 × 0) / 100 = 51",
        "ente 0: (33.33 × 51) / 33.33 = 51",
    ];
    assert_eq!(lines, expected);
    assert_eq!(columns.body_score(0), Some(Exact::from(51)));
    assert_eq!((columns.objective(2), columns.body(1)), (None, None));
    assert_eq!((columns.bodies(), columns.objectives(), columns.indicators()), (1, 2, 4));
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
fn a_sum_too_large_for_machine_words_is_divided_all_the_same() {
    let mut sum = Sum::default();
    let third = Bounds::ratio(1, 3);
    for _ in 0..1000 {
        sum.add(100_000_000_000_000_000, third);
    }
    assert_eq!(sum.mean(), Some(third));
    assert_eq!(Sum::default().mean(), None);
}
