//! Made-up functions and what came about.

use scoring::function::{LateStep, Polarity, ScaleMode, Silent, Step};
use scoring::{Actual, Exact, Function};

use super::dice::Dice;
use super::rules;

/// A function, in its usual order more often than not.
pub fn function(dice: &mut Dice, depth: u32) -> Function {
    let wild = dice.one_in(8);
    let number = |dice: &mut Dice| if wild { dice.wild() } else { dice.positive() };
    match dice.from(1, 18) {
        1 => Function::Increasing { target: number(dice) },
        2 => {
            let baseline = number(dice);
            Function::IncreasingFromBaseline { target: &baseline + &number(dice), baseline }
        }
        3 => Function::Decreasing { target: number(dice) },
        4 => {
            let target = number(dice);
            Function::DecreasingFromBaseline { baseline: &target + &number(dice), target }
        }
        5 => Function::LinearOverrun { target: number(dice) },
        6 if depth > 0 => Function::Steps { of: Box::new(function(dice, depth - 1)), steps: steps(dice) },
        7 if depth > 0 => Function::Threshold {
            of: Box::new(function(dice, depth - 1)),
            minimum: dice.score(),
            rescaled: dice.one_in(2),
        },
        8 => Function::PointsPerDay {
            due: dice.day(),
            points: number(dice),
            tolerance: u32::try_from(dice.from(0, 9)).unwrap(),
        },
        9 => Function::ProportionalTime { start: dice.day(), due: dice.day() },
        10 => Function::LateSteps { due: dice.day(), steps: late_steps(dice) },
        11 => Function::YesNo,
        12 => {
            let mut limits: Vec<Exact> = (0..4).map(|_| dice.wild()).collect();
            if dice.one_in(6) {
                limits[1] = limits[0].clone();
            }
            if !wild {
                limits.sort();
            }
            let [lowest, from, to, highest] = limits.try_into().unwrap();
            Function::Range { from, to, lowest, highest }
        }
        13 => {
            let lowest = number(dice);
            let highest = &lowest + &number(dice);
            Function::Scale { lowest, highest, mode: dice.among(&[ScaleMode::MinMax, ScaleMode::OverMax]) }
        }
        14 => Function::Upkeep {
            target: number(dice),
            tolerance: number(dice),
            polarity: dice.among(&[Polarity::Increasing, Polarity::Decreasing]),
        },
        15 => Function::ValidCount { target: number(dice) },
        16 => Function::Entered,
        _ => Function::Rule {
            rule: rules::rule(dice),
            due: dice.maybe(Dice::day),
            target: dice.maybe(Dice::wild),
            silent: Silent { on_time: dice.score(), beyond: dice.score(), never: dice.score() },
        },
    }
}

fn steps(dice: &mut Dice) -> Vec<Step> {
    (0..dice.from(0, 4)).map(|_| Step { from: dice.score(), score: dice.score() }).collect()
}

fn late_steps(dice: &mut Dice) -> Vec<LateStep> {
    let step =
        |dice: &mut Dice| LateStep { up_to: u32::try_from(dice.from(0, 60)).unwrap(), score: dice.score() };
    (0..dice.from(0, 4)).map(|_| step(dice)).collect()
}

/// What came about: mostly of the kind that the function takes.
pub fn actual(dice: &mut Dice, function: &Function) -> Actual {
    if dice.one_in(15) {
        return any(dice);
    }
    match function {
        Function::Steps { of, .. } | Function::Threshold { of, .. } => actual(dice, of),
        Function::PointsPerDay { .. } | Function::ProportionalTime { .. } | Function::LateSteps { .. } => {
            day(dice)
        }
        Function::YesNo => Actual::YesNo(dice.one_in(2)),
        Function::Entered => Actual::Entered(dice.wild()),
        Function::ValidCount { .. } => count(dice),
        Function::Rule { rule, .. } => rules::actual(dice, rule).unwrap_or_else(|| any(dice)),
        _ if dice.one_in(6) => Actual::Ratio { numerator: dice.wild(), denominator: dice.wild() },
        _ => Actual::Value(dice.wild()),
    }
}

pub fn day(dice: &mut Dice) -> Actual {
    if dice.one_in(8) { Actual::Never } else { Actual::Done(dice.day()) }
}

fn count(dice: &mut Dice) -> Actual {
    Actual::Count { counted: dice.positive(), invalid: dice.wild() }
}

fn any(dice: &mut Dice) -> Actual {
    match dice.from(0, 6) {
        0 => Actual::Value(dice.wild()),
        1 => day(dice),
        2 => Actual::YesNo(dice.one_in(2)),
        3 => count(dice),
        4 => Actual::Ratio { numerator: dice.wild(), denominator: dice.wild() },
        5 => Actual::Outcome(dice.among(&rules::WORDS).to_owned()),
        _ => Actual::Entered(dice.wild()),
    }
}
