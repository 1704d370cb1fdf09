//! Extracted text <-> document.

use crate::model::Document;

/// Why bytes cannot be read as a document; `Display` is one clear Italian sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unusable {
    /// Nothing but white space.
    Empty,
    /// Not text.
    Binary,
    /// More bytes than the limit.
    TooLarge {
        /// Size of the input in bytes.
        bytes: usize,
        /// The limit in bytes.
        limit: usize,
    },
}

/// Reads extracted text.
///
/// # Errors
/// When the bytes are no text, are blank, or are more than `limit`.
pub fn read(_name: &str, _bytes: &[u8], _limit: usize) -> Result<Document, Unusable> {
    Err(Unusable::Empty)
}

/// Writes a document as text that [`read`] reads back to the same blocks and texts.
pub fn write(_document: &Document) -> String {
    String::new()
}
