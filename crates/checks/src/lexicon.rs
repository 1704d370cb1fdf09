//! The words of all texts, each taken apart and counted once for the rules that compare words.

use std::collections::HashMap;

use crate::every_text::Text;

/// A word of a [`Lexicon`]; equal as they are printed.
pub type Word = u32;

/// The words of a plan.
pub struct Lexicon<'a> {
    /// Each word as printed, with the number of its small spelling.
    printed: Vec<(&'a str, usize)>,
    /// Small spellings, with how often they stand in the plan.
    small: Vec<(String, usize)>,
    numbers: HashMap<String, usize>,
    /// The words of each text, in its order.
    texts: Vec<Vec<Word>>,
}

impl<'a> Lexicon<'a> {
    /// The words of some texts: letters between whatever is none.
    pub fn new(texts: &[Text<'a>]) -> Self {
        let mut lexicon = Self {
            printed: Vec::new(),
            small: Vec::new(),
            numbers: HashMap::new(),
            texts: Vec::with_capacity(texts.len()),
        };
        let mut known: HashMap<&'a str, Word> = HashMap::new();
        for text in texts {
            let words = text.printed.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
            let words = words.map(|word| match known.get(word) {
                Some(word) => *word,
                None => *known.entry(word).or_insert(lexicon.add(word)),
            });
            let words: Vec<Word> = words.collect();
            for word in &words {
                lexicon.count_again(*word);
            }
            lexicon.texts.push(words);
        }
        lexicon
    }

    fn add(&mut self, word: &'a str) -> Word {
        let small = word.to_lowercase();
        let number = self.numbers.get(&small).copied().unwrap_or_else(|| {
            self.numbers.insert(small.clone(), self.small.len());
            self.small.push((small, 0));
            self.small.len() - 1
        });
        self.printed.push((word, number));
        Word::try_from(self.printed.len() - 1).unwrap_or(Word::MAX)
    }

    fn count_again(&mut self, word: Word) {
        if let Some((_, count)) = self.number(word).and_then(|number| self.small.get_mut(number)) {
            *count += 1;
        }
    }

    fn entry(&self, word: Word) -> Option<(&'a str, usize)> {
        self.printed.get(usize::try_from(word).ok()?).copied()
    }

    /// The number of the small spelling of a word.
    pub fn number(&self, word: Word) -> Option<usize> {
        self.entry(word).map(|(_, number)| number)
    }

    /// A word as printed.
    pub fn printed(&self, word: Word) -> &'a str {
        self.entry(word).map_or("", |(printed, _)| printed)
    }

    /// A word in small letters, its accents kept.
    pub fn small(&self, word: Word) -> &str {
        let small = self.number(word).and_then(|number| self.small.get(number));
        small.map_or("", |(small, _)| small.as_str())
    }

    /// How often a word in small letters stands in the plan.
    pub fn count(&self, small: &str) -> usize {
        self.numbers.get(small).and_then(|number| self.small.get(*number)).map_or(0, |(_, count)| *count)
    }

    /// Every word in small letters, with how often it stands in the plan.
    pub fn all(&self) -> impl Iterator<Item = (&str, usize)> {
        self.small.iter().map(|(small, count)| (small.as_str(), *count))
    }

    /// How many small spellings there are.
    pub fn len(&self) -> usize {
        self.small.len()
    }

    /// Every word as printed, once.
    pub fn every(&self) -> impl Iterator<Item = Word> {
        (0..self.printed.len()).filter_map(|index| Word::try_from(index).ok())
    }

    /// The words of the text at an index, in its order.
    pub fn of(&self, text: usize) -> &[Word] {
        self.texts.get(text).map_or(&[], Vec::as_slice)
    }
}
