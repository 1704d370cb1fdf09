//! The markup of one cell.

use domain::Place;
use domain::text::normal;

use super::builder::{Carry, Finished};
use super::entity;
use super::nested::Nest;
use super::tag::{self, Kind, Tag};
use crate::model::Cell;

/// Reads a cell of a table; `None` when it is blank.
pub(super) fn cell(raw: &str, place: Place) -> Option<Cell> {
    if has_markup(raw) { scan(raw, place, Carry::default()).cell } else { plain(raw, place) }
}

/// Reads a line of text that goes on with the emphasis of the line before.
pub(super) fn line(raw: &str, place: Place, carry: Carry) -> Finished {
    if carry.is_none() && !has_markup(raw) {
        let cell = plain(raw, place);
        return Finished { cell, carry, closed_carried: false, waiting: None };
    }
    scan(raw, place, carry)
}

/// True when a text has a character that may start markup.
pub(super) fn has_markup(text: &str) -> bool {
    text.bytes().any(special)
}

fn special(byte: u8) -> bool {
    matches!(byte, b'\\' | b'*' | b'_' | b'<' | b'&')
}

fn plain(raw: &str, place: Place) -> Option<Cell> {
    let text = normal(raw).into_owned();
    (!text.is_empty()).then(|| Cell { place, text, ..Cell::default() })
}

fn scan(raw: &str, place: Place, carry: Carry) -> Finished {
    let mut scan = Scan { raw, nest: Nest::new(place, carry) };
    let mut at = 0;
    while let Some(rest) = raw.get(at..) {
        let Some(next) = rest.bytes().position(special) else {
            scan.nest.current().push_str(rest);
            break;
        };
        let (text, rest) = rest.split_at(next);
        scan.nest.current().push_str(text);
        at += next;
        at += match rest.as_bytes().first() {
            Some(b'\\') => scan.backslash(rest),
            Some(b'<') => scan.tag(rest),
            Some(b'&') => scan.entity(rest),
            Some(&byte) => scan.run(at, byte),
            None => break,
        };
    }
    scan.nest.finish()
}

/// Each method takes the text from a special character on, and returns how much of it was read.
struct Scan<'a> {
    raw: &'a str,
    nest: Nest,
}

impl Scan<'_> {
    /// A guard, an escape or a plain backslash; the rules are in the documentation of [`super`].
    fn backslash(&mut self, text: &str) -> usize {
        let cell = self.nest.current();
        let mut after = text.chars().skip(1);
        let (c, length) = match (after.next(), after.next()) {
            (Some('\\'), Some(c)) if cell.is_blank() && starred(c) => {
                cell.set_literal();
                (c, 3)
            }
            (Some(c), _) if cell.is_blank() && !starred(c) && !c.is_whitespace() => {
                cell.set_literal();
                (c, 1 + c.len_utf8())
            }
            (Some(c), _) if c.is_ascii_punctuation() => (c, 2),
            _ => ('\\', 1),
        };
        cell.push(c);
        length
    }

    fn entity(&mut self, text: &str) -> usize {
        let (c, length) = entity::decode(text).unwrap_or(('&', 1));
        self.nest.current().push(c);
        length
    }

    fn tag(&mut self, text: &str) -> usize {
        let Some(Tag { kind, closing, length, colspan }) = tag::parse(text) else {
            self.nest.current().push('<');
            return 1;
        };
        match kind {
            Kind::Emphasis => self.nest.current().tag(closing),
            Kind::Inline => {}
            Kind::Block => self.nest.current().space(),
            Kind::Table => self.nest.table(closing),
            Kind::Section | Kind::Row => self.nest.row(),
            Kind::Cell => self.nest.cell(closing, colspan),
            Kind::CheckBox(checked) => self.nest.current().push(if checked { '☑' } else { '☐' }),
        }
        length
    }

    /// A run of `*` or `_` at `at`: marks of emphasis, or text.
    ///
    /// Two to four asterisks and two underscores can be marks (three are bold italic, four are the end
    /// of one bold and the start of the next); more are something that somebody drew. `__` inside a
    /// word is text, since codes and file names have it.
    fn run(&mut self, at: usize, byte: u8) -> usize {
        let (before, rest) = self.raw.split_at(at);
        let length = rest.bytes().take_while(|b| *b == byte).count();
        let (run, after) = rest.split_at(length);
        let before = before.chars().next_back().filter(|c| !c.is_whitespace());
        let after_run = after;
        let after = after.chars().next().filter(|c| !c.is_whitespace());
        let in_word = before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric);
        let alone = before.is_none() && after.is_none();
        let cell = self.nest.current();
        match (byte, length) {
            // Asterisks before the only text of the cell are the mark of a note: `** termine fissato`.
            (b'*', 2 | 3)
                if alone && at == 0 && !after_run.trim().is_empty() && !after_run.contains("**") =>
            {
                run.chars().for_each(|c| cell.push(c));
            }
            (b'*', 2) => cell.mark(byte, after.is_some(), before.is_some()),
            (b'*', 3) if !alone => cell.mark(byte, after.is_some(), before.is_some()),
            (b'*', 4) if !alone => {
                cell.mark(byte, false, before.is_some());
                cell.mark(byte, after.is_some(), false);
            }
            (b'_', 2) if !alone && !in_word => cell.mark(byte, after.is_some(), before.is_some()),
            _ => cell.push_str(run),
        }
        length
    }
}

