//! What is wrong with a plan, told at the values it is wrong with.

use std::collections::HashMap;

use domain::entity::Entity;
use domain::plan::Objective;
use domain::{Finding, Plan, Severity, Visibility};
use method::Method;

use super::held::Meta;
use super::rows::FRAGMENTS;
use super::spot::{Spot, spot};

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

/// Checks a plan whose values have their places. `metas` tells what is known of the items of a list.
pub fn check<'m>(plan: &Plan, method: &Method, version: i64, metas: impl Fn(&str) -> &'m [Meta]) -> Checked {
    let mut doubts = Vec::new();
    doubt(plan, None, &mut doubts);
    for list in Plan::describe().lists {
        for (item, ordinal) in plan.children(list.name).into_iter().zip(1..) {
            if list.name == FRAGMENTS {
                doubts.push(forms::remains(item.place()));
            }
            let ordinal = (list.name == "objectives").then_some(ordinal);
            doubt(item, ordinal, &mut doubts);
            for part in item.definition().lists {
                for child in item.children(part.name) {
                    doubt(child, ordinal, &mut doubts);
                }
            }
        }
    }
    let found = checks::check(plan, method, doubts);
    let id_of = |list: &str, at: usize| metas(list).get(at).map(|meta| meta.id.clone());
    let findings = found.into_iter().map(|finding| told(finding, plan, &id_of)).collect();
    Checked::new(version, findings)
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

fn told(finding: Finding, plan: &Plan, id_of: &impl Fn(&str, usize) -> Option<String>) -> Told {
    let ordinal = finding.objective.and_then(|ordinal| usize::try_from(ordinal).ok()?.checked_sub(1));
    let of_objective = || Spot { item: ordinal.and_then(|at| id_of("objectives", at)), ..Spot::default() };
    let spot = finding.place.and_then(|place| spot(plan, place, id_of)).unwrap_or_else(of_objective);
    let also = finding.also.iter().filter_map(|place| self::spot(plan, *place, id_of)).collect();
    Told { finding, spot, also }
}
