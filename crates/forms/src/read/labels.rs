//! Where the labels of a method occur.

use std::collections::HashMap;

use method::template::{Match, Part};
use method::words::Word;
use method::{BlockKind, Method, Template};

/// The part of a method that is in force: a section, inside its records or around them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Scope {
    /// Index of the section.
    pub section: usize,
    /// Inside its records.
    pub record: bool,
}

/// What a label is the label of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// The title of a section.
    Section(usize),
    /// A line block.
    Line(usize),
    /// A pair: block, row of paper, place on the row.
    Pair(usize, usize, usize),
    /// The title of a table.
    Title(usize),
    /// A cell without content of a table.
    Caption(usize),
    /// A header label: block, column, variant.
    Column(usize, usize, usize),
    /// A text that makes a second row.
    Second(usize),
    /// A constant text of a column.
    Fixed(usize, usize),
    /// Text without content.
    Boilerplate,
}

/// A label of the method.
#[derive(Clone, Copy, Debug)]
pub struct Label<'m> {
    /// Its text.
    pub template: &'m Template,
    /// Where it holds; `None` is everywhere.
    pub scope: Option<Scope>,
    /// What it is the label of.
    pub of: Use,
    /// It may stand inside a cell, after other text.
    pub inside: bool,
}

/// A label at the beginning of a text, or inside it.
#[derive(Clone, Debug)]
pub struct Spot<'m> {
    /// The label.
    pub label: Label<'m>,
    /// What it captured and how many words it took.
    pub found: Match,
    /// The label is the whole text.
    pub whole: bool,
}

/// Every label of a method, found by its first word.
pub struct Labels<'m> {
    all: Vec<Label<'m>>,
    by_word: HashMap<&'m str, Vec<usize>>,
    /// Labels that begin with a capture.
    wild: Vec<usize>,
    /// The signs with which notes begin.
    signs: Vec<&'m str>,
    /// What the items of lists look like.
    lists: Vec<(Scope, &'m Template)>,
    /// Some line or constant text is a whole row of several cells.
    rows: bool,
}

/// What stands between two cells in a template that is a whole row.
pub const CELL: &str = " | ";

impl<'m> Labels<'m> {
    /// Collects the labels of a method.
    pub fn new(method: &'m Method) -> Self {
        let mut labels = Self {
            all: Vec::new(),
            by_word: HashMap::new(),
            wild: Vec::new(),
            signs: Vec::new(),
            lists: Vec::new(),
            rows: false,
        };
        labels.add(&method.boilerplate, None, Use::Boilerplate);
        for (index, section) in method.sections.iter().enumerate() {
            labels.add(&section.titles, None, Use::Section(index));
            let scope = Scope { section: index, record: false };
            for (number, block) in section.blocks.iter().enumerate() {
                labels.block(&block.kind, scope, number);
            }
            for (number, block) in section.record.iter().flat_map(|r| &r.blocks).enumerate() {
                labels.block(&block.kind, Scope { record: true, ..scope }, number);
            }
        }
        labels
    }

    fn block(&mut self, kind: &'m BlockKind, here: Scope, number: usize) {
        let scope = Some(here);
        match kind {
            BlockKind::Line(line) => self.add(&line.texts, scope, Use::Line(number)),
            BlockKind::Pairs(pairs) => {
                for (row, pairs) in pairs.rows.iter().enumerate() {
                    for (place, pair) in pairs.iter().enumerate() {
                        let first = self.all.len();
                        self.add(&pair.labels, scope, Use::Pair(number, row, place));
                        self.all[first..].iter_mut().for_each(|label| label.inside = pair.in_cell);
                    }
                }
            }
            BlockKind::Table(table) => {
                self.add(&table.titles, scope, Use::Title(number));
                self.add(&table.subtitles, scope, Use::Caption(number));
                self.add(&table.captions, scope, Use::Caption(number));
                self.add(&table.second, scope, Use::Second(number));
                for (index, column) in table.columns.iter().enumerate() {
                    for (variant, label) in column.labels.iter().enumerate() {
                        self.add(std::slice::from_ref(label), scope, Use::Column(number, index, variant));
                    }
                    self.add(&column.fixed, scope, Use::Fixed(number, index));
                    self.add(&column.second_fixed, scope, Use::Fixed(number, index));
                }
            }
            BlockKind::Boilerplate(texts) => self.add(texts, scope, Use::Boilerplate),
            BlockKind::Note(note) => self.signs.extend(note.starts.iter().map(String::as_str)),
            BlockKind::List(list) => {
                self.add(&list.titles, scope, Use::Title(number));
                self.lists.extend(list.items.texts.iter().map(|text| (here, text)));
            }
            BlockKind::Text(_) => {}
        }
    }

