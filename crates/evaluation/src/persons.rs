//! From the table to the score of each person: those who evaluate nobody first, so that the capacity to evaluate
//! rests on official scores (rulebook 8.10).

use std::collections::BTreeMap;

use appraisal::BODY;
use domain::Weight;
use method::RoleWeights;
use method::profile::ComponentKind;
use scoring::Exact;
use scoring::evaluation::{Achieved, Judged, Measure, Part, Person, Reckoning, Stay, reckon};
use scoring::money::{Service, Stretch, service};

use crate::choices;
use crate::frame::Frame;
use crate::people::{Listed, Listing, People};

/// Those whom each evaluates in the end of the year.
type Evaluators<'p> = BTreeMap<&'p str, Vec<&'p Listed>>;

/// The people reckoned, in the order of the table of people.
pub fn reckoned(frame: &Frame<'_>, people: &People) -> Vec<Reckoning> {
    let mut judged: Evaluators<'_> = BTreeMap::new();
    for person in &people.people {
        if let Some(evaluator) = person.evaluator() {
            judged.entry(evaluator).or_default().push(person);
        }
    }
    let mut done: BTreeMap<&str, Reckoning> = BTreeMap::new();
    let mut open: Vec<&Listed> = people.people.iter().collect();
    while !open.is_empty() {
        let waits = |person: &&Listed| {
            let own = judged.get(person.id.as_str()).into_iter().flatten();
            own.into_iter().any(|one| !done.contains_key(one.id.as_str()))
        };
        let (later, ready): (Vec<&Listed>, Vec<&Listed>) = open.iter().copied().partition(waits);
        // A circle is a fault of the table; were there one, those in it would be reckoned without one another.
        let (ready, later) = if ready.is_empty() { (later, Vec::new()) } else { (ready, later) };
        let found: Vec<(&str, Reckoning)> = ready
            .into_iter()
            .map(|person| (person.id.as_str(), one(frame, judged.get(person.id.as_str()), person, &done)))
            .collect();
        done.extend(found);
        open = later;
    }
    people.people.iter().filter_map(|person| done.remove(person.id.as_str())).collect()
}

fn one(
    frame: &Frame<'_>,
    judged: Option<&Vec<&Listed>>,
    person: &Listed,
    done: &BTreeMap<&str, Reckoning>,
) -> Reckoning {
    let judged: Vec<Judged> = judged
        .into_iter()
        .flatten()
        .map(|one| (one, done.get(one.id.as_str())))
        // Who served too little was not evaluated.
        .filter(|(_, found)| found.is_none_or(|found| found.evaluable))
        .map(|(one, found)| Judged {
            id: Some(one.id.clone()),
            score: found.and_then(|found| found.entry.value.clone()),
        })
        .collect();
    let mut found = reckon(&frame.rules, &input(frame, person, &judged), &frame.scores);
    found.entry.defaults = choices::of_score(frame.smvp, person);
    let roles = || person.stays.iter().filter_map(|stay| frame.smvp.role(&stay.role));
    if let Some(role) = roles().find(|role| role.weights.is_empty())
        && found.evaluable
    {
        let why = format!("il metodo non dice i pesi delle componenti del ruolo «{}»", role.name);
        found.entry.why = Some(why);
    }
    found.entry.defaults.extend(roles().filter_map(sum_of_weights));
    found.entry.defaults.dedup();
    found
}

/// Weights that do not add up to 100 count in proportion, and that is told.
fn sum_of_weights(role: &RoleWeights) -> Option<String> {
    let sum: Exact = role.weights.iter().map(|(_, weight)| Exact::from(*weight)).sum();
    let wrong = !role.weights.is_empty() && sum != Exact::hundred();
    wrong.then(|| format!("role: i pesi di «{}» fanno {sum}, non 100: contano in proporzione", role.name))
}

