//! Errors of a method file.

use std::fmt;

/// A fault of a method file, at a line and key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// Line of the file, from 1.
    pub line: u32,
    /// Column of the line, from 1, in characters.
    pub column: u32,
    /// The key or value at fault, as written.
    pub key: String,
    /// What is wrong and how to mend it, in Italian.
    pub message: String,
}

impl Error {
    /// A fault at a byte of the text.
    pub(crate) fn at(text: &str, offset: usize, key: &str, message: impl Into<String>) -> Self {
        let before = text.get(..offset.min(text.len())).unwrap_or(text);
        let line = before.bytes().filter(|b| *b == b'\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        let narrow = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self { line: narrow(line), column: narrow(column), key: key.to_owned(), message: message.into() }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "riga {}, colonna {}: «{}»: {}", self.line, self.column, self.key, self.message)
    }
}
