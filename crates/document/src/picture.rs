//! Pictures: shapes on a plane, drawn alike on screens and on paper.
//!
//! A picture is made once and each writer draws it with its own means. Its words are cut so that they fit whatever
//! typeface they are shown in; what they say stands whole in the table beside the picture.

/// A picture. All lengths are in tenths of a point (1/720 inch), from the upper left corner.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Picture {
    /// What it is called, in a few words.
    pub title: String,
    /// What is to be seen in it, for those who do not see it.
    pub alt: String,
    /// Its width.
    pub width: i32,
    /// Its height.
    pub height: i32,
    /// What is drawn, from the back to the front.
    pub shapes: Vec<Shape>,
}

/// Something that is drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A filled area.
    Area(Bounds, Tint),
    /// The edge of an area that is not filled.
    Outline(Bounds, Tint),
    /// A thin line from one point to another.
    Line((i32, i32), (i32, i32), Tint),
    /// A square on its corner, around a point: what happens at one day.
    Diamond((i32, i32), Tint),
    /// Words on one line.
    Words(Words),
}

/// An area of a picture.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bounds {
    /// Left edge.
    pub x: i32,
    /// Upper edge.
    pub y: i32,
    /// Width.
    pub width: i32,
    /// Height.
    pub height: i32,
}

/// Words of a picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Words {
    /// Where their base line begins, ends or has its middle.
    pub at: (i32, i32),
    /// Which of these it is.
    pub anchor: Anchor,
    /// The size of the font.
    pub size: i32,
    /// Whether they are bold.
    pub bold: bool,
    /// Their colour.
    pub tint: Tint,
    /// The words.
    pub text: String,
}

impl Words {
    /// The same words in bold.
    #[must_use]
    pub fn bold(self, bold: bool) -> Self {
        Self { bold, ..self }
    }

    /// The same words in another colour.
    #[must_use]
    pub fn tinted(self, tint: Tint) -> Self {
        Self { tint, ..self }
    }
}

/// What a point is to the words beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// They begin there.
    Start,
    /// They have their middle there.
    Middle,
    /// They end there.
    End,
}

/// A colour with a part to play. None says anything that is not said by a form or by words, too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tint {
    /// Words.
    Ink,
    /// Words beside.
    Faint,
    /// Lines of a scale.
    Grid,
    /// Behind every other row.
    Band,
    /// What is planned, or the whole of which something is a part.
    Planned,
    /// What came about.
    Done,
    /// What is late, lacking or too much.
    Amiss,
}

/// Half the diagonal of a [`Shape::Diamond`].
pub const DIAMOND: i32 = 40;
/// The width of lines.
pub const STROKE: i32 = 6;

impl Tint {
    /// Red, green and blue. Words have a contrast of at least 7:1 on white and on bands, shapes of 3:1, where they
    /// are not drawn with an edge.
    pub fn rgb(self) -> (u8, u8, u8) {
        match self {
            Self::Ink => (0x1a, 0x1a, 0x1a),
            Self::Faint => (0x45, 0x5a, 0x64),
            Self::Grid => (0xb8, 0xc4, 0xce),
            Self::Band => (0xf3, 0xf6, 0xf9),
            Self::Planned => (0xb4, 0xcb, 0xe4),
            Self::Done => (0x17, 0x4a, 0x8c),
            Self::Amiss => (0xa3, 0x2a, 0x0e),
        }
    }
}

/// The widest that a text may become in any of the typefaces that pages are shown in.
pub fn room(text: &str, size: i32) -> i32 {
    // In hundredths of the size of the font.
    let of = |character: char| match character {
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | ' ' => 30,
        'f' | 'r' | 't' | '(' | ')' | '-' | '/' => 40,
        'm' | 'M' | 'W' | 'w' | '%' | '@' | '…' => 95,
        _ if character.is_uppercase() => 68,
        _ => 54,
    };
    let sum = text.chars().map(of).fold(0_i32, i32::saturating_add);
    sum.saturating_mul(size) / 100
}

/// A text cut so that it is no wider than a room, at the end of a word where there is one.
pub fn fitted(text: &str, size: i32, width: i32) -> String {
    const MORE: &str = "…";
    if room(text, size) <= width {
        return text.to_owned();
    }
    let width = width - room(MORE, size);
    let ends = text.char_indices().map(|(at, character)| at + character.len_utf8());
    let whole = ends.take_while(|end| room(&text[..*end], size) <= width).last().unwrap_or(0);
    let short = &text[..whole];
    // A cut word is better than a line that is mostly blank.
    let at_word = short.rfind(' ').filter(|space| *space * 2 > whole).unwrap_or(whole);
    format!("{}{MORE}", short[..at_word].trim_end_matches([' ', ',', ';', ':', '-', '–']))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn texts_are_cut_at_words() {
        assert_eq!(fitted("Nidi", 100, 1000), "Nidi");
        assert_eq!(fitted("Ampliare gli orari dei nidi comunali", 100, 1200), "Ampliare gli orari dei…");
        assert_eq!(fitted("Semplificazione", 100, 500), "Semplifi…");
    }

    proptest! {
        #[test]
        fn a_cut_text_fits(text in "[a-zà-ù A-Z0-9漢]{0,80}", width in 120..3000) {
            let short = fitted(&text, 80, width);
            prop_assert!(room(&short, 80) <= width, "{short}");
        }
    }
}
