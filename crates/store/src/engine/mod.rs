//! What one engine says otherwise than the other. Everything else is said once, in `queries`.

pub mod postgres;
pub mod sqlite;

/// An identity as a word of the index: letters and digits only.
fn place_word(id: &str) -> String {
    id.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}
