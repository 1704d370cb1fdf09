//! Nodes of the tree.

use std::collections::HashSet;

use domain::plan::Node;
use domain::text::folded;
use method::Level;

use super::codes::first;
use super::tree::{Named, Tree, code, key_of, usual};
use super::{looked, term};
use crate::context::{Context, Seen, place, text};
use crate::report::Report;
use crate::words::{likeness, listed, short, word_set};

/// `LINK-010`: nodes of the lowest level that no objective carries out; one finding for the plan.
pub fn nodes_without_objective(context: &Context<'_>, report: &mut Report) {
    let tree = Tree::of(context);
    let parents: HashSet<&str> = context.method.levels.iter().filter_map(|l| l.parent.as_deref()).collect();
    let lowest = |level: &&Level| {
        tree.levels.contains(level.name.as_str())
            && (!parents.contains(level.name.as_str())
                || !context.method.levels.iter().any(|below| {
                    below.parent.as_deref() == Some(&level.name) && tree.levels.contains(below.name.as_str())
                }))
    };
    let Some(level) = context.method.levels.iter().find(lowest) else { return };
    let mut carried = carried_out(context, &tree);
    carried.retain(|key| tree.nodes.contains_key(&(level.name.as_str(), key.clone())));
    if carried.is_empty() {
        return;
    }
    let nodes: Vec<&Node> = context
        .plan
        .tree
        .iter()
        .filter(|node| text(node.level.as_ref()) == level.name && node.code.is_some())
        .filter(|node| context.year.is_none_or(|year| tree.active(node, year)))
        .collect();
    let free: Vec<&Node> = nodes.iter().filter(|node| !carried.contains(&key_of(node))).copied().collect();
    let Some(at) = free.first() else { return };
    let codes: Vec<&str> = free.iter().map(|node| usual(node)).collect();
    let of_year = context.year.map(|year| format!(" nel {year}")).unwrap_or_default();
    let message = format!(
        "albero della performance: di {} nodi attivi{of_year} ({}), {} senza obiettivi: {}",
        nodes.len(),
        level.term.to_lowercase(),
        free.len(),
        first(&codes)
    );
    report.plan("LINK-010", place(at.code.as_ref()).or(at.place), message);
}

/// The codes that objectives link to, and those that begin their own code.
fn carried_out(context: &Context<'_>, tree: &Tree<'_>) -> HashSet<String> {
    let mut keys = HashSet::new();
    for looked in looked(context) {
        for link in &looked.objective.links {
            if let Named::Node(node) | Named::Guess(node) = tree.named(link) {
                keys.insert(key_of(node));
            }
        }
        let own = code(text(looked.objective.code.as_ref())).map(|code| code.key).unwrap_or_default();
        let ends = own.match_indices('.').map(|(at, _)| at);
        keys.extend(ends.filter_map(|end| own.get(..end)).map(str::to_owned));
    }
    keys
}

/// `LINK-011`: nodes without code, without title, or below a node that is not there.
pub fn nameless_nodes(context: &Context<'_>, report: &mut Report) {
    let tree = Tree::of(context);
    let mut codeless: Vec<&Node> = Vec::new();
    for node in &context.plan.tree {
        let level = text(node.level.as_ref());
        let title = short(text(node.title.as_ref()), 50);
        if node.code.is_none() {
            if tree.levels.contains(level) {
                codeless.push(node);
            }
        } else if node.title.is_none() {
            let message = format!("{} {} senza titolo", term(context, level), usual(node));
            report.plan("LINK-011", place(node.code.as_ref()).or(node.place), message);
        } else if is_orphan(context, &tree, node) {
            let message = format!(
                "{} {} «{title}» sta sotto {}, che nell'albero non c'è",
                term(context, level),
                usual(node),
                text(node.parent.as_ref())
            );
            report.plan("LINK-011", place(node.code.as_ref()).or(node.place), message);
        }
    }
    if let Some(at) = codeless.first() {
        let titles: Vec<String> =
            codeless.iter().map(|node| format!("«{}»", short(text(node.title.as_ref()), 40))).collect();
        let message = format!("albero della performance: senza codice {}", listed(&titles));
        report.plan("LINK-011", place(at.title.as_ref()).or(at.place), message);
    }
}

fn is_orphan(context: &Context<'_>, tree: &Tree<'_>, node: &Node) -> bool {
    let level = context.method.level(text(node.level.as_ref()));
    let parent = level.and_then(|level| level.parent.as_deref());
    match (parent, code(text(node.parent.as_ref()))) {
        (Some(parent), Some(code)) => {
            tree.levels.contains(parent) && !tree.nodes.contains_key(&(parent, code.key))
        }
        _ => false,
    }
}

/// `LINK-012`: an objective of the whole body that no form realises.
pub fn ente_objective_without_form(context: &Context<'_>, report: &mut Report) {
    let titles: HashSet<String> = context.objectives.iter().map(|seen| folded(seen.title())).collect();
    // A form may add to its title what the list leaves out (a code, a place).
    let beginnings: HashSet<String> = titles.iter().flat_map(|title| beginnings(title)).collect();
    for ente in &context.plan.ente_objectives {
        let Some(title) = &ente.title else { continue };
        let own = folded(&title.verbatim);
        if titles.contains(&own) || beginnings.contains(&own) {
            continue;
        }
        let near = nearest(context, &title.verbatim)
            .map(|seen| format!("; il più vicino è {}", seen.name()))
            .unwrap_or_default();
        let message = format!(
            "l'obiettivo di ente «{}» non ha una scheda con lo stesso titolo{near}",
            short(&title.verbatim, 60)
        );
        report.plan("LINK-012", title.place.or(ente.place), message);
    }
}

/// A title without its last words, down to three.
fn beginnings(title: &str) -> Vec<String> {
    let ends: Vec<usize> = title.match_indices(' ').map(|(at, _)| at).skip(2).take(MOST_WORDS).collect();
    ends.iter().filter_map(|end| title.get(..*end)).map(str::to_owned).collect()
}

/// Longer titles are no titles.
const MOST_WORDS: usize = 40;

/// The objective with the title nearest to another, among those that begin or end with the same word.
pub fn nearest<'a>(context: &Context<'a>, title: &str) -> Option<Seen<'a>> {
    let ends = |title: &str| {
        let title = folded(title);
        let mut words = title.split(' ').map(str::to_owned);
        let first = words.next();
        (first, words.next_back())
    };
    let (own, words) = (ends(title), word_set(title));
    let alike = |seen: &&Seen<'a>| {
        let other = ends(seen.title());
        own.0 == other.0 || own.1 == other.1
    };
    let near = context.objectives.iter().filter(alike).take(MOST_COMPARED);
    near.map(|seen| (likeness(&words, &word_set(seen.title())), *seen))
        .max_by_key(|(alike, _)| *alike)
        .filter(|(alike, _)| *alike >= 400)
        .map(|(_, seen)| seen)
}

/// How many titles are compared at most.
const MOST_COMPARED: usize = 20;
