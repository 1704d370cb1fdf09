//! A proposal put into the plan.

use std::collections::HashSet;

use domain::plan::Objective;
use domain::text::{folded, squeezed};
use domain::{Datum, Entity, Plan};
use method::Method;
use outline::edit::{Grammar, set};
use outline::text;

use super::item::{Item, Sort};
use super::proposal::{Addition, Change, Clash, Proposal, What};

/// What becomes of conflicts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Settle {
    /// The plan stays as it is.
    #[default]
    Plan,
    /// The sheet is followed, where the plan still has the item.
    Sheet,
}

/// What was done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// For each objective of the plan as it is now, its ordinal before; none for a new one.
    pub origins: Vec<Option<u32>>,
    /// How many changes were made.
    pub made: usize,
}

/// Puts a proposal into the plan that it was made for; texts that are not understood are taken as they are written.
///
/// Whether faults and conflicts allow it is for the caller to say ([`Proposal::has_fault`]).
pub fn apply(plan: &mut Plan, method: &Method, proposal: &Proposal, settle: Settle) -> Applied {
    let grammar = Grammar::of(plan, method);
    let settled =
        proposal.conflicts.iter().filter(|conflict| settle == Settle::Sheet && conflict.clash != Clash::Gone);
    let changes: Vec<&Change> =
        proposal.changes.iter().chain(settled.map(|conflict| &conflict.change)).collect();
    let mut removed: Vec<Item> = Vec::new();
    for change in &changes {
        match &change.what {
            What::Set { field, key, to, .. } => {
                if let Some(entity) = change.part.item.of_mut(plan) {
                    set(entity, (Some(*field), key.as_deref()), to, &grammar);
                }
            }
            What::Add(addition) if addition.sort != Sort::Objective => {
                if let Some(objective) = plan.objectives.get_mut(change.part.item.objective) {
                    add(objective, addition, &grammar);
                }
            }
            What::Add(_) => {}
            What::Remove => removed.push(change.part.item),
        }
    }
    remove_parts(plan, &mut removed);
    let new = changes.iter().filter_map(|change| match &change.what {
        What::Add(addition) if addition.sort == Sort::Objective => Some(addition),
        _ => None,
    });
    let origins = objectives(plan, &removed, new, &grammar);
    Applied { origins, made: changes.len() }
}

/// Takes phases and indicators away, the last first: places before them stay what they are.
fn remove_parts(plan: &mut Plan, removed: &mut [Item]) {
    removed.sort_unstable_by(|one, other| other.cmp(one));
    for item in removed.iter() {
        let objective = plan.objectives.get_mut(item.objective);
        if let Some((objective, (sort, at))) = objective.zip(item.part) {
            objective.remove_child(sort.list(), at);
        }
    }
}

/// Puts new objectives behind the last of their unit, and takes others away.
fn objectives<'a>(
    plan: &mut Plan,
    removed: &[Item],
    new: impl Iterator<Item = &'a Addition>,
    grammar: &Grammar,
) -> Vec<Option<u32>> {
    let gone: HashSet<usize> =
        removed.iter().filter(|item| item.part.is_none()).map(|item| item.objective).collect();
    let mut all: Vec<(Option<u32>, Objective)> =
        (1..).map(Some).zip(std::mem::take(&mut plan.objectives)).collect();
    let key = |unit: &str| squeezed(&folded(unit));
    for addition in new {
        let unit = key(&addition.unit);
        let last = all.iter().rposition(|(_, objective)| key(text(objective.unit.as_ref())) == unit);
        let before = last.or(all.len().checked_sub(1)).and_then(|at| all.get(at));
        let mut objective = Objective {
            section: before.and_then(|(_, objective)| objective.section.clone()),
            ..Objective::default()
        };
        if !addition.unit.is_empty() {
            objective.unit = Some(Datum::prose(addition.unit.as_str(), None).into());
        }
        fill(&mut objective, addition, grammar);
        for part in &addition.parts {
            add(&mut objective, part, grammar);
        }
        all.insert(last.map_or(all.len(), |at| at + 1), (None, objective));
    }
    let was = |origin: &Option<u32>| origin.and_then(|ordinal| usize::try_from(ordinal).ok()?.checked_sub(1));
    all.retain(|(origin, _)| was(origin).is_none_or(|at| !gone.contains(&at)));
    let (origins, objectives) = all.into_iter().unzip();
    plan.objectives = objectives;
    origins
}

fn add(objective: &mut Objective, addition: &Addition, grammar: &Grammar) {
    if let Some(part) = objective.add_child(addition.sort.list()) {
        fill(part, addition, grammar);
    }
}

fn fill(entity: &mut dyn Entity, addition: &Addition, grammar: &Grammar) {
    for value in &addition.values {
        set(entity, (Some(value.field), value.key.as_deref()), &value.text, grammar);
    }
}
