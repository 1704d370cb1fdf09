//! Text that grows line by line in one style.

use std::fmt::{Display, Write};

use super::style::{Role, Style};

/// What is going to be shown.
#[derive(Debug)]
pub struct Page {
    style: Style,
    text: String,
}

impl Page {
    /// An empty page.
    pub fn new(style: Style) -> Self {
        Self { style, text: String::new() }
    }

    /// Columns of a line.
    pub fn width(&self) -> usize {
        self.style.width
    }

    /// `text` in its role.
    pub fn paint(&self, role: Role, text: impl Display) -> String {
        self.style.paint(role, text)
    }

    /// Adds a line.
    pub fn line(&mut self, line: impl Display) {
        // Writing to a `String` does not fail.
        let _ = writeln!(self.text, "{line}");
    }

    /// Adds an empty line.
    pub fn gap(&mut self) {
        self.text.push('\n');
    }
}

/// What stands on the page.
impl From<Page> for String {
    fn from(page: Page) -> Self {
        page.text
    }
}
