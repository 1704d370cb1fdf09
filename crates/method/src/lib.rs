//! The method file of a body (*metodo*), typed.

pub use error::Error;

/// Errors of a method file.
pub mod error {
    /// A fault of a method file, at a line and key.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Error {
        /// Line of the file, from 1.
        pub line: u32,
        /// Column of the line, from 1, in characters.
        pub column: u32,
        /// The key, from the root (`section[2].block[1].to`).
        pub key: String,
        /// What is wrong and how to mend it, in Italian.
        pub message: String,
    }
}

/// A method file.
#[derive(Clone, Debug)]
pub struct Method {}

impl Method {
    /// Reads a method file.
    ///
    /// # Errors
    /// Every fault found, each with its line and key.
    pub fn parse(_text: &str) -> Result<Self, Vec<Error>> {
        Ok(Self {})
    }
}
