//! The styles of an OpenDocument file: which are bold or hidden, and how lists are numbered.

use std::collections::HashMap;

use super::lists::Lists;
use crate::xml::Xml;
use crate::{Limits, Unreadable};

#[derive(Default)]
struct Style {
    parent: Option<String>,
    bold: Option<bool>,
    hidden: Option<bool>,
    /// A table that is not displayed.
    undisplayed: bool,
}

/// The styles by family and name.
#[derive(Default)]
pub(super) struct Styles {
    styles: HashMap<(String, String), Style>,
    /// The numbering of lists.
    pub lists: Lists,
}

/// Longest chain of styles that is followed.
const CHAIN: usize = 32;

impl Styles {
    /// Adds the styles of a part.
    pub fn add(&mut self, bytes: &[u8], part: &'static str, limits: &Limits) -> Result<(), Unreadable> {
        let mut xml = Xml::new(bytes, part, limits);
        while let Some(tag) = xml.next_tag()? {
            match tag.name() {
                "style:style" => {
                    let family = tag.get("style:family").unwrap_or_default();
                    let name = tag.get("style:name").unwrap_or_default();
                    let parent = tag.get("style:parent-style-name");
                    let style = Style { parent, ..style(&mut xml)? };
                    self.styles.insert((family, name), style);
                }
                "text:list-style" => {
                    let name = tag.get("style:name").unwrap_or_default();
                    self.lists.define(name, &mut xml)?;
                }
                "office:body" => return Ok(()),
                _ => {}
            }
        }
        Ok(())
    }

    /// Whether a style says that its text is bold.
    pub fn bold(&self, family: &str, name: &str) -> Option<bool> {
        self.chain(family, name).find_map(|style| style.bold)
    }

    /// Whether a style hides its text.
    pub fn hidden(&self, family: &str, name: &str) -> bool {
        self.chain(family, name).find_map(|style| style.hidden).unwrap_or(false)
    }

    /// Whether a table of a style is not displayed.
    pub fn undisplayed(&self, name: &str) -> bool {
        self.chain("table", name).any(|style| style.undisplayed)
    }

    fn chain<'s>(&'s self, family: &str, name: &str) -> impl Iterator<Item = &'s Style> {
        let key = (family.to_owned(), name.to_owned());
        let family = family.to_owned();
        let next = move |style: &&'s Style| self.styles.get(&(family.clone(), style.parent.clone()?));
        std::iter::successors(self.styles.get(&key), next).take(CHAIN)
    }
}

fn style(xml: &mut Xml<'_>) -> Result<Style, Unreadable> {
    let mut style = Style::default();
    let outside = xml.outside();
    while let Some(tag) = xml.within(outside)? {
        match tag.name() {
            "style:text-properties" => {
                let weight = tag.get("fo:font-weight");
                style.bold = weight.map(|weight| is_bold(&weight)).or(style.bold);
                let display = tag.get("text:display");
                style.hidden = display.map(|display| display == "none").or(style.hidden);
            }
            "style:table-properties" => {
                style.undisplayed = tag.get("table:display").is_some_and(|display| display == "false");
            }
            _ => {}
        }
    }
    Ok(style)
}

fn is_bold(weight: &str) -> bool {
    weight == "bold" || weight.parse::<u32>().is_ok_and(|weight| weight >= 600)
}
