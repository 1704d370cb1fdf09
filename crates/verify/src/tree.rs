//! The second roll-up (rulebook 8.3 to 8.8): items laid out flat, each after what it needs.

use std::collections::HashMap;

use num_rational::BigRational;

use crate::model::{Content, Item};
use crate::number::clamped;
use crate::reckon::{Achieved, Line, achieved};

mod mean;
mod order;

pub use mean::{MOST_DECIMALS, Share};

/// The items of a file, wholes before their parts.
#[derive(Debug)]
pub struct Tree<'i> {
    pub nodes: Vec<Node<'i>>,
    /// The first place of each name.
    pub places: HashMap<&'i str, usize>,
}

/// An item and where its parts are.
#[derive(Debug)]
pub struct Node<'i> {
    pub item: &'i Item,
    pub parts: Vec<usize>,
    pub parent: Option<usize>,
}

/// What an item comes to.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// Before and after it is held between 0 and 100; none when it is undetermined.
    pub result: Option<(BigRational, BigRational)>,
    /// Why it is undetermined.
    pub why: &'static str,
    /// The lines its derivation must have.
    pub lines: Vec<Line>,
    /// What each of its parts brings.
    pub shares: Vec<Share>,
}

impl Found {
    fn without(why: &'static str) -> Self {
        Self { why, ..Self::default() }
    }

    /// The score.
    pub fn score(&self) -> Option<&BigRational> {
        self.result.as_ref().map(|(_, score)| score)
    }

    /// What it was before it was held.
    pub fn raw(&self) -> Option<&BigRational> {
        self.result.as_ref().map(|(raw, _)| raw)
    }
}

impl<'i> Tree<'i> {
    /// Lays items out.
    pub fn of(items: &'i [Item]) -> Self {
        let mut tree = Self { nodes: Vec::new(), places: HashMap::new() };
        for item in items {
            tree.add(item, None);
        }
        tree
    }

    fn add(&mut self, item: &'i Item, parent: Option<usize>) {
        let place = self.nodes.len();
        self.places.entry(&item.id).or_insert(place);
        self.nodes.push(Node { item, parts: Vec::new(), parent });
        if let Some(whole) = parent.and_then(|parent| self.nodes.get_mut(parent)) {
            whole.parts.push(place);
        }
        if let Content::Parts { parts, .. } = &item.content {
            for part in parts {
                self.add(part, Some(place));
            }
        }
    }

    /// The item whose result another takes.
    fn source(&self, place: usize) -> Option<usize> {
        match &self.nodes.get(place)?.item.content {
            Content::Same(other) => self.places.get(other.as_str()).copied(),
            _ => None,
        }
    }

    /// What every item comes to, in the order of the nodes.
    pub fn reckoned(&self) -> Vec<Found> {
        let mut found = vec![Found::default(); self.nodes.len()];
        for group in order::groups(self) {
            for &place in &group {
                let one = self.one(place, &group, &found);
                if let Some(slot) = found.get_mut(place) {
                    *slot = one;
                }
            }
        }
        found
    }

    /// What an item comes to; those of its `group` need one another.
    fn one(&self, place: usize, group: &[usize], found: &[Found]) -> Found {
        let Some(node) = self.nodes.get(place) else { return Found::default() };
        match &node.item.content {
            Content::Measured { function, actual } => match achieved(function, actual.as_ref()) {
                Ok(Achieved { raw, score, lines }) => {
                    Found { result: Some((raw, score)), lines, ..Found::default() }
                }
                Err(why) => Found::without(why),
            },
            Content::Given(None) => Found::without("manca il risultato"),
            Content::Given(Some(score)) => {
                Found { result: Some((score.0.clone(), clamped(&score.0))), ..Found::default() }
            }
            Content::Same(_) => match self.source(place) {
                None => Found::without("ciò da cui prende il risultato non c'è"),
                Some(source) if group.contains(&source) => Found::without("prende il risultato da sé stesso"),
                Some(source) => {
                    let result = found.get(source).and_then(|found| found.result.clone());
                    Found {
                        result,
                        why: "ciò da cui prende il risultato non è determinato",
                        ..Found::default()
                    }
                }
            },
            Content::Parts { mean, .. } => {
                let part = |place: &usize| Some((self.nodes.get(*place)?.item, found.get(*place)?));
                let parts: Vec<(&Item, &Found)> = node.parts.iter().filter_map(part).collect();
                mean::of(mean, &parts)
            }
        }
    }
}
