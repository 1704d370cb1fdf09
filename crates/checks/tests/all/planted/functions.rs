//! Planted faults of the functions of the offices.

use domain::plan::OfficeFunction;

use super::case::{Case, of, said};
use super::planter::{At, Planter, one, plan};
use super::seed::Seed;

pub const PLANTERS: &[Planter] = &[
    plan("BIL-014", &[], |case, seed| {
        let kind = seed.below(5);
        let at = if kind == 4 { again(case, seed)? } else { any(case, seed)? };
        let function = &mut case.plan.functions[at];
        let (mission, programme) =
            (of(function.mission.as_ref()).to_owned(), of(function.programme.as_ref()).to_owned());
        let (code, name) = programme.split_once(' ')?;
        match kind {
            0 => function.programme = said(format!("{} {name}", &code[1..])),
            1 => function.programme = said(code),
            2 if mission.starts_with("13") => return None,
            2 => function.mission = said("13 Tutela della salute"),
            3 => function.mission = said(format!("{mission} - Progr. {}", &code[2..])),
            _ => function.programme = said(format!("{code} Altri servizi e interventi")),
        }
        Some(At::Line)
    }),
    plan("BIL-015", &[], |case, seed| {
        let at = any(case, seed)?;
        let programme = case.plan.functions[at].programme.clone();
        let code = of(programme.as_ref()).get(..4)?.to_owned();
        case.plan.functions.retain(|function| function.programme != programme);
        let code = format!("{}.{}", &code[..2], &code[2..]);
        let of_it = |objective: &domain::plan::Objective| {
            objective.links.iter().any(|link| of(link.text.as_ref()) == code)
        };
        Some(At::Objective(case.plan.objectives.iter().position(of_it)?))
    }),
    plan("BIL-016", &[], |case, seed| {
        let at = any(case, seed)?;
        let twice = seed.once_in(2);
        if twice {
            let other = seed.below(at);
            let name = case.plan.functions[other].name.clone();
            case.plan.functions[at].name = name;
        } else {
            case.plan.functions[at].head = None;
        }
        let enough = if twice { at > 0 } else { case.plan.functions.len() > 10 };
        enough.then_some(At::Line)
    }),
];

/// A function.
fn any(case: &Case, seed: &mut Seed) -> Option<usize> {
    one(&case.plan.functions, seed, |_| true)
}

/// A function of a programme that one above it has, too.
fn again(case: &Case, seed: &mut Seed) -> Option<usize> {
    let programme = |function: &OfficeFunction| of(function.programme.as_ref()).to_owned();
    let all = &case.plan.functions;
    let fitting: Vec<usize> =
        (1..all.len()).filter(|at| programme(&all[*at]) == programme(&all[*at - 1])).collect();
    seed.pick(&fitting).copied()
}