/// True for the characters that real documents escape at the start of a cell.
pub(super) fn starred(c: char) -> bool {
    matches!(c, '*' | '_' | '#')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(raw: &str) -> Cell {
        cell(raw, Place::new(7, 3)).unwrap()
    }

    fn shown(raw: &str) -> String {
        super::super::shown::shown(&read(raw))
    }

    #[test]
    fn markdown_emphasis() {
        assert_eq!(shown("**Peso:** 10 %"), "[Peso:] 10 %");
        assert_eq!(shown("Peso **a**, __b__"), "Peso [a], [b]");
        assert_eq!(shown("**a****b** ***c***"), "[ab] [c]");
        assert_eq!(shown("Titolo **"), "Titolo");
        assert_eq!(shown("** termine fissato"), "** termine fissato");
        assert_eq!(shown("** Titolo **"), "Titolo");
        assert_eq!(shown("nessuno** o"), "nessuno o");
        assert_eq!(shown("**a **b** c"), "a [b] c");
        assert_eq!(shown("**a __b__ c**"), "[a b c]");
    }

    #[test]
    fn text_that_is_no_emphasis() {
        for text in ["a * b *c", "12_a_x", "a__b", "Data ______ firma ___", "x ***** y", "a *** b"] {
            assert_eq!(shown(text), text);
        }
    }

    #[test]
    fn html_emphasis_and_blocks() {
        assert_eq!(shown("<b>Linea:</b> 03"), "[Linea:] 03");
        assert_eq!(shown("<b><u>a b</u></b>c"), "[a b]c");
        assert_eq!(shown("<p>uno</p><p>due</p>"), "uno due");
        assert_eq!(shown("a<br/>b<sup>2</sup></ul>"), "a b2");
        assert_eq!(shown("a <strong>b c"), "a [b c]");
        assert_eq!(shown("</b>a"), "a");
    }

    #[test]
    fn check_boxes() {
        let raw = r#"<input type="checkbox"/> COMUNE <input checked="" type="checkbox"/> ALTRO"#;
        assert_eq!(shown(raw), "☐ COMUNE ☑ ALTRO");
    }

    #[test]
    fn signs_and_addresses_are_text() {
        for text in ["<30", "tempo < 5", "a < b > c", "<https://www.example.it/a_b>", "[x](#y)", "R&S", "&x;"]
        {
            assert_eq!(shown(text), text);
        }
    }

    #[test]
    fn entities_and_escapes() {
        assert_eq!(shown("citt&agrave;&nbsp;&amp;&#32;&lt;b&gt;"), "città & <b>");
        assert_eq!(shown(r"a \*\*b\*\* \| \(c\) \d"), r"a **b** | (c) \d");
    }

    #[test]
    fn guards() {
        let cases = [
            (r"\Peso", "Peso", true),
            (r"\<b>x", "<b>x", true),
            (r"\*Note", "*Note", false),
            (r"\*\*Note", "**Note", false),
            (r"\\*Note", "*Note", true),
            (r"\\share", r"\share", true),
            (r"\\\*x", r"\*x", true),
            (r"\\", r"\", true),
            (r"\", r"\", false),
            (r"\ x", r"\ x", false),
            ("&#92;dir", r"\dir", false),
            (r"<b>\Peso</b>", "Peso", true),
        ];
        for (raw, text, literal) in cases {
            let cell = read(raw);
            assert_eq!((cell.text.as_str(), cell.literal), (text, literal), "{raw}");
        }
    }

    #[test]
    fn a_table_inside_a_cell() {
        let raw = r#"prima <table border="1"><thead><tr><th colspan="2"><b>Indicatori</b></th><th>Atteso</th></tr>
            </thead><tr><td>1</td> <td></td> <td>\Peso</td></tr><tr><td></td></tr></table> dopo"#;
        let cell = read(raw);
        assert_eq!(cell.text, "prima dopo");
        let rows = &cell.nested[0].rows;
        assert_eq!((cell.nested.len(), rows.len(), rows[0].line, rows[0].width), (1, 2, 7, 3));
        let shown = |row: usize| -> Vec<(u16, &str)> {
            rows[row].cells.iter().map(|c| (c.place.column, c.text.as_str())).collect()
        };
        assert_eq!(shown(0), [(1, "Indicatori"), (3, "Atteso")]);
        assert_eq!(shown(1), [(1, "1"), (3, "Peso")]);
        assert_eq!(super::super::shown::shown(&rows[0].cells[0]), "[Indicatori]");
        assert!(rows[1].cells[1].literal);
    }

    #[test]
    fn tables_without_order_lose_no_text() {
        assert_eq!(read("<table>a<tr>b<td>c").text, "a b");
        assert_eq!(read("<td>a</td><td>b</td></table>").text, "a b");
        let inside = read("<table><tr><td>x<table><tr><td>y").nested.remove(0).rows.remove(0).cells.remove(0);
        assert_eq!((inside.text.as_str(), inside.nested.len()), ("x", 1));
    }

    #[test]
    fn tables_too_deep_are_text() {
        let deep = "<table><tr><td>".repeat(40) + "fondo" + &"</td></tr></table>".repeat(40) + "coda";
        let mut cell = read(&deep);
        assert_eq!(cell.text, "coda");
        let mut depth = 0;
        while let Some(table) = cell.nested.pop() {
            cell = table.rows.into_iter().next().unwrap().cells.remove(0);
            depth += 1;
        }
        assert_eq!((depth, cell.text.as_str()), (super::super::nested::DEEPEST, "fondo"));
    }

    #[test]
    fn hostile_lengths_take_linear_time() {
        let pieces =
            ["<table>", "<p a=\"", "<p a='b\" ", "**a", "__", "&#", "\\", "<td>", "<b>x", "<<p", "</table>"];
        for piece in pieces {
            cell(&piece.repeat(40_000), Place::default());
        }
    }
}
