//! What is wrong with a plan, told at the values it is wrong with.
//!
//! Findings point at places. In a plan that is held there are no lines of a document; so, for checking, every item and part
//! gets a line of its own and every field a column, and a place leads back to the value.

use std::collections::HashMap;

use domain::entity::Entity;
use domain::plan::Objective;
use domain::{Finding, Place, Plan, Severity, Visibility};
use method::Method;

use super::held::Meta;
use super::rows::FRAGMENTS;

/// Where a finding stands in a plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spot {
    /// The item; none: the plan.
    pub item: Option<String>,
    /// The part of the item: list and place in it.
    pub part: Option<(&'static str, usize)>,
    /// The field.
    pub field: Option<&'static str>,
}

/// A finding at its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// The finding.
    pub finding: Finding,
    /// Where it stands.
    pub spot: Spot,
    /// The other places of which the same is true.
    pub also: Vec<Spot>,
}

/// What checking a plan gave.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Checked {
    /// The version of the plan that was checked.
    pub version: i64,
    /// The findings, in the order of the plan.
    pub findings: Vec<Told>,
    /// By item, the places of the findings about it: a list asks for those of every row.
    by_item: HashMap<String, Vec<usize>>,
}

impl Checked {
    /// Findings of a version.
    fn new(version: i64, findings: Vec<Told>) -> Self {
        let mut by_item: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, told) in findings.iter().enumerate() {
            for item in std::iter::once(&told.spot).chain(&told.also).filter_map(|spot| spot.item.as_ref()) {
                match by_item.get_mut(item) {
                    Some(places) if places.last() == Some(&at) => {}
                    Some(places) => places.push(at),
                    None => {
                        by_item.insert(item.clone(), vec![at]);
                    }
                }
            }
        }
        Self { version, findings, by_item }
    }

    /// How many findings have a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|told| told.finding.severity == severity).count()
    }

    /// The findings as somebody may read them: those about people name nobody where names may not be seen.
    #[must_use]
    pub fn without_names(&self, sees_people: impl Fn(&Spot) -> bool) -> Self {
        let mut checked = self.clone();
        for told in
            checked.findings.iter_mut().filter(|told| is_about_people(told) && !sees_people(&told.spot))
        {
            let page = crate::catalogue().page(&told.finding.code);
            told.finding.message = page.map(|page| page.title.clone()).unwrap_or_default();
        }
        checked
    }

    /// The findings about an item.
    pub fn of_item(&self, id: &str) -> impl Iterator<Item = &Told> {
        let places = self.by_item.get(id).map_or(&[][..], Vec::as_slice);
        places.iter().filter_map(|at| self.findings.get(*at))
    }
}

/// Whether the words of a finding may name people.
fn is_about_people(told: &Told) -> bool {
    let personal = |spot: &Spot| {
        let entity = match (spot.item.is_some(), spot.part) {
            (_, Some((list, _))) => Objective::describe().list(list).map(|list| (list.item)()),
            (true, None) => Some(Objective::describe()),
            (false, None) => None,
        };
        let field = entity.zip(spot.field).and_then(|(entity, field)| entity.field(field));
        field.is_some_and(|field| field.visibility == Visibility::Personal)
    };
    told.finding.code.starts_with("PERS") || personal(&told.spot)
}

/// A line of a plan that is checked.
struct Line {
    item: Option<String>,
    part: Option<(&'static str, usize)>,
    entity: &'static domain::EntityDefinition,
}

/// Checks a plan. `metas` tells what is known of the items of a list.
pub fn check<'m>(
    mut plan: Plan,
    method: &Method,
    version: i64,
    metas: impl Fn(&str) -> &'m [Meta],
) -> Checked {
    let mut lines = Vec::new();
    let mut doubts = Vec::new();
    mark(&mut plan, None, None, &mut lines);
    doubt(&plan, None, &mut doubts);
    for list in Plan::describe().lists {
        for at in 0..plan.count(list.name) {
            let id = metas(list.name).get(at).map(|meta| meta.id.clone());
            let Some(item) = plan.child_mut(list.name, at) else { continue };
            mark(item, id.clone(), None, &mut lines);
            if list.name == FRAGMENTS {
                doubts.push(forms::remains(item.place()));
            }
            let ordinal = (list.name == "objectives").then(|| u32::try_from(at + 1).ok()).flatten();
            doubt(item, ordinal, &mut doubts);
            for part in item.definition().lists {
                for index in 0..item.count(part.name) {
                    if let Some(child) = item.child_mut(part.name, index) {
                        mark(child, id.clone(), Some((part.name, index)), &mut lines);
                        doubt(child, ordinal, &mut doubts);
                    }
                }
            }
        }
    }
    let found = checks::check(&plan, method, doubts);
    let objectives = metas("objectives");
    let findings = found.into_iter().map(|finding| told(finding, &lines, objectives)).collect();
    Checked::new(version, findings)
}

/// Gives an entity the next line, and each of its fields a column.
fn mark(
    entity: &mut dyn Entity,
    item: Option<String>,
    part: Option<(&'static str, usize)>,
    lines: &mut Vec<Line>,
) {
    let definition = entity.definition();
    lines.push(Line { item, part, entity: definition });
    let line = u32::try_from(lines.len()).unwrap_or(u32::MAX);
    entity.set_place(Some(Place::new(line, 1)));
    for (field, column) in definition.fields.iter().zip(2..) {
        if let Some(holder) = entity.holder_mut(field.name) {
            holder.stand_at(Some(Place::new(line, column)));
        }
    }
}

/// What is to be looked at in the values of an entity, as reading a document would have said it: a date that is none stays one
/// when it is typed, and until it is mended.
fn doubt(entity: &dyn Entity, objective: Option<u32>, doubts: &mut Vec<Finding>) {
    for (field, glances) in entity.glances() {
        let found = glances
            .into_iter()
            .filter_map(|glance| forms::doubt(field, glance.verbatim, glance.readings, glance.place));
        doubts.extend(found.map(|finding| Finding { objective, ..finding }));
    }
}

fn told(finding: Finding, lines: &[Line], objectives: &[Meta]) -> Told {
    let at = |place: &Place| {
        let line = lines.get(usize::try_from(place.line).ok()?.checked_sub(1)?)?;
        let field = usize::from(place.column).checked_sub(2).and_then(|at| line.entity.fields.get(at));
        Some(Spot { item: line.item.clone(), part: line.part, field: field.map(|field| field.name) })
    };
    let ordinal = finding.objective.and_then(|ordinal| usize::try_from(ordinal).ok()?.checked_sub(1));
    let objective = ordinal.and_then(|at| objectives.get(at)).map(|meta| meta.id.clone());
    let spot = finding.place.as_ref().and_then(at).filter(|spot| spot.item.is_some());
    let spot = spot.unwrap_or(Spot { item: objective, ..Spot::default() });
    let also = finding.also.iter().filter_map(at).collect();
    Told { finding, spot, also }
}
