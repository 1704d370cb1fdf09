//! The words of all texts, each taken apart and counted once for the rules that compare words.

use foldhash::HashMap;

use crate::every_text::Text;

/// A word of a [`Lexicon`]; equal as they are printed.
pub type Word = u32;

/// The words of a plan.
pub struct Lexicon<'a> {
    /// Each word as printed, with the number of its small spelling.
    printed: Vec<(&'a str, usize)>,
    /// Small spellings, with how often they stand in the plan.
    small: Vec<(String, usize)>,
    /// How often each small spelling stands in texts that differ: copies count once.
    once: Vec<usize>,
    numbers: HashMap<String, usize>,
    /// For each text the number of its wording: copies of an objective have the same.
    wordings: Vec<usize>,
    /// The words of each wording, in its order.
    words: Vec<Vec<Word>>,
}

impl<'a> Lexicon<'a> {
    /// The words of some texts: letters between whatever is none.
    pub fn new(texts: &[Text<'a>]) -> Self {
        let mut lexicon = Self {
            printed: Vec::new(),
            small: Vec::new(),
            once: Vec::new(),
            numbers: HashMap::default(),
            wordings: Vec::with_capacity(texts.len()),
            words: Vec::new(),
        };
        let mut known: HashMap<&'a str, Word> = HashMap::default();
        let mut wordings: HashMap<&'a str, usize> = HashMap::default();
        for text in texts {
            let wording = *wordings.entry(text.printed).or_insert_with(|| {
                let words = letters(text.printed);
                let words = words.map(|word| *known.entry(word).or_insert_with(|| lexicon.add(word)));
                let words = words.collect();
                lexicon.words.push(words);
                lexicon.words.len() - 1
            });
            lexicon.wordings.push(wording);
            for word in lexicon.words.get(wording).into_iter().flatten() {
                let number = lexicon.printed.get(index(*word)).map(|(_, number)| *number);
                if let Some((_, count)) = number.and_then(|number| lexicon.small.get_mut(number)) {
                    *count += 1;
                }
            }
        }
        lexicon.once = vec![0; lexicon.small.len()];
        for word in lexicon.words.iter().flatten() {
            let number = lexicon.printed.get(index(*word)).map(|(_, number)| *number);
            if let Some(count) = number.and_then(|number| lexicon.once.get_mut(number)) {
                *count += 1;
            }
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

    /// The number of the small spelling of a word.
    pub fn number(&self, word: Word) -> Option<usize> {
        self.printed.get(index(word)).map(|(_, number)| *number)
    }

    /// A word as printed.
    pub fn printed(&self, word: Word) -> &'a str {
        self.printed.get(index(word)).map_or("", |(printed, _)| printed)
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

    /// How often a word stands in the plan, the copies of a text left out.
    pub fn count_once(&self, word: Word) -> usize {
        self.number(word).and_then(|number| self.once.get(number)).copied().unwrap_or(0)
    }

    /// A word in small letters that stands in the plan so often at most, the copies of a text left out.
    pub fn at_most(&self, small: &str, most: usize) -> Option<&str> {
        let number = *self.numbers.get(small)?;
        self.once.get(number).filter(|count| (1..=most).contains(*count))?;
        self.small.get(number).map(|(small, _)| small.as_str())
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
        let words = self.wordings.get(text).and_then(|wording| self.words.get(*wording));
        words.map_or(&[], Vec::as_slice)
    }
}

fn index(word: Word) -> usize {
    usize::try_from(word).unwrap_or(usize::MAX)
}

/// The stretches of letters of a text.
fn letters(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_ascii_alphabetic() || (!c.is_ascii() && c.is_alphabetic())))
        .filter(|word| !word.is_empty())
}
