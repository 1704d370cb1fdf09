//! Planted faults of how nodes are written beside or instead of their code.

use domain::plan::Objective;

use super::case::{Case, of, said};
use super::links::last_link;
use super::planter::{At, Planter, is_common, one, plan};
use super::seed::Seed;
use super::slips::without_letter;

/// Nodes that no made-up tree has.
const WORDINGS: &[&str] = &[
    "Servizi vicini alle persone di ogni contrada",
    "Un territorio custodito con pazienza da tutti",
    "Cultura condivisa nelle piazze della cittadina",
];

pub const PLANTERS: &[Planter] = &[
    // A link by words is found at no node, and the nodes of the two have no objective.
    plan("LINK-013", &["LINK-001", "LINK-003", "LINK-010"], |case, seed| {
        let first = linked(case, seed, |_| true)?;
        let second = linked(case, seed, |at| at > first)?;
        let right = WORDINGS[seed.below(WORDINGS.len())];
        let words: Vec<&str> = right.split(' ').skip(2).filter(|word| word.len() >= 7).collect();
        let word = *seed.pick(&words)?;
        let wrong = right.replace(word, &without_letter(word, seed)?);
        let both = if seed.once_in(2) { [right, &wrong] } else { [&wrong, right] };
        for (at, text) in [first, second].into_iter().zip(both) {
            last_link(&mut case.plan.objectives[at])?.text = said(text);
        }
        Some(At::Line)
    }),
    plan("LINK-014", &[], |case, seed| {
        let first = linked(case, seed, |_| true)?;
        let code = code_of(&case.plan.objectives[first])?;
        let same = |at: usize| at > first && code_of(&case.plan.objectives[at]).as_ref() == Some(&code);
        let second = linked(case, seed, same)?;
        let title = title(case, &code)?;
        let other = match seed.below(3) {
            0 => format!("{code} {}", title.to_uppercase()),
            1 => format!("{code} {}", title.to_lowercase()),
            _ => format!("{code} - {title}"),
        };
        last_link(&mut case.plan.objectives[first])?.text = said(format!("{code} {title}"));
        last_link(&mut case.plan.objectives[second])?.text = said(other);
        Some(At::Line)
    }),
    plan("LINK-015", &[], |case, seed| {
        let at = linked(case, seed, |at| {
            let code = code_of(&case.plan.objectives[at]);
            case.plan.objectives.iter().filter(|one| code_of(one) == code).count() == 1
        })?;
        let codes: Vec<Option<String>> = case.plan.objectives.iter().map(code_of).collect();
        let mut known: Vec<String> = codes.iter().flatten().cloned().collect();
        known.sort_unstable();
        known.dedup();
        let texts: Vec<Option<String>> = codes
            .iter()
            .enumerate()
            .map(|(index, code)| {
                let code = code.as_ref()?;
                let number = 3 + known.iter().position(|one| one == code)?;
                let title = title(case, code)?;
                Some(match (index == at, seed.once_in(2)) {
                    (true, true) => format!("{code} - {title}"),
                    (true, false) => format!("{code} - {number}_ {title}"),
                    _ => format!("{code} - {number}_{title}"),
                })
            })
            .collect();
        for (objective, text) in case.plan.objectives.iter_mut().zip(texts) {
            if let (Some(link), Some(text)) = (last_link(objective), text) {
                link.text = said(text);
            }
        }
        // All links change: none stands alone on a changed line.
        (codes.len() > 6).then_some(At::Plan)
    }),
];

/// An objective of one unit, with a link to the last level, whose index something holds for.
fn linked(case: &Case, seed: &mut Seed, fits: impl Fn(usize) -> bool) -> Option<usize> {
    let all: Vec<usize> = (0..case.plan.objectives.len()).collect();
    let at = one(&all, seed, |at| {
        let objective = &case.plan.objectives[*at];
        !is_common(objective) && code_of(objective).is_some() && fits(*at)
    })?;
    Some(all[at])
}

/// The code of the node of the last level.
fn code_of(objective: &Objective) -> Option<String> {
    let link = objective.links.iter().find(|link| of(link.level.as_ref()) == "operativo")?;
    Some(of(link.text.as_ref()).to_owned())
}

fn title(case: &Case, code: &str) -> Option<String> {
    let node = case.plan.tree.iter().find(|node| of(node.code.as_ref()) == code)?;
    Some(of(node.title.as_ref()).to_owned())
}
