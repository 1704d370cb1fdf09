//! The strategic tree: which objectives carry out which node.
//!
//! An objective belongs to the node whose code begins its own; one without such a code to the nodes that its
//! links name. A code that is just that of a node (`3` beside the line `03.`) is a number of its own: then the links
//! decide, where they name a node. A node without a code that is the only such child of its parent takes what the parent has and none
//! of its other children (*obiettivo strategico* of a line that has one). What carries out a node carries out
//! those above it, too.

use std::collections::HashMap;

use domain::Plan;
use domain::plan::Node;
use domain::text::folded;

use crate::seen::{Seen, text};

/// Levels of links that lead into the budget, whose codes look like those of the tree.
const BUDGET: [&str; 2] = ["missione", "programma"];

/// The tree of a plan, with the objectives of each node.
#[derive(Debug)]
pub struct Tree {
    /// The places of the objectives in the plan, from 1, of each node, in the order of the plan.
    objectives: Vec<Vec<u32>>,
    /// The node above each node that has one.
    parents: HashMap<usize, usize>,
}

impl Tree {
    /// The tree of a plan.
    pub fn of(plan: &Plan, objectives: &[Seen<'_>]) -> Self {
        let names = Names::of(&plan.tree);
        let mut carried = vec![Vec::new(); plan.tree.len()];
        for seen in objectives {
            let mut nodes = names.of_objective(seen);
            for at in 0..nodes.len() {
                nodes.extend(nodes.get(at).and_then(|node| names.only_child.get(node)));
            }
            let mut above = nodes;
            while let Some(node) = above.pop() {
                let Some(list) = carried.get_mut(node) else { continue };
                if list.last() != Some(&seen.ordinal) {
                    list.push(seen.ordinal);
                    above.extend(names.parents.get(&node));
                }
            }
        }
        Self { objectives: carried, parents: names.parents }
    }

    /// The nodes, each above those below it, with how many are above it; siblings in the order of the plan.
    pub fn in_order(&self) -> Vec<(usize, usize)> {
        let nodes = 0..self.objectives.len();
        let mut below: Vec<Vec<usize>> = vec![Vec::new(); nodes.len()];
        for node in nodes.clone().rev() {
            if let Some(list) = self.parents.get(&node).and_then(|above| below.get_mut(*above)) {
                list.push(node);
            }
        }
        let mut order = Vec::with_capacity(nodes.len());
        let mut seen = vec![false; nodes.len()];
        let roots = nodes.clone().filter(|node| !self.parents.contains_key(node));
        // Nodes that are above each other in a circle hang from no root.
        for start in roots.chain(nodes.clone()) {
            let mut open = vec![(start, 0)];
            while let Some((node, depth)) = open.pop() {
                if std::mem::replace(&mut seen[node], true) {
                    continue;
                }
                order.push((node, depth));
                open.extend(below[node].iter().map(|below| (*below, depth + 1)));
            }
        }
        order
    }

    /// The ordinals of the objectives that carry out the node at a place of [`Plan::tree`].
    pub fn objectives(&self, node: usize) -> &[u32] {
        self.objectives.get(node).map_or(&[], Vec::as_slice)
    }
}

/// The nodes by what they are called.
struct Names {
    /// Folded code and title of each node.
    nodes: Vec<(String, String)>,
    parents: HashMap<usize, usize>,
    /// The only child without a code of a node.
    only_child: HashMap<usize, usize>,
}

impl Names {
    fn of(tree: &[Node]) -> Self {
        let nodes: Vec<(String, String)> =
            tree.iter().map(|node| (key(text(node.code.as_ref())), key(text(node.title.as_ref())))).collect();
        let places: HashMap<&str, usize> =
            nodes.iter().enumerate().rev().map(|(at, (code, _))| (code.as_str(), at)).collect();
        let parent_of = |node: &Node| {
            let parent = key(text(node.parent.as_ref()));
            places.get(parent.as_str()).copied().filter(|_| !parent.is_empty())
        };
        let (mut parents, mut codeless) = (HashMap::new(), HashMap::<usize, Vec<usize>>::new());
        for (at, (node, (code, _))) in tree.iter().zip(&nodes).enumerate() {
            let Some(parent) = parent_of(node).filter(|parent| *parent != at) else { continue };
            parents.insert(at, parent);
            if code.is_empty() {
                codeless.entry(parent).or_default().push(at);
            }
        }
        let only = codeless.into_iter().filter_map(|(parent, children)| match children.as_slice() {
            [only] => Some((parent, *only)),
            _ => None,
        });
        let only_child = only.collect();
        Self { nodes, parents, only_child }
    }