    fn add(&mut self, templates: &'m [Template], scope: Option<Scope>, of: Use) {
        for template in templates {
            let index = self.all.len();
            self.all.push(Label { template, scope, of, inside: false });
            self.rows |= is_row(template);
            let first = template.first_words();
            if first.is_empty() {
                self.wild.push(index);
            }
            for word in first {
                self.by_word.entry(word).or_default().push(index);
            }
        }
    }

    /// Whether a label that may stand inside a cell stands somewhere in a text.
    pub fn stand_inside(&self, text: &str) -> bool {
        if !self.all.iter().any(|label| label.inside) {
            return false;
        }
        let words = method::words::words(text);
        (0..words.len()).any(|from| {
            let near = self.by_word.get(words[from].text.as_str()).into_iter().flatten();
            near.map(|index| &self.all[*index]).filter(|label| label.inside).any(|label| {
                let found = label.template.matches(text, &words, from, false);
                found.and_then(|found| words.get(found.words.checked_sub(1)?)).is_some_and(|last| {
                    let rest = text[last.range.end..].trim_start_matches([' ', ')', ']', '.']);
                    rest.is_empty() || rest.starts_with(':')
                })
            })
        })
    }

    /// How many words tell whether a label stands at the beginning of a text.
    pub fn head(&self) -> usize {
        self.all.iter().map(|label| label.template.len()).max().unwrap_or(0) + 4
    }

    /// Whether a text begins as an item of some list does, in a scope or anywhere.
    pub fn begins_item(&self, text: &str, words: &[Word], scope: Option<Scope>) -> bool {
        let here = |of: &Scope| scope.is_none_or(|scope| scope == *of);
        self.lists.iter().any(|(of, template)| here(of) && template.begins(text, words))
    }

    /// Whether a cell is a label, or begins with one that a colon or emphasis sets apart.
    pub fn begins_label(&self, item: &super::rows::Item<'_>, scope: Scope) -> bool {
        let here = |label: &Label<'m>| label.scope.is_none_or(|s| s == scope);
        self.spots(item.text(), &item.words, 0, &here).iter().any(|spot| {
            let last = spot.found.words.checked_sub(1).and_then(|last| item.words.get(last));
            let end = last.map(|last| super::pairs::label_end(item.text(), last.range.end));
            let apart = |end: usize| super::area::set_apart(item.cell, end);
            spot.whole || (matches!(spot.label.of, Use::Pair(..)) && end.is_some_and(apart))
        })
    }

    /// The cells of a row as templates of whole rows see them; `None` when no label could be that row.
    pub fn row_text(&self, line: &super::rows::Line<'_>) -> Option<String> {
        const MOST_CELLS: usize = 12;
        const LONGEST: usize = 400;
        let cells = line.items.len();
        if !self.rows || line.prose || !(2..=MOST_CELLS).contains(&cells) {
            return None;
        }
        let plain = line.items.iter().all(|item| !item.cell.literal && item.text().len() <= LONGEST);
        let texts: Vec<&str> = line.items.iter().map(super::rows::Item::text).collect();
        plain.then(|| texts.join(CELL))
    }

