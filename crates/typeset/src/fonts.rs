//! The typefaces, and which of them has a character.

use std::sync::LazyLock;

use krilla::text::Font;
use rustybuzz::ShapePlan;
use rustybuzz::ttf_parser::GlyphId;

/// A typeface. Titillium Web is first choice, DejaVu Sans has what it lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Face {
    /// Titillium Web.
    Plain,
    /// Titillium Web, semibold.
    Bold,
    /// DejaVu Sans.
    WidePlain,
    /// DejaVu Sans, bold.
    WideBold,
}

/// A typeface, ready to measure and to draw.
pub struct Loaded {
    /// For measuring.
    pub face: rustybuzz::Face<'static>,
    /// How words are shaped: kerned, without ligatures.
    pub plan: ShapePlan,
    /// For drawing.
    pub font: Font,
}

static FILES: [&[u8]; 4] = [
    include_bytes!("../fonts/titillium-web/TitilliumWeb-Regular.ttf"),
    include_bytes!("../fonts/titillium-web/TitilliumWeb-SemiBold.ttf"),
    include_bytes!("../fonts/dejavu/DejaVuSans.ttf"),
    include_bytes!("../fonts/dejavu/DejaVuSans-Bold.ttf"),
];

static LOADED: LazyLock<[Loaded; 4]> = LazyLock::new(|| FILES.map(load));

#[allow(clippy::expect_used, reason = "the fonts are part of the program, and a test loads them")]
fn load(file: &'static [u8]) -> Loaded {
    let face = rustybuzz::Face::from_slice(file, 0).expect("the font is a font");
    let off = |tag: &[u8; 4]| rustybuzz::Feature::new(rustybuzz::ttf_parser::Tag::from_bytes(tag), 0, ..);
    // Ligatures would show several characters as one glyph, which some readers of PDF take apart wrongly.
    let features = [off(b"liga"), off(b"clig"), off(b"dlig"), off(b"calt"), off(b"frac")];
    let plan = ShapePlan::new(
        &face,
        rustybuzz::Direction::LeftToRight,
        Some(rustybuzz::script::LATIN),
        None,
        &features,
    );
    let font = Font::new(file.into(), 0).expect("the font is a font");
    Loaded { face, plan, font }
}

/// What stands for a character that no typeface has.
pub const UNKNOWN: char = '\u{fffd}';

impl Face {
    /// The typeface that has a character, if one does.
    pub fn of(character: char, bold: bool) -> Option<Self> {
        let choice = if bold { [Self::Bold, Self::WideBold] } else { [Self::Plain, Self::WidePlain] };
        choice.into_iter().find(|face| face.glyph(character).is_some_and(|glyph| glyph.0 != 0))
    }

    /// The widest choice of characters.
    pub fn wide(bold: bool) -> Self {
        if bold { Self::WideBold } else { Self::WidePlain }
    }

    /// The glyph of a character.
    pub fn glyph(self, character: char) -> Option<GlyphId> {
        self.loaded().face.glyph_index(character)
    }

    /// How far a glyph takes the pen, in em.
    pub fn advance(self, glyph: GlyphId) -> f32 {
        let advance = self.loaded().face.glyph_hor_advance(glyph).unwrap_or_default();
        f32::from(advance) / self.units()
    }

    /// Units of the typeface in an em.
    pub fn units(self) -> f32 {
        f32::from(self.loaded().face.as_ref().units_per_em())
    }

    /// The typeface, ready to measure and to draw.
    pub fn loaded(self) -> &'static Loaded {
        let [plain, bold, wide_plain, wide_bold] = &*LOADED;
        match self {
            Self::Plain => plain,
            Self::Bold => bold,
            Self::WidePlain => wide_plain,
            Self::WideBold => wide_bold,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_character_has_the_first_typeface_that_knows_it() {
        let of = |character| Face::of(character, false);
        assert_eq!(of('à'), Some(Face::Plain));
        assert_eq!(of('€'), Some(Face::Plain));
        for wide in ['☐', '☑', '□', '➤', '≥', '√', 'Ω', 'Ж'] {
            assert_eq!(of(wide), Some(Face::WidePlain), "{wide}");
        }
        assert_eq!(Face::of('≥', true), Some(Face::WideBold));
        assert_eq!(of('漢'), None);
        for face in [Face::WidePlain, Face::WideBold] {
            assert!(face.glyph(UNKNOWN).is_some() && face.glyph('\u{ad}').is_some());
        }
    }
}
