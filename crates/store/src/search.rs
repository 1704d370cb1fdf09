//! The index of words, over the plans of a body. Texts come in folded: small letters without accents.
//!
//! The words of an item are one row, written with it; they are looked through body by body. An index of single words would
//! find them no sooner where it matters (a body has some thousands of objectives in all its years), and would make every
//! saving of a text pay for it.

use std::collections::BTreeSet;

use crate::fault::Fault;
use crate::link::{Link, on_engine};
use crate::queries::{postgres, sqlite};

/// The table of the index. It stands outside of the numbered changes: what is in it can be made anew from the items.
pub(crate) const TABLE: &str = "create table if not exists search (
    body_id text not null, plan_id text not null, item_id text not null, words text not null,
    primary key (body_id, plan_id, item_id)
);";

/// A word of the index has so many letters at most, the words of an item have so many together, a text that is looked for
/// has so many words.
const LONGEST_WORD: usize = 60;
const MOST_LETTERS: usize = 500_000;
const MOST_WORDS: usize = 8;

impl Link<'_> {
    /// Puts the words of an item (body, plan, item) into the index in place of what was there.
    ///
    /// # Errors
    /// When the database does not answer, or refuses.
    pub async fn search_put(&mut self, item: (&str, &str, &str), folded: &str) -> Result<(), Fault> {
        // Each word once: the index knows neither how often nor where they stand.
        let words: BTreeSet<String> = words(folded).collect();
        let mut letters = 0;
        let some = words.into_iter().take_while(|word| {
            letters += word.len();
            letters <= MOST_LETTERS
        });
        let words = some.collect::<Vec<String>>().join(" ");
        on_engine!(self, "search_put", sqlite::search_put, postgres::search_put, item, &words)
    }

    /// Takes an item (body, plan, item) out of the index.
    ///
    /// # Errors
    /// When the database does not answer, or refuses.
    pub async fn search_remove(&mut self, item: (&str, &str, &str)) -> Result<(), Fault> {
        on_engine!(self, "search_remove", sqlite::search_remove, postgres::search_remove, item)
    }

    /// The items of a body, as plan and item, in which every word of a folded text begins some word: those of the latest
    /// plans first, at most so many. A text without words finds nothing.
    ///
    /// # Errors
    /// When the database does not answer, or refuses.
    pub async fn search(
        &mut self,
        body_id: &str,
        folded: &str,
        limit: i64,
    ) -> Result<Vec<(String, String)>, Fault> {
        let words: Vec<String> = words(folded).take(MOST_WORDS).collect();
        if words.is_empty() {
            return Ok(Vec::new());
        }
        on_engine!(self, "search", sqlite::search, postgres::search, body_id, &words, limit)
    }
}

/// The words of a folded text: letters and digits.
fn words(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.map(|word| word.get(..LONGEST_WORD).unwrap_or(word).to_ascii_lowercase())
}
