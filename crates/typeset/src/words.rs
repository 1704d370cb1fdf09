//! Words, shaped once each.

use std::collections::HashMap;
use std::ops::Range;

use rustybuzz::UnicodeBuffer;
use rustybuzz::ttf_parser::GlyphId;

use crate::fonts::{Face, UNKNOWN};

/// A glyph of a word; lengths are in em.
#[derive(Clone, Debug)]
pub struct Glyph {
    /// Its typeface.
    pub face: Face,
    /// Its number in the typeface.
    pub id: u16,
    /// How far it takes the pen.
    pub advance: f32,
    /// How far right of the pen it stands.
    pub right: f32,
    /// How far above the pen it stands.
    pub up: f32,
    /// Bytes of the word that it shows.
    pub text: Range<usize>,
}

/// A word, or the space between two.
#[derive(Debug)]
pub struct Word {
    /// Its characters.
    pub text: Box<str>,
    /// Its glyphs, from the left.
    pub glyphs: Box<[Glyph]>,
    /// Its width, in em.
    pub advance: f32,
    /// It is set in bold.
    pub bold: bool,
}

/// A word that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WordId(u32);

/// All words of a document.
#[derive(Default)]
pub struct Words {
    list: Vec<Word>,
    known: [HashMap<Box<str>, WordId>; 2],
    buffer: Option<UnicodeBuffer>,
}

impl Words {
    /// A word by its characters, shaped when it is new.
    pub fn id(&mut self, text: &str, bold: bool) -> WordId {
        if let Some(id) = self.known[usize::from(bold)].get(text) {
            return *id;
        }
        let mut glyphs = Vec::with_capacity(text.len());
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let start = text.len() - rest.len();
            let face = Face::of(first, bold);
            let other = rest.find(|character| Face::of(character, bold) != face);
            let (run, after) = rest.split_at(other.unwrap_or(rest.len()));
            match face {
                Some(face) => self.shape(run, start, face, &mut glyphs),
                None => glyphs.extend(unknown(run, start, bold)),
            }
            rest = after;
        }
        self.keep(text, glyphs, bold)
    }

    /// The hyphen at the end of a line. Behind it stands U+00AD, which readers take away.
    pub fn hyphen(&mut self, bold: bool) -> WordId {
        const SOFT: &str = "\u{ad}";
        if let Some(id) = self.known[usize::from(bold)].get(SOFT) {
            return *id;
        }
        // A shaper would hide it, and the plain hyphen's glyph stands for another character.
        let glyph = drawn(Face::wide(bold), '\u{ad}', 0..SOFT.len());
        self.keep(SOFT, vec![glyph], bold)
    }

    /// A known word.
    pub fn get(&self, id: WordId) -> &Word {
        &self.list[id.0 as usize]
    }

    /// The width of a known word, in em.
    pub fn advance(&self, id: WordId) -> f32 {
        self.get(id).advance
    }

    fn keep(&mut self, text: &str, glyphs: Vec<Glyph>, bold: bool) -> WordId {
        let id = WordId(u32::try_from(self.list.len()).unwrap_or(u32::MAX));
        let advance = glyphs.iter().map(|glyph| glyph.advance).sum();
        self.list.push(Word { text: text.into(), glyphs: glyphs.into(), advance, bold });
        self.known[usize::from(bold)].insert(text.into(), id);
        id
    }

    /// Shapes characters that one typeface has.
    fn shape(&mut self, run: &str, start: usize, face: Face, glyphs: &mut Vec<Glyph>) {
        let mut buffer = self.buffer.take().unwrap_or_default();
        buffer.push_str(run);
        buffer.set_direction(rustybuzz::Direction::LeftToRight);
        buffer.set_script(rustybuzz::script::LATIN);
        let loaded = face.loaded();
        let shaped = rustybuzz::shape_with_plan(&loaded.face, &loaded.plan, buffer);
        let em = |units: i32| units_to_em(units, face);
        let infos = shaped.glyph_infos();
        for (index, (info, position)) in infos.iter().zip(shaped.glyph_positions()).enumerate() {
            let next = infos[index..].iter().find(|next| next.cluster > info.cluster);
            let end = next.map_or(run.len(), |next| next.cluster as usize);
            glyphs.push(Glyph {
                face,
                id: u16::try_from(info.glyph_id).unwrap_or_default(),
                advance: em(position.x_advance),
                right: em(position.x_offset),
                up: em(position.y_offset),
                text: start + info.cluster as usize..start + end,
            });
        }
        self.buffer = Some(shaped.clear());
    }
}

#[allow(clippy::cast_precision_loss, reason = "units of a font are far below 2^24")]
fn units_to_em(units: i32, face: Face) -> f32 {
    units as f32 / face.units()
}

/// Signs that stand for characters no typeface has; the characters themselves are behind them.
fn unknown(run: &str, start: usize, bold: bool) -> impl Iterator<Item = Glyph> {
    run.char_indices().map(move |(index, character)| {
        let from = start + index;
        drawn(Face::wide(bold), UNKNOWN, from..from + character.len_utf8())
    })
}

/// A character's own glyph.
fn drawn(face: Face, character: char, text: Range<usize>) -> Glyph {
    let id = face.glyph(character).unwrap_or(GlyphId(0));
    Glyph { face, id: id.0, advance: face.advance(id), right: 0.0, up: 0.0, text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_glyph_shows_its_own_characters() {
        let mut words = Words::default();
        for (text, glyphs) in [("ufficio", 7), ("≥50%", 4), ("漢字", 2), ("☐Sì", 3), (" ", 1)] {
            let id = words.id(text, false);
            assert_eq!(id, words.id(text, false));
            assert_ne!(id, words.id(text, true));
            let word = words.get(id);
            let back: String = word.glyphs.iter().map(|glyph| &text[glyph.text.clone()]).collect();
            assert_eq!((back.as_str(), word.glyphs.len()), (text, glyphs));
            assert!(word.advance > 0.0 && word.glyphs.iter().all(|glyph| glyph.id != 0));
        }
    }
}
