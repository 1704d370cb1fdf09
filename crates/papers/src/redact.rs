//! People taken out of texts: where a registered person is named, `[omissis]` stands instead.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use document::{Block, Cell, Document, Table};
use domain::text::folded;

use crate::names::{Name, Word, is_particle, is_title, words};

/// What stands in place of a person.
pub const OMITTED: &str = "[omissis]";

/// The people that are taken out.
#[derive(Debug, Default)]
pub struct Register {
    /// The words of the name of each person, folded, particles apart.
    people: Vec<Vec<String>>,
    /// The people that a word names.
    by_word: HashMap<String, Vec<usize>>,
    known: HashSet<Vec<String>>,
}

impl Register {
    /// Adds a person.
    pub fn add(&mut self, name: &Name) {
        let mut own: Vec<String> = words(&name.shown).iter().map(|word| folded(word.text)).collect();
        own.retain(|word| !is_particle(word) && !word.is_empty());
        let mut sorted = own.clone();
        sorted.sort_unstable();
        if own.is_empty() || !self.known.insert(sorted) {
            return;
        }
        for word in &own {
            self.by_word.entry(word.clone()).or_default().push(self.people.len());
        }
        self.people.push(own);
    }

    /// Where people are named in a text: by name and surname in any order, by one of them with the initial of the
    /// other, by one of them after a title, by an address of mail. Never by one word alone, which may be a
    /// common one.
    pub fn found(&self, text: &str) -> Vec<Range<usize>> {
        let words = words(text);
        let mut found: Vec<Range<usize>> = self.addresses(text);
        let mut at = 0;
        while at < words.len() {
            match self.named_at(text, &words, at) {
                Some(count) => {
                    let (first, last) = (words.get(at), words.get(at + count - 1));
                    if let (Some(first), Some(last)) = (first, last) {
                        let end = if last.is_initial() { last.end() } else { last.start + last.text.len() };
                        found.push(first.start..end);
                    }
                    at += count;
                }
                None => at += 1,
            }
        }
        joined(found)
    }

