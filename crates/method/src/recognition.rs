//! Which documents a method is for: the marks that they bear together.

use std::collections::HashMap;

use serde::Deserialize;

use crate::template::Template;
use crate::words::{Word, first_words};

/// The body of a method and the marks of its documents. It can be read from a method file without
/// the rest of it, so that choosing among many methods does not cost reading them all.
#[derive(Clone, Debug, Default)]
pub struct Recognition {
    /// Official name of the body.
    pub body: String,
    /// Texts that together say that a document is of this body and form.
    pub marks: Vec<Template>,
}

#[derive(Deserialize)]
struct Head {
    body: BodyHead,
    #[serde(default)]
    document: DocumentHead,
}

#[derive(Deserialize)]
struct BodyHead {
    name: String,
}

#[derive(Deserialize, Default)]
struct DocumentHead {
    #[serde(default)]
    recognise: Vec<String>,
}

/// The beginning of a document, divided into words once so that many methods can look for their
/// marks in it.
pub struct Searchable<'t> {
    text: &'t str,
    words: Vec<Word>,
    by_word: HashMap<String, Vec<usize>>,
}

/// Words in which the marks of a method are looked for.
const SEARCHED: usize = 50_000;

impl<'t> Searchable<'t> {
    /// Divides a text.
    pub fn new(text: &'t str) -> Self {
        let words = first_words(text, SEARCHED);
        let mut by_word: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, word) in words.iter().enumerate() {
            match by_word.get_mut(&word.text) {
                Some(places) => places.push(index),
                None => _ = by_word.insert(word.text.clone(), vec![index]),
            }
        }
        Self { text, words, by_word }
    }

    fn bears(&self, template: &Template) -> bool {
        template.first_words().iter().any(|word| {
            let places = self.by_word.get(*word).into_iter().flatten();
            places.copied().any(|from| template.matches(self.text, &self.words, from, false).is_some())
        })
    }
}

impl Recognition {
    /// Reads body and marks out of a method file; nothing when even they have faults.
    pub fn parse(text: &str) -> Option<Self> {
        let head: Head = toml::from_str(text).ok()?;
        let marks: Result<Vec<Template>, String> =
            head.document.recognise.iter().map(|mark| Template::parse(mark)).collect();
        Some(Self { body: head.body.name, marks: marks.ok()? })
    }

    /// How well a text says that it is of this method: how many of its marks it bears; 0 when one is
    /// missing, or there are none.
    pub fn score(&self, text: &Searchable<'_>) -> u32 {
        if self.marks.iter().all(|template| text.bears(template)) {
            u32::try_from(self.marks.len()).unwrap_or(u32::MAX)
        } else {
            0
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_marks_are_read_without_the_rest_of_the_file() {
        let text = "schema = \"x\"\nbody = { name = \"Comune di Monte\", kind = \"comune\" }\n\
                    document = { recognise = [\"COMUNE DI MONTE\", \"SCHEDA\"] }\n[[section]]\nno = 1\n";
        let found = Recognition::parse(text).unwrap();
        assert_eq!(found.body, "Comune di Monte");
        assert_eq!(found.score(&Searchable::new("Comune di Monte\nScheda 1")), 2);
        assert_eq!(found.score(&Searchable::new("Comune di Monte")), 0);
        assert!(Recognition::parse("non = [").is_none());
    }
}
