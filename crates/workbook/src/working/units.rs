//! The units of a plan, each with its sheet, and what the weights of its objectives must add up to.

use std::collections::{HashMap, HashSet};

use domain::text::{folded, squeezed};
use domain::{Plan, Weight};
use method::Method;
use method::model::WeightRule;
use outline::units::{Keys, family, same, units};
use outline::{Seen, objectives};

/// A unit on a sheet of its own.
#[derive(Clone, Debug)]
pub struct Unit {
    /// The name of the sheet.
    pub sheet: String,
    /// The unit as the plan writes it first; blank for objectives of none.
    pub name: String,
    /// Its objectives, by their places in the plan.
    pub objectives: Vec<usize>,
    /// What their weights must add up to; none where the method does not say it.
    pub weighing: Option<Weighing>,
}

/// What the weights of the objectives of a unit must add up to.
#[derive(Clone, Debug)]
pub struct Weighing {
    pub total: Weight,
    /// The objectives of the sheet whose weights count.
    pub counted: HashSet<usize>,
    /// The weight of objectives that stand on other sheets and are common to this unit, too.
    pub elsewhere: Option<Weight>,
}

/// What the weights of some things within others must add up to, per cent; none where the method does not say it.
pub fn total(method: &Method, of: &str, within: &str) -> Option<Weight> {
    rule(method, of, within).map(expected)
}

fn rule<'m>(method: &'m Method, of: &str, within: &str) -> Option<&'m WeightRule> {
    method.weights.iter().find(|rule| rule.of == of && rule.within == within)
}

fn expected(rule: &WeightRule) -> Weight {
    rule.total.parse().unwrap_or(Weight::HUNDRED)
}

/// The units of a plan, in its order; with `wanted`, the one that is called so.
pub fn sheets(plan: &Plan, method: &Method, wanted: Option<&str>) -> Vec<Unit> {
    let all = objectives(plan);
    let keys = Keys::of(all.iter().map(Seen::unit));
    let weighings = weighings(plan, method, &all, &keys);
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut found: Vec<(String, Unit)> = Vec::new();
    for (at, seen) in all.iter().enumerate() {
        let key = keys.key(seen.unit());
        let place = *places.entry(key.clone()).or_insert(found.len());
        if place == found.len() {
            let weighing = weighings.get(&key).cloned();
            let name = seen.unit().to_owned();
            found.push((key, Unit { sheet: String::new(), name, objectives: Vec::new(), weighing }));
        }
        if let Some((_, unit)) = found.get_mut(place) {
            unit.objectives.push(at);
        }
    }
    let mut units: Vec<Unit> = found.into_iter().map(|(_, unit)| unit).collect();
    if let Some(wanted) = wanted {
        choose(&mut units, wanted);
    }
    let mut taken = HashSet::new();
    for unit in &mut units {
        unit.sheet = sheet_name(&unit.name, &mut taken);
    }
    units
}

/// Leaves the unit that is called so, however it is written; a part of its name does where no other unit has it.
fn choose(units: &mut Vec<Unit>, wanted: &str) {
    let key = |name: &str| squeezed(&folded(name));
    let wanted = key(wanted);
    if units.iter().any(|unit| key(&unit.name) == wanted) {
        units.retain(|unit| key(&unit.name) == wanted);
        return;
    }
    units.retain(|unit| !wanted.is_empty() && key(&unit.name).contains(&wanted));
    if units.len() > 1 {
        units.clear();
    }
}

fn weighings(plan: &Plan, method: &Method, all: &[Seen<'_>], keys: &Keys) -> HashMap<String, Weighing> {
    let Some(rule) = rule(method, "objective", "unit") else { return HashMap::new() };
    let counts = |seen: &&Seen<'_>| {
        let family = family(method, seen).map(|family| family.name.as_str());
        !rule
            .outside
            .iter()
            .any(|name| same(seen.objective.kind.as_ref(), name) || family == Some(name.as_str()))
    };
    let place = |seen: &Seen<'_>| usize::try_from(seen.ordinal).ok()?.checked_sub(1);
    let weighing = |unit: &outline::units::Unit<'_>| {
        let mut weights = unit.common.iter().filter(counts).filter_map(|seen| seen.objective.weight.as_ref());
        Weighing {
            total: expected(rule),
            counted: unit.objectives.iter().filter(counts).filter_map(place).collect(),
            elsewhere: weights
                .try_fold(None, |sum: Option<Weight>, read| {
                    let weight = *read.certain()?;
                    Some(Some(sum.map_or(Some(weight), |sum| sum.checked_add(weight))?))
                })
                .flatten(),
        }
    };
    units(plan, method, all).iter().map(|unit| (keys.key(unit.name), weighing(unit))).collect()
}

/// Characters of the name of a sheet.
const LONGEST_NAME: usize = 31;

/// The name of the sheet of a unit: allowed, and no other sheet has it.
fn sheet_name(unit: &str, taken: &mut HashSet<String>) -> String {
    let allowed = |c: char| !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\') && !c.is_control();
    let plain: String = unit.chars().map(|c| if allowed(c) { c } else { ' ' }).collect();
    let plain = domain::text::normal(&plain).into_owned();
    let plain = plain.trim_matches(['\'', ' ']);
    let plain = if plain.is_empty() { "Senza struttura" } else { plain };
    let mut number = 1_usize;
    loop {
        let tail = if number == 1 { String::new() } else { format!(" ({number})") };
        let head = cut(plain, LONGEST_NAME.saturating_sub(tail.len()));
        let name = format!("{}{tail}", head.trim_end_matches(['\'', ' ']));
        // Names that a workbook has already, or keeps for itself.
        let key = name.to_lowercase();
        let kept = [super::guide::SHEET, super::memory::SHEET, "History"]
            .iter()
            .any(|kept| kept.to_lowercase() == key);
        if !kept && taken.insert(key) {
            return name;
        }
        number = number.saturating_add(1);
    }
}

/// The beginning of a text, no longer than so many units of UTF-16, which is what a workbook counts.
fn cut(text: &str, longest: usize) -> &str {
    let mut length = 0;
    let end = text.char_indices().find(|(_, c)| {
        length += c.len_utf16();
        length > longest
    });
    text.get(..end.map_or(text.len(), |(at, _)| at)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_sheets_are_allowed_and_differ() {
        let mut taken = HashSet::new();
        let cases = [
            ("Settore 1 – Affari generali", "Settore 1 – Affari generali"),
            ("SETTORE 1 – AFFARI GENERALI", "SETTORE 1 – AFFARI GENERALI (2)"),
            ("Servizio: entrate/uscite [nuovo]", "Servizio entrate uscite nuovo"),
            ("Ufficio di staff del Segretario generale", "Ufficio di staff del Segretario"),
            ("Ufficio di staff del Segretario comunale", "Ufficio di staff del Segret (2)"),
            ("", "Senza struttura"),
            ("istruzioni", "istruzioni (2)"),
            ("'", "Senza struttura (2)"),
        ];
        for (unit, expected) in cases {
            let name = sheet_name(unit, &mut taken);
            assert_eq!(name, expected);
            assert!(name.encode_utf16().count() <= LONGEST_NAME);
        }
    }
}
