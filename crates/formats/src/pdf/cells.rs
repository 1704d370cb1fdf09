//! Lines of cells -> texts: where words go on from one line to the next.

use std::collections::HashSet;

use super::lines::{TextLine, ends_in_hyphen};
use super::rich::Rich;
use super::sheet::{Part, Ruled, RuledCell, Sheet};

/// How the lines of a document go on.
struct Habits {
    /// A space is written at the end of a line, unless a word goes on.
    spaces: bool,
    /// What stands between two spaces of one line, [`bare`].
    words: HashSet<String>,
}

/// Puts the lines of all cells together.
pub(super) fn settle(sheets: &mut [Sheet]) {
    let habits = Habits::of(sheets);
    for part in sheets.iter_mut().flat_map(|sheet| &mut sheet.parts) {
        if let Part::Table(table) = part {
            settle_table(table, &habits);
        }
    }
}

fn settle_table(table: &mut Ruled, habits: &Habits) {
    let margin = margin(table);
    for cell in table.cells_mut() {
        cell.text = habits.text(cell, margin);
        cell.room = cell.lines.last().map_or(0.0, |line| room(cell, line, margin));
        for table in &mut cell.nested {
            settle_table(table, habits);
        }
    }
}

/// What lies between the side of a cell and its text: the least that is usual in a table.
fn margin(table: &Ruled) -> f64 {
    const MOST: f64 = 12.0;
    let mut all: Vec<f64> =
        table.cells().flat_map(|cell| cell.lines.iter().map(|line| line.x0 - cell.rect.x0)).collect();
    // Some lines stand out of their cells.
    let few = all.len() / 10;
    if all.is_empty() {
        return 0.0;
    }
    let (_, margin, _) = all.select_nth_unstable_by(few, f64::total_cmp);
    margin.clamp(0.0, MOST)
}

/// What is left of a line in its cell, however it is aligned.
fn room(cell: &RuledCell, line: &TextLine, margin: f64) -> f64 {
    cell.rect.width() - 2.0 * margin - (line.x1 - line.x0)
}

impl Habits {
    fn of(sheets: &[Sheet]) -> Self {
        let mut words = HashSet::new();
        let (mut full, mut spaced) = (0, 0);
        for table in sheets.iter().flat_map(Sheet::tables) {
            let margin = margin(table);
            // The end of a page may cut the words of the first and the last row.
            let rows = 1..table.rows.len().saturating_sub(1);
            let cells = table
                .rows
                .iter()
                .enumerate()
                .flat_map(|(row, cells)| cells.cells.iter().map(move |cell| (row, cell)));
            for (row, cell) in cells {
                for (index, line) in cell.lines.iter().enumerate() {
                    let next = cell.lines.get(index + 1);
                    let whole = rows.contains(&row);
                    whole_words(&line.text.text, whole && index == 0, whole && next.is_none(), &mut words);
                    if next.is_some_and(|next| next.first_word > room(cell, line, margin)) {
                        full += 1;
                        spaced += usize::from(line.spaced);
                    }
                }
            }
        }
        sheets
            .iter()
            .flat_map(Sheet::lines)
            .for_each(|line| whole_words(&line.text.text, false, false, &mut words));
        Self { spaces: spaced * 20 > full * 19, words }
    }

    fn text(&self, cell: &RuledCell, margin: f64) -> Rich {
        let mut text = Rich::default();
        for (index, line) in cell.lines.iter().enumerate() {
            text.append(&line.text);
            let next = cell.lines.get(index + 1);
            if next.is_some_and(|next| !self.goes_on(line, next, room(cell, line, margin))) {
                text.space();
            }
        }
        text
    }

    /// True when a word goes on from one line to the next.
    fn goes_on(&self, line: &TextLine, next: &TextLine, room: f64) -> bool {
        // Letters may stand out a little.
        const SLACK: f64 = 0.5;
        let lower = next.text.text.starts_with(char::is_lowercase);
        let hyphen = ends_in_hyphen(&line.text.text);
        // Nobody hyphenates in cells: a hyphen at the end of a line is one of the word's own.
        if line.soft || (hyphen && lower) {
            return true;
        }
        let full = next.first_word + SLACK > room;
        if !full || line.spaced {
            return false;
        }
        let slash = line.text.text.ends_with('/') && !line.text.text.ends_with(" /");
        if slash || (hyphen && self.spaces) {
            return true;
        }
        let (Some(end), Some(start)) =
            (line.text.text.split(' ').next_back(), next.text.text.split(' ').next())
        else {
            return false;
        };
        // Only a word that is wider than its cell is cut, and fills the line that it begins.
        let alone = end.len() == line.text.text.len();
        let cut = alone && next.first_char > room;
        let known = |word: &str| self.words.contains(&bare(word));
        // Hardly a long word of Italian ends in a consonant.
        let on = lower || (ends_in_capital(end) && start.starts_with(char::is_uppercase) && !known(start));
        let torn = ends_in_consonant(end);
        let strange =
            !known(end) && on && ((!known(start) && (torn || is_tail(start))) || (end.len() > 3 && torn));
        let closing = start.chars().all(|c| matches!(c, '.' | ',' | ';' | ':'));
        let both = format!("{end}{start}");
        (cut && is_number(end) && is_number(start))
            || (alone && is_code(end) && start.starts_with(|c: char| c.is_ascii_digit()))
            || (cut && (self.spaces || strange || closing))
            || (known(&both) && !(known(start) && known(end)))
    }
}

/// Adds the words of a line that are whole: the first and the last of a line may be parts.
fn whole_words(text: &str, first: bool, last: bool, words: &mut HashSet<String>) {
    let count = text.split(' ').count();
    for (index, word) in text.split(' ').enumerate() {
        if (index > 0 || first) && (index + 1 < count || last) {
            words.insert(bare(word));
        }
    }
}