    /// The labels of several cells that a row is, whole: each cell of the template is one of the row.
    pub fn row_spots(&self, text: &str, accept: &dyn Fn(&Label<'m>) -> bool) -> Vec<Spot<'m>> {
        let words = method::words::words(text);
        let cells = text.matches(CELL).count();
        let same = |label: &Label<'m>| label.template.source().matches(CELL).count() == cells;
        let mut spots = self.spots(text, &words, 0, &|label| same(label) && accept(label));
        spots.retain(|spot| {
            spot.whole && spot.found.captures.iter().all(|(_, range)| !text[range.clone()].contains(CELL))
        });
        spots
    }

    /// Whether a text begins with the sign of a note.
    pub fn is_sign(&self, text: &str) -> bool {
        self.signs.iter().any(|sign| text.starts_with(sign))
    }

    /// The labels that hold in a scope.
    pub fn in_scope(&self, scope: Scope) -> impl Iterator<Item = &Label<'m>> {
        self.all.iter().filter(move |label| label.scope.is_none_or(|s| s == scope))
    }

    /// The labels that stand at word `from`, in any of the scopes, the longest first.
    pub fn spots(
        &self,
        text: &str,
        words: &[Word],
        from: usize,
        accept: &dyn Fn(&Label<'m>) -> bool,
    ) -> Vec<Spot<'m>> {
        let Some(word) = words.get(from) else { return Vec::new() };
        let near = self.by_word.get(word.text.as_str()).into_iter().flatten();
        let wild = self.wild.iter().filter(|_| from == 0);
        let mut spots = Vec::new();
        for index in near.chain(wild) {
            let label = self.all[*index];
            if !accept(&label) {
                continue;
            }
            let whole = label.template.matches(text, words, from, true);
            let (found, whole) = match whole {
                Some(found) => (found, true),
                None if matches!(label.of, Use::Line(_) | Use::Section(_)) => continue,
                None => match label.template.matches(text, words, from, false) {
                    Some(found) => (found, false),
                    None => continue,
                },
            };
            spots.push(Spot { label, found, whole });
        }
        spots.sort_by_key(|spot| std::cmp::Reverse(spot.found.words));
        spots
    }
}

/// Whether a template is a whole row of several cells.
pub fn is_row(template: &Template) -> bool {
    template.source().contains(CELL)
}

/// Matches a template with the whole of a text some of whose words are spelled otherwise.
pub fn near_match(template: &Template, text: &str, words: &[Word]) -> Option<Match> {
    let firsts = template.first_words();
    let begins = mended(&words[..words.len().min(MOST_TOUCHING)], template);
    let begins = begins.first().is_some_and(|word| firsts.contains(&word.text.as_str()));
    if begins { template.matches(text, &mended(words, template), 0, true) } else { None }
}

/// Parts of a word divided by signs that do not belong in it, at most.
const MOST_TOUCHING: usize = 4;

/// The words of a text, those that are nearly a word of a template spelled as it spells them.
fn mended(words: &[Word], template: &Template) -> Vec<Word> {
    const LEAST: f32 = 0.75;
    let known: Vec<&String> = template
        .parts()
        .iter()
        .flat_map(|part| match part {
            Part::Literal { words, .. } | Part::Optional(words, _) => words.iter().collect::<Vec<_>>(),
            Part::Choice(choices) => choices.iter().flat_map(|(words, _)| words).collect(),
            Part::Capture { .. } | Part::Maybe { .. } => Vec::new(),
        })
        .collect();
    let near = |text: &str| {
        let exact = known.iter().find(|known| known.as_str() == text);
        exact.or_else(|| known.iter().find(|known| text.len() > 4 && likeness(text, known, LEAST) > 0.0))
    };
    let mut out = Vec::with_capacity(words.len());
    let mut rest = words;
    while let Some(first) = rest.first() {
        let joined = (2..=touching(rest)).rev().find_map(|count| {
            let text: String = rest[..count].iter().map(|word| word.text.as_str()).collect();
            Some((count, near(&text)?))
        });
        let joined = joined.or_else(|| Some((1, near(&first.text)?)));
        let (count, text) = joined.map_or((1, &first.text), |(count, known)| (count, *known));
        out.push(Word { text: text.clone(), range: first.range.start..rest[count - 1].range.end });
        rest = &rest[count..];
    }
    out
}

/// How many words at the beginning touch each other, as the parts of `base1ine` do; a few at most.
fn touching(words: &[Word]) -> usize {
    let touch = |pair: &[Word]| pair[0].range.end == pair[1].range.start;
    1 + words.windows(2).take(MOST_TOUCHING - 1).take_while(|pair| touch(pair)).count()
}

/// How alike two labels are, 0 to 1, by edit distance over their words joined; cheap to refuse.
pub fn likeness(a: &str, b: &str, least: f32) -> f32 {
    let lengths = (a.chars().count(), b.chars().count());
    let longest = lengths.0.max(lengths.1);
    if longest == 0 || longest > 250 {
        return 0.0;
    }
    #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let limit = ((1.0 - least) * longest as f32).floor() as usize;
    if lengths.0.abs_diff(lengths.1) > limit {
        return 0.0;
    }
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut previous: Vec<usize> = (0..=b.len()).collect();
    let mut current = vec![0; b.len() + 1];
    for (i, x) in a.iter().enumerate() {
        current[0] = i + 1;
        let mut best = current[0];
        for (j, y) in b.iter().enumerate() {
            let change = previous[j] + usize::from(x != y);
            current[j + 1] = change.min(previous[j + 1] + 1).min(current[j] + 1);
            best = best.min(current[j + 1]);
        }
        if best > limit {
            return 0.0;
        }
        std::mem::swap(&mut previous, &mut current);
    }
    #[allow(clippy::cast_precision_loss)]
    let likeness = 1.0 - previous[b.len()] as f32 / longest as f32;
    likeness
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_spelled_otherwise_are_mended() {
        let template = Template::parse("PIANO OPERATIVO {n}° ANNUALITÀ").unwrap();
        for text in ["PILANO OPERATIVO 2° ANNUALITA'", "PIANO 0PERATIV0 2° ANNUALlTA'"] {
            let words = method::words::words(text);
            let found = near_match(&template, text, &words).unwrap();
            assert_eq!(&text[found.captures[0].1.clone()], "2");
        }
        let other = "PIANO TRIENNALE 2° STRALCIO";
        assert!(near_match(&template, other, &method::words::words(other)).is_none());
    }
}
