//! Words, numbers and signs of a text, and a cursor that walks them.

use domain::text::folded;

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Letters (and digits after them), with the apostrophe that elides them: `dell'`, `gg`, `Q1`.
    Word,
    /// Digits, with the points and commas between them: `1.234,56`, `31.12.2024`.
    Number,
    /// Any other character.
    Sign(char),
}

/// A word, number or sign of a text.
#[derive(Clone, Debug)]
pub(crate) struct Token<'t> {
    pub shape: Shape,
    /// As written.
    pub text: &'t str,
    /// A word in lower case without accents and apostrophe; empty for a number or sign.
    pub word: String,
    /// Where it begins in the source, in bytes.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Whether white space stands before it.
    pub spaced: bool,
}

impl Token<'_> {
    pub fn is_sign(&self, sign: char) -> bool {
        self.shape == Shape::Sign(sign)
    }

    /// Whether it is one of the words of a list parted by spaces.
    pub fn is_any(&self, list: &str) -> bool {
        self.shape == Shape::Word && is_listed(&self.word, list)
    }

    /// Whether it begins with one of the stems of a list parted by spaces.
    pub fn has_stem(&self, list: &str) -> bool {
        list.split_ascii_whitespace().any(|stem| self.word.starts_with(stem))
    }

    /// A hyphen or a longer dash.
    pub fn is_dash(&self) -> bool {
        matches!(self.shape, Shape::Sign('-' | '–' | '—' | '−'))
    }
}

/// Whether a word stands in a list parted by spaces.
fn is_listed(word: &str, list: &str) -> bool {
    let (word, mut rest) = (word.as_bytes(), list.as_bytes());
    loop {
        if rest.strip_prefix(word).is_some_and(|after| matches!(after, [] | [b' ', ..])) {
            return !word.is_empty();
        }
        let Some(end) = rest.iter().position(|byte| *byte == b' ') else { return false };
        rest = rest.get(end + 1..).unwrap_or_default();
    }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '`' | '´')
}

/// Letters that may begin a word; the ordinal marks are signs.
fn is_letter(c: char) -> bool {
    c.is_alphabetic() && !matches!(c, 'ª' | 'º')
}

/// The tokens of a text, in order.
pub(crate) fn tokens(source: &str) -> Vec<Token<'_>> {
    first_tokens(source, usize::MAX)
}

/// The first tokens of a text, at most so many.
pub(crate) fn first_tokens(source: &str, most: usize) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut at = 0;
    let mut spaced = false;
    while let Some(first) = source.get(at..).and_then(|rest| rest.chars().next()) {
        if tokens.len() == most {
            break;
        }
        let length = length_of_token(&source[at..], first);
        if first.is_whitespace() {
            spaced = true;
        } else {
            let text = &source[at..at + length];
            let (shape, word) = match first {
                c if is_letter(c) => (Shape::Word, folded(text)),
                c if c.is_ascii_digit() => (Shape::Number, String::new()),
                c => (Shape::Sign(c), String::new()),
            };
            tokens.push(Token { shape, text, word, start: at, end: at + length, spaced });
            spaced = false;
        }
        at += length;
    }
    tokens
}

fn length_of_token(rest: &str, first: char) -> usize {
    if is_letter(first) {
        let end = rest.find(|c: char| !is_letter(c) && !c.is_numeric()).unwrap_or(rest.len());
        let apostrophe = rest[end..].chars().next().filter(|&c| is_apostrophe(c));
        end + apostrophe.map_or(0, char::len_utf8)
    } else if first.is_ascii_digit() {
        let bytes = rest.as_bytes();
        let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
        let mut end = 1;
        while digit(end) || (matches!(bytes.get(end), Some(b'.' | b',')) && digit(end + 1)) {
            end += 1;
        }
        end
    } else {
        first.len_utf8()
    }
}

