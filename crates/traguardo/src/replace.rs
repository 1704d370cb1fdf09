//! The part of one unit in a plan replaced by that of a newer document.

use std::collections::BTreeMap;

use domain::exchange::findings_from_json;
use domain::plan::{Objective, Unit};
use domain::read::Holder;
use domain::text::folded;
use domain::{Datum, Entity, Finding, Place, Plan};
use forms::Reading;
use serde_json::Value as Json;

use crate::error::Failure;

/// A plan in which the part of one unit was replaced.
#[derive(Debug)]
pub struct Replaced {
    /// The plan.
    pub plan: Plan,
    /// The findings of the new part.
    pub findings: Vec<Finding>,
    /// The findings of what was kept.
    pub earlier: Vec<Finding>,
    /// The first of the new documents among those of the plan.
    pub first: u16,
    unit: String,
    removed: usize,
    added: usize,
    ignored: usize,
}

impl Replaced {
    /// What was done, in an Italian sentence.
    pub fn sentence(&self) -> String {
        let Self { unit, removed, added, ignored, .. } = self;
        let done = format!("Struttura «{unit}»: obiettivi tolti {removed}, messi {added}");
        match ignored {
            0 => format!("{done}."),
            _ => format!("{done}; non presi dal documento {ignored} di altre strutture."),
        }
    }
}

/// The plan with the objectives of `unit` taken from a newer reading.
///
/// The new objectives take the places of the old ones, one by one; those that are left over follow the
/// last of them. Everything else of the plan stays as it is and where it is.
pub fn unit(unit: &str, mut plan: Plan, json: &Json, reading: &Reading) -> Result<Replaced, Failure> {
    let wanted = folded(unit);
    let newer = &reading.plan;
    let added = newer.objectives.iter().filter(|objective| belongs(objective, &wanted)).count();
    if added == 0 {
        return Err(nothing_of(unit, newer));
    }
    let first = u16::try_from(plan.documents.len().max(1)).unwrap_or(u16::MAX);
    plan.documents.resize_with(usize::from(first), Default::default);
    plan.documents.extend(newer.documents.iter().cloned());
    let known = plan.units.iter().any(|unit| is(unit, &wanted));
    if !known {
        plan.units.extend(newer.units.iter().filter(|unit| is(unit, &wanted)).map(|unit| moved(unit, first)));
    }
    let removed = plan.objectives.iter().filter(|objective| belongs(objective, &wanted)).count();
    let objectives = exchange(std::mem::take(&mut plan.objectives), newer, &wanted, first);
    let origins: Vec<Origin>;
    (origins, plan.objectives) = objectives.into_iter().unzip();
    plan.fragments.retain(|fragment| !belongs(fragment, &wanted));
    plan.fragments.extend(newer.fragments.iter().filter(|f| belongs(f, &wanted)).map(|f| moved(f, first)));
    let (earlier, findings) = findings(&origins, json, reading, first);
    let ignored = newer.objectives.len() - added;
    Ok(Replaced { plan, findings, earlier, first, unit: unit.to_owned(), removed, added, ignored })
}

fn belongs(objective: &Objective, wanted: &str) -> bool {
    objective.unit.as_ref().is_some_and(|unit| folded(&unit.verbatim) == wanted)
}

/// Whether objectives that name their unit `wanted`, in folded form, mean this one.
pub fn is(unit: &Unit, wanted: &str) -> bool {
    let [code, name] = [&unit.code, &unit.name].map(|part| part.as_ref().map_or("", |part| &part.verbatim));
    folded(name) == wanted || folded(&format!("{code} {name}")) == wanted
}

fn nothing_of(unit: &str, newer: &Plan) -> Failure {
    let mut units: Vec<&str> = Vec::new();
    for name in newer.objectives.iter().filter_map(|objective| objective.unit.as_ref()) {
        if !units.contains(&name.verbatim.as_str()) {
            units.push(&name.verbatim);
        }
    }
    let known = if units.is_empty() { "nessuna".to_owned() } else { units.join(", ") };
    Failure::new(format!(
        "nel documento non ci sono obiettivi di «{unit}»; le strutture che vi sono: {known}"
    ))
}

/// Where an objective of the new plan stood: its ordinal in the old plan or in the new document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Origin {
    Old(u32),
    New(u32),
}

