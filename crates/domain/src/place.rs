//! Where something stands in a source document.

/// A cell of a source document.
///
/// Places are for people and findings: they never take part in the comparison of two plans.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Place {
    /// Index of the document in [`crate::Plan::documents`], from 0.
    pub file: u16,
    /// Line of the source, from 1.
    pub line: u32,
    /// Cell of the line, from 1; a line without cells is its own cell 1.
    pub column: u16,
}

impl Place {
    /// The cell `column` of `line` in the first document.
    pub fn new(line: u32, column: u16) -> Self {
        Self { file: 0, line, column }
    }
}
