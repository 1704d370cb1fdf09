//! The score of a person, and whether there may be a premium.

use super::person::{Achieved, Judged, Measure, Part, Person, Stay};
use super::rules::Rules;
use crate::entry::Entry;
use crate::exact::Exact;
use crate::function::Working;
use crate::money::{Service, Stretch, service};
use crate::people::{
    BandOn, Capacity, Component, ComponentKind, Period, Reckoned, behaviours, capacity, individual,
    over_time, weighted,
};
use crate::tree::{Found, Scores};

/// A person who was evaluated, with what money needs to know.
#[derive(Clone, Debug, PartialEq)]
pub struct Reckoning {
    /// What was known.
    pub person: Person,
    /// The official score, with its derivation.
    pub entry: Entry,
    /// Coefficients of service and part-time, of each stretch.
    pub times: Vec<Exact>,
    /// The same of all of them.
    pub time: Exact,
    /// Whether the person served long enough to be evaluated.
    pub evaluable: bool,
    /// Whether the band is of a negative evaluation.
    pub negative: bool,
    /// Why there is no premium, when there is none.
    pub barred: Option<String>,
    /// The fixed premium of the band, per cent.
    pub fixed: Option<Exact>,
    /// The exact score of each stay, where there are several.
    pub stays: Vec<Option<Exact>>,
}

impl Reckoning {
    /// Whether there may be a premium.
    pub fn eligible(&self) -> bool {
        self.barred.is_none()
    }
}

/// A score on its way.
#[derive(Default)]
struct Way {
    exact: Option<Exact>,
    working: Vec<Working>,
    why: Option<String>,
    /// Days and components of each stay.
    parts: Vec<(u32, Vec<Component>)>,
    stays: Vec<Option<Exact>>,
}

/// Reckons a person by the rules, with the scores of a plan at hand.
pub fn reckon(rules: &Rules, person: &Person, scores: &Scores) -> Reckoning {
    let said = rules.said();
    let mut entry = Entry::new(&person.id, &person.title, said.decimals());
    let mut found = Reckoning {
        person: person.clone(),
        times: Vec::new(),
        time: person.part_time.clone(),
        evaluable: true,
        negative: false,
        barred: None,
        fixed: None,
        stays: Vec::new(),
        entry: entry.clone(),
    };
    let mut below = Vec::new();
    if in_service(&mut found, &mut entry, &person.service, said.minimum_days) {
        let way = achieved(rules, &person.achieved, scores);
        below = below_minimum(&way.parts);
        found.stays.clone_from(&way.stays);
        settle(&mut entry, way, said.decimals());
    }
    let on = match said.band_on() {
        BandOn::Official => entry.value.as_ref(),
        BandOn::Exact => entry.raw.as_ref(),
    };
    let band = on.and_then(|score| rules.bands()?.of(score));
    entry.band = band.map(|band| band.name.clone());
    found.negative = band.is_some_and(|band| band.negative);
    found.fixed = band.and_then(|band| band.premium.clone());
    let negative = found.negative.then(|| "la valutazione è negativa".to_owned());
    let low = match (&entry.value, &said.minimum_score) {
        (Some(score), Some(minimum)) if score < minimum => {
            Some(format!("il punteggio è sotto il minimo di {minimum}"))
        }
        _ => None,
    };
    let below = below.first().map(|kind| format!("«{}» è sotto il minimo", kind.term()));
    found.barred = found.barred.or(below).or(negative).or(low);
    found.entry = entry;
    found
}

/// Notes the coefficient of service; whether there is a score to be reckoned.
fn in_service(found: &mut Reckoning, entry: &mut Entry, stretches: &[Stretch], minimum: Option<u32>) -> bool {
    if stretches.is_empty() {
        return true;
    }
    match service(stretches, minimum) {
        Ok(Service::Coefficient { each, all, working }) => {
            entry.working.extend(working);
            (found.times, found.time) = (each, all);
            true
        }
        Ok(Service::NotEvaluable(days)) => {
            let minimum = minimum.unwrap_or_default();
            let why = format!("non valutabile: {days} giorni di servizio, meno di {minimum}");
            (found.evaluable, found.time) = (false, Exact::zero());
            (found.barred, entry.why) = (Some(why.clone()), Some(why));
            false
        }
        Err(wrong) => {
            entry.why = Some(wrong.to_string());
            false
        }
    }
}

