//! Planted faults of how units, posts and people are written.

use domain::plan::Unit;

use super::bank::bank;
use super::case::{Case, of, said};
use super::people::person;
use super::planter::{At, Planter, one, own, plan};
use super::tables::QUALIFIED;

pub const PLANTERS: &[Planter] = &[
    plan("PERS-016", &[], |case, seed| {
        let sign = [", ", ": ", " / ", " (", "; "][seed.below(5)];
        if seed.once_in(2) {
            let at = one(&case.plan.ente_objectives, seed, |_| true)?;
            let unit = &mut case.plan.ente_objectives[at].unit;
            *unit = said(of(unit.as_ref()).replacen(" - ", sign, 1));
        } else {
            let at = own(case, seed, |objective| !objective.other_units.is_empty())?;
            let other = &mut case.plan.objectives[at].other_units[0];
            // A semicolon parts two units there.
            *other = super::case::value(other.verbatim.replacen(" - ", sign.trim_start_matches(';'), 1));
        }
        Some(At::Line)
    }),
    plan("PERS-017", &[], |case, seed| {
        let qualified = |person: &domain::plan::Assignment| of(person.category.as_ref()) == QUALIFIED;
        let at = own(case, seed, |objective| objective.people.iter().any(qualified))?;
        let person = case.plan.objectives[at].people.iter_mut().find(|person| qualified(person))?;
        person.category = said("Funzionari ed EQ");
        (case.plan.units.len() > 2).then_some(At::Line)
    }),
    plan("PERS-018", &[], |case, seed| {
        let areas = case.plan.units.len();
        directions(case);
        let at = one(&case.plan.units, seed, |unit| unit.parent.is_some())?;
        let parent = of(case.plan.units[at].parent.as_ref()).to_owned();
        let above = case.plan.units.iter().find(|unit| of(unit.code.as_ref()) == parent)?.head.clone();
        let own = std::mem::replace(&mut case.plan.units[at].head, above.clone());
        // Who heads both is on the objectives where the head of the area was.
        let people = case.plan.objectives.iter_mut().flat_map(|objective| &mut objective.people);
        for person in people.filter(|person| person.name == own) {
            person.name.clone_from(&above);
        }
        (areas > 3).then_some(At::Line)
    }),
    plan("PERS-019", &[], |case, seed| {
        let (year, roles) = (case.year(), case.form.has("roles"));
        let (at, person) = person(case, seed, 1)?;
        let profile = match of(person.category.as_ref()) {
            "Istruttori" => ["Funzionaria amministrativa", "Operatore esperto dei mezzi"],
            "Operatori esperti" => ["Istruttore dei tributi", "Specialista del verde"],
            _ => ["Istruttrice contabile", "Collaboratore d'ufficio"],
        };
        person.role = said(profile[seed.below(2)]);
        (roles && year >= 2024).then_some(At::Cell(at))
    }),
    plan("PERS-020", &[], |case, seed| {
        let all: Vec<String> = case
            .plan
            .objectives
            .iter()
            .flat_map(|objective| &objective.people)
            .map(|person| of(person.role.as_ref()).to_owned())
            .collect();
        let loud = seed.once_in(2);
        let (_, person) = person(case, seed, 1)?;
        let role = of(person.role.as_ref()).to_owned();
        person.role = said(if loud { role.to_uppercase() } else { role.to_lowercase() });
        (!role.is_empty() && all.iter().filter(|other| **other == role).count() > 2).then_some(At::Line)
    }),
    plan("PERS-021", &[], |case, seed| {
        let between = ["Maria", "Renato", "M.", "R."][seed.below(4)];
        let (_, person) = person(case, seed, 3)?;
        let (first, last) = of(person.name.as_ref()).split_once(' ')?;
        person.name = said(format!("{first} {between} {last}"));
        Some(At::Line)
    }),
    plan("PERS-022", &[], |case, seed| {
        let at = own(case, seed, |objective| objective.cost_centre.is_some())?;
        let centre = &mut case.plan.objectives[at].cost_centre;
        let name = of(centre.as_ref()).to_owned();
        *centre = said(match seed.below(4) {
            0 => format!("Ufficio {name}"),
            1 => format!("Servizio {name}"),
            2 => format!("{name} (ufficio)"),
            _ => format!("Settore {}", name.to_lowercase()),
        });
        Some(At::Line)
    }),
];

/// Two directions above the areas, each with a head of its own.
fn directions(case: &mut Case) {
    case.form.add("directions");
    let taken: Vec<String> = case.plan.units.iter().map(|unit| of(unit.head.as_ref()).to_owned()).collect();
    let mut heads = bank().words("heads").into_iter().filter(|head| !taken.iter().any(|known| known == head));
    let mut areas = std::mem::take(&mut case.plan.units);
    let below = areas.split_off(areas.len().div_ceil(2));
    for (areas, code, name) in [(areas, "1", "Persone e conti"), (below, "2", "Luoghi e lavori")] {
        case.plan.units.push(Unit {
            code: said(code),
            name: said(name),
            level: said("direzione"),
            head: heads.next().and_then(said),
            ..Unit::default()
        });
        case.plan.units.extend(areas.into_iter().map(|area| Unit { parent: said(code), ..area }));
    }
}
