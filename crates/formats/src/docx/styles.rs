//! The styles of a Word document: which are bold, hidden, or headings.

use std::collections::HashMap;

use crate::xml::{Tag, Xml};
use crate::{Limits, Unreadable};

/// What run properties say; nothing where they leave it to what is around.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Look {
    pub bold: Option<bool>,
    pub hidden: Option<bool>,
}

impl Look {
    /// These properties where they say something, else those of `base`.
    pub fn over(self, base: Self) -> Self {
        Self { bold: self.bold.or(base.bold), hidden: self.hidden.or(base.hidden) }
    }
}

#[derive(Default)]
struct Style {
    base: Option<String>,
    look: Look,
    heading: Option<u8>,
    list: Option<(String, u8)>,
}

/// The styles by their identifiers.
#[derive(Default)]
pub(super) struct Styles(HashMap<String, Style>);

/// Longest chain of styles that is followed.
const CHAIN: usize = 32;

impl Styles {
    /// Reads `word/styles.xml`.
    pub fn read(bytes: &[u8], limits: &Limits) -> Result<Self, Unreadable> {
        let mut xml = Xml::new(bytes, "word/styles.xml", limits);
        let mut styles = HashMap::new();
        while let Some(tag) = xml.next_tag()? {
            if tag.name() == "w:style" {
                let id = tag.get("w:styleId").unwrap_or_default();
                styles.insert(id, style(&mut xml)?);
            }
        }
        Ok(Self(styles))
    }

    /// What a style says of its text, its bases included.
    pub fn look(&self, id: &str) -> Look {
        self.chain(id).fold(Look::default(), |look, style| look.over(style.look))
    }

    /// The level of the heading that a style makes, from 1.
    pub fn heading(&self, id: &str) -> Option<u8> {
        self.chain(id).find_map(|style| style.heading)
    }

    /// The list that a style numbers its paragraphs with, and the level in it.
    pub fn list(&self, id: &str) -> Option<(String, u8)> {
        self.chain(id).find_map(|style| style.list.clone())
    }

    fn chain<'s>(&'s self, id: &str) -> impl Iterator<Item = &'s Style> {
        let first = self.0.get(id);
        std::iter::successors(first, |style| self.0.get(style.base.as_deref()?)).take(CHAIN)
    }
}

fn style(xml: &mut Xml<'_>) -> Result<Style, Unreadable> {
    let mut style = Style::default();
    let (mut list, mut level) = (None, 0);
    let outside = xml.outside();
    while let Some(tag) = xml.within(outside)? {
        match tag.name() {
            "w:basedOn" => style.base = tag.get("w:val"),
            "w:outlineLvl" => style.heading = outline(&tag),
            "w:numId" => list = tag.get("w:val"),
            "w:ilvl" => level = tag.number("w:val").and_then(|n| u8::try_from(n).ok()).unwrap_or(0),
            _ => note(&tag, &mut style.look),
        }
    }
    style.list = list.map(|list| (list, level));
    Ok(style)
}

/// The level of a heading in an outline, where 9 is text.
pub(super) fn outline(tag: &Tag<'_>) -> Option<u8> {
    let level = tag.number("w:val").filter(|level| *level < 9)?;
    u8::try_from(level + 1).ok()
}

/// Notes what one property says.
pub(super) fn note(tag: &Tag<'_>, look: &mut Look) {
    match tag.name() {
        "w:b" => look.bold = Some(on(tag)),
        "w:vanish" | "w:specVanish" => look.hidden = Some(on(tag)),
        _ => {}
    }
}

/// Whether a switch is on; it is where nothing is said.
pub(super) fn on(tag: &Tag<'_>) -> bool {
    !matches!(tag.get("w:val").as_deref(), Some("0" | "false" | "off" | "none"))
}