/// The objectives of both, in the order of the old plan and in its sections.
fn exchange(old: Vec<Objective>, newer: &Plan, wanted: &str, first: u16) -> Vec<(Origin, Objective)> {
    let incoming = (1..).zip(&newer.objectives).filter(|(_, objective)| belongs(objective, wanted));
    let mut incoming = incoming.map(|(ordinal, objective)| (Origin::New(ordinal), moved(objective, first)));
    let last = old.iter().rposition(|objective| belongs(objective, wanted));
    let mut objectives = Vec::new();
    for (index, (ordinal, objective)) in (1..).zip(old).enumerate() {
        if !belongs(&objective, wanted) {
            objectives.push((Origin::Old(ordinal), objective));
            continue;
        }
        let section = objective.section;
        let room = if Some(index) == last { usize::MAX } else { 1 };
        objectives.extend(
            incoming
                .by_ref()
                .take(room)
                .map(|(origin, objective)| (origin, Objective { section: section.clone(), ..objective })),
        );
    }
    // A unit that is new to the plan comes last, in the section of the last objective.
    let section =
        objectives.last().and_then(|(_, objective): &(Origin, Objective)| objective.section.clone());
    objectives.extend(
        incoming.map(|(origin, objective)| (origin, Objective { section: section.clone(), ..objective })),
    );
    objectives
}

/// The findings of what was kept and of what is new, with the ordinals of the plan as it is now.
fn findings(origins: &[Origin], json: &Json, reading: &Reading, first: u16) -> (Vec<Finding>, Vec<Finding>) {
    let ordinals: BTreeMap<Origin, u32> = origins.iter().copied().zip(1..).collect();
    let renumber = |mut finding: Finding, origin: fn(u32) -> Origin| match finding.objective {
        None => Some(finding),
        Some(ordinal) => {
            finding.objective = Some(*ordinals.get(&origin(ordinal))?);
            Some(finding)
        }
    };
    let earlier = findings_from_json(json).into_iter().filter_map(|f| renumber(f, Origin::Old)).collect();
    let new = reading.findings.iter().cloned().filter_map(|f| renumber(f, Origin::New));
    let new = new.map(|finding| Finding { place: in_file(finding.place, first), ..finding }).collect();
    (earlier, new)
}

/// The same thing, in a plan that has `by` documents before its own.
fn moved<T: Entity + Clone>(entity: &T, by: u16) -> T {
    let mut entity = entity.clone();
    shift(&mut entity, by);
    entity
}

fn in_file(place: Option<Place>, by: u16) -> Option<Place> {
    place.map(|place| Place { file: place.file.saturating_add(by), ..place })
}

fn shift(entity: &mut dyn Entity, by: u16) {
    let place = in_file(entity.place(), by);
    entity.set_place(place);
    let definition = entity.definition();
    for field in definition.fields {
        if let Some(holder) = entity.holder_mut(field.name) {
            shift_holder(holder, by);
        }
    }
    shift_holder(entity.extra_mut(), by);
    for list in definition.lists {
        for index in 0..entity.count(list.name) {
            if let Some(child) = entity.child_mut(list.name, index) {
                shift(child, by);
            }
        }
    }
}

fn shift_holder(holder: &mut dyn Holder, by: u16) {
    let data: Vec<(Option<String>, Datum)> =
        holder.data().into_iter().map(|(key, datum)| (key.map(str::to_owned), datum)).collect();
    holder.clear();
    for (key, datum) in data {
        // What was held before fits again.
        let _ = holder.put(key.as_deref(), Datum { place: in_file(datum.place, by), ..datum });
    }
}

#[cfg(test)]
mod tests {
    use domain::plan::SourceDocument;
    use domain::{Read, ReadValue};
    use serde_json::json;

    use super::*;

    fn read<T>(text: &str) -> Read<T> {
        let place = Some(Place::new(3, 1));
        ReadValue { verbatim: text.to_owned(), readings: Vec::new(), place, later: Vec::new() }.into()
    }

    fn plan(objectives: &[(&str, &str)]) -> Plan {
        let objective = |(unit, title): &(&str, &str)| Objective {
            section: Some(read(unit.get(..1).unwrap_or_default())),
            unit: Some(read(unit)),
            title: Some(read(title)),
            ..Objective::default()
        };
        Plan {
            documents: vec![SourceDocument { name: Some(read("piano.txt")), ..SourceDocument::default() }],
            objectives: objectives.iter().map(objective).collect(),
            ..Plan::default()
        }
    }

