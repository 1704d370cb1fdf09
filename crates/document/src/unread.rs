//! Pages of a file that are only pictures: a document says in their place that they were not read.

use domain::Place;

use crate::model::{Block, Cell, Paragraph};

/// Pages of a file, by number, that follow each other and are only pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnreadPages {
    /// The first of them, from 1.
    pub first: u32,
    /// The last of them.
    pub last: u32,
}

const ONE: (&str, &str) = ("[Pagina ", ": solo un'immagine, non letta]");
const MANY: (&str, &str) = ("[Pagine da ", ": solo immagini, non lette]");
/// Between the first and the last of several pages.
const TO: &str = " a ";

impl UnreadPages {
    /// The line that stands for them.
    pub fn line(self) -> String {
        let Self { first, last } = self;
        if first == last {
            format!("{}{first}{}", ONE.0, ONE.1)
        } else {
            format!("{}{first}{TO}{last}{}", MANY.0, MANY.1)
        }
    }

    /// The block that stands for them: their line, in bold as all words that are not the document's own content.
    pub fn block(self) -> Block {
        let text = self.line();
        let emphasis = std::iter::once(0..text.len()).collect();
        let line = Cell { place: Place::new(0, 1), text, emphasis, ..Cell::default() };
        Block::Paragraph(Paragraph { heading: None, lines: vec![line] })
    }

    /// The pages that a line stands for.
    pub fn of(line: &str) -> Option<Self> {
        let between = |(before, after): (&str, &str)| line.strip_prefix(before)?.strip_suffix(after);
        let (first, last) = match between(ONE) {
            Some(page) => (page, page),
            None => between(MANY)?.split_once(TO)?,
        };
        Some(Self { first: first.parse().ok()?, last: last.parse().ok()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_say_their_pages() {
        for (pages, line) in [
            (UnreadPages { first: 3, last: 3 }, "[Pagina 3: solo un'immagine, non letta]"),
            (UnreadPages { first: 3, last: 12 }, "[Pagine da 3 a 12: solo immagini, non lette]"),
        ] {
            assert_eq!(pages.line(), line);
            assert_eq!(UnreadPages::of(line), Some(pages));
        }
        for line in [
            "[Pagina tre: solo un'immagine, non letta]",
            "Pagina 3",
            "[Pagine da 3: solo immagini, non lette]",
        ] {
            assert_eq!(UnreadPages::of(line), None, "{line}");
        }
    }
}
