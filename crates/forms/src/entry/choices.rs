//! What is offered to choose from.

use domain::Entity;
use domain::plan::Node;
use domain::text::short;

use super::model::Choice;
use super::writer::{Home, Manner, Writer};
use crate::print::units::shown_unit;

/// So many characters of a text are shown beside what it is called.
const SHOWN: usize = 60;

/// The choices for a value; none when it is written freely.
pub(super) fn of(writer: &Writer<'_>, home: &Home<'_>, manner: Manner<'_>) -> Vec<Choice> {
    let Some(field) = home.field else { return Vec::new() };
    if manner.yes_no || field.kind == domain::Kind::Flag {
        return yes_or_no(&home.text());
    }
    match (home.of.name, field.name) {
        ("objective", "kind") => {
            let kinds = writer.method.kinds.iter();
            kinds.map(|kind| Choice { value: kind.code.clone(), label: kind.name.clone() }).collect()
        }
        ("objective", "unit" | "other_units") => units(writer),
        ("link", "text") => home.level.map(|level| links(writer, level, manner)).unwrap_or_default(),
        ("indicator" | "person", "phase") => phases(writer, manner),
        ("phase" | "indicator" | "person", "year") => {
            crate::print::table::years(writer.method, writer.subject())
                .into_iter()
                .map(|year| plain(year.to_string()))
                .collect()
        }
        _ => Vec::new(),
    }
}

/// Yes and no, the one that is written as it is written.
fn yes_or_no(value: &str) -> Vec<Choice> {
    let written = |yes: bool| meaning::flag::parse(value) == Some(yes);
    [(true, "SI"), (false, "NO")]
        .map(|(yes, usual)| plain(if written(yes) { value } else { usual }.to_owned()))
        .into()
}

fn plain(value: String) -> Choice {
    Choice { label: value.clone(), value }
}

/// The units of the plan; where it keeps none, those that objectives name.
fn units(writer: &Writer<'_>) -> Vec<Choice> {
    let named = writer.plan.objectives.iter().filter_map(|objective| objective.unit.as_ref());
    let named = named.map(|unit| unit.verbatim.clone());
    let known: Vec<String> = writer.plan.units.iter().filter_map(|unit| shown_unit(unit)).collect();
    let all = if known.is_empty() { named.collect() } else { known };
    let mut choices: Vec<Choice> = Vec::new();
    for unit in all {
        push(&mut choices, plain(unit));
    }
    choices
}

fn push(choices: &mut Vec<Choice>, choice: Choice) {
    if !choices.iter().any(|known| known.value == choice.value) {
        choices.push(choice);
    }
}

/// The phases of the objective, by the field that names them.
fn phases(writer: &Writer<'_>, manner: Manner<'_>) -> Vec<Choice> {
    let field = manner.join.map_or("number", method::Path::field_name);
    let mut choices = Vec::new();
    for phase in &writer.objective.phases {
        let text = phase.text.as_ref().map_or("", |text| text.verbatim.as_str());
        let Some(value) = (phase as &dyn Entity).verbatim(field) else { continue };
        let label =
            if field == "text" { short(text, SHOWN) } else { format!("{value} – {}", short(text, SHOWN)) };
        push(&mut choices, Choice { value, label });
    }
    choices
}

/// How links name a node of the tree.
type Way = fn(&Writer<'_>, &Node) -> Option<String>;

const WAYS: [Way; 5] = [
    registered,
    code,
    |w, n| coded(w, n, " "),
    |w, n| coded(w, n, " - "),
    |_, node| Some(node.title.as_ref()?.verbatim.clone()),
];

/// The nodes of a level, in the way that links of the plan name them, and what else these links say.
fn links(writer: &Writer<'_>, level: &str, manner: Manner<'_>) -> Vec<Choice> {
    let of_level = |link: &&domain::plan::Link| link.level.as_ref().is_some_and(|own| own.verbatim == level);
    let links = writer.plan.objectives.iter().flat_map(|objective| &objective.links).filter(of_level);
    let used: Vec<&str> =
        links.filter_map(|link| link.text.as_ref()).map(|text| text.verbatim.as_str()).collect();
    let nodes: Vec<&Node> = writer
        .plan
        .tree
        .iter()
        .filter(|node| node.level.as_ref().is_some_and(|own| own.verbatim == level))
        .collect();
    let codes = manner.items.is_some_and(|items| items.pattern.is_some());
    let usual: Way = match writer.method.level(level) {
        Some(level) if !level.register.is_empty() => registered,
        _ if codes => code,
        _ => |writer, node| coded(writer, node, " "),
    };
    let met = |way: Way| {
        nodes.iter().filter_map(|node| way(writer, node)).filter(|text| used.contains(&text.as_str())).count()
    };
    let way = WAYS.into_iter().fold((usual, met(usual)), |best, way| {
        let count = met(way);
        if count > best.1 { (way, count) } else { best }
    });
    let mut choices = Vec::new();
    for node in &nodes {
        if let Some(value) = way.0(writer, node) {
            let label = coded(writer, node, " ").unwrap_or_else(|| value.clone());
            push(&mut choices, Choice { value, label });
        }
    }
    for text in used {
        push(&mut choices, plain(text.to_owned()));
    }
    choices
}

fn code(_: &Writer<'_>, node: &Node) -> Option<String> {
    Some(node.code.as_ref()?.verbatim.clone())
}

fn coded(_: &Writer<'_>, node: &Node, between: &str) -> Option<String> {
    let (code, title) = (node.code.as_ref()?, node.title.as_ref()?);
    Some(format!("{}{between}{}", code.verbatim, title.verbatim))
}

/// As the method says that links of the level look.
fn registered(writer: &Writer<'_>, node: &Node) -> Option<String> {
    let level = writer.method.level(&node.level.as_ref()?.verbatim)?;
    let value = |name: &str| match name.rsplit_once('.') {
        Some((_, field)) => (node as &dyn Entity).verbatim(field).unwrap_or_default(),
        None => String::new(),
    };
    level.register.iter().find(|template| template.says(&value)).map(|template| template.print(&value))
}