    fn finding(code: &'static str, objective: Option<u32>) -> Finding {
        Finding {
            code: code.into(),
            severity: domain::Severity::Warning,
            message: String::new(),
            place: Some(Place::new(9, 2)),
            objective,
            help: "".into(),
            basis: "".into(),
            change: None,
            subject: None,
            also: Vec::new(),
        }
    }

    fn reading(plan: Plan, findings: Vec<Finding>) -> Reading {
        Reading { plan, findings, coverage: domain::exchange::Coverage::default() }
    }

    fn titles(plan: &Plan) -> Vec<&str> {
        plan.objectives.iter().filter_map(|o| o.title.as_ref()).map(|title| title.verbatim.as_str()).collect()
    }

    const OLD: [(&str, &str); 4] =
        [("Anagrafe", "a1"), ("Tributi", "t1"), ("Cultura", "c1"), ("TRIBUTI ", "t2")];

    #[test]
    fn new_objectives_take_the_places_of_the_old_ones() {
        for (newer, expected) in [
            (vec!["n1", "n2"], vec!["a1", "n1", "c1", "n2"]),
            (vec!["n1", "n2", "n3"], vec!["a1", "n1", "c1", "n2", "n3"]),
            (vec!["n1"], vec!["a1", "n1", "c1"]),
        ] {
            let newer: Vec<(&str, &str)> = newer.into_iter().map(|title| ("tributi", title)).collect();
            let replaced =
                unit("Tributi", plan(&OLD), &json!({}), &reading(plan(&newer), Vec::new())).unwrap();
            assert_eq!(titles(&replaced.plan), expected);
        }
    }

    #[test]
    fn a_unit_new_to_the_plan_comes_last() {
        let newer = reading(plan(&[("Sport", "s1"), ("Anagrafe", "a9")]), Vec::new());
        let replaced = unit("sport", plan(&OLD), &json!({}), &newer).unwrap();
        assert_eq!(titles(&replaced.plan), ["a1", "t1", "c1", "t2", "s1"]);
        assert_eq!(
            replaced.sentence(),
            "Struttura «sport»: obiettivi tolti 0, messi 1; non presi dal documento 1 di altre strutture."
        );
    }

    #[test]
    fn a_unit_the_document_does_not_have_is_refused() {
        let newer = reading(plan(&[("Sport", "s1")]), Vec::new());
        let failure = unit("Tributi", plan(&OLD), &json!({}), &newer).unwrap_err().to_string();
        assert!(failure.contains("«Tributi»") && failure.ends_with("Sport"), "{failure}");
    }

    #[test]
    fn places_and_sections_are_those_of_the_whole_plan() {
        let newer = reading(plan(&[("tributi", "n1")]), Vec::new());
        let replaced = unit("Tributi", plan(&OLD), &json!({}), &newer).unwrap();
        let new = replaced.plan.objectives.get(1).unwrap();
        assert_eq!(new.title.as_ref().unwrap().place, Some(Place { file: 1, line: 3, column: 1 }));
        assert_eq!(new.section.as_ref().unwrap().verbatim, "T");
        assert_eq!(replaced.plan.documents.len(), 2);
    }

    #[test]
    fn findings_follow_their_objectives() {
        let json = json!({"findings": [
            {"code": "A-001", "severity": "error", "message": "", "line": 4, "column": 1, "objective": 2},
            {"code": "A-002", "severity": "info", "message": "", "line": 5, "column": 1, "objective": 3},
            {"code": "A-003", "severity": "info", "message": "", "line": null, "objective": null},
        ]});
        let new = vec![finding("N-001", Some(2)), finding("N-002", Some(1)), finding("N-003", None)];
        let newer = reading(plan(&[("Sport", "s1"), ("tributi", "n1")]), new);
        let replaced = unit("Tributi", plan(&OLD), &json, &newer).unwrap();
        let kept = |findings: &[Finding]| -> Vec<(String, Option<u32>)> {
            findings.iter().map(|finding| (finding.code.to_string(), finding.objective)).collect()
        };
        assert_eq!(kept(&replaced.earlier), [("A-002".into(), Some(3)), ("A-003".into(), None)]);
        assert_eq!(kept(&replaced.findings), [("N-001".into(), Some(2)), ("N-003".into(), None)]);
        assert_eq!(replaced.findings.first().unwrap().place.unwrap().file, 1);
    }
}
