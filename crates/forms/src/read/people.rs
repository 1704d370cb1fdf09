//! What is told of the people of a form: an error about a person must not pass unseen.

use method::{Path, TableBlock};

use super::area::Area;
use super::builder::short;
use super::pairs::parse_item;
use super::rows_of::Given;
use crate::codes;

/// Fields that name one person.
const ONE_PERSON: [&str; 4] = ["responsible", "post_holder", "head", "holder"];

/// Letters of the last word of a name from which a full stop after it ends the cell, not the word.
const WHOLE_WORD: usize = 4;

impl<'d, 'm> Area<'_, 'd, 'm> {
    /// Tells of several people in a field that names one: two cells may have become one.
    pub(super) fn tell_several(&mut self, path: &Path, text: &str, place: domain::Place) {
        const MOST_SIGNS: usize = 2;
        let signs = text.matches([',', ';']).count();
        if ONE_PERSON.contains(&path.field_name()) && signs >= MOST_SIGNS {
            let term = path.field.0.map_or("campo", |field| field.term);
            let message = format!("{term}: «{}» nomina più persone", short(text));
            self.builder.report(&codes::NOT_A_VALUE, message, place);
        }
    }

    /// Tells of a person with a share where the form has a person without: the cell may belong to
    /// another column.
    pub(super) fn tell_share(&mut self, table: &'m TableBlock, g: &Given<'_, 'd, 'm>) {
        let one = g.column.items.is_none()
            && g.column.to.as_ref().is_some_and(|to| ONE_PERSON.contains(&to.field_name()));
        let shared = |column: &method::Column| {
            column.items.as_ref().is_some_and(|items| {
                items.to.iter().any(|(_, path)| path.entity.name == "person")
                    && parse_item(items, g.item.text()).is_some_and(|captures| captures.len() > 1)
            })
        };
        if one && table.columns.iter().any(shared) {
            let message = format!("«{}» ha la forma di una persona con la sua quota", short(g.item.text()));
            self.builder.report(&codes::SHIFTED_ROW, message, g.item.place);
        }
    }

    /// Whether a cell of a group only says again who is responsible on its row.
    pub(super) fn is_responsible(g: &Given<'_, 'd, 'm>, given: &[Given<'_, 'd, 'm>]) -> bool {
        given.iter().any(|other| {
            let one = other.column.to.as_ref().is_some_and(|to| to.field_name() == "responsible");
            one && other.item.id != g.item.id
                && method::words::key(other.item.text()) == method::words::key(g.item.text())
        })
    }
}

/// The value of a capture without the signs that only divide it from what follows.
pub(super) fn tidy<'t>(path: &Path, value: &'t str) -> &'t str {
    if (path.entity.name, path.field_name()) != ("person", "name") {
        return value;
    }
    let value = value.trim_end_matches([',', ';', ':', ' ']);
    let stem = value.trim_end_matches('.');
    let last = stem.rsplit([' ', '.']).next().unwrap_or_default();
    if stem.len() + 1 == value.len() && last.chars().count() >= WHOLE_WORD { stem } else { value }
}

#[cfg(test)]
mod tests {
    use super::tidy;

    #[test]
    fn a_name_ends_with_its_last_letter_or_an_initial() {
        let path = method::Path::parse("person.name").unwrap();
        for (written, name) in
            [("Neri,", "Neri"), ("Bianchi.", "Bianchi"), ("Rossi M.", "Rossi M."), ("P.L.", "P.L.")]
        {
            assert_eq!(tidy(&path, written), name);
        }
    }
}