    /// How many words from one on name a person.
    fn named_at(&self, text: &str, words: &[Word<'_>], at: usize) -> Option<usize> {
        let first = words.get(at)?;
        if is_title(first) {
            let titles = words.iter().skip(at).take_while(|word| is_title(word)).count();
            let rest = self.run(text, words, at + titles, 1)?;
            return close(text, words, at, titles).then_some(titles + rest);
        }
        self.run(text, words, at, 2)
    }

    /// How many words from one on are of the name of one person, at least so many of them names or initials.
    fn run(&self, text: &str, words: &[Word<'_>], at: usize, least: usize) -> Option<usize> {
        // An initial says nothing of who it is: the name beside it does.
        let says_who = |word: &&Word<'_>| !word.is_initial() && !is_particle(&folded(word.text));
        let word = words.iter().skip(at).take(4).find(says_who)?;
        let people = self.by_word.get(&folded(word.text))?;
        let lengths = people.iter().filter_map(|person| self.run_of(*person, text, words, at, least));
        lengths.max()
    }

    fn run_of(
        &self,
        person: usize,
        text: &str,
        words: &[Word<'_>],
        at: usize,
        least: usize,
    ) -> Option<usize> {
        let name = self.people.get(person)?;
        let mut left: Vec<&str> = name.iter().map(String::as_str).collect();
        let (mut count, mut names, mut whole, mut length) = (0, 0, 0, 0);
        for (number, word) in words.iter().enumerate().skip(at) {
            if number > at && !close(text, words, number - 1, 1) {
                break;
            }
            let own = folded(word.text);
            let same = left.iter().position(|name| *name == own && word.is_capital());
            let initial = || left.iter().position(|name| word.is_initial() && name.starts_with(own.as_str()));
            count += 1;
            if let Some(place) = same.or_else(initial) {
                left.remove(place);
                names += 1;
                whole += usize::from(own.chars().count() > 1);
                length = count;
            } else if !is_particle(&own) {
                break;
            }
        }
        (names >= least && whole > 0).then_some(length)
    }

    /// Addresses of mail with the name of a person in them.
    fn addresses(&self, text: &str) -> Vec<Range<usize>> {
        const SHORTEST: usize = 4;
        let mut found = Vec::new();
        for (at, _) in text.match_indices('@') {
            let inside = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '@');
            let before = text.get(..at).unwrap_or_default();
            let start = before.rfind(|c: char| !inside(c)).map_or(0, |place| {
                place + before.get(place..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
            });
            let after = text.get(at..).unwrap_or_default();
            let end = at + after.find(|c: char| !inside(c)).unwrap_or(after.len());
            let local = text.get(start..at).unwrap_or_default();
            let mut parts = local.split(['.', '-', '_']).map(folded);
            if parts.any(|part| part.len() >= SHORTEST && self.by_word.contains_key(&part)) {
                found.push(start..end);
            }
        }
        found
    }

    /// Takes people out of a document.
    pub fn clean(&self, document: &mut Document) {
        // The words of a picture are cut: a name could not be told in them.
        document.blocks.retain(|block| !matches!(block, Block::Picture(_)));
        for block in &mut document.blocks {
            match block {
                Block::Paragraph(paragraph) => {
                    paragraph.lines.iter_mut().for_each(|cell| self.clean_cell(cell));
                }
                Block::Table(table) => self.clean_table(table),
                Block::Rule(_) | Block::Page(_) | Block::Picture(_) => {}
            }
        }
        let mut name = Cell { text: std::mem::take(&mut document.name), ..Cell::default() };
        self.clean_cell(&mut name);
        document.name = name.text;
    }

    fn clean_table(&self, table: &mut Table) {
        table.rows.iter_mut().flat_map(|row| &mut row.cells).for_each(|cell| self.clean_cell(cell));
    }

    fn clean_cell(&self, cell: &mut Cell) {
        cell.nested.iter_mut().for_each(|table| self.clean_table(table));
        let found = self.found(&cell.text);
        for range in &mut cell.emphasis {
            *range = moved(range.start, &found)..moved(range.end, &found);
        }
        for range in found.iter().rev() {
            cell.text.replace_range(range.clone(), OMITTED);
        }
        cell.emphasis.retain(|range| !range.is_empty());
    }
}

/// Where a byte of a text stands after the ranges before it were replaced.
fn moved(byte: usize, found: &[Range<usize>]) -> usize {
    let mut place = byte;
    for range in found.iter().rev().filter(|range| range.start < byte) {
        // A byte within what is replaced stands at its end.
        place = place.max(range.end) - range.len() + OMITTED.len();
    }
    place
}

/// Whether so many words from one on stand side by side with the next, on one line and without a sign between.
fn close(text: &str, words: &[Word<'_>], at: usize, many: usize) -> bool {
    (at..at + many).all(|at| {
        let (Some(word), Some(next)) = (words.get(at), words.get(at + 1)) else { return false };
        let between = text.get(word.start + word.text.len()..next.start).unwrap_or_default();
        between.chars().all(|c| c.is_whitespace() || matches!(c, '\'' | '’' | '.'))
            && between.len() < 4
            && (!between.contains('.') || word.is_initial() || is_title(word))
    })
}

/// Ranges in order, those that meet as one.
fn joined(mut found: Vec<Range<usize>>) -> Vec<Range<usize>> {
    found.sort_by_key(|range| range.start);
    let mut joined: Vec<Range<usize>> = Vec::new();
    for range in found {
        match joined.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => joined.push(range),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names::names;

    fn cleaned(people: &str, text: &str) -> String {
        let mut register = Register::default();
        for name in &names(people) {
            register.add(name);
        }
        let mut cell = Cell { text: text.to_owned(), ..Cell::default() };
        register.clean_cell(&mut cell);
        cell.text
    }

    #[test]
    fn a_person_is_taken_out_however_named() {
        for text in [
            "Mario Rossi",
            "ROSSI MARIO",
            "Rossi Mario",
            "M. Rossi",
            "Rossi M.",
            "Dott. Rossi",
            "dott. Mario Rossi",
            "Ing. M. Rossi",
            "sig. Rossi",
            "mario.rossi@comune.it",
        ] {
            let whole = format!("Sentito {text} in merito");
            assert_eq!(cleaned("Mario Rossi", &whole), "Sentito [omissis] in merito", "{text}");
        }
        for text in ["Anna De Luca", "De Luca Anna", "A. De Luca", "Dott.ssa De Luca", "DE LUCA ANNA"] {
            assert_eq!(cleaned("De Luca Anna", &format!("({text})")), "([omissis])", "{text}");
        }
    }

    #[test]
    fn common_words_stay() {
        for text in [
            "muri rossi di via Mario",
            "la Porta Verde",
            "Via Rossi 3",
            "Rossi, Mario e altri",
            "il verde pubblico",
            "M. Bianchi",
            "info@comune.it",
        ] {
            assert_eq!(cleaned("Mario Rossi, Anna Porta, Luca Verde", text), text);
        }
    }

    #[test]
    fn bold_stays_where_it_was() {
        let mut register = Register::default();
        for name in &names("Mario Rossi") {
            register.add(name);
        }
        let text = "Capo: Mario Rossi (tel. 1)".to_owned();
        let label = 0.."Capo:".len();
        let all = 0..text.len();
        for (range, bold) in [(label, "Capo:"), (all, "Capo: [omissis] (tel. 1)")] {
            let emphasis = std::iter::once(range).collect();
            let mut cell = Cell { text: text.clone(), emphasis, ..Cell::default() };
            register.clean_cell(&mut cell);
            assert_eq!(cell.text.get(cell.emphasis[0].clone()), Some(bold));
        }
    }
}
