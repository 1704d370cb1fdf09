//! Units and body.

use std::collections::{HashMap, HashSet};

use domain::plan::EnteObjective;
use domain::text::{folded, squeezed};
use domain::{Plan, Read};
use method::Method;
use method::model::ObjectiveKind;
use method::scoring::{BodyParts, Common};
use outline::units::{Unit, copies, family, units};
use outline::{Seen, text};
use scoring::Exact;
use scoring::function::Function;
use scoring::state::State;
use scoring::tree::{Content, Item, Level, Mean};

use crate::approved::Setting;
use crate::{ids, objective};

/// The item of the whole body.
pub fn body(setting: &mut Setting<'_>, plan: &Plan, method: &Method) -> Item {
    let objectives = outline::objectives(plan);
    let units = units(plan, method, &objectives);
    let mut placed = Placed { once: once(setting, method, &units), done: HashSet::new(), method };
    let scored: Vec<Item> =
        units.iter().zip(1..).map(|(of, place)| unit(setting, &mut placed, of, place)).collect();
    let ente = setting.rules.body.of == Some(BodyParts::EnteObjectives);
    let what = if ente { "media degli obiettivi di ente" } else { "media delle strutture" };
    let basis = match setting.rules.body.of {
        Some(_) => setting.told("body", what),
        None => format!("{what}. Scelta predefinita: il metodo non dice come si misura l'ente"),
    };
    let mean = setting.rules.body.mean.clone();
    let parts = if ente { ente_parts(setting, plan, &units, scored) } else { scored };
    let item = Item {
        id: ids::BODY.to_owned(),
        title: method.body.name.clone(),
        level: Level::Body,
        weight: None,
        state: State::Active,
        basis: vec![basis],
        content: Content::Parts { mean, parts },
    };
    setting.settled(item)
}

/// Which objectives stand in the tree already, and which are measured elsewhere.
struct Placed<'m> {
    /// Copies by ordinal, with the ordinal of the one that is measured.
    once: HashMap<u32, u32>,
    done: HashSet<u32>,
    method: &'m Method,
}

/// Copies of one objective are measured once, where the method says so: all take the result of the first.
fn once(setting: &Setting<'_>, method: &Method, units: &[Unit<'_>]) -> HashMap<u32, u32> {
    if setting.rules.common != Some(Common::Once) {
        return HashMap::new();
    }
    let mut once = HashMap::new();
    for group in copies(method, units) {
        let Some((first, others)) = group.copies.split_first() else { continue };
        once.extend(others.iter().map(|other| (other.ordinal, first.ordinal)));
    }
    once
}

fn unit(setting: &mut Setting<'_>, placed: &mut Placed<'_>, of: &Unit<'_>, place: usize) -> Item {
    let id = ids::unit(place);
    let mut parts = Vec::new();
    for seen in of.objectives.iter().chain(&of.common) {
        let mut part = member(setting, placed, &id, seen);
        outside(setting, placed.method, seen, &mut part);
        parts.push((*seen, part));
    }
    let (total, mut basis) = (total(placed.method), Vec::new());
    let content = if setting.rules.by_kind {
        basis.push(setting.told("by_kind", "gli obiettivi contano per tipo, ogni tipo con la sua quota"));
        let groups = by_kind(setting, placed.method, &id, parts);
        Content::Parts { mean: Mean::default(), parts: groups }
    } else {
        let parts = parts.into_iter().map(|(_, part)| part).collect();
        Content::Parts { mean: setting.rules.unit.clone(), parts }
    };
    let weights = &setting.rules.body.weights;
    let own = weights.iter().find(|(name, _)| squeezed(&folded(name)) == squeezed(&folded(of.name)));
    let title = if of.name.is_empty() { "struttura non indicata" } else { of.name };
    let item = Item {
        title: title.to_owned(),
        level: Level::Unit,
        weight: own.map(|(_, weight)| weight.clone()),
        state: State::Active,
        basis,
        content,
        id,
    };
    setting.settled_to(item, &total)
}

/// An objective in a unit: itself, or the result of where it is measured.
fn member(setting: &mut Setting<'_>, placed: &mut Placed<'_>, unit: &str, seen: &Seen<'_>) -> Item {
    if !placed.done.insert(seen.ordinal) {
        let mut item = objective::shell(setting, seen);
        item.content = Content::Same(std::mem::replace(&mut item.id, format!("{unit}.O{}", seen.ordinal)));
        item.basis = vec!["obiettivo scritto una volta per più strutture".to_owned()];
        return item;
    }
    let Some(first) = placed.once.get(&seen.ordinal) else {
        return objective::objective(setting, seen);
    };
    let mut item = objective::shell(setting, seen);
    item.content = Content::Same(ids::objective(*first));
    item.basis = vec![setting.told("common", "obiettivo comune, misurato una volta per tutte le strutture")];
    item
}