fn settle(entry: &mut Entry, way: Way, decimals: u32) {
    entry.working.extend(way.working);
    entry.why = way.why;
    let Some(exact) = way.exact else { return };
    let official = exact.clamped().rounded(decimals);
    if exact != exact.clamped() {
        let line = Working::new("riportato tra 0 e 100", exact.to_string(), &exact.clamped());
        entry.working.push(line);
    }
    if exact.clamped() != official {
        let formula = format!("arrotondato a {decimals} decimali, una volta sola");
        entry.working.push(Working::new(&formula, exact.clamped().to_string(), &official));
    }
    (entry.value, entry.raw) = (Some(official), Some(exact));
}

fn achieved(rules: &Rules, from: &Achieved, scores: &Scores) -> Way {
    let without = |why: String| Way { why: Some(why), ..Way::default() };
    match from {
        Achieved::Score(score) => Way { exact: Some(score.clone()), ..Way::default() },
        Achieved::Item(id) => match of_item(scores, id) {
            Ok(Some(score)) => Way { exact: Some(score), ..Way::default() },
            Ok(None) => without(format!("«{id}» è fuori dal conto")),
            Err(why) => without(why),
        },
        Achieved::Components(parts) => of_components(rules, parts, scores),
        Achieved::Stays(stays) => of_stays(rules, stays, scores),
        Achieved::Nothing => without("non ha né componenti né punteggio".to_owned()),
    }
}

fn of_components(rules: &Rules, parts: &[Part], scores: &Scores) -> Way {
    let mut way = Way::default();
    let mut components = Vec::new();
    for part in parts {
        let (component, lines) = component(rules, part, scores);
        way.working.extend(lines);
        components.push(component);
    }
    let found = individual(&components);
    way.working.extend(found.working);
    (way.exact, way.why) = (found.result, found.why);
    way.parts = vec![(1, components)];
    way
}

/// The mean of the stays by their days (rulebook 8.11).
fn of_stays(rules: &Rules, stays: &[Stay], scores: &Scores) -> Way {
    let mut whole = Way::default();
    let mut periods = Vec::new();
    for (place, stay) in (1..).zip(stays) {
        let Some(days) = stay.days else {
            let why = format!("il periodo {place} finisce prima di cominciare, o non dice quanto dura");
            return Way { why: Some(why), ..Way::default() };
        };
        let way = achieved(rules, &stay.achieved, scores);
        let told = |line: Working| Working { formula: format!("periodo {place}: {}", line.formula), ..line };
        whole.working.extend(way.working.into_iter().map(told));
        whole.parts.extend(way.parts.into_iter().map(|(_, parts)| (days, parts)));
        whole.stays.push(way.exact.clone());
        if let Some(why) = way.why {
            whole.why.get_or_insert(format!("manca il punteggio del periodo {place}: {why}"));
        }
        periods.push(Period { days, score: way.exact.map(|score| score.clamped()) });
    }
    let found = over_time(&periods);
    whole.working.extend(found.working);
    whole.why = whole.why.or(found.why);
    whole.exact = found.result;
    whole
}

/// Components that are below their minimum; of several stays by the mean of their days.
fn below_minimum(stays: &[(u32, Vec<Component>)]) -> Vec<ComponentKind> {
    let below = |kind: &ComponentKind| {
        let (mut scores, mut minimums) = (Vec::new(), Vec::new());
        for (days, parts) in stays {
            let own = parts.iter().filter(|part| part.kind == *kind && !part.neutralised);
            for (score, minimum) in own.filter_map(|part| Some((part.score.clone()?, part.minimum.clone()?)))
            {
                scores.push((Exact::from(i64::from(*days)), score));
                minimums.push((Exact::from(i64::from(*days)), minimum));
            }
        }
        match (weighted(&scores, ""), weighted(&minimums, "")) {
            (Some((score, _)), Some((minimum, _))) => score < minimum,
            _ => false,
        }
    };
    ComponentKind::ALL.into_iter().filter(below).collect()
}