/// A place among the tokens of a text. Copying it is how a grammar looks ahead.
#[derive(Clone, Copy)]
pub(crate) struct Cursor<'t> {
    source: &'t str,
    tokens: &'t [Token<'t>],
    at: usize,
}

impl<'t> Cursor<'t> {
    pub fn new(source: &'t str, tokens: &'t [Token<'t>]) -> Self {
        Self { source, tokens, at: 0 }
    }

    pub fn peek(self) -> Option<&'t Token<'t>> {
        self.tokens.get(self.at)
    }

    /// The token `distance` places before the cursor, from 1.
    pub fn before(self, distance: usize) -> Option<&'t Token<'t>> {
        self.at.checked_sub(distance).and_then(|at| self.tokens.get(at))
    }

    pub fn next(self) -> Self {
        Self { at: self.at + 1, ..self }
    }

    pub fn is_end(self) -> bool {
        self.at >= self.tokens.len()
    }

    pub fn is_before(self, other: Self) -> bool {
        self.at < other.at
    }

    /// After the word, when it stands here.
    pub fn word(self, word: &str) -> Option<Self> {
        self.peek().filter(|token| token.word == word).map(|_| self.next())
    }

    /// After one of the words of a list, when one stands here.
    pub fn any(self, list: &str) -> Option<Self> {
        self.peek().filter(|token| token.is_any(list)).map(|_| self.next())
    }

    /// After the words, parted by spaces, when they stand here one after the other.
    pub fn phrase(self, words: &str) -> Option<Self> {
        // Most phrases are told apart by their first letter.
        let begins = self.peek().is_some_and(|token| token.word.bytes().next() == words.bytes().next());
        if begins { words.split(' ').try_fold(self, Self::word) } else { None }
    }

    /// After the first of the phrases that stands here.
    pub fn one_of(self, phrases: &[&str]) -> Option<Self> {
        phrases.iter().find_map(|phrase| self.phrase(phrase))
    }

    /// After the sign, when it stands here.
    pub fn sign(self, sign: char) -> Option<Self> {
        self.peek().filter(|token| token.is_sign(sign)).map(|_| self.next())
    }

    /// Whether one of the words of a list stands at most `distance` tokens before the cursor.
    pub fn is_near(self, distance: usize, list: &str) -> bool {
        (1..=distance).any(|back| self.before(back).is_some_and(|token| token.is_any(list)))
    }

    /// After one of the words of a list or here.
    pub fn skip(self, list: &str) -> Self {
        self.any(list).unwrap_or(self)
    }

    /// After as many words of a list as stand here, `most` of them at most.
    pub fn skip_all(self, list: &str, most: usize) -> Self {
        let skipped = (0..most)
            .take_while(|ahead| self.tokens.get(self.at + ahead).is_some_and(|token| token.is_any(list)));
        Self { at: self.at + skipped.count(), ..self }
    }

    /// After the point of an abbreviation or here.
    pub fn skip_point(self) -> Self {
        self.sign('.').unwrap_or(self)
    }

    /// The text from here up to another place, as written.
    pub fn text_until(self, end: Self) -> &'t str {
        match (self.peek(), end.before(1)) {
            (Some(first), Some(last)) if end.at > self.at => &self.source[first.start..last.end],
            _ => "",
        }
    }

    /// The whole text of the tokens, as written.
    pub fn text(self) -> &'t str {
        let start = Self { at: 0, ..self };
        start.text_until(Self { at: self.tokens.len(), ..self })
    }

    /// The number written here.
    pub fn number(self) -> Option<(rust_decimal::Decimal, Self)> {
        let token = self.peek().filter(|token| token.shape == Shape::Number)?;
        Some((crate::number::parse(token.text)?, self.next()))
    }

    /// The digits written here, when they are a whole number of at most `most` digits.
    pub fn digits(self, most: usize) -> Option<(u32, Self)> {
        let token = self.peek().filter(|token| token.shape == Shape::Number && token.text.len() <= most)?;
        Some((token.text.parse().ok()?, self.next()))
    }
}
