//! The tokens of content streams and character maps.

use std::borrow::Cow;

/// A token. Arrays and dictionaries are flat: nothing here nests, so nothing can nest too deep.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token<'a> {
    Number(f64),
    /// Without its `/`.
    Name(Cow<'a, [u8]>),
    /// A string, in either notation.
    Text(Vec<u8>),
    /// `[`, `]`, `<<` or `>>`.
    Mark(&'static str),
    /// An operator or a keyword.
    Word(&'a [u8]),
}

impl Token<'_> {
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    pub fn name(&self) -> Option<&[u8]> {
        match self {
            Self::Name(name) => Some(name),
            _ => None,
        }
    }
}

/// Reads tokens from the start to the end; what is no token is passed over.
pub(super) struct Lexer<'a> {
    rest: &'a [u8],
}

fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

fn is_regular(byte: u8) -> bool {
    !is_space(byte) && !matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

fn hex(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

impl<'a> Lexer<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    fn skip(&mut self, count: usize) {
        self.rest = self.rest.get(count..).unwrap_or_default();
    }

    fn take_while(&mut self, wanted: impl Fn(u8) -> bool) -> &'a [u8] {
        let end = self.rest.iter().position(|byte| !wanted(*byte)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken
    }

    fn string(&mut self) -> Vec<u8> {
        let mut text = Vec::new();
        let mut open = 1_u32;
        while let Some((&byte, rest)) = self.rest.split_first() {
            self.rest = rest;
            match byte {
                b'(' => open += 1,
                b')' if open == 1 => break,
                b')' => open -= 1,
                b'\\' => {
                    self.escape(&mut text);
                    continue;
                }
                _ => {}
            }
            text.push(byte);
        }
        text
    }

    /// What follows a backslash.
    fn escape(&mut self, text: &mut Vec<u8>) {
        let Some((&byte, rest)) = self.rest.split_first() else { return };
        if matches!(byte, b'0'..=b'7') {
            let digits = self.rest.iter().take(3).take_while(|byte| matches!(byte, b'0'..=b'7')).count();
            let value = self.rest[..digits].iter().fold(0_u32, |value, byte| value * 8 + u32::from(byte & 7));
            text.extend(u8::try_from(value & 0xff));
            self.skip(digits);
            return;
        }
        self.rest = rest;
        match byte {
            b'n' => text.push(b'\n'),
            b'r' => text.push(b'\r'),
            b't' => text.push(b'\t'),
            b'b' => text.push(8),
            b'f' => text.push(12),
            b'\n' => {}
            b'\r' => self.skip(usize::from(self.rest.first() == Some(&b'\n'))),
            other => text.push(other),
        }
    }

    fn hex_string(&mut self) -> Vec<u8> {
        let digits: Vec<u8> = self.take_while(|byte| byte != b'>').iter().copied().filter_map(hex).collect();
        self.skip(1);
        digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0)).collect()
    }

    fn name(&mut self) -> Cow<'a, [u8]> {
        let raw = self.take_while(is_regular);
        if !raw.contains(&b'#') {
            return Cow::Borrowed(raw);
        }
        let mut name = Vec::with_capacity(raw.len());
        let mut rest = raw;
        while let Some((&byte, after)) = rest.split_first() {
            if let (b'#', [high, low, ..]) = (byte, after)
                && let (Some(high), Some(low)) = (hex(*high), hex(*low))
            {
                name.push(high << 4 | low);
                rest = &after[2..];
            } else {
                name.push(byte);
                rest = after;
            }
        }
        Cow::Owned(name)
    }

    /// Passes over the data of an inline image, whose `ID` was read.
    pub fn skip_image(&mut self) {
        let end = self.rest.windows(4).position(
            |window| matches!(window, [before, b'E', b'I', after] if is_space(*before) && is_space(*after)),
        );
        self.skip(end.map_or(self.rest.len(), |end| end + 3));
    }
}

impl<'a> Iterator for Lexer<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            self.take_while(is_space);
            let &byte = self.rest.first()?;
            match byte {
                b'%' => {
                    self.take_while(|byte| !matches!(byte, b'\r' | b'\n'));
                }
                b'(' => {
                    self.skip(1);
                    return Some(Token::Text(self.string()));
                }
                b'/' => {
                    self.skip(1);
                    return Some(Token::Name(self.name()));
                }
                b'<' | b'>' => {
                    if self.rest.get(1) == Some(&byte) {
                        self.skip(2);
                        return Some(Token::Mark(if byte == b'<' { "<<" } else { ">>" }));
                    }
                    self.skip(1);
                    if byte == b'<' {
                        return Some(Token::Text(self.hex_string()));
                    }
                }
                b'[' | b']' => {
                    self.skip(1);
                    return Some(Token::Mark(if byte == b'[' { "[" } else { "]" }));
                }
                _ if is_regular(byte) => {
                    let word = self.take_while(is_regular);
                    return Some(number(word).map_or(Token::Word(word), Token::Number));
                }
                _ => self.skip(1),
            }
        }
    }
}

/// A number as PDF writes it. Some programs write `--5` or `1.5-3`: what can be read of it is.
fn number(word: &[u8]) -> Option<f64> {
    let (negative, digits) = match word {
        [b'-', rest @ ..] => (true, rest.strip_prefix(b"-").unwrap_or(rest)),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, word),
    };
    if !digits.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-')) {
        return None;
    }
    let end = digits.iter().position(|byte| *byte == b'-').unwrap_or(digits.len());
    let text = std::str::from_utf8(&digits[..end]).ok()?;
    let value: f64 = if text.is_empty() || text == "." { return None } else { text.parse().ok()? };
    Some(if negative { -value } else { value })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(bytes: &[u8]) -> String {
        let token = |token: Token| match token {
            Token::Number(number) => format!("{number}"),
            Token::Name(name) => format!("/{}", String::from_utf8_lossy(&name)),
            Token::Text(text) => format!("({})", String::from_utf8_lossy(&text)),
            Token::Mark(mark) => mark.to_owned(),
            Token::Word(word) => String::from_utf8_lossy(word).into_owned(),
        };
        Lexer::new(bytes).map(token).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn tokens() {
        for (source, tokens) in [
            ("/F1 12 Tf -.5 0 Td", "/F1 12 Tf -0.5 0 Td"),
            ("[(a)-250(b)]TJ", "[ (a) -250 (b) ] TJ"),
            ("(a\\(b\\)(c)\\051\\n\\\r\nd)Tj", "(a(b)(c))\nd) Tj"),
            ("<48 65 6> Tj", "(He`) Tj"),
            ("/a#20b <</MCID 3>>BDC", "/a b << /MCID 3 >> BDC"),
            ("1 % note\n2 --3 T* '", "1 2 -3 T* '"),
            (") > } x", "x"),
            ("(never closed", "(never closed)"),
            ("", ""),
        ] {
            assert_eq!(shown(source.as_bytes()), tokens, "{source}");
        }
    }
}
