//! The tree of a result beside the approved plan in the exchange format.
//!
//! Items carry the places of the plan as names: `O3` is the third objective, `O3.F1` its first phase, `O3.I2` its
//! second indicator.

use std::collections::HashMap;

use num_rational::BigRational;
use num_traits::Zero;
use serde_json::Value;

use crate::model::{Content, Level};
use crate::number::parsed;
use crate::report::Report;
use crate::tree::{Node, Tree};

const PLAN_SCHEMA: &str = "traguardo-piano/1";
const AS_PLANNED: &str = "come nel piano";

/// Something of the plan that is scored.
struct Planned {
    level: Level,
    objective: String,
    weight: Option<BigRational>,
    /// Whether it has to be scored in the year.
    is_due: bool,
}

pub fn check(tree: &Tree<'_>, year: Option<i64>, plan: &Value, report: &mut Report) {
    let schema = plan.get("schema").and_then(Value::as_str).unwrap_or_default();
    report.texts("piano", "versione del formato", [schema, PLAN_SCHEMA]);
    if schema != PLAN_SCHEMA {
        return;
    }
    let years: Vec<i64> = list(plan, "years").iter().filter_map(Value::as_i64).collect();
    let in_plan = years.is_empty() || year.is_some_and(|year| years.contains(&year));
    report.says(in_plan, "year", "anno", ["un anno fuori dal piano", "uno degli anni del piano"]);
    let mut planned = planned(plan, year);
    // What takes the result of another is not measured again.
    for node in tree.nodes.iter().filter(|node| matches!(node.item.content, Content::Same(_))) {
        planned.retain(|_, known| known.level == Level::Objective || known.objective != node.item.id);
    }
    let of_body = list(plan, "ente_objectives").len();
    let mut times: HashMap<&str, usize> = HashMap::new();
    for node in &tree.nodes {
        match planned.get(&node.item.id) {
            Some(known) => {
                *times.entry(&node.item.id).or_default() += 1;
                placed(tree, node, known, report);
            }
            None => strange(node, &planned, of_body, report),
        }
    }
    let mut due: Vec<(&String, &Planned)> = planned.iter().collect();
    due.sort_unstable_by_key(|(id, _)| *id);
    for (id, known) in due {
        let count = times.get(id.as_str()).copied().unwrap_or(0);
        let is_so = count == 1 || (count == 0 && !is_wanted(id, known, &planned, &times));
        let stored = if count == 0 { "manca" } else { "più di una volta" };
        report.says(is_so, id, "voce del piano", [stored, "una volta sola"]);
    }
}

/// Indicators are scored; phases are scored all or none, and all where there are no indicators (rulebook 8.3,
/// 8.4).
fn is_wanted(
    id: &str,
    known: &Planned,
    planned: &HashMap<String, Planned>,
    times: &HashMap<&str, usize>,
) -> bool {
    let siblings = |level: Level| {
        let same =
            move |other: &Planned| other.objective == known.objective && other.level == level && other.is_due;
        planned.iter().filter(move |(_, other)| same(other))
    };
    let by_phases = || {
        let scored =
            siblings(Level::Phase).any(|(other, _)| other != id && times.contains_key(other.as_str()));
        scored || siblings(Level::Indicator).next().is_none()
    };
    known.is_due && (known.level != Level::Phase || by_phases())
}

/// An item of the plan stands under its objective, at its level, with its weight.
fn placed(tree: &Tree<'_>, node: &Node<'_>, known: &Planned, report: &mut Report) {
    let id = node.item.id.as_str();
    report.says(node.item.level == known.level, id, "livello", ["un altro livello", AS_PLANNED]);
    if known.level != Level::Objective {
        let above = std::iter::successors(node.parent, |place| tree.nodes.get(*place)?.parent);
        let under =
            above.filter_map(|place| tree.nodes.get(place)).any(|whole| whole.item.id == known.objective);
        report.says(under, id, "posto", ["sotto un'altra voce", &format!("sotto «{}»", known.objective)]);
    }
    let stored = node.item.weight.as_ref().map(|weight| &weight.0);
    let is_nought = stored.is_some_and(Zero::is_zero);
    let is_even = known.weight.is_none() && (is_nought || are_even(tree, node));
    if !is_even {
        report.numbers(id, "peso approvato", [stored, known.weight.as_ref()]);
    }
}