/// A person as the reckoning takes it.
fn input(frame: &Frame<'_>, person: &Listed, judged: &[Judged]) -> Person {
    let parts = |stay: &Listing| {
        let weights = frame.smvp.role(&stay.role).map(|role| parts(role, stay, judged));
        Achieved::Components(weights.unwrap_or_default())
    };
    let days = |stay: &Listing| {
        stay.from.until(stay.to).ok().and_then(|span| u32::try_from(span.get_days() + 1).ok())
    };
    let achieved = match person.stays.as_slice() {
        [] => Achieved::Nothing,
        [only] => parts(only),
        several => Achieved::Stays(
            several.iter().map(|stay| Stay { days: days(stay), achieved: parts(stay) }).collect(),
        ),
    };
    let all: Vec<usize> = (0..person.stays.len()).collect();
    let times = times(person);
    Person {
        id: person.id.clone(),
        title: person.last().map(|stay| stay.role.clone()).unwrap_or_default(),
        achieved,
        service: stretches(person),
        part_time: Exact::one(),
        coefficient: mean_over(&all, &times, |place| Some(coefficient(frame, person.stays.get(place)?)))
            .unwrap_or_else(Exact::one),
        most: mean_over(&all, &times, |place| person.stays.get(place)?.most.clone()),
        criteria: person.criteria.clone(),
    }
}

fn stretches(person: &Listed) -> Vec<Stretch> {
    let stretch = |stay: &Listing| Stretch {
        part_time: stay.part_time.clone(),
        from: stay.from,
        to: stay.to,
        deducted: stay.deducted,
    };
    person.stays.iter().map(stretch).collect()
}

/// The coefficients of service of each stretch, whether or not they are enough to be evaluated.
pub fn times(person: &Listed) -> Vec<Exact> {
    match service(&stretches(person), None) {
        Ok(Service::Coefficient { each, .. }) => each,
        _ => vec![Exact::zero(); person.stays.len()],
    }
}

/// The coefficient of a stretch: its own, else that of its role, else 1.
pub fn coefficient(frame: &Frame<'_>, stay: &Listing) -> Exact {
    let of_role = || frame.smvp.role(&stay.role).and_then(|role| role.coefficient.clone());
    stay.coefficient.clone().or_else(of_role).unwrap_or_else(Exact::one)
}

/// The mean of a figure over some stretches, weighted by their time; none when one of them has none.
pub fn mean_over(places: &[usize], times: &[Exact], of: impl Fn(usize) -> Option<Exact>) -> Option<Exact> {
    let (mut sum, mut total) = (Exact::zero(), Exact::zero());
    let mut last = None;
    for place in places {
        let (figure, time) = (of(*place)?, times.get(*place)?);
        sum = &sum + &(&figure * time);
        total = &total + time;
        last = Some(figure);
    }
    sum.checked_div(&total).or(last)
}

/// The components of a role in a stretch of the year.
fn parts(role: &RoleWeights, stay: &Listing, judged: &[Judged]) -> Vec<Part> {
    let part = |(kind, weight): &(ComponentKind, Weight)| Part {
        kind: *kind,
        weight: Exact::from(*weight),
        measure: measure(*kind, stay, judged),
        neutralised: false,
        minimum: role.minimum.iter().find(|(own, _)| own == kind).map(|(_, minimum)| minimum.clone()),
    };
    role.weights.iter().map(part).collect()
}

fn measure(kind: ComponentKind, stay: &Listing, judged: &[Judged]) -> Measure {
    let item = |id: &str| Measure::Items(vec![(Exact::one(), id.to_owned())]);
    match kind {
        ComponentKind::Body => item(BODY),
        ComponentKind::Unit => stay.unit.as_deref().map_or(Measure::Missing, item),
        ComponentKind::Individual => stay.individual.clone().unwrap_or(Measure::Missing),
        ComponentKind::Group => stay.group.clone().unwrap_or(Measure::Missing),
        ComponentKind::Behaviours if stay.behaviours.is_empty() => Measure::Missing,
        ComponentKind::Behaviours => Measure::Behaviours(stay.behaviours.clone()),
        ComponentKind::Evaluation => Measure::Judgements(judged.to_vec()),
    }
}
