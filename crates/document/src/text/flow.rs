//! Consecutive lines of text, with the emphasis that goes across them.

use domain::Place;

use super::builder::{Carry, merge};
use super::markup;
use crate::model::Cell;

/// The lines of a paragraph under construction.
#[derive(Default)]
pub(super) struct Flow {
    lines: Vec<Cell>,
    carry: Carry,
    /// Line and byte where the text of a mark without end starts.
    since: Option<(usize, usize)>,
}

impl Flow {
    /// Adds a line; false when it is blank, which ends the paragraph.
    pub(super) fn push(&mut self, raw: &str, place: Place) -> bool {
        let done = markup::line(raw, place, self.carry);
        let Some(cell) = done.cell else { return false };
        if done.closed_carried {
            self.emphasise();
        }
        let this = self.lines.len();
        let carried = done.carry.carries_mark() && !done.closed_carried && done.waiting.is_none();
        self.since = if carried { self.since } else { done.waiting.map(|start| (this, start)) };
        self.carry = done.carry;
        self.lines.push(cell);
        true
    }

    /// The lines, which leave the flow empty.
    pub(super) fn take(&mut self) -> Vec<Cell> {
        std::mem::take(self).lines
    }

    /// Emphasises the lines from the mark on; the line that closes it has done so for itself.
    fn emphasise(&mut self) {
        let Some((first, mut start)) = self.since.take() else { return };
        for line in self.lines.iter_mut().skip(first) {
            line.emphasis.push(start..line.text.len());
            merge(&mut line.emphasis);
            start = 0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::shown::shown;
    use super::*;

    fn read(lines: &[&str]) -> Vec<String> {
        let mut flow = Flow::default();
        for line in lines {
            assert!(flow.push(line, Place::default()));
        }
        flow.take().iter().map(shown).collect()
    }

    #[test]
    fn a_mark_closes_on_a_following_line() {
        let lines = read(&["x **TITOLO  ", "SECONDA", "TERZA** y **z**"]);
        assert_eq!(lines, ["x [TITOLO]", "[SECONDA]", "[TERZA] y [z]"]);
    }

    #[test]
    fn marks_without_end_are_no_emphasis() {
        assert_eq!(read(&["a:** b", "c:** d"]), ["a: b", "c: d"]);
        assert_eq!(read(&["**a", "b", "**c** d"]), ["a", "b", "[c] d"]);
        assert_eq!(read(&["**a", "b** **c", "d"]), ["[a]", "[b] c", "d"]);
    }

    #[test]
    fn tags_go_on_to_the_next_line() {
        assert_eq!(read(&["a <b>b", "c</b> d"]), ["a [b]", "[c] d"]);
    }

    #[test]
    fn a_blank_line_is_told() {
        assert!(!Flow::default().push(" <p> ", Place::default()));
    }
}
