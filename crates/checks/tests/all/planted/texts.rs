//! Planted faults of texts.

use std::collections::BTreeSet;

use domain::plan::Objective;

use super::case::{Case, of, said};
use super::planter::{At, Planter, is_duty, own, phase, plan};
use super::seed::Seed;

/// Title, phases and indicators of an objective.
fn words_of(objective: &Objective) -> String {
    let phases = objective.phases.iter().map(|phase| of(phase.text.as_ref()));
    let indicators = objective.indicators.iter().map(|one| of(one.text.as_ref()));
    let all = std::iter::once(of(objective.title.as_ref())).chain(phases).chain(indicators);
    all.collect::<Vec<_>>().join(" ")
}

/// The beginnings of the long words of a text.
fn stems(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().count() > 4);
    words.map(|word| word.to_lowercase().chars().take(5).collect()).collect()
}

pub const PLANTERS: &[Planter] = &[
    plan("TESTO-001", &["TESTO-008"], |case, seed| {
        let other = own(case, seed, |_| true)?;
        let at = free(case, seed)?;
        case.plan.objectives[at].description = case.plan.objectives[other].description.clone();
        (at != other).then_some(At::Objective(at.max(other)))
    }),
    plan("TESTO-002", &[], |case, seed| {
        let at = free(case, seed)?;
        case.plan.objectives[at].description =
            case.plan.objectives[at].title.as_ref().and_then(|title| said(title.verbatim.as_str()));
        Some(At::Cell(at))
    }),
    plan("TESTO-003", &[], |case, seed| {
        let words = ["Da definire", "xxx", "II", "..."][seed.below(4)];
        in_phase(case, seed, |_| words.to_owned())
    }),
    plan("TESTO-004", &[], |case, seed| in_phase(case, seed, |_| "Unità di misura".to_owned())),
    plan("TESTO-005", &[], |case, seed| {
        if seed.once_in(2) {
            return in_phase(case, seed, |text| text.replacen("zion", "zi0n", 1));
        }
        let at = free(case, seed)?;
        let title = &mut case.plan.objectives[at].title;
        *title = said(format!("{} i", of(title.as_ref())));
        Some(At::Cell(at))
    }),
    plan("TESTO-006", &[], |case, seed| {
        let end = [" della", " e", ",", " per il", " con"][seed.below(5)];
        in_phase(case, seed, |text| format!("{text}{end}"))
    }),
    plan("TESTO-007", &[], |case, seed| {
        let whole = seed.once_in(2);
        in_phase(case, seed, |text| {
            let last = text.rsplit(' ').next().unwrap_or_default();
            if whole { format!("{text} {text}") } else { format!("{text} {last}") }
        })
    }),
    plan("TESTO-008", &[], |case, seed| {
        let other = own(case, seed, |_| true)?;
        let long = |objective: &Objective| objective.phases.len() + objective.indicators.len() > 4;
        let at = free(case, seed).filter(|at| *at != other && long(&case.plan.objectives[*at]))?;
        let title = of(case.plan.objectives[other].title.as_ref()).to_lowercase();
        let recipients = of(case.plan.objectives[other].stakeholders.as_ref()).to_lowercase();
        let foreign = format!(
            "Compiere questo: {title}, per {recipients}, mantenendo quanto promesso durante la campagna elettorale."
        );
        // A word in common, whatever its ending, would make it a description of its own objective.
        let shared =
            stems(&foreign).iter().any(|stem| stems(&words_of(&case.plan.objectives[at])).contains(stem));
        case.plan.objectives[at].description = said(foreign);
        let words: Vec<&str> = title.split(' ').filter(|word| word.len() > 4).collect();
        (words.len() > 2 && !shared).then_some(At::Cell(at))
    }),
    plan("TESTO-009", &[], |case, seed| {
        let at = free(case, seed)?;
        let objective = &mut case.plan.objectives[at];
        let text = format!("{} ", of(objective.description.as_ref()).to_lowercase());
        let title = of(objective.title.as_ref()).to_owned();
        let word = title.split(' ').find(|word| word.len() > 6 && text.contains(&word.to_lowercase()))?;
        // A letter is lost within the word.
        objective.title = said(title.replace(word, &format!("{}{}", word.get(..3)?, word.get(4..)?)));
        Some(At::Objective(at))
    }),
    plan("TESTO-010", &[], |case, seed| {
        let at = own(case, seed, |_| true)?;
        let (year, back) = (case.year(), 1 + i16::try_from(seed.below(3)).ok()?);
        let number = 1 + seed.below(300);
        let stakeholders = &mut case.plan.objectives[at].stakeholders;
        *stakeholders = said(format!(
            "{} (delibera n. {number}/{} del 10/03/{})",
            of(stakeholders.as_ref()),
            year - 1 - back,
            year - 1
        ));
        Some(At::Cell(at))
    }),
    plan("TESTO-011", &[], |case, seed| {
        let at = free(case, seed)?;
        case.plan.objectives[at].description = None;
        Some(At::Objective(at))
    }),
    plan("TESTO-012", &[], |case, seed| {
        let at = own(case, seed, |_| true)?;
        case.plan.objectives[at].stakeholders = None;
        (case.plan.objectives.len() > 8).then_some(At::Objective(at))
    }),
    plan("TESTO-013", &[], |case, seed| {
        let boxes = [
            "☑ della struttura ☑ di più strutture",
            "☐ della struttura ☐ di più strutture",
            "X della struttura ☑ di più strutture",
        ];
        let boxes = boxes[seed.below(3)];
        let at = own(case, seed, |objective| objective.scope.is_some())?;
        case.plan.objectives[at].scope = said(boxes);
        Some(At::Cell(at))
    }),
];

/// An objective of which the law says nothing and no table the title.
pub fn free(case: &Case, seed: &mut Seed) -> Option<usize> {
    let named = |objective: &Objective| {
        case.plan.ente_objectives.iter().any(|one| of(one.title.as_ref()) == of(objective.title.as_ref()))
    };
    own(case, seed, |objective| !is_duty(objective) && !named(objective))
}

/// Another text of a phase.
fn in_phase(case: &mut Case, seed: &mut Seed, change: impl Fn(&str) -> String) -> Option<At> {
    let (at, phase) = phase(case, seed, 1)?;
    let text = &mut case.plan.objectives[at].phases[phase].text;
    let new = change(of(text.as_ref()));
    let same = new == of(text.as_ref());
    *text = said(new);
    (!same).then_some(At::Cell(at))
}