/// What the objectives of a unit add up to by the method.
fn total(method: &Method) -> Exact {
    let rule = method.weights.iter().find(|rule| rule.of == "objective" && rule.within == "unit");
    rule.and_then(|rule| rule.total.parse().ok()).unwrap_or_else(Exact::hundred)
}

/// An objective of a kind or family that stands outside the sum of the weights.
fn outside(setting: &Setting<'_>, method: &Method, seen: &Seen<'_>, part: &mut Item) {
    let rule = method.weights.iter().find(|rule| rule.of == "objective" && rule.within == "unit");
    let kind = text(seen.objective.kind.as_ref());
    let family = family(method, seen).map(|family| family.name.as_str());
    let outside = rule
        .is_some_and(|rule| rule.outside.iter().any(|name| name == kind || Some(name.as_str()) == family));
    if outside && setting.decisions.of(&part.id).is_none_or(|decision| decision.weight.is_none()) {
        part.weight = Some(Exact::zero());
        part.basis.push("fuori dalla somma dei pesi: si mostra e non pesa".to_owned());
    }
}

/// The objectives of a unit by kind, each kind with its quota.
fn by_kind(
    setting: &mut Setting<'_>,
    method: &Method,
    unit: &str,
    parts: Vec<(Seen<'_>, Item)>,
) -> Vec<Item> {
    let mut groups: Vec<(&ObjectiveKind, Vec<Item>)> =
        method.kinds.iter().map(|kind| (kind, Vec::new())).collect();
    let mut others = Vec::new();
    for (seen, item) in parts {
        let printed = text(seen.objective.kind.as_ref());
        match groups.iter_mut().find(|(kind, _)| kind.is(printed)) {
            Some((_, items)) => items.push(item),
            None => others.push(item),
        }
    }
    let mut items: Vec<Item> = Vec::new();
    for (kind, parts) in groups.into_iter().filter(|(_, parts)| !parts.is_empty()) {
        let mean = Mean { normalise: true, ..setting.rules.unit.clone() };
        let item = Item {
            id: format!("{unit}.{}", kind.code),
            title: kind.name.clone(),
            level: Level::Group,
            weight: kind.quota.as_ref().and_then(|quota| quota.parse().ok()),
            state: State::Active,
            basis: vec!["i pesi contano dentro il tipo, in proporzione".to_owned()],
            content: Content::Parts { mean, parts },
        };
        items.push(setting.settled(item));
    }
    items.extend(others);
    items
}

/// The objectives of the body, each with the result of the one that realises it; what the units have is
/// scored beside them and does not weigh.
fn ente_parts(setting: &mut Setting<'_>, plan: &Plan, units: &[Unit<'_>], scored: Vec<Item>) -> Vec<Item> {
    let mut parts: Vec<Item> = Vec::new();
    for (place, ente) in (1..).zip(&plan.ente_objectives) {
        parts.push(ente_objective(setting, place, ente, units));
    }
    for mut unit in scored {
        unit.weight = Some(Exact::zero());
        unit.basis
            .push("la struttura si mostra e non pesa: l'ente si misura con i suoi obiettivi".to_owned());
        parts.push(unit);
    }
    parts
}

fn ente_objective(setting: &Setting<'_>, place: usize, ente: &EnteObjective, units: &[Unit<'_>]) -> Item {
    let id = format!("E{place}");
    let decided = setting.decisions.of(&id);
    let weight = ente.weight.as_ref().and_then(Read::certain).map(|weight| Exact::from(*weight));
    let (content, basis) = match realises(ente, units) {
        Some(seen) => (
            Content::Same(ids::objective(seen.ordinal)),
            "prende il risultato dell'obiettivo che lo realizza, che ha lo stesso titolo".to_owned(),
        ),
        None => (
            Content::Measured { function: Function::Entered, actual: None },
            "nessun obiettivo ha il suo titolo: il punteggio lo dà chi valuta".to_owned(),
        ),
    };
    Item {
        title: text(ente.title.as_ref()).to_owned(),
        level: Level::Objective,
        weight: decided.and_then(|decision| decision.weight.clone()).or(weight),
        state: State::Active,
        basis: vec![basis],
        content,
        id,
    }
}

/// The objective with the same title, of the same unit where it is told.
fn realises<'a>(ente: &EnteObjective, units: &[Unit<'a>]) -> Option<Seen<'a>> {
    let title = squeezed(&folded(text(ente.title.as_ref())));
    let named = folded(text(ente.unit.as_ref()));
    let same = |seen: &&Seen<'a>| !title.is_empty() && squeezed(&folded(seen.title())) == title;
    let in_unit = |unit: &&Unit<'a>| unit.named_in(&named);
    let own = units.iter().filter(in_unit).flat_map(|unit| &unit.objectives).find(same);
    own.or_else(|| units.iter().flat_map(|unit| &unit.objectives).find(same)).copied()
}
