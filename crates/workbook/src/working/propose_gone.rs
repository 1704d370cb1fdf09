//! Rows that were deleted.

use std::collections::{BTreeMap, HashSet};

use super::item::Item;
use super::memory::Remembered;
use super::proposal::{Change, Clash, Conflict, Note, What};
use super::propose::{Comparison, has_changed, part};
use super::rows::Sheet;

/// Proposes to take away what has no row any more.
///
/// A sheet that is not there at all was not sent back: nothing of it is taken away.
pub fn removals(comparison: &mut Comparison<'_>, sheets: &[Sheet]) {
    let homes: HashSet<usize> = there(comparison, sheets);
    let memory = comparison.memory;
    for (home, of) in memory.sheets.iter().enumerate() {
        if !homes.contains(&home) {
            let what = format!("il foglio «{}» non c'è: le sue voci non sono state confrontate", of.sheet);
            comparison.proposal.notes.push(Note { at: None, what });
        }
    }
    let mut parts: BTreeMap<usize, Vec<&Remembered>> = BTreeMap::new();
    for one in memory.items.iter().filter(|one| one.item.part.is_some()) {
        parts.entry(one.item.objective).or_default().push(one);
    }
    for one in memory.items.iter().filter(|one| homes.contains(&one.home)) {
        if comparison.met.contains_key(&one.item) {
            continue;
        }
        let of = parts.get(&one.item.objective).map(Vec::as_slice).unwrap_or_default();
        let whole = Item::objective(one.item.objective);
        if one.item.part.is_some() {
            if comparison.met.contains_key(&whole) {
                remove(comparison, one, &[]);
            }
        } else if let Some(left) = of.iter().find_map(|part| comparison.met.get(&part.item).cloned()) {
            let what = format!(
                "la riga dell'obiettivo {} è stata cancellata e questa, che è sua, no: cancella anche questa o rimetti quella",
                one.item.id()
            );
            comparison.fault(left, what);
        } else {
            remove(comparison, one, of);
        }
    }
}

/// The sheets of which something came back.
fn there(comparison: &Comparison<'_>, sheets: &[Sheet]) -> HashSet<usize> {
    let names: HashSet<&str> = sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    let by_name = comparison.memory.sheets.iter().enumerate();
    let by_name = by_name.filter(|(_, home)| names.contains(home.sheet.as_str())).map(|(at, _)| at);
    let met = comparison.met.keys().filter_map(|item| comparison.remembered.get(item));
    by_name.chain(met.map(|remembered| remembered.home)).collect()
}

/// Proposes to take an item away, with its parts.
fn remove(comparison: &mut Comparison<'_>, remembered: &Remembered, parts: &[&Remembered]) {
    let Some(now) = comparison.origin.now(remembered.item) else {
        comparison.proposal.already += 1;
        return;
    };
    let part_changed = |part: &&Remembered| {
        comparison.origin.now(part.item).is_none_or(|now| has_changed(comparison, part, now))
    };
    let grown = now.part.is_none()
        && comparison.origin.newer.iter().any(|item| item.objective == now.objective && item.part.is_some());
    let changed = has_changed(comparison, remembered, now) || grown || parts.iter().any(part_changed);
    let change = Change { part: part(comparison.plan, now), at: None, what: What::Remove };
    if changed {
        comparison.proposal.conflicts.push(Conflict { change, clash: Clash::Changed });
    } else {
        comparison.proposal.changes.push(change);
    }
}
