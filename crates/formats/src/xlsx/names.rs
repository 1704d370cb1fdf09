//! Names of sheets.

use std::collections::HashSet;

/// Letters that the name of a sheet may have, as a workbook counts them.
const LONGEST: usize = 31;
/// A name that workbooks keep for themselves.
const KEPT: &str = "history";

/// The names of the sheets of a workbook, told apart without regard to case.
#[derive(Debug, Default)]
pub struct SheetNames(HashSet<String>);

impl SheetNames {
    /// Keeps a name for a sheet of its own.
    pub fn keep(&mut self, name: &str) {
        self.0.insert(name.to_lowercase());
    }

    /// A name for the sheet of a text: allowed, and of no other sheet. `otherwise`: where nothing of it is allowed.
    pub fn give(&mut self, text: &str, otherwise: &str) -> String {
        let allowed = |c: char| !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\') && !c.is_control();
        let plain: String = text.chars().map(|c| if allowed(c) { c } else { ' ' }).collect();
        let plain = domain::text::normal(&plain).into_owned();
        let plain = plain.trim_matches(['\'', ' ']);
        let plain = if plain.is_empty() { otherwise } else { plain };
        let mut number = 1_usize;
        loop {
            let tail = if number == 1 { String::new() } else { format!(" ({number})") };
            let head = cut(plain, LONGEST.saturating_sub(tail.len()));
            let name = format!("{}{tail}", head.trim_end_matches(['\'', ' ']));
            let key = name.to_lowercase();
            if key != KEPT && self.0.insert(key) {
                return name;
            }
            number = number.saturating_add(1);
        }
    }
}

/// The beginning of a text, no longer than so many units of UTF-16, which is what a workbook counts.
fn cut(text: &str, longest: usize) -> &str {
    let mut length = 0;
    let end = text.char_indices().find(|(_, c)| {
        length += c.len_utf16();
        length > longest
    });
    text.get(..end.map_or(text.len(), |(at, _)| at)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_sheets_are_allowed_and_differ() {
        let mut names = SheetNames::default();
        names.keep("Istruzioni");
        let cases = [
            ("Settore 1 – Affari generali", "Settore 1 – Affari generali"),
            ("SETTORE 1 – AFFARI GENERALI", "SETTORE 1 – AFFARI GENERALI (2)"),
            ("Servizio: entrate/uscite [nuovo]", "Servizio entrate uscite nuovo"),
            ("Ufficio di staff del Segretario generale", "Ufficio di staff del Segretario"),
            ("Ufficio di staff del Segretario comunale", "Ufficio di staff del Segret (2)"),
            ("", "Senza struttura"),
            ("istruzioni", "istruzioni (2)"),
            ("'", "Senza struttura (2)"),
            ("History", "History (2)"),
        ];
        for (unit, expected) in cases {
            let name = names.give(unit, "Senza struttura");
            assert_eq!(name, expected);
            assert!(name.encode_utf16().count() <= LONGEST);
        }
    }
}
