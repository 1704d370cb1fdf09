//! The version of a plan for publication: without people.

use std::collections::HashSet;

use document::Document;
use domain::entity::Visibility;
use domain::text::folded;
use domain::{Entity, Plan};
use method::Method;
use outline::text;

use crate::names::{Name, names};
use crate::redact::Register;

/// Fields for the body's own use that only say where things stand: forms are printed by them.
const PLACES: &[(&str, &str)] = &[
    ("objective", "section"),
    ("section", "key"),
    ("summary", "section"),
    ("document", "name"),
    ("unit", "page"),
];

/// The plan in its form, without what names or describes people and without what is for the body's own use; people
/// that are named elsewhere, in any text, are `[omissis]`.
///
/// Those taken out are those that the plan itself registers, in a field for people. The mayor and the councillors
/// are public figures and stay, unless they are registered as something else.
pub fn publication(plan: &Plan, method: &Method) -> Document {
    let register = register(plan);
    let mut public = plan.clone();
    strip(&mut public);
    let mut document = forms::print(&public, method);
    register.clean(&mut document);
    document
}

/// Takes every field out that is not public, at every depth.
fn strip(entity: &mut dyn Entity) {
    let definition = entity.definition();
    for field in definition.fields {
        let kept = field.visibility == Visibility::Public || PLACES.contains(&(definition.name, field.name));
        if let Some(holder) = entity.holder_mut(field.name).filter(|_| !kept) {
            holder.clear();
        }
    }
    for list in definition.lists {
        for at in 0..entity.count(list.name) {
            if let Some(child) = entity.child_mut(list.name, at) {
                strip(child);
            }
        }
    }
}

/// The people a plan registers.
fn register(plan: &Plan) -> Register {
    let offices = offices(plan);
    let mut register = Register::default();
    add(plan, &offices, &mut register);
    register
}

fn add(entity: &dyn Entity, offices: &HashSet<String>, register: &mut Register) {
    let definition = entity.definition();
    for field in definition.fields.iter().filter(|field| is_of_people(definition.name, field)) {
        for datum in entity.data(field.name, None) {
            let heads = matches!(field.name, "head" | "holder");
            let is_person = |name: &&Name| heads || name.titled || !is_office(name, offices);
            names(&datum.verbatim).iter().filter(is_person).for_each(|name| register.add(name));
        }
    }
    for list in definition.lists {
        entity.children(list.name).into_iter().for_each(|child| add(child, offices, register));
    }
}

/// Whether a field names people; others of theirs describe them.
fn is_of_people(entity: &str, field: &domain::entity::FieldDefinition) -> bool {
    field.visibility == Visibility::Personal
        && field.kind == domain::Kind::Prose
        && !matches!((entity, field.name), ("person", "category" | "role"))
}

/// Whether all words of a name are words of units: a unit that answers for something is no person.
fn is_office(name: &Name, offices: &HashSet<String>) -> bool {
    folded(&name.shown).split(' ').all(|word| offices.contains(word))
}

fn offices(plan: &Plan) -> HashSet<String> {
    let own = plan.units.iter().map(|unit| text(unit.name.as_ref()));
    let owners = plan.objectives.iter().map(|objective| text(objective.unit.as_ref()));
    let functions = plan.functions.iter().map(|function| text(function.name.as_ref()));
    let staff = plan.staff.iter().map(|line| text(line.unit.as_ref()));
    let folded: Vec<String> = own.chain(owners).chain(functions).chain(staff).map(folded).collect();
    folded.iter().flat_map(|name| name.split(' ')).map(str::to_owned).collect()
}
