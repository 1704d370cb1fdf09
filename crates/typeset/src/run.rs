//! Passage of text as glyphs.

use krilla::geom::Point;
use krilla::surface::Surface;
use krilla::text::{GlyphId, KrillaGlyph};

use crate::fonts::Face;
use crate::page::Shown;
use crate::words::{Glyph, Words};

/// Draws a line of text: one run for each typeface in it.
pub fn draw(surface: &mut Surface<'_>, shown: &Shown, words: &Words) {
    let mut run = Run::default();
    let mut x = shown.at.0;
    for word in &shown.line {
        let word = words.get(*word);
        let mut last = None;
        for glyph in &word.glyphs {
            if run.face != Some(glyph.face) {
                x += run.draw(surface, x, shown);
                run.face = Some(glyph.face);
                last = None;
            }
            // Several glyphs may show the same characters: these are said once.
            let again = last.as_ref() == Some(&glyph.text);
            run.push(glyph, if again { "" } else { &word.text[glyph.text.clone()] });
            last = Some(glyph.text.clone());
        }
    }
    run.draw(surface, x, shown);
}

/// Glyphs of one typeface.
#[derive(Default)]
struct Run {
    face: Option<Face>,
    glyphs: Vec<KrillaGlyph>,
    text: String,
    advance: f32,
}

impl Run {
    /// Adds a glyph that shows some text, or the same as the one before it.
    fn push(&mut self, glyph: &Glyph, text: &str) {
        let start = self.text.len();
        self.text.push_str(text);
        let range = match self.glyphs.last() {
            Some(before) if text.is_empty() => before.text_range.clone(),
            _ => start..self.text.len(),
        };
        let id = GlyphId::new(u32::from(glyph.id));
        let glyph = KrillaGlyph::new(id, glyph.advance, glyph.right, glyph.up, 0.0, range, None);
        self.advance += glyph.x_advance;
        self.glyphs.push(glyph);
    }

    /// Draws the glyphs and forgets them. Gives how far they took the pen.
    fn draw(&mut self, surface: &mut Surface<'_>, x: f32, shown: &Shown) -> f32 {
        let Some(face) = self.face.filter(|_| !self.glyphs.is_empty()) else { return 0.0 };
        let at = Point::from_xy(x, shown.at.1);
        let font = face.loaded().font.clone();
        surface.draw_glyphs(at, &self.glyphs, font, &self.text, shown.size, false);
        let advance = self.advance * shown.size;
        self.glyphs.clear();
        self.text.clear();
        self.advance = 0.0;
        advance
    }
}
