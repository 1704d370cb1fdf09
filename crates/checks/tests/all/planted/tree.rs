//! The strategic tree of a made-up plan: each node of its last level has one theme or two.

use std::collections::BTreeMap;

use domain::plan::Node;
use domain::{Read, ReadValue};

use super::bank::{Theme, bank};
use super::case::{said, value};
use super::form::Form;
use super::seed::Seed;

/// Which node each theme carries out.
pub struct Tree {
    /// Codes of the nodes of the last level, in order.
    codes: Vec<String>,
    of: BTreeMap<&'static str, usize>,
}

impl Tree {
    /// A tree for some themes.
    pub fn new(themes: &[&'static Theme], seed: &mut Seed) -> Self {
        let (mut codes, mut of): (Vec<String>, _) = (Vec::new(), BTreeMap::new());
        let (mut line, mut strategic, mut operative) = (1, 1, 0);
        let mut pending = 0;
        for theme in themes {
            if pending == 0 {
                operative += 1;
                if operative > 2 + seed.below(2) {
                    (strategic, operative) = (strategic + 1, 1);
                }
                if strategic > 2 {
                    (line, strategic) = (line + 1, 1);
                }
                codes.push(format!("{line}.{strategic}.{operative}"));
                pending = 1 + seed.below(2);
            }
            pending -= 1;
            of.insert(theme.title.as_str(), codes.len() - 1);
        }
        Self { codes, of }
    }

    /// The node of a theme: its code, without the last parts that are not wanted.
    pub fn code(&self, theme: &Theme, parts: usize) -> String {
        let code = &self.codes[self.of[theme.title.as_str()]];
        code.split('.').take(parts).collect::<Vec<_>>().join(".")
    }

    /// The nodes.
    pub fn nodes(&self, form: &Form, seed: &mut Seed) -> Vec<Node> {
        let mut nodes: Vec<Node> = Vec::new();
        let mut known = Vec::new();
        for (at, code) in self.codes.iter().enumerate() {
            let parts: Vec<&str> = code.split('.').collect();
            for (depth, level, kind) in [(1, "linea", "linee"), (2, "strategico", "strategici")] {
                let code = parts[..depth].join(".");
                if !known.contains(&code) {
                    let index = known.iter().filter(|known| known.len() == code.len()).count();
                    known.push(code.clone());
                    nodes.push(node(level, &code, bank().words(kind)[index]));
                    if depth == 2 {
                        let outcomes = &mut nodes.last_mut().expect("it was just put in").outcomes;
                        outcomes.push(value(bank().words("impatti")[index]));
                    }
                }
            }
            let mut last = node("operativo", code, bank().words("operativi")[at]);
            last.years = Some(active(form, seed));
            nodes.push(last);
        }
        nodes
    }
}

fn node(level: &str, code: &str, title: &str) -> Node {
    let parent = code.rsplit_once('.').map(|(parent, _)| parent);
    Node {
        level: said(level),
        code: said(code),
        title: said(title),
        parent: parent.and_then(said),
        ..Node::default()
    }
}

/// The plan year and some of the later ones.
fn active(form: &Form, seed: &mut Seed) -> Read<Vec<i16>> {
    let count = 1 + seed.below(usize::try_from(form.years).unwrap_or(1));
    years(form.all_years().into_iter().take(count).collect())
}

/// Years as they are marked.
pub fn years(years: Vec<i16>) -> Read<Vec<i16>> {
    let printed: Vec<String> = years.iter().map(ToString::to_string).collect();
    ReadValue { verbatim: printed.join(" "), readings: vec![years], place: None, later: Vec::new() }.into()
}
