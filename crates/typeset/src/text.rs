//! A cell's text as words that stand between spaces.

use std::ops::Range;

use document::Cell;

use crate::fonts::UNKNOWN;
use crate::words::{WordId, Words};

/// Characters between two spaces: one word, or several where bold begins or ends inside.
#[derive(Clone, Debug)]
pub struct Token {
    /// Its words, of [`Text::words`].
    pub words: Range<usize>,
    /// Its width, in em.
    pub advance: f32,
    /// The space after it is bold.
    pub bold_space: bool,
}

/// A text to be broken into lines.
#[derive(Clone, Debug, Default)]
pub struct Text {
    /// All words.
    pub words: Vec<WordId>,
    /// What stands between spaces.
    pub tokens: Vec<Token>,
}

impl Text {
    /// The text of a cell; its own words only.
    pub fn of(cell: &Cell, words: &mut Words) -> Self {
        Self::marked(&cell.text, &cell.emphasis, words)
    }

    /// A text in one weight.
    pub fn plain(text: &str, bold: bool, words: &mut Words) -> Self {
        let all = 0..text.len();
        Self::marked(text, if bold { std::slice::from_ref(&all) } else { &[] }, words)
    }

    /// A text with ranges in bold.
    fn marked(text: &str, emphasis: &[Range<usize>], words: &mut Words) -> Self {
        let mut builder =
            Builder { words, text: Self::default(), run: String::new(), bold: false, open: false };
        let mut emphasis: Vec<Range<usize>> = emphasis.to_vec();
        emphasis.sort_by_key(|range| range.start);
        let (mut next, mut until) = (0, 0);
        for (index, character) in text.char_indices() {
            while let Some(range) = emphasis.get(next).filter(|range| range.start <= index) {
                until = until.max(range.end);
                next += 1;
            }
            builder.push(character, index < until);
        }
        builder.end_token(false);
        builder.text
    }

    /// The width of its widest token, in em.
    pub fn longest(&self) -> f32 {
        self.tokens.iter().map(|token| token.advance).fold(0.0, f32::max)
    }

    /// Its width in one line, in em.
    pub fn width(&self, space: f32) -> f32 {
        self.tokens.iter().map(|token| token.advance + space).sum()
    }

    /// Whether there is text and all of it is bold.
    pub fn is_bold(&self, words: &Words) -> bool {
        !self.words.is_empty() && self.words.iter().all(|word| words.get(*word).bold)
    }
}

struct Builder<'w> {
    words: &'w mut Words,
    text: Text,
    /// Characters of one weight that no space parts.
    run: String,
    bold: bool,
    /// The last token goes on.
    open: bool,
}

impl Builder<'_> {
    fn push(&mut self, character: char, bold: bool) {
        // A no-break space is a character of its word.
        let stays = matches!(character, '\u{a0}' | '\u{2007}' | '\u{202f}');
        if character.is_whitespace() && !stays {
            self.end_token(bold);
            return;
        }
        let Some(character) = printable(character) else { return };
        if bold != self.bold {
            self.end_run();
            self.bold = bold;
        }
        self.run.push(character);
    }

    fn end_run(&mut self) {
        if self.run.is_empty() {
            return;
        }
        let word = self.words.id(&self.run, self.bold);
        self.run.clear();
        let at = self.text.words.len();
        self.text.words.push(word);
        let advance = self.words.advance(word);
        match self.text.tokens.last_mut().filter(|_| self.open) {
            Some(token) => {
                token.words.end = at + 1;
                token.advance += advance;
            }
            None => self.text.tokens.push(Token { words: at..at + 1, advance, bold_space: false }),
        }
        self.open = true;
    }

    fn end_token(&mut self, bold_space: bool) {
        self.end_run();
        if let Some(token) = self.text.tokens.last_mut().filter(|_| self.open) {
            token.bold_space = bold_space;
        }
        self.open = false;
    }
}

/// A character as it may stand in a PDF for keeping; none when it has no width anyway.
fn printable(character: char) -> Option<char> {
    match u32::from(character) {
        // Joiners, variation selectors, marks of direction, soft hyphens.
        0xad
        | 0x34f
        | 0x61c
        | 0x180b..=0x180f
        | 0x200b..=0x200f
        | 0x202a..=0x202e
        | 0x2060..=0x206f
        | 0xfe00..=0xfe0f
        | 0xfeff
        | 0xe0000..=0xe0fff => None,
        // What has no meaning outside one font or one program must not be kept.
        0xe000..=0xf8ff | 0xf_0000.. | 0xfff0..=0xffff => Some(UNKNOWN),
        code if character.is_control() || code & 0xfffe == 0xfffe => Some(UNKNOWN),
        _ => Some(character),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, emphasis: &[(usize, usize)]) -> String {
        let emphasis: Vec<Range<usize>> = emphasis.iter().map(|(start, end)| *start..*end).collect();
        let mut words = Words::default();
        let text = Text::marked(text, &emphasis, &mut words);
        let word = |id: &WordId| {
            let word = words.get(*id);
            if word.bold { format!("<{}>", word.text) } else { word.text.to_string() }
        };
        let token = |token: &Token| text.words[token.words.clone()].iter().map(word).collect::<String>();
        text.tokens.iter().map(token).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn text_is_parted_at_spaces_and_where_bold_changes() {
        assert_eq!(shown("Peso: 25", &[(0, 5)]), "<Peso:>|25");
        assert_eq!(shown("Peso:25", &[(0, 5)]), "<Peso:>25");
        assert_eq!(shown("  a \t b\n", &[]), "a|b");
        assert_eq!(shown("50\u{a0}% di", &[]), "50\u{a0}%|di");
        assert_eq!(shown("a\u{200b}b \u{f0b7} \u{0}", &[]), "ab|\u{fffd}|\u{fffd}");
        assert_eq!(shown("ab cd", &[(4, 9), (0, 1)]), "<a>b|c<d>");
        assert_eq!(shown("", &[(0, 3)]), "");
    }
}
