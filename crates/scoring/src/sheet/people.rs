//! The people of a sheet, as the reckoning takes them.

use super::Sheet;
use super::file::{ComponentFile, PeriodFile, PersonFile};
use crate::evaluation::{Achieved, Judged, Measure, Part, Person, Reckoning, Stay, reckon};
use crate::exact::Exact;
use crate::money::Stretch;
use crate::people::{ComponentKind, Period};
use crate::tree::Scores;

/// Every person of a sheet, reckoned.
pub fn people(sheet: &Sheet, scores: &Scores) -> Vec<Reckoning> {
    sheet.file.person.iter().map(|file| reckon(&sheet.rules, &person(file), scores)).collect()
}

fn person(file: &PersonFile) -> Person {
    let part_time = file.part_time.clone().unwrap_or_else(Exact::one);
    let stretch = file.from.zip(file.to).map(|(from, to)| Stretch {
        part_time: part_time.clone(),
        from,
        to,
        deducted: file.deducted,
    });
    Person {
        id: file.id.clone(),
        title: file.role.clone().unwrap_or_else(|| file.id.clone()),
        achieved: achieved(file),
        service: stretch.into_iter().collect(),
        part_time,
        coefficient: file.coefficient.clone().unwrap_or_else(Exact::one),
        most: file.most.clone(),
        criteria: file.criteria.clone(),
    }
}

fn achieved(file: &PersonFile) -> Achieved {
    if let Some(score) = &file.score {
        return Achieved::Score(score.clone());
    }
    if !file.period.is_empty() {
        return Achieved::Stays(file.period.iter().map(stay).collect());
    }
    if file.component.is_empty() {
        return Achieved::Nothing;
    }
    Achieved::Components(file.component.iter().map(part).collect())
}

fn stay(file: &PeriodFile) -> Stay {
    let between = |from, to| Period::between(from, to, None).map(|period| period.days);
    let days = file.days.or_else(|| file.from.zip(file.to).and_then(|(from, to)| between(from, to)));
    let achieved = match (&file.score, &file.of) {
        (Some(score), _) => Achieved::Score(score.clone()),
        (None, Some(of)) => Achieved::Item(of.clone()),
        (None, None) => Achieved::Nothing,
    };
    Stay { days, achieved }
}

fn part(file: &ComponentFile) -> Part {
    let judged = |score: &Exact| Judged { id: None, score: Some(score.clone()) };
    let measure = if let Some(score) = &file.score {
        Measure::Score(score.clone())
    } else if let Some(of) = &file.of {
        Measure::Items(vec![(Exact::one(), of.clone())])
    } else if !file.behaviours.is_empty() {
        Measure::Behaviours(file.behaviours.clone())
    } else if file.kind == ComponentKind::Evaluation {
        Measure::Judgements(file.given.iter().map(judged).collect())
    } else {
        Measure::Missing
    };
    Part {
        kind: file.kind,
        weight: file.weight.clone(),
        measure,
        neutralised: file.neutralised,
        minimum: file.minimum.clone(),
    }
}
