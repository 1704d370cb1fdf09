//! The tree by level and code, and what a link names in it.

use std::collections::{HashMap, HashSet};

use domain::plan::{Link, Node};

use crate::context::{Context, text};

/// A code by its parts, and what stands after it.
pub struct Code<'a> {
    pub printed: &'a str,
    pub key: String,
    pub rest: &'a str,
}

/// The code with which a text begins: parts of digits or single letters, joined by points.
pub fn code(text: &str) -> Option<Code<'_>> {
    let text = text.trim();
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '.').unwrap_or(text.len());
    let (printed, rest) = text.split_at(end);
    let parts: Vec<String> =
        printed.split('.').filter(|part| !part.is_empty()).map(part).collect::<Option<_>>()?;
    let rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
    let letters_only = parts.iter().all(|part| part.chars().all(char::is_alphabetic));
    // «A chi chiede…» begins with a letter that is no code.
    let sentence = letters_only && !printed.ends_with('.') && !rest.is_empty();
    (!parts.is_empty() && !sentence).then(|| Code { printed, key: parts.join("."), rest })
}

/// A part of a code without what people spell differently: leading zeros, case, O for zero.
fn part(part: &str) -> Option<String> {
    let mut letters = part.chars();
    match (letters.next(), letters.next()) {
        (Some(only), None) if only.is_alphabetic() => return Some(only.to_uppercase().to_string()),
        _ => {}
    }
    let digits = part.replace(['O', 'o'], "0");
    let number = digits.chars().all(|c| c.is_ascii_digit()) && digits.len() <= 4;
    let trimmed = digits.trim_start_matches('0');
    number.then(|| if trimmed.is_empty() { "0".to_owned() } else { trimmed.to_owned() })
}

/// The tree, by level and code.
pub struct Tree<'a> {
    pub nodes: HashMap<(&'a str, String), &'a Node>,
    pub squeezed: HashMap<(&'a str, String), &'a Node>,
    pub children: HashMap<String, Vec<&'a Node>>,
    pub levels: HashSet<&'a str>,
    pub dated: HashSet<&'a str>,
}

/// What a link names.
pub enum Named<'a> {
    /// No code, or a level of which the tree has none.
    Text,
    /// A code that the tree does not have.
    Unknown,
    /// A node, by its code.
    Node(&'a Node),
    /// A node, by a code of which only the digits agree.
    Guess(&'a Node),
}

impl<'a> Tree<'a> {
    pub fn of(context: &Context<'a>) -> Self {
        let mut tree = Self {
            nodes: HashMap::new(),
            squeezed: HashMap::new(),
            children: HashMap::new(),
            levels: HashSet::new(),
            dated: HashSet::new(),
        };
        for node in &context.plan.tree {
            let level = text(node.level.as_ref());
            if node.years.as_ref().is_some_and(|years| !years.readings.is_empty()) {
                tree.dated.insert(level);
            }
            let Some(code) = code(text(node.code.as_ref())) else { continue };
            tree.levels.insert(level);
            tree.squeezed.entry((level, code.key_digits())).or_insert(node);
            if let Some((above, _)) = code.key.rsplit_once('.') {
                tree.children.entry(above.to_owned()).or_default().push(node);
            }
            tree.nodes.entry((level, code.key)).or_insert(node);
        }
        tree
    }

    pub fn named(&self, link: &'a Link) -> Named<'a> {
        let level = text(link.level.as_ref());
        let Some(code) = self.levels.get(level).and_then(|_| code(text(link.text.as_ref()))) else {
            return Named::Text;
        };
        let digits = code.key_digits();
        match self.nodes.get(&(level, code.key)) {
            Some(node) => Named::Node(node),
            None => match self.squeezed.get(&(level, digits)) {
                Some(node) => Named::Guess(node),
                None => Named::Unknown,
            },
        }
    }

    /// Whether a node is carried on in a year; nodes of a level without years always are.
    pub fn active(&self, node: &Node, year: i16) -> bool {
        let dated = self.dated.contains(text(node.level.as_ref()));
        !dated
            || node.years.as_ref().is_some_and(|years| {
                years.certain().map_or(!years.readings.is_empty(), |years| years.contains(&year))
            })
    }

    pub fn children(&self, key: &str) -> &[&'a Node] {
        self.children.get(key).map_or(&[], Vec::as_slice)
    }
}

impl Code<'_> {
    /// The digits of the code without zeros and points: `0.2` is nearly `02`.
    pub fn key_digits(&self) -> String {
        self.key.replace('.', "").trim_start_matches('0').to_owned()
    }
}

/// A code as usually printed: without the point that some codes end with.
pub fn usual(node: &Node) -> &str {
    let code = text(node.code.as_ref());
    code.strip_suffix('.').unwrap_or(code)
}

pub fn key_of(node: &Node) -> String {
    code(text(node.code.as_ref())).map(|code| code.key).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> Option<String> {
        code(text).map(|code| code.key)
    }

    #[test]
    fn a_code_is_the_same_however_it_is_spelled() {
        assert_eq!(key("8.01.01"), key("08.01.01."));
        assert_eq!(key("10.3"), key("10.03"));
        assert_eq!(key("10.01.."), key("10.01"));
        assert_eq!(key("O4.02"), key("04.02"));
        assert_eq!(key("A. Una linea").as_deref(), Some("A"));
        assert_eq!(code("1.2.07 - 29_Opere").map(|code| code.rest), Some("29_Opere"));
    }

    #[test]
    fn a_sentence_has_no_code() {
        assert_eq!(key("A chi serve"), None);
        assert_eq!(key("Focus cittadino"), None);
        assert_eq!(key("-"), None);
    }
}
