//! Other words for the labels of a form, in its method file.

use std::collections::{BTreeMap, BTreeSet};

use method::words::words;

use super::seed::Seed;

/// Keys of a method file whose texts are labels.
const LABELS: &[&str] = &[
    "labels",
    "title",
    "text",
    "subtitle",
    "captions",
    "second",
    "fixed",
    "second_fixed",
    "totals",
    "boilerplate",
    "lines",
];

/// One made-up word for each word of the labels.
pub struct Names {
    of: BTreeMap<String, String>,
}

impl Names {
    /// New names for the words of the labels of a method; none of them is a word of `taken`.
    pub fn new(method: &toml::Table, taken: &str, seed: &mut Seed) -> Self {
        let mut used: BTreeSet<String> = words(taken).into_iter().map(|word| word.text).collect();
        let mut of = BTreeMap::new();
        each_label(&mut method.clone(), &mut |label| {
            for range in literals(label) {
                for word in words(&label[range.clone()]) {
                    if is_name(&word.text) {
                        of.entry(word.text).or_insert_with(|| fresh(&mut used, seed));
                    }
                }
            }
        });
        Self { of }
    }

    /// The method with the new names.
    pub fn method(&self, method: &toml::Table) -> toml::Table {
        let mut method = method.clone();
        each_label(&mut method, &mut |label| {
            for range in literals(label).into_iter().rev() {
                let renamed = self.text(&label[range.clone()]);
                label.replace_range(range, &renamed);
            }
        });
        method
    }

    /// A text with the new names for its words, all of it in labels.
    pub fn text(&self, text: &str) -> String {
        let mut out = text.to_owned();
        for word in words(text).into_iter().rev() {
            if let Some(name) = self.of.get(&word.text) {
                out.replace_range(word.range, name);
            }
        }
        out
    }
}

/// Whether a word can have another name: a number or sign cannot.
fn is_name(word: &str) -> bool {
    word.chars().any(char::is_alphabetic)
}

/// A made-up word that is not in use.
fn fresh(used: &mut BTreeSet<String>, seed: &mut Seed) -> String {
    loop {
        let syllable = |seed: &mut Seed| {
            let (consonants, vowels) = (b"bdfgklmnprstvz", b"aeiou");
            let pick = |from: &[u8], seed: &mut Seed| char::from(from[seed.below(from.len())]);
            [pick(consonants, seed), pick(vowels, seed)]
        };
        let word: String = (0..4).flat_map(|_| syllable(seed)).collect();
        if used.insert(word.clone()) {
            return word;
        }
    }
}

/// The stretches of a template outside captures.
fn literals(template: &str) -> Vec<std::ops::Range<usize>> {
    let (mut out, mut from, mut depth) = (Vec::new(), 0, 0_usize);
    for (at, c) in template.char_indices() {
        match c {
            '{' => {
                if depth == 0 {
                    out.push(from..at);
                }
                depth += 1;
            }
            '}' => {
                depth = depth.saturating_sub(1);
                from = at + 1;
            }
            _ => {}
        }
    }
    out.push(from..template.len());
    out.retain(|range| !range.is_empty());
    out
}

/// Walks the texts of a method that are labels; those inside `items` and `derive` are content.
fn each_label(table: &mut toml::Table, work: &mut dyn FnMut(&mut String)) {
    for (key, value) in table.iter_mut() {
        match value {
            toml::Value::Array(list) if LABELS.contains(&key.as_str()) => {
                let texts = list.iter_mut().filter_map(|value| match value {
                    toml::Value::String(text) => Some(text),
                    _ => None,
                });
                texts.for_each(&mut *work);
            }
            toml::Value::Table(_) if key == "items" => {}
            value => inside(value, work),
        }
    }
}

fn inside(value: &mut toml::Value, work: &mut dyn FnMut(&mut String)) {
    match value {
        toml::Value::Table(table) => each_label(table, work),
        toml::Value::Array(list) => list.iter_mut().for_each(|value| inside(value, work)),
        _ => {}
    }
}
