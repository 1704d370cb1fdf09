//! The tree of a page: elements inside each other, the ends that pages leave out put in.
//!
//! A browser's parser mends more, at a price that grows with the square of the depth; pages of forms need
//! only what the elements of lists and tables imply.

use html5gum::{Token, Tokenizer};

use crate::{Limits, Unreadable};

/// Elements that have no content.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr",
];

/// What the beginning of an element ends: these, up to one of those.
const ENDS: &[(&[&str], &[&str], &[&str])] = &[
    (&["li"], &["li"], &["ul", "ol", "menu"]),
    (&["dd", "dt"], &["dd", "dt"], &["dl"]),
    (&["td", "th"], &["td", "th"], &["tr", "table"]),
    (&["tr"], &["tr", "td", "th"], &["table"]),
    (
        &["thead", "tbody", "tfoot"],
        &["thead", "tbody", "tfoot", "tr", "td", "th", "caption", "colgroup"],
        &["table"],
    ),
    (&["option", "optgroup"], &["option"], &["select"]),
];

/// Elements that begin a line, and so end a paragraph.
pub(super) const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];

/// A thing of a page.
pub(super) enum Node {
    Text(String),
    Element(Element),
}

/// An element.
#[derive(Default)]
pub(super) struct Element {
    pub name: String,
    attributes: Vec<(String, String)>,
    /// The numbers of what it holds.
    pub children: Vec<usize>,
    /// The number of the element around it.
    pub parent: usize,
    /// So many items of a list it holds; for an item, so many are before it.
    pub items: usize,
}

impl Element {
    /// An attribute.
    pub fn attr(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// A page; its first node holds all others.
pub(super) struct Tree(Vec<Node>);

impl Tree {
    /// Reads a page.
    pub fn parse(page: &str, limits: &Limits) -> Result<Self, Unreadable> {
        let mut grower =
            Grower { nodes: vec![Node::Element(Element::default())], open: vec![0], deepest: limits.depth };
        let mut tokenizer = Tokenizer::new(page);
        // Scripts and styles are not markup: the tokenizer looks at their names itself.
        for token in &mut tokenizer {
            let Ok(token) = token;
            match token {
                Token::StartTag(tag) => {
                    let name = text(&tag.name);
                    let attributes =
                        tag.attributes.iter().map(|(name, value)| (text(name), text(value))).collect();
                    grower.begin(name, attributes, tag.self_closing)?;
                }
                Token::EndTag(tag) => grower.end(&text(&tag.name)),
                Token::String(found) => grower.text(text(&found)),
                Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
            }
        }
        Ok(Self(grower.nodes))
    }

    /// A node by its number.
    pub fn node(&self, number: usize) -> Option<&Node> {
        self.0.get(number)
    }

    /// An element by its number.
    pub fn element(&self, number: usize) -> Option<&Element> {
        match self.0.get(number)? {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        }
    }

    /// The elements directly inside one.
    pub fn elements<'t>(&'t self, element: &'t Element) -> impl Iterator<Item = (usize, &'t Element)> {
        element.children.iter().filter_map(|number| Some((*number, self.element(*number)?)))
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

struct Grower {
    nodes: Vec<Node>,
    /// The numbers of the open elements, the outermost first.
    open: Vec<usize>,
    deepest: usize,
}

impl Grower {
    fn name(&self, number: usize) -> &str {
        match self.nodes.get(number) {
            Some(Node::Element(element)) => &element.name,
            _ => "",
        }
    }

    fn begin(
        &mut self,
        name: String,
        attributes: Vec<(String, String)>,
        closed: bool,
    ) -> Result<(), Unreadable> {
        if BLOCKS.contains(&name.as_str()) {
            self.end_within(&["p"], &["table", "td", "th"]);
        }
        if let Some((_, ended, borders)) = ENDS.iter().find(|(names, _, _)| names.contains(&name.as_str())) {
            self.end_within(ended, borders);
        }
        let void = closed || VOID.contains(&name.as_str());
        let parent = self.open.last().copied().unwrap_or(0);
        let mut items = 0;
        if name == "li"
            && let Some(Node::Element(list)) = self.nodes.get_mut(parent)
        {
            items = list.items;
            list.items += 1;
        }
        let element = Element { name, attributes, children: Vec::new(), parent, items };
        let number = self.push(parent, Node::Element(element));
        if !void {
            if self.open.len() > self.deepest {
                return Err(Unreadable::TooMuch("elementi uno dentro l'altro"));
            }
            self.open.push(number);
        }
        Ok(())
    }

    /// Ends the outermost open element of some names, above the nearest border.
    fn end_within(&mut self, names: &[&str], borders: &[&str]) {
        let inside =
            self.open.iter().rposition(|number| borders.contains(&self.name(*number))).map_or(1, |at| at + 1);
        let found = self.open.iter().skip(inside).position(|number| names.contains(&self.name(*number)));
        if let Some(at) = found {
            self.open.truncate(inside + at);
        }
    }

    fn end(&mut self, name: &str) {
        // The end of what stands in a cell does not end the table around it.
        let border = if matches!(name, "table" | "body" | "html") { None } else { Some("table") };
        let inside =
            self.open.iter().rposition(|number| border == Some(self.name(*number))).map_or(1, |at| at + 1);
        let found = self.open.iter().rposition(|number| self.name(*number) == name);
        if let Some(at) = found.filter(|at| *at >= inside) {
            self.open.truncate(at);
        }
    }

    fn text(&mut self, text: String) {
        let parent = self.open.last().copied().unwrap_or(0);
        self.push(parent, Node::Text(text));
    }

    fn push(&mut self, parent: usize, node: Node) -> usize {
        let number = self.nodes.len();
        self.nodes.push(node);
        if let Some(Node::Element(element)) = self.nodes.get_mut(parent) {
            element.children.push(number);
        }
        number
    }
}
