//! The structure of the document, for those who hear it instead of seeing it.

use std::num::{NonZeroU16, NonZeroU32};

use krilla::tagging::{Identifier, Node, TableHeaderScope, Tag, TagGroup, TagKind, TagTree};

/// A part of the structure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part(u32);

/// What a part is.
#[derive(Clone, Debug)]
pub enum Kind {
    /// A paragraph.
    Paragraph,
    /// A heading with its level (1 is the highest) and its text.
    Heading(u16, String),
    /// A table.
    Table,
    /// Rows that name columns.
    Head,
    /// Rows below them.
    Body,
    /// A row.
    Row,
    /// A cell that names the cells below it; it is so many columns wide.
    ColumnName(usize),
    /// A cell that names the cells to its right.
    RowName,
    /// A cell; it is so many columns wide.
    Cell(usize),
    /// The index.
    Contents,
    /// A line of the index.
    Entry,
    /// A reference of the index to a page.
    Reference,
    /// What takes the reader to another page.
    Link,
    /// A picture with what is to be seen in it.
    Figure(String),
}

struct Entry {
    kind: Kind,
    above: Option<Part>,
}

/// The structure that grows while pages are laid out; parts stand in the order in which they are made.
#[derive(Default)]
pub struct Tree {
    parts: Vec<Entry>,
    leaves: Vec<(Part, Identifier)>,
}

impl Tree {
    /// A part of the whole document.
    pub fn root(&mut self, kind: Kind) -> Part {
        self.add(kind, None)
    }

    /// A part of a part.
    pub fn part(&mut self, above: Part, kind: Kind) -> Part {
        self.add(kind, Some(above))
    }

    fn add(&mut self, kind: Kind, above: Option<Part>) -> Part {
        let part = Part(u32::try_from(self.parts.len()).unwrap_or(u32::MAX));
        self.parts.push(Entry { kind, above });
        part
    }

    /// Something on a page belongs to a part; called in reading order.
    pub fn leaf(&mut self, part: Part, leaf: Identifier) {
        self.leaves.push((part, leaf));
    }

    /// The finished structure.
    pub fn into_tags(self, language: &str) -> TagTree {
        let mut groups: Vec<Option<TagGroup>> =
            self.parts.iter().map(|entry| Some(TagGroup::new(entry.kind.tag()))).collect();
        for (part, leaf) in self.leaves {
            if let Some(group) = &mut groups[part.0 as usize] {
                group.push(leaf);
            }
        }
        // What is above was made first: from the last to the first, each part is complete when it is given
        // to the one above, and the parts of a part arrive in backward order.
        let mut roots = Vec::new();
        for (index, entry) in self.parts.iter().enumerate().rev() {
            let Some(mut group) = groups[index].take() else { continue };
            let leaves = group.children.iter().take_while(|child| matches!(child, Node::Leaf(_))).count();
            group.children[leaves..].reverse();
            match entry.above.and_then(|above| groups[above.0 as usize].as_mut()) {
                Some(above) => above.push(group),
                None => roots.push(Node::Group(group)),
            }
        }
        roots.reverse();
        TagTree::from(roots).with_lang(Some(language.to_owned()))
    }
}

impl Kind {
    fn tag(&self) -> TagKind {
        match self {
            Self::Paragraph => Tag::P.into(),
            Self::Heading(level, text) => {
                let level = NonZeroU16::new(*level).unwrap_or(NonZeroU16::MIN);
                Tag::Hn(level, Some(text.clone())).into()
            }
            Self::Table => Tag::Table.into(),
            Self::Head => Tag::THead.into(),
            Self::Body => Tag::TBody.into(),
            Self::Row => Tag::TR.into(),
            Self::ColumnName(columns) => {
                Tag::TH(TableHeaderScope::Column).with_col_span(span(*columns)).into()
            }
            Self::RowName => Tag::TH(TableHeaderScope::Row).into(),
            Self::Cell(columns) => Tag::TD.with_col_span(span(*columns)).into(),
            Self::Contents => Tag::TOC.into(),
            Self::Entry => Tag::TOCI.into(),
            Self::Reference => Tag::Reference.into(),
            Self::Link => Tag::Link.into(),
            Self::Figure(alt) => Tag::Figure(Some(alt.clone())).into(),
        }
    }
}

/// How many columns a cell is wide, when it is wider than one.
fn span(columns: usize) -> Option<NonZeroU32> {
    u32::try_from(columns).ok().filter(|columns| *columns > 1).and_then(NonZeroU32::new)
}
