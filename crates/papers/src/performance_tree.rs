//! The *albero della performance*: from the lines of the mandate to the objectives, and which nodes have none.

use std::collections::HashSet;

use document::Document;
use domain::plan::Node;
use domain::{Plan, Read};
use method::Method;
use outline::tree::Tree;
use outline::{Seen, text};

use crate::listing::{begun, joined, named};
use crate::pictures::tree::{Branch, trees};
use crate::sums::TOTAL;

/// The tree of a plan with the objectives of each node.
pub fn performance_tree(plan: &Plan, method: &Method) -> Document {
    const TITLE: &str = "Albero della performance";
    let mut paper = begun(TITLE, plan, method);
    if plan.tree.is_empty() {
        paper.say("In questo piano non è scritto un albero della performance.");
        return paper.finish(TITLE);
    }
    let objectives = outline::objectives(plan);
    let tree = Tree::of(plan, &objectives);
    let order = tree.in_order();
    let name = |node: usize| {
        let node = plan.tree.get(node);
        let code = node.map_or("", |node| text(node.code.as_ref()));
        let title = node.map_or("", |node| text(node.title.as_ref()));
        joined(code, title, "nodo senza titolo")
    };
    let year = outline::plan_year(plan, method);
    let branches: Vec<Branch> = order
        .iter()
        .map(|(node, depth)| Branch {
            name: name(*node),
            depth: *depth,
            objectives: tree.objectives(*node).len(),
            resting: plan.tree.get(*node).is_some_and(|node| rests(node, year)),
        })
        .collect();
    paper.pictures(trees(TITLE, &branches));
    paper.header(&["Livello", "Nodo", "Anni di attività", "Obiettivi", "Obiettivi propri"]);
    for (at, (node, depth)) in order.iter().enumerate() {
        let Some(of) = plan.tree.get(*node) else { continue };
        let below = order[at + 1..].iter().take_while(|(_, below)| below > depth).map(|(below, _)| *below);
        let below: HashSet<u32> = below.flat_map(|below| tree.objectives(below)).copied().collect();
        let carried = tree.objectives(*node);
        let own = objectives.iter().filter(|seen| carried.contains(&seen.ordinal));
        let own = names(own.filter(|seen| !below.contains(&seen.ordinal)));
        let count = carried.len().to_string();
        paper.values(&[text(of.level.as_ref()), &name(*node), text(of.years.as_ref()), &count, &own]);
    }
    let bare = branches.iter().filter(|branch| branch.is_bare()).count();
    let nodes = format!("{} nodi, {bare} senza obiettivi", branches.len());
    paper.total(&[TOTAL, &nodes, "", &objectives.len().to_string(), ""]);
    let outside = objectives
        .iter()
        .filter(|seen| (0..plan.tree.len()).all(|node| !tree.objectives(node).contains(&seen.ordinal)));
    paper.gap();
    paper.fact("Obiettivi fuori dall'albero", &names(outside));
    paper.finish(TITLE)
}

/// What objectives are called; those of several units by the same name are told once.
fn names<'a>(objectives: impl Iterator<Item = &'a Seen<'a>>) -> String {
    let mut names: Vec<String> = Vec::new();
    for name in objectives.map(|seen| named(seen.objective)) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.join("; ")
}

/// Whether a node has years of activity, and not that of the plan.
fn rests(node: &Node, year: Option<i16>) -> bool {
    let years = node.years.as_ref().and_then(Read::certain);
    years.zip(year).is_some_and(|(years, year)| !years.contains(&year))
}
