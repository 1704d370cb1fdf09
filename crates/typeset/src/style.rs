//! What pages look like: sizes, spaces, colours.

use document::picture::Tint;
use krilla::color::rgb;

/// A4, upright: width and height.
pub const PAPER: (f32, f32) = (595.28, 841.89);
/// Left and right of the text: 15 mm.
pub const MARGIN: f32 = 42.52;
/// Above the text, with room for the running head.
pub const TOP: f32 = 56.0;
/// Below the text, with room for the foot.
pub const BOTTOM: f32 = 51.0;

/// Font of tables; the smaller ones are for tables whose longest words do not fit side by side.
pub const TABLE_SIZES: [f32; 4] = [9.0, 8.0, 7.0, 6.5];
/// The smallest font for a cell with a word wider than its column, before the word is broken.
pub const SMALLEST: f32 = 4.5;
/// Left and right of the text of a cell.
pub const CELL_SIDE: f32 = 3.5;
/// Above and below the text of a cell.
pub const CELL_ABOVE: f32 = 2.0;
/// Distance of lines in a cell, in em.
pub const CELL_LEADING: f32 = 1.24;
/// Between two tables: programs that look at the lines tell them apart by it.
pub const TABLE_GAP: f32 = 6.0;
/// Width of the lines around cells.
pub const EDGE: f32 = 0.5;

/// Font of running text.
pub const TEXT_SIZE: f32 = 10.0;
/// Font of what is said beside: legend, running head, foot.
pub const SMALL_SIZE: f32 = 8.0;
/// Distance of lines in running text, in em.
pub const TEXT_LEADING: f32 = 1.36;
/// Distance of lines in headings, in em.
pub const HEADING_LEADING: f32 = 1.2;
/// Between two paragraphs.
pub const TEXT_GAP: f32 = 7.0;
/// Side of the coat of arms on the first page.
pub const CREST: f32 = 48.0;
/// Side of the coat of arms in the running head.
pub const SMALL_CREST: f32 = 18.0;

/// The font of a heading and the space above it, by its level in the printed document (from 2).
pub fn heading(level: u16) -> (f32, f32) {
    match level {
        0..=2 => (15.0, 18.0),
        3 => (13.0, 14.0),
        4 => (11.5, 12.0),
        _ => (11.0, 10.0),
    }
}

/// From the top of a line to its base line: what stands above and below is in the middle. All in em.
pub fn base(leading: f32) -> f32 {
    const MIDDLE: f32 = 0.24;
    leading / 2.0 + MIDDLE
}

/// A colour with a part to play. Text on each background has a contrast of at least 7:1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// Text.
    Text,
    /// Titles and headings.
    Title,
    /// Text beside.
    Faint,
    /// Passage around cells.
    Edge,
    /// Behind labels.
    Label,
    /// Behind the names of columns.
    Header,
    /// Behind the title of a table.
    Bar,
    /// Behind sums.
    Total,
    /// Part of a picture.
    Picture(Tint),
}

impl Ink {
    /// The colour.
    pub fn color(self) -> rgb::Color {
        let (red, green, blue) = match self {
            Self::Text => (0, 0, 0),
            Self::Title => (0x17, 0x32, 0x4d),
            Self::Faint => (0x45, 0x5a, 0x64),
            Self::Edge => (0x5c, 0x6f, 0x82),
            Self::Label => (0xec, 0xf1, 0xf7),
            Self::Header => (0xd3, 0xe0, 0xee),
            Self::Bar => (0xb4, 0xcb, 0xe4),
            Self::Total => (0xf3, 0xf3, 0xf3),
            Self::Picture(tint) => tint.rgb(),
        };
        rgb::Color::new(red, green, blue)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn luminance(color: rgb::Color) -> f32 {
        let part = |part: u8| {
            let part = f32::from(part) / 255.0;
            if part <= 0.03928 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(color.red()) + 0.7152 * part(color.green()) + 0.0722 * part(color.blue())
    }

    #[test]
    fn text_stands_out_from_what_is_behind_it() {
        let paper = rgb::Color::white();
        let behind = [Ink::Label, Ink::Header, Ink::Bar, Ink::Total].map(Ink::color);
        for text in [Ink::Text, Ink::Title, Ink::Faint] {
            let text_light = luminance(text.color());
            for back in behind.iter().filter(|_| text != Ink::Faint).chain([&paper]) {
                let contrast = (luminance(*back) + 0.05) / (text_light + 0.05);
                assert!(contrast >= 7.0, "{text:?}: {contrast}");
            }
        }
    }
}