/// True for a part of a number or a date: digits and what stands between or behind them.
fn is_number(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_digit() || ".,/%€".contains(c))
}

/// True for the beginning of a number with parts: `A.`, `01.`, `A.1.`.
fn is_code(text: &str) -> bool {
    let parts = text.strip_suffix('.').map(|parts| parts.split('.'));
    parts.is_some_and(|mut parts| {
        parts.all(|part| !part.is_empty() && (part.len() == 1 || part.chars().all(|c| c.is_ascii_digit())))
    })
}

/// Its last two characters are capitals.
fn ends_in_capital(word: &str) -> bool {
    let mut last = word.chars().rev();
    last.next().is_some_and(char::is_uppercase) && last.next().is_some_and(char::is_uppercase)
}

fn ends_in_consonant(word: &str) -> bool {
    let consonant =
        |c: char| c.is_ascii_alphabetic() && !matches!(c.to_ascii_lowercase(), 'a' | 'e' | 'i' | 'o' | 'u');
    word.chars().next_back().is_some_and(consonant)
}

/// Ends of Italian words that are no words, beyond those of two letters.
const TAILS: &[&str] = &[
    "ale",
    "ali",
    "anti",
    "ario",
    "bile",
    "bili",
    "bilità",
    "enti",
    "enza",
    "enze",
    "iva",
    "ive",
    "ivi",
    "ivo",
    "menti",
    "mento",
    "nale",
    "nali",
    "nistrativa",
    "nistrativo",
    "sione",
    "sioni",
    "tiva",
    "tive",
    "tivi",
    "tivo",
    "tore",
    "tori",
    "torio",
    "trice",
    "tura",
    "ture",
    "zato",
    "zati",
    "zata",
    "zate",
    "zionale",
    "zionali",
    "zione",
    "zioni",
    "ità",
    "lità",
    "vità",
];

/// Whether a text looks like the end of a word that was cut.
fn is_tail(text: &str) -> bool {
    let bare = bare(text);
    bare.chars().count() < 3 || TAILS.contains(&bare.as_str())
}

/// A word without what stands around it, in lower case.
fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::super::geometry::Rect;
    use super::*;

    /// A line of characters 5 wide. A space at its end is written.
    fn line(text: &str) -> TextLine {
        let mut rich = Rich::default();
        let soft = text.ends_with('\u{ad}');
        rich.push(text.trim_end_matches('\u{ad}'), false);
        let width = |text: &str| 5.0 * f64::from(u32::try_from(text.chars().count()).unwrap());
        let first_word = width(rich.text.split(' ').next().unwrap());
        let x1 = 2.0 + width(&rich.text);
        let spaced = text.ends_with(' ');
        TextLine { x0: 2.0, x1, first_word, first_char: 5.0, spaced, soft, text: rich, ..TextLine::default() }
    }

    fn joined(lines: &[&str], room: u32, words: &[&str], spaces: bool) -> String {
        let rect = Rect { x0: 0.0, y0: 0.0, x1: 4.0 + 5.0 * f64::from(room), y1: 50.0 };
        let cell =
            RuledCell { rect, lines: lines.iter().map(|text| line(text)).collect(), ..RuledCell::default() };
        let words = words.iter().map(|word| (*word).to_owned()).collect();
        Habits { spaces, words }.text(&cell, 2.0).text
    }

    #[test]
    fn lines_are_parted_by_a_space_unless_a_word_goes_on() {
        for (lines, room, words, spaces, text) in [
            (["uno", "due"], 9, vec![], false, "uno due"),
            (["socio-", "economico"], 9, vec![], false, "socio-economico"),
            (["Emilia-", "Romagna"], 9, vec![], false, "Emilia- Romagna"),
            (["Emilia-", "Romagna"], 9, vec![], true, "Emilia-Romagna"),
            (["valu\u{ad}", "tazione"], 9, vec![], false, "valutazione"),
            (["uno -", "due"], 5, vec![], false, "uno - due"),
            // A slash ends a full line, not one that has room.
            (["indicatori/", "misure"], 11, vec![], false, "indicatori/misure"),
            (["uno/", "due"], 11, vec![], false, "uno/ due"),
            // A word wider than its cell.
            (["realizza", "zione"], 8, vec![], true, "realizzazione"),
            (["realizza ", "zione"], 8, vec![], true, "realizza zione"),
            (["realizza", "zione"], 8, vec![], false, "realizzazione"),
            (["01.01", "."], 5, vec![], false, "01.01."),
            (["31/01/202", "6"], 9, vec![], false, "31/01/2026"),
            (["50,00", "%"], 5, vec![], false, "50,00%"),
            (["12", "15"], 9, vec![], false, "12 15"),
            (["CONSERV", "ATIVO"], 7, vec![], false, "CONSERVATIVO"),
            (["eventual", "e"], 8, vec!["e"], false, "eventuale"),
            (["Personale", "Peso"], 9, vec![], false, "Personale Peso"),
            (["personale", "peso"], 9, vec!["peso"], false, "personale peso"),
            // A code that is whole elsewhere.
            (["A.1.", "14"], 5, vec![], false, "A.1.14"),
            (["art.", "21"], 5, vec![], false, "art. 21"),
            (["cod. A.", "1.14"], 7, vec!["a.1.14"], false, "cod. A.1.14"),
            (["con", "tratto"], 4, vec!["con", "tratto", "contratto"], false, "con tratto"),
        ] {
            assert_eq!(joined(&lines, room, &words, spaces), text, "{lines:?}");
        }
    }
}
