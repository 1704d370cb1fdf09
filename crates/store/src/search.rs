//! The index of words, over the plans of a body. Texts come in folded: small letters without accents.

use crate::engine;
use crate::fault::Fault;
use crate::work::Link;

/// Runs a function of the engine at hand.
macro_rules! with_engine {
    ($link:expr, $name:ident($($argument:expr),*)) => {
        match $link {
            Link::Sqlite(c) => engine::sqlite::$name(c, $($argument),*).await,
            Link::Postgres(c) => engine::postgres::$name(c, $($argument),*).await,
        }
        .map_err(|error| Fault::met(stringify!($name), &error))
    };
}

impl Link<'_> {
    /// Puts the words of an item (body, plan, item) into the index in place of what was there.
    ///
    /// # Errors
    /// When the database does not answer, or refuses.
    pub async fn search_put(&mut self, item: (&str, &str, &str), folded: &str) -> Result<(), Fault> {
        let words: Vec<&str> =
            folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()).collect();
        let words = words.join(" ");
        with_engine!(self, search_put(item, &words))
    }

    /// Takes an item (body, plan, item) out of the index.
    ///
    /// # Errors
    /// When the database does not answer, or refuses.
    pub async fn search_remove(&mut self, item: (&str, &str, &str)) -> Result<(), Fault> {
        with_engine!(self, search_remove(item))
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
        let words = engine::words(folded);
        if words.is_empty() {
            return Ok(Vec::new());
        }
        with_engine!(self, search(body_id, &words, limit))
    }
}
