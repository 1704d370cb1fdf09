//! A piece of a source line with a mark under the part that matters.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::page::Page;
use super::style::{Role, safe};

/// What stands between two cells.
const BAR: &str = " │ ";

/// A piece of a line, no wider than the page.
#[derive(Debug, PartialEq, Eq)]
pub struct Excerpt {
    text: String,
    /// Where the mark begins and how wide it is, in columns.
    mark: (usize, usize),
}

impl Excerpt {
    /// The cell `column` of a line, counted from 1 and parted by TABs, with its neighbours.
    pub fn cell(line: &str, column: usize, width: usize) -> Self {
        let cells: Vec<String> = line.split('\t').map(|cell| safe(cell.trim())).collect();
        let index = column.saturating_sub(1);
        let (left, rest) = cells.split_at(index.min(cells.len()));
        let (middle, right) =
            rest.split_first().map_or(("", [].as_slice()), |(m, right)| (m.as_str(), right));
        let (mut left, mut right) = (joined(left), joined(right));
        if index > 0 {
            left.push_str(BAR);
        }
        if !right.is_empty() {
            right.insert_str(0, BAR);
        }
        Self::fit(&left, middle, &right, width)
    }

    /// `length` characters of a line from `start`, counted from 0.
    pub fn span(line: &str, start: usize, length: usize, width: usize) -> Self {
        let line = safe(line);
        let (left, rest) = split(&line, start);
        let (middle, right) = split(rest, length);
        Self::fit(left, middle, right, width)
    }

    /// As much as there is room for, the marked part first.
    fn fit(left: &str, middle: &str, right: &str, width: usize) -> Self {
        let around = (left.width() + right.width()).min(width / 3);
        let middle = beginning(middle, width - around);
        let room = width.saturating_sub(middle.width());
        let (before, after) = (left.width(), right.width());
        let half = room / 2;
        let (before, after) = match (before <= half, after <= half) {
            _ if before + after <= room => (before, after),
            (true, _) => (before, room - before),
            (_, true) => (room - after, after),
            _ => (half, room - half),
        };
        let left = end(left, before);
        let text = format!("{left}{middle}{}", beginning(right, after));
        Self { mark: (left.width(), middle.width().max(1)), text: text.trim_end().to_owned() }
    }

    /// Adds the excerpt in its frame to a page; `gutter` is the width of the line number.
    pub fn show(&self, page: &mut Page, line: usize, gutter: usize, role: Role) {
        let (start, width) = self.mark;
        let blank = page.paint(Role::Frame, format!("{:gutter$} |", ""));
        let numbered = page.paint(Role::Frame, format!("{line:>gutter$} |"));
        let mark = page.paint(role, "^".repeat(width));
        page.line(&blank);
        page.line(format_args!("{numbered} {}", self.text));
        page.line(format_args!("{blank} {:start$}{mark}", ""));
    }
}

/// A whole line with its cells side by side, cut to the page.
pub fn row(line: &str, width: usize) -> String {
    let cells: Vec<String> = line.split('\t').map(|cell| safe(cell.trim())).collect();
    beginning(joined(&cells).trim_end(), width)
}

/// Cells side by side; several blank ones in a row show as one.
fn joined(cells: &[String]) -> String {
    let mut shown: Vec<&str> = cells.iter().map(String::as_str).collect();
    shown.dedup_by(|next, cell| next.is_empty() && cell.is_empty());
    shown.join(BAR)
}

fn split(text: &str, characters: usize) -> (&str, &str) {
    let at = text.char_indices().nth(characters).map_or(text.len(), |(at, _)| at);
    text.split_at(at)
}

/// The beginning of a text, `width` columns wide at most, with `…` where it is cut.
fn beginning(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let kept = taken(text.chars(), width);
    if width > 0 { kept + "…" } else { kept }
}

/// The end of a text, `width` columns wide at most, with `…` where it is cut.
fn end(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let kept = taken(text.chars().rev(), width);
    let kept: String = kept.chars().rev().collect();
    if width > 0 { format!("…{kept}") } else { kept }
}

/// Characters that leave room for `…`.
fn taken(characters: impl Iterator<Item = char>, width: usize) -> String {
    let mut used = 1;
    let fits = |c: &char| {
        used += c.width().unwrap_or(0);
        used <= width
    };
    characters.take_while(fits).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::Style;

    fn cell(line: &str, column: usize, width: usize) -> String {
        let mut page = Page::new(Style::plain());
        Excerpt::cell(line, column, width).show(&mut page, 7, 2, Role::Strong);
        page.into()
    }

    #[test]
    fn a_cell_is_marked_among_its_neighbours() {
        assert_eq!(cell("Peso\t25\tSettore:", 2, 60), "   |\n 7 | Peso │ 25 │ Settore:\n   |        ^^\n");
    }

    #[test]
    fn blank_cells_show_as_one_and_a_marked_blank_cell_has_a_mark() {
        assert_eq!(cell("a\t\t\t\tb\tc", 5, 60), "   |\n 7 | a │  │ b │ c\n   |        ^\n");
        assert_eq!(cell("a\t\tc", 2, 60), "   |\n 7 | a │  │ c\n   |     ^\n");
    }

    #[test]
    fn a_line_without_cells_is_marked_whole() {
        assert_eq!(
            cell("Titolo della città", 1, 60),
            format!("   |\n 7 | Titolo della città\n   | {}\n", "^".repeat(18))
        );
    }

    #[test]
    fn a_cell_that_is_not_there_is_marked_at_the_end() {
        assert_eq!(cell("a\tb", 5, 60), "   |\n 7 | a │ b │\n   |         ^\n");
    }

    #[test]
    fn long_neighbours_are_cut_on_their_far_side() {
        let line = format!("{}fine\tqui\tinizio{}", "x".repeat(80), "y".repeat(80));
        let excerpt = Excerpt::cell(&line, 2, 31);
        assert_eq!(excerpt.text, "…xxxxxxfine │ qui │ inizioyyyy…");
        assert_eq!(excerpt.mark, (14, 3));
    }

    #[test]
    fn a_long_cell_is_cut_at_its_end() {
        let excerpt = Excerpt::cell(&format!("a\t{}\tb", "parola ".repeat(20)), 2, 20);
        assert_eq!(excerpt.text, "…│ parola parola… │…");
        assert_eq!(excerpt.mark, (3, 14));
    }

    #[test]
    fn no_excerpt_is_wider_than_the_page() {
        let line = "àé\t漢字漢字漢字\tlungo testo con molte parole\t\tb";
        for width in 1..60 {
            for column in 1..7 {
                let excerpt = Excerpt::cell(line, column, width);
                assert!(excerpt.text.width() <= width, "{width} {column} {excerpt:?}");
            }
        }
    }

    #[test]
    fn a_span_is_counted_in_characters() {
        let excerpt = Excerpt::span("città = \"valore\"", 8, 8, 60);
        assert_eq!(excerpt.mark, (8, 8));
    }
}