/// Whether all parts of the same whole weigh the same: what a plan without weights says.
fn are_even(tree: &Tree<'_>, node: &Node<'_>) -> bool {
    let Some(whole) = node.parent.and_then(|parent| tree.nodes.get(parent)) else { return true };
    let parts = whole.parts.iter().filter_map(|part| tree.nodes.get(*part));
    parts.map(|part| &part.item.weight).all(|weight| *weight == node.item.weight)
}

/// An item that the plan does not have: a group, a unit or the body, or an objective that takes the result of
/// one of the plan.
fn strange(node: &Node<'_>, planned: &HashMap<String, Planned>, of_body: usize, report: &mut Report) {
    let (id, level) = (node.item.id.as_str(), node.item.level);
    let of_plan = matches!(&node.item.content, Content::Same(source) if planned.contains_key(source));
    let is_so = match level {
        Level::Indicator | Level::Phase => false,
        Level::Objective => of_plan || is_numbered(id, 'E', of_body),
        Level::Unit => is_numbered(id, 'U', usize::MAX),
        Level::Body => id == "ENTE",
        Level::Year | Level::Group | Level::Person => true,
    };
    report.says(is_so, id, "voce", ["c'è", "nel piano non c'è"]);
}

/// Whether a name is a letter and a number from 1 to `most`.
fn is_numbered(id: &str, letter: char, most: usize) -> bool {
    let number = id.strip_prefix(letter).and_then(|number| number.parse::<usize>().ok());
    number.is_some_and(|number| (1..=most).contains(&number))
}

/// What the plan has to score, by name.
fn planned(plan: &Value, year: Option<i64>) -> HashMap<String, Planned> {
    let mut planned = HashMap::new();
    for (at, objective) in list(plan, "objectives").iter().enumerate() {
        let ordinal = objective
            .get("ordinal")
            .and_then(Value::as_u64)
            .map_or_else(|| at + 1, |ordinal| usize::try_from(ordinal).unwrap_or(at + 1));
        let name = format!("O{ordinal}");
        let idle = objective.get("idle").and_then(Value::as_object);
        let is_due = !idle.is_some_and(|idle| idle.keys().any(|key| key.parse().ok() == year));
        let mut add = |id: String, level: Level, one: &Value, is_due: bool| {
            let own = one.get("weight").and_then(weight);
            let weight = own.or_else(|| (level == Level::Indicator).then(|| in_text(one)).flatten());
            planned.insert(id, Planned { level, objective: name.clone(), weight, is_due });
        };
        add(name.clone(), Level::Objective, objective, is_due);
        for (key, letter, level) in [("phases", 'F', Level::Phase), ("indicators", 'I', Level::Indicator)] {
            for (n, one) in list(objective, key).iter().enumerate() {
                let is_blank = level == Level::Phase && !says(one, "text") && !says(one, "description");
                let is_due = is_due && !is_blank && is_of(one, year);
                add(format!("{name}.{letter}{}", n + 1), level, one, is_due);
            }
        }
    }
    planned
}

/// Whether a phase or indicator is of the year: it says no other, and has no targets of other years alone.
fn is_of(one: &Value, year: Option<i64>) -> bool {
    let number = |value: &Value| value.as_i64().or_else(|| value.as_str()?.trim().parse().ok());
    if one.get("year").and_then(number).is_some_and(|own| Some(own) != year) {
        return false;
    }
    let targets = one.get("targets").and_then(Value::as_object);
    let years: Option<Vec<i64>> =
        targets.and_then(|targets| targets.keys().map(|key| key.parse().ok()).collect());
    years.is_none_or(|years| years.is_empty() || years.into_iter().any(|own| Some(own) == year))
}

/// Whether a field has a text.
fn says(one: &Value, field: &str) -> bool {
    one.get(field).and_then(Value::as_str).is_some_and(|text| !text.trim().is_empty())
}

/// A weight that stands in the text of an indicator: the percentage right behind the word, `(peso 70%)`.
fn in_text(indicator: &Value) -> Option<BigRational> {
    let text = indicator.get("text").and_then(Value::as_str)?.to_lowercase();
    let behind = text.split("peso").skip(1).collect::<Vec<_>>().join("peso");
    let figure = behind.split('%').next().filter(|figure| figure.len() < behind.len())?;
    let figure = figure.trim_start_matches([' ', ':', '=']).trim_end();
    let is_figure = figure.chars().all(|sign| sign.is_ascii_digit() || sign == ',' || sign == '.');
    parsed(&figure.replace(',', ".")).filter(|_| is_figure)
}

fn weight(value: &Value) -> Option<BigRational> {
    match value {
        Value::String(text) => parsed(text),
        Value::Number(number) => parsed(&number.to_string()),
        _ => None,
    }
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}
