//! The numbers before the items of lists.

use std::collections::HashMap;

use crate::Unreadable;
use crate::counting::written;
use crate::xml::{Tag, Xml};

#[derive(Clone, Default)]
struct Level {
    bullet: bool,
    start: u32,
    format: String,
    prefix: String,
    suffix: String,
    shown: u32,
}

/// How the lists of a document are numbered, by style.
#[derive(Default)]
pub(super) struct Lists(HashMap<String, Vec<Level>>);

/// How far a list has come, level by level.
#[derive(Clone, Default)]
pub(super) struct Count(Vec<u32>);

impl Lists {
    /// Reads the definition that has just begun.
    pub fn define(&mut self, name: String, xml: &mut Xml<'_>) -> Result<(), Unreadable> {
        let outside = xml.outside();
        let mut levels = Vec::new();
        while let Some(tag) = xml.within(outside)? {
            match tag.name() {
                "text:list-level-style-bullet" | "text:list-level-style-image" => {
                    levels.push(Level { bullet: true, ..Level::default() });
                }
                "text:list-level-style-number" => levels.push(level(&tag)),
                _ => {}
            }
        }
        self.0.insert(name, levels);
        Ok(())
    }

    /// What stands before the next item of a list at a depth, from 1.
    pub fn next(&self, style: &str, depth: usize, count: &mut Count) -> Option<String> {
        let levels = self.0.get(style)?;
        let here = levels.get(depth.checked_sub(1)?)?;
        if here.bullet {
            return Some("•".to_owned());
        }
        count.0.resize(depth, 0);
        count.0[depth - 1] = count.0[depth - 1].saturating_add(1);
        let first = depth.saturating_sub(usize::try_from(here.shown).unwrap_or(1).max(1));
        let numbers = (first..depth).filter_map(|index| {
            let level = levels.get(index)?;
            let number = count.0[index].max(1) - 1 + level.start;
            Some(written(number, &level.format))
        });
        let text = numbers.filter(|number| !number.is_empty()).collect::<Vec<_>>().join(".");
        (!text.is_empty()).then(|| format!("{}{text}{}", here.prefix, here.suffix))
    }
}

fn level(tag: &Tag<'_>) -> Level {
    let format = match tag.get("style:num-format").as_deref() {
        Some("a") => "lowerLetter",
        Some("A") => "upperLetter",
        Some("i") => "lowerRoman",
        Some("I") => "upperRoman",
        Some("1") => "decimal",
        _ => "none",
    };
    Level {
        bullet: false,
        start: tag.number("text:start-value").unwrap_or(1),
        format: format.to_owned(),
        prefix: tag.get("style:num-prefix").unwrap_or_default(),
        suffix: tag.get("style:num-suffix").unwrap_or_default(),
        shown: tag.number("text:display-levels").unwrap_or(1),
    }
}
