//! Planted faults of people and units.

use domain::plan::{Assignment, Unit};

use super::case::{Case, of, said};
use super::planter::{At, Planter, own, plan};
use super::seed::Seed;

pub const PLANTERS: &[Planter] = &[
    plan("PERS-001", &[], |case, seed| {
        let (at, person) = person(case, seed, 1)?;
        person.category = None;
        Some(At::Cell(at))
    }),
    plan("PERS-002", &[], |case, seed| {
        let (at, person) = person(case, seed, 3)?;
        person.name = said(misspelt(of(person.name.as_ref()))?);
        Some(At::Line).filter(|_| at < usize::MAX)
    }),
    plan("PERS-003", &[], |case, seed| {
        let (_, person) = person(case, seed, 2)?;
        let (first, last) = of(person.name.as_ref()).split_once(' ')?;
        person.name = said(format!("{last} {first}"));
        Some(At::Plan)
    }),
    plan("PERS-004", &[], |case, seed| {
        let at = seed.below(case.plan.ente_objectives.len());
        let unit = &mut case.plan.ente_objectives.get_mut(at)?.unit;
        *unit = said(misspelt(of(unit.as_ref()))?);
        Some(At::Line)
    }),
    plan("PERS-005", &[], |case, seed| {
        let (at, person) = person(case, seed, 1)?;
        let name = person.name.clone();
        let unit = case.plan.objectives[at].unit.clone();
        let other = own(case, seed, |objective| objective.unit != unit && !objective.people.is_empty())?;
        let year = case.year();
        let month = 1 + seed.below(6);
        let person = &mut case.plan.objectives[other].people[0];
        person.name = name;
        person.to = said(format!("28/{month:02}/{year}"));
        Some(At::Plan)
    }),
    plan("PERS-006", &[], |case, seed| {
        let (year, outside) = (case.year(), seed.once_in(2));
        let (at, person) = person(case, seed, 1)?;
        if outside {
            person.from = said(format!("01/01/{}", year - 1));
            person.to = said(format!("31/12/{}", year - 1));
        } else {
            person.from = said(format!("01/07/{year}"));
            person.to = said(format!("30/06/{year}"));
        }
        Some(At::Cell(at))
    }),
    plan("PERS-007", &[], |case, seed| {
        let at = own(case, seed, |objective| !objective.people.is_empty() && !objective.budget.is_empty())?;
        case.plan.objectives[at].people.clear();
        Some(At::Objective(at))
    }),
    plan("PERS-008", &[], |case, seed| {
        let share = 10 * (1 + seed.below(10));
        let head = head(case, seed)?;
        head.head = said(format!("{} {share}%", of(head.head.as_ref())));
        Some(At::Line)
    }),
    plan("PERS-009", &[], |case, seed| {
        let head = head(case, seed)?;
        head.head = said(format!("{}, Ottavia Mezzetti", of(head.head.as_ref())));
        Some(At::Line)
    }),
    plan("PERS-010", &["PERS-015"], |case, seed| {
        let at = seed.below(case.plan.units.len());
        let unit = Unit {
            code: said("Z"),
            name: said("Museo civico"),
            head: said("Ottavia Mezzetti"),
            ..case.plan.units[at].clone()
        };
        case.plan.units.push(unit);
        Some(At::Plan)
    }),
    plan("PERS-011", &["PERS-017"], |case, seed| {
        let category = ["Categoria B", "Categoria C", "Categoria D"][seed.below(3)];
        let (at, person) = person(case, seed, 1)?;
        person.category = said(category);
        Some(At::Cell(at))
    }),
    plan("PERS-012", &[], |case, seed| {
        if case.plan.units.len() < 4 {
            return None;
        }
        head(case, seed)?.head = None;
        Some(At::Plan)
    }),
    plan("PERS-013", &[], |case, seed| {
        let (_, person) = person(case, seed, 3)?;
        person.role = said(misspelt(of(person.role.as_ref()))?);
        Some(At::Line)
    }),
    plan("PERS-014", &[], |case, seed| {
        let (_, person) = person(case, seed, 1)?;
        person.name = said(of(person.name.as_ref()).to_uppercase());
        Some(At::Line)
    }),
    plan("PERS-015", &[], |case, seed| {
        if case.form.has("heads") {
            return None;
        }
        let count = case.plan.units.len();
        let absent = seed.below(count);
        for at in (0..count).filter(|at| *at != absent) {
            let unit = &case.plan.units[at];
            let (letter, name) = (of(unit.code.as_ref()).to_owned(), unit.head.clone());
            let objective =
                case.plan.objectives.iter_mut().find(|one| of(one.unit.as_ref()).starts_with(&letter))?;
            objective.people.first_mut()?.name = name;
        }
        (count > 2).then_some(At::Plan)
    }),
];

/// A person of an objective, who is in at least so many of them.
pub fn person<'a>(case: &'a mut Case, seed: &mut Seed, least: usize) -> Option<(usize, &'a mut Assignment)> {
    let times = |person: &Assignment| {
        let all = case.plan.objectives.iter().flat_map(|objective| &objective.people);
        all.filter(|other| other.name == person.name).count()
    };
    let at = own(case, seed, |objective| objective.people.iter().any(|person| times(person) >= least))?;
    let which = super::planter::one(&case.plan.objectives[at].people, seed, |person| times(person) >= least)?;
    Some((at, &mut case.plan.objectives[at].people[which]))
}

/// A unit whose head is known.
fn head<'a>(case: &'a mut Case, seed: &mut Seed) -> Option<&'a mut Unit> {
    let at = seed.below(case.plan.units.len());
    case.plan.units.get_mut(at)
}

/// A text with one letter of its last word changed, not at its ends.
pub fn misspelt(text: &str) -> Option<String> {
    let at = text.rfind(' ').map_or(0, |space| space + 1);
    let word = &text[at..];
    let letter = word.chars().nth(2).filter(|_| word.chars().count() > 4)?;
    let other = if letter == 'z' { 's' } else { 'z' };
    Some(format!("{}{}", &text[..at], word.replacen(letter, &other.to_string(), 1)))
}
