//! Text broken into lines.

use crate::text::{Text, Token};
use crate::words::{WordId, Words};

/// A line: words and the spaces between them, which are words, too.
pub type Line = Box<[WordId]>;

/// Where a line may end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Breaks {
    /// At spaces; inside a word only when it is wider than the line.
    Spaces,
    /// At spaces and where Italian words are hyphenated.
    Hyphens,
}

/// Breaks a text into lines that are no wider than `limit` (in em). A text without words has no lines.
///
/// A space that ends a line is part of it, so that text taken line by line has it.
pub fn lines(text: &Text, limit: f32, breaks: Breaks, words: &mut Words) -> Vec<Line> {
    let mut breaker = Breaker { words, limit, lines: Vec::new(), line: Vec::new(), filled: 0.0 };
    let mut space = None;
    for token in &text.tokens {
        let parts = &text.words[token.words.clone()];
        breaker.put(parts, token, space, breaks);
        space = Some(breaker.words.id(" ", token.bold_space));
    }
    breaker.end_line();
    breaker.lines
}

/// The width of a line, in em; a space at its end does not count.
pub fn width(line: &[WordId], words: &Words) -> f32 {
    let shown = match line {
        [shown @ .., last] if &*words.get(*last).text == " " => shown,
        all => all,
    };
    shown.iter().map(|word| words.advance(*word)).sum()
}

/// Rounding must not break a line that was measured to fit.
const SLACK: f32 = 0.002;

struct Breaker<'w> {
    words: &'w mut Words,
    limit: f32,
    lines: Vec<Line>,
    line: Vec<WordId>,
    filled: f32,
}

impl Breaker<'_> {
    fn fits(&self, advance: f32) -> bool {
        self.filled + advance <= self.limit + SLACK
    }

    fn put(&mut self, parts: &[WordId], token: &Token, space: Option<WordId>, breaks: Breaks) {
        if let Some(space) = space {
            let blank = self.words.advance(space);
            if self.fits(blank + token.advance) {
                self.push(space);
                for part in parts {
                    self.push(*part);
                }
                return;
            }
            self.push(space);
            if breaks == Breaks::Hyphens && self.put_hyphenated(parts) {
                return;
            }
            self.end_line();
        }
        if self.fits(token.advance) {
            for part in parts {
                self.push(*part);
            }
        } else {
            for part in parts {
                self.put_broken(*part);
            }
        }
    }

    fn push(&mut self, word: WordId) {
        self.filled += self.words.advance(word);
        self.line.push(word);
    }

    fn end_line(&mut self) {
        if !self.line.is_empty() {
            self.lines.push(self.line.as_slice().into());
            self.line.clear();
        }
        self.filled = 0.0;
    }

    /// Puts as many syllables of a word as fit on this line and the rest on the next.
    fn put_hyphenated(&mut self, parts: &[WordId]) -> bool {
        let &[word] = parts else { return false };
        let (text, bold) = (self.words.get(word).text.clone(), self.words.get(word).bold);
        let hyphen = self.words.hyphen(bold);
        let mut begin = None;
        for at in syllables(&text) {
            let part = self.words.id(&text[..at], bold);
            if !self.fits(self.words.advance(part) + self.words.advance(hyphen)) {
                break;
            }
            begin = Some((part, at));
        }
        let Some((part, at)) = begin else { return false };
        let rest = self.words.id(&text[at..], bold);
        if self.words.advance(rest) > self.limit {
            return false;
        }
        self.push(part);
        self.push(hyphen);
        self.end_line();
        self.push(rest);
        true
    }

    /// Puts a word that no line can hold, character by character.
    fn put_broken(&mut self, word: WordId) {
        let (text, bold) = (self.words.get(word).text.clone(), self.words.get(word).bold);
        let mut begin = 0;
        let (mut piece, mut wide) = (String::new(), self.filled);
        for (at, character) in text.char_indices() {
            let alone = self.words.id(character.encode_utf8(&mut [0; 4]), bold);
            let advance = self.words.advance(alone);
            if wide + advance > self.limit && (begin < at || !self.line.is_empty()) {
                self.push_text(&piece, bold);
                self.end_line();
                piece.clear();
                (begin, wide) = (at, 0.0);
            }
            piece.push(character);
            wide += advance;
        }
        self.push_text(&piece, bold);
    }

    fn push_text(&mut self, text: &str, bold: bool) {
        if !text.is_empty() {
            let word = self.words.id(text, bold);
            self.push(word);
        }
    }
}

/// Where an Italian word may be hyphenated, in bytes; nowhere when it is no plain word.
fn syllables(word: &str) -> Vec<usize> {
    const SHORTEST: usize = 6;
    const LONGEST: usize = 60;
    let bare = word.trim_end_matches(['.', ',', ';', ':', ')', '»', '”', '!', '?']);
    let start = bare.len() - bare.trim_start_matches(['(', '«', '“']).len();
    let bare = &bare[start..];
    let plain = bare.chars().all(char::is_alphabetic) && !bare.chars().all(char::is_uppercase);
    if !plain || bare.len() > LONGEST || bare.chars().count() < SHORTEST {
        return Vec::new();
    }
    let mut ends = Vec::new();
    let mut at = start;
    for syllable in hypher::hyphenate_bounded(bare, hypher::Lang::Italian, 2, 3) {
        at += syllable.len();
        ends.push(at);
    }
    ends.pop();
    ends
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn broken(text: &str, limit: f32, breaks: Breaks) -> Vec<String> {
        let mut words = Words::default();
        let text = Text::plain(text, false, &mut words);
        let lines = lines(&text, limit, breaks, &mut words);
        let shown = |line: &Line| line.iter().map(|word| &*words.get(*word).text).collect::<String>();
        lines.iter().map(shown).collect()
    }

    #[test]
    fn lines_end_at_spaces() {
        assert_eq!(broken("uno due tre", 4.0, Breaks::Spaces), ["uno due ", "tre"]);
        assert_eq!(broken("uno due tre", 40.0, Breaks::Spaces), ["uno due tre"]);
        assert!(broken("", 4.0, Breaks::Spaces).is_empty());
    }

    #[test]
    fn prose_is_hyphenated_as_italian_is() {
        assert_eq!(broken("la programmazione", 6.0, Breaks::Hyphens), ["la program\u{ad}", "mazione"]);
        assert_eq!(broken("per PROGRAMMAZIONE", 9.5, Breaks::Hyphens), ["per ", "PROGRAMMAZIONE"]);
        assert_eq!(syllables("«comunale»,").len(), 2);
        assert!(syllables("www.esempio.it").is_empty() && syllables("ente").is_empty());
    }

    proptest! {
        #[test]
        fn no_line_is_too_wide_and_no_character_is_lost(
            text in "[a-zà☐≥漢 ]{0,60}", limit in 0.2_f32..30.0, hyphens: bool,
        ) {
            let breaks = if hyphens { Breaks::Hyphens } else { Breaks::Spaces };
            let mut words = Words::default();
            let parted = Text::plain(&text, true, &mut words);
            let lines = lines(&parted, limit, breaks, &mut words);
            let shown: String = lines.iter().flatten().map(|word| &*words.get(*word).text).collect();
            let expected = text.split_whitespace().collect::<Vec<_>>().join(" ");
            prop_assert_eq!(shown.replace('\u{ad}', ""), expected);
            for line in &lines {
                let one = line.iter().map(|word| words.get(*word).text.chars().count()).sum::<usize>() <= 2;
                prop_assert!(one || width(line, &words) <= limit + 0.1, "{:?}", line);
            }
        }
    }
}
