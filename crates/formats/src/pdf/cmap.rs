//! Character maps: from the codes of a font to text, or to the numbers of its glyphs.

use super::geometry::whole;
use super::lexer::{Lexer, Token};

/// A character map. Ranges are kept as they are written: a range costs the same however long it is.
#[derive(Clone, Debug, Default)]
pub(super) struct CMap {
    /// By first code.
    ranges: Vec<Range>,
    /// Numbers of bytes of the codes, with the codes that have so many.
    spaces: Vec<(usize, u32, u32)>,
}

#[derive(Clone, Debug)]
struct Range {
    first: u32,
    last: u32,
    to: Target,
}

#[derive(Clone, Debug)]
enum Target {
    /// Text of the first code; the last character counts up.
    Text(String),
    /// Glyph number of the first code.
    Glyph(u32),
}

/// More ranges than any font has characters.
const MOST: usize = 1 << 17;

impl CMap {
    pub fn parse(bytes: &[u8]) -> Self {
        let mut map = Self::default();
        let mut section = None;
        let mut pending: Vec<Token> = Vec::new();
        for token in Lexer::new(bytes) {
            let Token::Word(word) = token else {
                if section.is_some() && pending.len() < MOST {
                    pending.push(token);
                }
                continue;
            };
            match word {
                b"begincodespacerange"
                | b"beginbfchar"
                | b"beginbfrange"
                | b"begincidchar"
                | b"begincidrange" => section = Some(word),
                b"endcodespacerange" => map.spaces(&pending),
                b"endbfchar" | b"endcidchar" => map.chars(&pending),
                b"endbfrange" | b"endcidrange" => map.spans(&pending),
                _ => {}
            }
            if word.starts_with(b"end") {
                section = None;
            }
            pending.clear();
        }
        map.ranges.sort_by_key(|range| range.first);
        map
    }

    pub fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    fn push(&mut self, first: u32, last: u32, to: Target) {
        if self.ranges.len() < MOST && first <= last {
            self.ranges.push(Range { first, last, to });
        }
    }

    fn spaces(&mut self, tokens: &[Token]) {
        for pair in tokens.chunks_exact(2) {
            if let [Token::Text(first), Token::Text(last)] = pair
                && self.spaces.len() < 64
            {
                self.spaces.push((first.len().clamp(1, 4), code(first), code(last)));
            }
        }
    }

    fn chars(&mut self, tokens: &[Token]) {
        for pair in tokens.chunks_exact(2) {
            if let (Token::Text(from), Some(to)) = (&pair[0], target(&pair[1])) {
                self.push(code(from), code(from), to);
            }
        }
    }

    fn spans(&mut self, tokens: &[Token]) {
        let mut tokens = tokens.iter();
        while let (Some(first), Some(last), Some(to)) = (tokens.next(), tokens.next(), tokens.next()) {
            let (Token::Text(first), Token::Text(last)) = (first, last) else { continue };
            let (first, last) = (code(first), code(last));
            if *to == Token::Mark("[") {
                let mut each = first;
                for item in tokens.by_ref().take_while(|token| **token != Token::Mark("]")) {
                    if let Some(to) = target(item) {
                        self.push(each, each, to);
                    }
                    each = each.saturating_add(1);
                }
            } else if let Some(to) = target(to) {
                self.push(first, last, to);
            }
        }
    }

    fn find(&self, code: u32) -> Option<&Range> {
        let after = self.ranges.partition_point(|range| range.first <= code);
        // Ranges do not overlap in good maps; a few steps back are enough for the others.
        self.ranges[..after].iter().rev().take(4).find(|range| range.last >= code)
    }

    /// The text of a code.
    pub fn text(&self, code: u32) -> Option<String> {
        let range = self.find(code)?;
        let step = code - range.first;
        match &range.to {
            Target::Text(text) if step == 0 => Some(text.clone()),
            Target::Text(text) => {
                let last = text.chars().next_back()?;
                let mut text = text[..text.len() - last.len_utf8()].to_owned();
                text.push(char::from_u32(u32::from(last).checked_add(step)?)?);
                Some(text)
            }
            // Some programs name the characters of a map for text by number.
            Target::Glyph(first) => char::from_u32(first.checked_add(step)?).map(String::from),
        }
    }

    /// The glyph number of a code.
    pub fn glyph(&self, code: u32) -> Option<u32> {
        let range = self.find(code)?;
        match range.to {
            Target::Glyph(first) => first.checked_add(code - range.first),
            Target::Text(_) => None,
        }
    }

    /// How many bytes the code at the start of `bytes` has; two unless the map says other.
    pub fn length(&self, bytes: &[u8]) -> usize {
        let fits = |(length, first, last): &&(usize, u32, u32)| {
            bytes.get(..*length).is_some_and(|bytes| (*first..=*last).contains(&code(bytes)))
        };
        self.spaces.iter().find(fits).map_or(2, |(length, ..)| *length)
    }
}

/// A code as a number.
pub(super) fn code(bytes: &[u8]) -> u32 {
    bytes.iter().take(4).fold(0, |code, byte| code << 8 | u32::from(*byte))
}

fn target(token: &Token) -> Option<Target> {
    match token {
        Token::Number(number) => whole(*number).map(Target::Glyph),
        Token::Text(bytes) if bytes.len() == 1 => Some(Target::Text(char::from(bytes[0]).to_string())),
        Token::Text(bytes) => {
            let units = bytes.chunks_exact(2).take(64).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
            Some(Target::Text(char::decode_utf16(units).filter_map(Result::ok).collect()))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_to_text() {
        let map = CMap::parse(
            b"1 begincodespacerange <0000> <FFFF> endcodespacerange
              2 beginbfchar <0003> <0020> <0004> <00660069> endbfchar
              2 beginbfrange <0010> <0012> <0041> <0020> <0021> [<0061> <D835DC00>] endbfrange",
        );
        let text = |code| map.text(code).unwrap_or_default();
        assert_eq!([text(3), text(4), text(0x12), text(0x20)], [" ", "fi", "C", "a"]);
        assert_eq!(text(0x21), "\u{1D400}");
        assert_eq!([map.text(5), map.text(0x13)], [None, None]);
    }

    #[test]
    fn a_range_of_all_codes_is_one_range() {
        let map = CMap::parse(b"begincidrange <00000000> <FFFFFFFF> 0 endcidrange");
        assert_eq!(map.glyph(70_000), Some(70_000));
        assert_eq!(map.ranges.len(), 1);
    }

    #[test]
    fn codes_of_one_and_two_bytes() {
        let map = CMap::parse(b"begincodespacerange <00> <7F> <8000> <FFFF> endcodespacerange");
        assert_eq!([map.length(b"a"), map.length(b"\x81\x01"), CMap::default().length(b"a")], [1, 2, 2]);
    }
}
