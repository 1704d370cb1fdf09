//! Planted faults of objectives that several units have.

use super::case::{Case, of, said, value};
use super::objective::parts;
use super::planter::{At, Planter, beside, is_common, one, own, plan};
use super::seed::Seed;

pub const PLANTERS: &[Planter] = &[
    plan("FAM-001", &[], |case, seed| {
        let at = copy(case, seed, 3)?;
        let objective = &mut case.plan.objectives[at];
        match seed.below(3) {
            0 => {
                objective.description =
                    said("Trasparenza e prevenzione della corruzione: pubblicare i dati nei tempi previsti.");
            }
            1 => {
                objective.phases[0].text =
                    said("Controllo mensile delle pagine di Amministrazione trasparente");
            }
            _ => objective.indicators[0].text = said("Obblighi pubblicati entro i termini"),
        }
        Some(At::Objective(at))
    }),
    plan("FAM-002", &["FAM-003"], |case, seed| {
        let at = copy(case, seed, 2)?;
        case.form.drop("declared");
        case.plan.objectives[at].description = said(
            "Trasparenza e prevenzione della corruzione: pubblicare dati e documenti di ciascuna area entro i termini previsti.",
        );
        Some(At::Plan)
    }),
    plan("FAM-003", &[], |case, seed| {
        copy(case, seed, 2)?;
        case.form.drop("declared");
        Some(At::Plan)
    }),
    plan("FAM-004", &[], |case, seed| {
        let at = copy(case, seed, 3)?;
        let weight = super::planter::number(of(case.plan.objectives[at].weight.as_ref()));
        let other = beside(case, at).into_iter().find(|other| *other != at)?;
        let sum = super::planter::number(of(case.plan.objectives[other].weight.as_ref())) + weight;
        case.plan.objectives[other].weight = said(format!("{sum}%"));
        case.plan.objectives[other].criteria.clear();
        case.plan.objectives.remove(at);
        Some(At::Plan)
    }),
    plan("FAM-005", &[], |case, seed| {
        let at = copy(case, seed, 3)?;
        let link =
            case.plan.objectives[at].links.iter().position(|link| of(link.level.as_ref()) == "operativo")?;
        let own = of(case.plan.objectives[at].links[link].text.as_ref()).to_owned();
        let fits = |node: &domain::plan::Node| {
            of(node.level.as_ref()) == "operativo"
                && of(node.code.as_ref()) != own
                && of(node.code.as_ref())[..3] == own[..3]
        };
        let other = one(&case.plan.tree, seed, fits)?;
        case.plan.objectives[at].links[link].text.clone_from(&case.plan.tree[other].code);
        Some(At::Plan)
    }),
    plan("FAM-006", &[], |case, seed| {
        let words = |objective: &domain::plan::Objective| {
            of(objective.indicators[0].text.as_ref()).split(' ').count()
        };
        let first = own(case, seed, |objective| words(objective) > 2)?;
        let unit = case.plan.objectives[first].unit.clone();
        let second =
            own(case, seed, |objective| objective.unit != unit && !super::planter::is_duty(objective))?;
        let twin = case.plan.objectives[first].indicators[0].clone();
        let one = &mut case.plan.objectives[second].indicators[0];
        (one.text, one.unit, one.polarity, one.formula) = (twin.text, twin.unit, twin.polarity, twin.formula);
        (one.baseline, one.history, one.targets) = (twin.baseline, twin.history, twin.targets);
        Some(At::Plan)
    }),
    plan("FAM-007", &[], |case, seed| {
        if !case.form.has("others") {
            return None;
        }
        let at = own(case, seed, |_| true)?;
        let others = case.plan.objectives.iter().filter(|one| !one.other_units.is_empty()).count();
        let objective = &mut case.plan.objectives[at];
        let own = of(objective.unit.as_ref()).to_owned();
        if of(objective.cross_unit.as_ref()) == "sì" && others > 1 && objective.applies_to.is_none() {
            objective.other_units.clear();
        } else {
            objective.cross_unit = said("sì");
            objective.other_units.push(value(own));
        }
        Some(At::Objective(at))
    }),
    plan("FAM-008", &[], |case, seed| {
        let at = copy(case, seed, 3)?;
        let objective = &mut case.plan.objectives[at];
        let text = match seed.below(3) {
            0 => &mut objective.description,
            1 => &mut objective.phases[0].text,
            _ => &mut objective.indicators[0].text,
        };
        *text = said(other_capitals(of(text.as_ref()), seed)?);
        Some(At::Cell(at))
    }),
    plan("FAM-009", &[], |case, seed| {
        let at = copy(case, seed, 2)?;
        let people = &case.plan.objectives[at].people;
        let unit = case.plan.objectives[at].unit.clone();
        let more = own(case, seed, |one| one.unit == unit && !one.people.is_empty())?;
        let more = case.plan.objectives[more].people[0].clone();
        if people.len() < 3 || people.iter().any(|person| person.name == more.name) {
            return None;
        }
        let people = people.clone();
        for objective in case.plan.objectives.iter_mut().filter(|one| is_common(one)) {
            objective.people.clone_from(&people);
        }
        let people = &mut case.plan.objectives[at].people;
        people.push(more);
        let shares = parts(100, people.len(), 10, seed);
        for (person, share) in people.iter_mut().zip(shares) {
            let sign = if of(person.share.as_ref()).ends_with('%') { "%" } else { "" };
            person.share = person.share.as_ref().map(|_| value(format!("{share}{sign}")));
        }
        (case.plan.units.len() <= 4).then_some(At::Cell(at))
    }),
];

/// A text with the first letter of one of its words, not of the first, of the other size.
fn other_capitals(text: &str, seed: &mut Seed) -> Option<String> {
    let starts: Vec<usize> = text.match_indices(' ').map(|(at, _)| at + 1).collect();
    let at = *seed.pick(&starts)?;
    let letter = text[at..].chars().next().filter(|letter| letter.is_alphabetic())?;
    let other = if letter.is_uppercase() {
        letter.to_lowercase().to_string()
    } else {
        letter.to_uppercase().to_string()
    };
    Some(format!("{}{other}{}", &text[..at], &text[at + letter.len_utf8()..]))
}

/// A copy of the common objective, of at least so many.
fn copy(case: &Case, seed: &mut Seed, least: usize) -> Option<usize> {
    let copies = case.plan.objectives.iter().filter(|objective| is_common(objective)).count();
    one(&case.plan.objectives, seed, is_common).filter(|_| case.form.has("family") && copies >= least)
}
