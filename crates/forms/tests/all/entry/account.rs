//! The account of a form to be filled in: every value has one place, and every place its value.

use std::collections::{BTreeMap, HashSet};

use domain::plan::Objective;
use domain::{Cardinality, Entity, Plan};
use forms::entry::{Entry, Input, Preset, Slot, Target, entry};
use method::Method;
use outline::edit::{Address, Edit, Grammar, apply};

use super::super::generate::Generator;
use super::super::seed::{Seed, setting};
use super::super::shapes::shapes;
use super::super::support::{Case, all, report, samples};

#[test]
fn every_value_has_one_slot_and_a_form_sent_as_it_is_changes_nothing() {
    let mut faults = Vec::new();
    let mut cases = all();
    cases.extend(shapes());
    for case in cases {
        faults.extend(of_plan(&case, &case.read().plan));
    }
    report("schede che non tornano", &faults);
}

#[test]
fn forms_of_plans_that_no_document_holds_balance_too() {
    let mut cases = samples();
    cases.extend(shapes());
    let each = setting("TRAGUARDO_PLANS", 360) / u64::try_from(cases.len().max(1)).unwrap_or(1);
    let mut faults = Vec::new();
    for case in &cases {
        let plan = case.read().plan;
        let generator = Generator::new(&plan, &case.method);
        for first in 0..each {
            let mut seed = Seed::new(first);
            let seeds: Vec<u64> = (0..=seed.below(12)).map(|_| seed.next()).collect();
            let (plan, told) = generator.plan(&seeds);
            let found = of_plan(case, &plan);
            faults.extend(
                found.into_iter().map(|fault| format!("(seme {first}: {}) {fault}", told.join("; "))),
            );
        }
    }
    report("schede di piani generati che non tornano", &faults);
}

/// What is wrong with the forms of a plan, and with a new one.
fn of_plan(case: &Case, plan: &Plan) -> Vec<String> {
    let new = Objective::default();
    let all = plan.objectives.iter().chain(&plan.fragments).chain(std::iter::once(&new));
    let mut faults = Vec::new();
    for (number, objective) in all.enumerate() {
        let form = entry(plan, &case.method, objective);
        let mut found = balance(objective, &form);
        found.extend(names(&form));
        found.extend(grids(&form));
        found.extend(unchanged(plan, &case.method, objective, &form));
        faults.extend(
            found.into_iter().map(|fault| format!("{}, obiettivo {}: {fault}", case.name, number + 1)),
        );
    }
    faults
}

/// Every value is in one slot, and every slot shows what is there.
fn balance(objective: &Objective, form: &Entry) -> Vec<String> {
    let mut faults = Vec::new();
    let mut left = values(objective);
    let mut met = HashSet::new();
    for slot in form.slots() {
        let target = slot.target.to_string();
        let held = left.remove(&target).unwrap_or_default();
        if held != slot.value {
            faults.push(format!("«{target}» mostra «{}» e vale «{held}»", slot.value));
        }
        if !met.insert(target.clone()) {
            faults.push(format!("«{target}» si scrive due volte"));
        }
    }
    faults.extend(left.into_iter().map(|(target, text)| format!("«{target}» non si vede: «{text}»")));
    faults
}

/// The values of an objective and its parts, by where they stand.
fn values(objective: &Objective) -> BTreeMap<String, String> {
    let mut values = BTreeMap::new();
    collect(objective, "", &mut values);
    for list in Objective::describe().lists {
        for (index, item) in objective.children(list.name).into_iter().enumerate() {
            collect(item, &format!("{}.{index}.", list.name), &mut values);
        }
    }
    values
}

fn collect(entity: &dyn Entity, before: &str, values: &mut BTreeMap<String, String>) {
    for field in entity.definition().fields {
        let data = entity.holder(field.name).map(domain::read::Holder::data).unwrap_or_default();
        if field.cardinality == Cardinality::Many && !data.is_empty() {
            let texts: Vec<String> = data.into_iter().map(|(_, datum)| datum.verbatim).collect();
            values.insert(format!("{before}{}", field.name), texts.join("\n"));
            continue;
        }
        for (key, datum) in data {
            let key = key.map(|key| format!(".{key}")).unwrap_or_default();
            values.insert(format!("{before}{}{key}", field.name), datum.verbatim);
        }
    }
    for (key, read) in entity.extra() {
        values.insert(format!("{before}fields.{key}"), read.verbatim.clone());
    }
}

/// The name of each slot is the address of its value.
fn names(form: &Entry) -> Vec<String> {
    let wrong = form.slots().filter(|slot| {
        let address = Address::parse(Objective::describe(), &slot.target.to_string());
        address.is_none_or(|address| {
            address.field != slot.target.field || address.to_string() != slot.target.to_string()
        })
    });
    wrong.map(|slot| format!("«{}» non è un indirizzo", slot.target)).collect()
}

/// The marks of a grid say its value, unless it has several readings.
fn grids(form: &Entry) -> Vec<String> {
    let mut faults = Vec::new();
    for slot in form.slots().filter(|slot| slot.readings.len() <= 1) {
        let Input::Months(marks) = &slot.input else { continue };
        let marked = marks.iter().filter(|mark| mark.marked).map(|mark| mark.text.as_str());
        let text = marked.collect::<Vec<_>>().join(", ");
        if text != slot.value {
            faults.push(format!("«{}»: i segni dicono «{text}», il valore «{}»", slot.target, slot.value));
        }
    }
    faults
}

fn unchanged(plan: &Plan, method: &Method, objective: &Objective, form: &Entry) -> Vec<String> {
    let mut after = objective.clone();
    let made = apply(&mut after, &sent(form, &|slot| slot.value.clone()), &Grammar::of(plan, method));
    let mut faults: Vec<String> =
        made.iter().map(|made| format!("cambiato senza motivo: {made:?}")).collect();
    if after != *objective {
        faults.push("non è più lo stesso".to_owned());
    }
    faults
}

/// What is sent when a form was filled in: the text of each slot, and what new items say of themselves.
pub fn sent(form: &Entry, text: &dyn Fn(&Slot) -> String) -> Vec<Edit> {
    let mut edits = Vec::new();
    for slot in form.slots() {
        if let Some(preset) = &slot.preset {
            let says = match preset {
                Preset::Text(text) => outline::edit::Preset::Text(text.clone()),
                Preset::Of(targets) => outline::edit::Preset::Of(targets.iter().map(address).collect()),
            };
            edits.push(Edit::Preset { address: address(&slot.target), says });
        }
        if !slot.quiet || slot.preset.is_none() {
            edits.push(Edit::Set { address: address(&slot.target), text: text(slot) });
        }
    }
    edits
}

fn address(target: &Target) -> Address {
    Address::parse(Objective::describe(), &target.to_string()).expect("the name of a slot is an address")
}