/// A component with its score, or why it has none.
fn component(rules: &Rules, part: &Part, scores: &Scores) -> (Component, Vec<Working>) {
    let (found, leaves) = measured(rules, part, scores);
    let component = Component {
        kind: part.kind,
        weight: part.weight.clone(),
        score: found.result,
        neutralised: part.neutralised || leaves,
        minimum: part.minimum.clone(),
        why: found.why,
    };
    (component, found.working)
}

/// What a component measures, and whether it leaves the mean.
fn measured(rules: &Rules, part: &Part, scores: &Scores) -> (Reckoned, bool) {
    let name = part.kind.term();
    match &part.measure {
        Measure::Score(score) if *score != score.clamped() => {
            let line =
                Working::new(&format!("{name}: riportato tra 0 e 100"), score.to_string(), &score.clamped());
            (Reckoned::of(score.clamped(), vec![line]), false)
        }
        Measure::Score(score) => (Reckoned::of(score.clone(), Vec::new()), false),
        Measure::Items(items) => of_items(name, items, scores),
        Measure::Behaviours(marks) => {
            let scale = &rules.said().scale;
            (behaviours(marks, (&scale.lowest(), &scale.highest()), scale.mode()), false)
        }
        Measure::Judgements(judged) => of_judgements(rules, name, judged),
        Measure::Missing => (Reckoned::missing(), false),
    }
}

/// The mean of some items of the plan; those that were neutralised leave it, and with all of them the component
/// does (rulebook 8.6).
fn of_items(name: &str, items: &[(Exact, String)], scores: &Scores) -> (Reckoned, bool) {
    let (mut parts, mut lines) = (Vec::new(), Vec::new());
    for (weight, id) in items {
        match of_item(scores, id) {
            Ok(Some(score)) => parts.push((weight.clone(), score)),
            Ok(None) => lines.push(Working::said(name, id.clone(), "fuori dal conto")),
            Err(why) => return (Reckoned { working: lines, ..Reckoned::nothing(why) }, false),
        }
    }
    match (parts.as_slice(), items) {
        ([], [_, ..]) => (Reckoned { working: lines, ..Reckoned::missing() }, true),
        ([(_, score)], [(_, id)]) => {
            lines.push(Working::new(name, format!("punteggio di {id}"), score));
            (Reckoned::of(score.clone(), lines), false)
        }
        (parts, _) => match weighted(parts, &format!("{name}: Σ w × A / Σ w")) {
            Some((mean, line)) => (Reckoned::of(mean, lines.into_iter().chain([line]).collect()), false),
            None => (Reckoned::nothing("i pesi degli obiettivi fanno 0"), false),
        },
    }
}

/// The score of an item of the plan; none when it left the mean.
fn of_item(scores: &Scores, id: &str) -> Result<Option<Exact>, String> {
    match scores.found(id) {
        Found::Score(score) => Ok(Some(score.clone())),
        Found::Out => Ok(None),
        Found::Undetermined(why) => Err(format!("«{id}» non è determinato: {why}")),
        Found::Unknown => Err(format!("nei punteggi non c'è «{id}»")),
    }
}

/// The capacity to evaluate; with too few people evaluated the component leaves the mean (rulebook 8.10).
fn of_judgements(rules: &Rules, name: &str, judged: &[Judged]) -> (Reckoned, bool) {
    let fewest = rules.said().fewest_evaluated();
    if judged.len() < fewest {
        let with = format!("persone valutate: {}, meno di {fewest}", judged.len());
        let line = Working::said(name, with, "la componente si neutralizza");
        return (Reckoned { working: vec![line], ..Reckoned::missing() }, true);
    }
    let Some(reference) = &rules.said().reference_deviation else {
        return (
            Reckoned::nothing("le regole non dicono lo scarto di riferimento (reference_deviation)"),
            false,
        );
    };
    let mut scores = Vec::new();
    for one in judged {
        match (&one.score, &one.id) {
            (Some(score), _) => scores.push(score.clone()),
            (None, Some(id)) => {
                return (Reckoned::nothing(format!("«{id}» non ha ancora un punteggio")), false);
            }
            (None, None) => return (Reckoned::nothing("una persona valutata non ha punteggio"), false),
        }
    }
    (capacity(&scores, &Capacity { reference: reference.clone(), fewest }), false)
}