    /// The nodes that an objective names, itself or by its links.
    fn of_objective(&self, seen: &Seen<'_>) -> Vec<usize> {
        let code = key(text(seen.objective.code.as_ref()));
        let own = self.longest(|node, _| begins(&code, node));
        let is_number = |node: &usize| self.nodes.get(*node).is_some_and(|(known, _)| *known == code);
        if let Some(own) = own.filter(|node| !is_number(node)) {
            return vec![own];
        }
        let links = seen.objective.links.iter().filter(|link| !BUDGET.contains(&text(link.level.as_ref())));
        let links = links.map(|link| key(text(link.text.as_ref())));
        let linked: Vec<usize> = links
            .filter_map(|link| self.longest(|code, title| begins(&link, code) || link == title))
            .collect();
        if linked.is_empty() { own.into_iter().collect() } else { linked }
    }

    /// Of the nodes that fit the one with the longest code.
    fn longest(&self, fits: impl Fn(&str, &str) -> bool) -> Option<usize> {
        let fitting = self.nodes.iter().enumerate().filter(|(_, (code, title))| fits(code, title));
        fitting.max_by_key(|(at, (code, _))| (code.len(), std::cmp::Reverse(*at))).map(|(at, _)| at)
    }
}

/// A text without what people spell differently: case, signs, leading noughts (`06.13`, `6.13`).
fn key(text: &str) -> String {
    let folded = folded(text);
    let bare = |word: &str| match word.trim_start_matches('0') {
        "" => word.to_owned(),
        bare => bare.to_owned(),
    };
    folded.split(' ').map(bare).collect::<Vec<_>>().join(" ")
}

/// Whether a text is a code, or goes on after it with another word.
fn begins(text: &str, code: &str) -> bool {
    !code.is_empty() && text.strip_prefix(code).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

#[cfg(test)]
mod tests {
    use domain::Read;
    use domain::plan::{Link, Objective};
    use domain::read::Datum;

    use super::*;

    fn prose(text: &str) -> Option<Read<domain::Prose>> {
        (!text.is_empty()).then(|| Datum::prose(text, None).into())
    }

    fn node(code: &str, title: &str, parent: &str) -> Node {
        Node { code: prose(code), title: prose(title), parent: prose(parent), ..Node::default() }
    }

    fn objective(code: &str, link: &str) -> Objective {
        let links = prose(link).map(|text| Link { text: Some(text), ..Link::default() });
        Objective { code: prose(code), links: links.into_iter().collect(), ..Objective::default() }
    }

    #[test]
    fn a_programme_of_the_budget_is_no_node() {
        let mut linked = objective("7", "01.02");
        linked.links[0].level = prose("programma");
        let plan =
            Plan { tree: vec![node("01.02", "Atti", "")], objectives: vec![linked], ..Plan::default() };
        assert!(Tree::of(&plan, &crate::objectives(&plan)).objectives(0).is_empty());
    }

    #[test]
    fn objectives_are_of_the_node_that_their_code_or_their_link_names() {
        let plan = Plan {
            tree: vec![
                node("A", "Un ente che funziona", ""),
                node("A.1", "Persone", "A"),
                node("A.10", "Archivi", "A"),
                node("B", "Strade", ""),
                node("", "Ponti e frane", "B"),
                node("C", "Scuola", ""),
            ],
            objectives: vec![
                objective("A.01.2", "B. Strade"),
                objective("A.10.1", ""),
                objective("B.3", "B. Strade"),
                objective("7", "Scuola"),
                objective("8", "A. Un ente che funziona"),
                objective("9", "Altro"),
            ],
            ..Plan::default()
        };
        let tree = Tree::of(&plan, &crate::objectives(&plan));
        let found: Vec<&[u32]> = (0..6).map(|node| tree.objectives(node)).collect();
        assert_eq!(found, [&[1, 2, 5][..], &[1], &[2], &[3], &[3], &[4]]);
        assert_eq!(tree.in_order(), [(0, 0), (1, 1), (2, 1), (3, 0), (4, 1), (5, 0)]);
    }

    #[test]
    fn a_number_that_happens_to_be_the_code_of_a_node_gives_way_to_links() {
        let plan = Plan {
            tree: vec![
                node("01.", "Borgo accogliente", ""),
                node("01.03.", "Atti chiari", "01."),
                node("03.", "Scuola", ""),
            ],
            objectives: vec![objective("3", "01.03."), objective("3", ""), objective("1", "altrove")],
            ..Plan::default()
        };
        let tree = Tree::of(&plan, &crate::objectives(&plan));
        assert_eq!([0, 1, 2].map(|node| tree.objectives(node)), [&[1, 3][..], &[1], &[2]]);
    }

    #[test]
    fn nodes_above_each_other_are_listed_once() {
        let tree = vec![node("A", "", "B"), node("B", "", "A"), node("C", "", "")];
        let plan = Plan { tree, ..Plan::default() };
        assert_eq!(Tree::of(&plan, &[]).in_order(), [(2, 0), (0, 0), (1, 1)]);
    }
}
