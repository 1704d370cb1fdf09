//! What one engine says otherwise than the other. Everything else is said once, in `queries`.

pub mod postgres;
pub mod sqlite;

/// An identity as a word of the index: letters and digits only.
fn place_word(kind: char, id: &str) -> String {
    let letters = id.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase());
    std::iter::once('x').chain(std::iter::once(kind)).chain(letters).collect()
}

/// The words of a text that is looked for: letters and digits, a few of them.
pub fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.take(8).map(str::to_lowercase).collect()
}
