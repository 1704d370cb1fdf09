//! The numbers that Word writes before paragraphs of lists.

use std::collections::HashMap;

use crate::counting::written;
use crate::xml::Xml;
use crate::{Limits, Unreadable};

/// Levels of a list.
const LEVELS: usize = 9;

#[derive(Clone, Default)]
struct Level {
    start: u32,
    format: String,
    text: String,
}

/// The lists of a document, and how far each has come.
#[derive(Default)]
pub(super) struct Numbering {
    levels: HashMap<String, Vec<Level>>,
    /// The definition of each list.
    lists: HashMap<String, String>,
    counts: HashMap<String, [u32; LEVELS]>,
}

impl Numbering {
    /// Reads `word/numbering.xml`.
    pub fn read(bytes: &[u8], limits: &Limits) -> Result<Self, Unreadable> {
        let mut xml = Xml::new(bytes, "word/numbering.xml", limits);
        let mut out = Self::default();
        let (mut definition, mut list) = (String::new(), None);
        while let Some(tag) = xml.next_tag()? {
            match tag.name() {
                "w:abstractNum" => {
                    definition = tag.get("w:abstractNumId").unwrap_or_default();
                    list = None;
                }
                "w:num" => list = tag.get("w:numId"),
                "w:abstractNumId" => {
                    if let Some(list) = list.clone() {
                        out.lists.insert(list, tag.get("w:val").unwrap_or_default());
                    }
                }
                "w:lvlOverride" => xml.skip()?,
                "w:lvl" => {
                    let levels = out.levels.entry(definition.clone()).or_default();
                    if levels.len() < LEVELS {
                        levels.push(level(&mut xml)?);
                    }
                }
                _ => {}
            }
        }
        Ok(out)
    }

    /// What stands before the next paragraph of a list, at a level from 0.
    pub fn next(&mut self, list: &str, level: u8) -> Option<String> {
        let definition = self.lists.get(list)?;
        let levels = self.levels.get(definition)?;
        let at = usize::from(level);
        let here = levels.get(at)?;
        if here.format == "bullet" {
            return Some("•".to_owned());
        }
        let counts = self.counts.entry(list.to_owned()).or_default();
        counts[at] = counts[at].saturating_add(1);
        counts[at + 1..].fill(0);
        let mut text = here.text.clone();
        for (index, level) in levels.iter().enumerate() {
            let number = counts[index].max(1) - 1 + level.start;
            text = text.replace(&format!("%{}", index + 1), &written(number, &level.format));
        }
        (!text.trim().is_empty()).then_some(text)
    }
}

fn level(xml: &mut Xml<'_>) -> Result<Level, Unreadable> {
    let mut level = Level { start: 1, ..Level::default() };
    let outside = xml.outside();
    while let Some(tag) = xml.within(outside)? {
        match tag.name() {
            "w:start" => level.start = tag.number("w:val").unwrap_or(1),
            "w:numFmt" => level.format = tag.get("w:val").unwrap_or_default(),
            "w:lvlText" => level.text = tag.get("w:val").unwrap_or_default(),
            _ => {}
        }
    }
    Ok(level)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_count_apart() {
        let xml = br#"<w:numbering><w:abstractNum w:abstractNumId="7"><w:lvl><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl><w:lvl><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl></w:abstractNum><w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num></w:numbering>"#;
        let mut lists = Numbering::read(xml, &Limits::default()).unwrap();
        let steps = [(0, "1."), (1, "1.a)"), (1, "1.b)"), (0, "2."), (1, "2.a)")];
        for (level, expected) in steps {
            assert_eq!(lists.next("2", level).as_deref(), Some(expected));
        }
        assert_eq!(lists.next("3", 0), None);
    }
}
