//! Fonts of symbols, and the few symbols that mean something in a form.

/// A font whose characters are not those of its codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Symbols {
    Wingdings,
    Wingdings2,
    Wingdings3,
    Webdings,
    Symbol,
    Dingbats,
}

/// Code, and what it shows.
type Table = &'static [(u8, char)];

const WINGDINGS: Table = &[
    (0x6c, '•'),
    (0x6d, '○'),
    (0x6e, '■'),
    (0x6f, '☐'),
    (0x70, '☐'),
    (0x71, '☐'),
    (0x72, '☐'),
    (0x73, '⬧'),
    (0x74, '⧫'),
    (0x75, '◆'),
    (0x76, '❖'),
    (0x77, '⬥'),
    (0x78, '☑'),
    (0x9e, '•'),
    (0x9f, '•'),
    (0xa1, '○'),
    (0xa7, '▪'),
    (0xa8, '☐'),
    (0xd8, '➢'),
    (0xdf, '←'),
    (0xe0, '→'),
    (0xe1, '↑'),
    (0xe2, '↓'),
    (0xe7, '←'),
    (0xe8, '→'),
    (0xe9, '↑'),
    (0xea, '↓'),
    (0xef, '⇦'),
    (0xf0, '⇨'),
    (0xfb, '✗'),
    (0xfc, '✓'),
    (0xfd, '☑'),
    (0xfe, '☑'),
];

const WINGDINGS_2: Table = &[
    (0x4f, '✗'),
    (0x50, '✓'),
    (0x51, '☑'),
    (0x52, '☑'),
    (0x53, '☑'),
    (0x54, '☑'),
    (0x97, '•'),
    (0x98, '•'),
    (0xa2, '■'),
    (0xa3, '☐'),
    (0xa4, '☐'),
    (0xa5, '☐'),
];

const WINGDINGS_3: Table = &[(0x66, '←'), (0x67, '→'), (0x68, '↑'), (0x69, '↓'), (0x7d, '▶')];

const WEBDINGS: Table = &[(0x61, '✓'), (0x63, '☐'), (0x67, '■'), (0x72, '✗'), (0x3d, '•'), (0x34, '▶')];

const SYMBOL: Table = &[
    (0x2d, '−'),
    (0xa3, '≤'),
    (0xac, '←'),
    (0xad, '↑'),
    (0xae, '→'),
    (0xaf, '↓'),
    (0xb0, '°'),
    (0xb1, '±'),
    (0xb3, '≥'),
    (0xb4, '×'),
    (0xb7, '•'),
    (0xb8, '÷'),
    (0xb9, '≠'),
    (0xbb, '≈'),
    (0xbc, '…'),
    (0xde, '⇒'),
    (0xe5, '∑'),
];

const DINGBATS: Table = &[
    (0x33, '✓'),
    (0x34, '✔'),
    (0x35, '✗'),
    (0x36, '✗'),
    (0x37, '✗'),
    (0x38, '✗'),
    (0x6c, '•'),
    (0x6d, '☐'),
    (0x6e, '■'),
    (0x6f, '☐'),
    (0x70, '☐'),
    (0x71, '☐'),
    (0x72, '☐'),
    (0x75, '◆'),
    (0xd4, '→'),
    (0xd5, '→'),
    (0xdb, '→'),
    (0xdc, '→'),
];

impl Symbols {
    /// The font of symbols that has this name (lower case).
    pub fn of(font: &str) -> Option<Self> {
        Some(match font {
            _ if font.contains("wingdings2") || font.contains("wingdings 2") => Self::Wingdings2,
            _ if font.contains("wingdings3") || font.contains("wingdings 3") => Self::Wingdings3,
            _ if font.contains("wingdings") => Self::Wingdings,
            _ if font.contains("webdings") => Self::Webdings,
            _ if font.contains("dingbats") => Self::Dingbats,
            // Not those that only have the word in their names: they say what they show.
            _ if font.rsplit('+').next().is_some_and(|font| font.starts_with("symbol")) => Self::Symbol,
            _ => return None,
        })
    }

    /// What a code shows, where that is known.
    pub fn show(self, code: u8) -> Option<char> {
        let table = match self {
            Self::Wingdings => WINGDINGS,
            Self::Wingdings2 => WINGDINGS_2,
            Self::Wingdings3 => WINGDINGS_3,
            Self::Webdings => WEBDINGS,
            Self::Symbol => SYMBOL,
            Self::Dingbats => DINGBATS,
        };
        table.iter().find(|(known, _)| *known == code).map(|(_, shown)| *shown)
    }
}

/// The text of a character of a font: boxes become check boxes, ligatures letters, and characters that
/// show nothing go. `symbols`: the font, when it is one of symbols.
pub(crate) fn plain(text: &str, symbols: Option<Symbols>) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            // Fonts of symbols have their codes here; OpenSymbol has its own, of which only the bullets
            // are common.
            '\u{f000}'..='\u{f0ff}' => {
                let code = u8::try_from(u32::from(c) & 0xff).unwrap_or_default();
                let shown = symbols.and_then(|font| font.show(code)).or_else(|| common(code));
                out.push(shown.unwrap_or('\u{fffd}'));
            }
            '\u{e00a}' | '\u{e00c}' | '\u{e010}' => out.push('▪'),
            '\u{e000}'..='\u{f8ff}' => out.push('•'),
            'ﬀ' => out.push_str("ff"),
            'ﬁ' => out.push_str("fi"),
            'ﬂ' => out.push_str("fl"),
            'ﬃ' => out.push_str("ffi"),
            'ﬄ' => out.push_str("ffl"),
            'ﬅ' | 'ﬆ' => out.push_str("st"),
            '\t' | '\n' | '\r' | '\u{a0}' => out.push(' '),
            '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => {}
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// The character of a font that a code stands for, as office files write it: by itself, or in the private area
/// U+F000 to U+F0FF; none where it is only decoration.
pub(crate) fn sign(font: &str, code: u32) -> Option<char> {
    let private = (0xF000..=0xF0FF).contains(&code);
    let short = u8::try_from(if private { code - 0xF000 } else { code }).ok();
    match Symbols::of(&font.to_lowercase()) {
        Some(symbols) => symbols.show(short?),
        None if private => common(short?),
        None => char::from_u32(code).filter(|sign| !sign.is_control()),
    }
}

/// What a code of an unknown font of symbols most often shows: bullets are of Symbol, boxes of Wingdings.
fn common(code: u8) -> Option<char> {
    match code {
        0xb7 => Some('•'),
        _ => Symbols::Wingdings.show(code),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fonts_by_name() {
        for (name, font) in [
            ("abcdef+wingdings-regular", Some(Symbols::Wingdings)),
            ("wingdings2", Some(Symbols::Wingdings2)),
            ("symbolmt", Some(Symbols::Symbol)),
            ("symbol", Some(Symbols::Symbol)),
            ("zapfdingbats", Some(Symbols::Dingbats)),
            ("opensymbol", None),
            ("liberationsans", None),
        ] {
            assert_eq!(Symbols::of(name), font, "{name}");
        }
    }

    #[test]
    fn boxes_bullets_ligatures() {
        for (text, symbols, shown) in [
            ("\u{f06f}", Some(Symbols::Wingdings), "☐"),
            ("\u{f0a8}", None, "☐"),
            ("\u{f0fe}", None, "☑"),
            ("\u{f0b7}", Some(Symbols::Symbol), "•"),
            ("ﬃ", None, "ffi"),
            ("a\u{200b}b\u{a0}c", None, "ab c"),
        ] {
            assert_eq!(plain(text, symbols), shown, "{text:?}");
        }
    }
}
