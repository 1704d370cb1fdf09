//! Values of several items whose text may go on below: the lines are joined first, then divided.

use domain::{Kind, Place};
use method::{Items, Path, ValueForm};

use super::area::Area;
use super::builder::{Fate, short};
use super::list::begins_piece;
use super::rows::Line;
use crate::codes;

/// A value that waits for the lines below it.
#[derive(Clone, Debug)]
pub struct Held<'m> {
    /// Where it goes.
    pub path: &'m Path,
    /// How it is written.
    pub form: &'m ValueForm,
    /// How it is divided.
    pub items: &'m Items,
    /// The key of a keyed field.
    pub key: Option<String>,
    /// Its text so far, and where each stretch of it begins that is divided on its own.
    pub texts: Vec<(String, Place)>,
    /// It goes on over paragraphs.
    pub open: bool,
    /// Its last stretch holds a separator.
    pub divided: bool,
}

impl<'m> Held<'m> {
    /// A value with its first text.
    pub fn new(
        path: &'m Path,
        form: &'m ValueForm,
        items: &'m Items,
        key: Option<String>,
        text: (&str, Place),
        open: bool,
    ) -> Self {
        let texts = vec![(text.0.to_owned(), text.1)];
        Self { path, form, items, key, texts, open, divided: divides(items, text.0) }
    }
}

/// Whether a text holds a separator.
fn divides(items: &Items, text: &str) -> bool {
    items.separators.iter().any(|separator| text.contains(separator.as_str()))
}

impl Area<'_, '_, '_> {
    /// Puts the value that was held.
    pub(super) fn let_go(&mut self) {
        let Some(held) = self.held.take() else { return };
        for (text, place) in &held.texts {
            let key = held.key.as_deref();
            self.put_value(held.path, held.form, key, text, *place, held.open, Some(held.items));
        }
    }

    /// A line that runs on from the value that is held; any other lets it go, but for one without content.
    pub(super) fn held_goes_on(&mut self, line: &Line<'_>) -> bool {
        let Some(held) = &self.held else { return false };
        let [item] = line.items.as_slice() else {
            self.let_go();
            return false;
        };
        let text = item.text();
        let letter = text.chars().next();
        let tail = letter.is_some_and(|c| c.is_lowercase() || c.is_ascii_digit() || c == '(');
        let begins = begins_piece(held.items, text);
        let goes_on = line.prose
            && !item.cell.literal
            && (!line.first || held.open)
            && (tail || begins || held.open)
            && matches!(held.path.kind(), Kind::Prose | Kind::Target | Kind::Rule)
            && !self.labels.is_sign(text)
            && !self.labels.begins_label(item, self.scope);
        if !goes_on {
            self.let_go();
            return false;
        }
        if line.first && !begins {
            let message = format!("«{}» prosegue un elenco dopo una riga vuota", short(text));
            self.builder.report(&codes::CONTINUED, message, item.place);
        }
        let joins = !begins && (tail || joined(held, line.first));
        let place = item.place;
        self.builder.settle(item.id, Fate::Mapped);
        if let Some(held) = &mut self.held {
            held.divided = divides(held.items, text) || (held.divided && joins);
            match held.texts.last_mut().filter(|_| joins) {
                Some((whole, _)) => {
                    whole.push(' ');
                    whole.push_str(text);
                }
                None => held.texts.push((text.to_owned(), place)),
            }
        }
        true
    }
}

/// Whether a value is running text, so that a line below it is more of it: it has items in one line, or
/// ends as items end.
fn joined(held: &Held<'_>, first: bool) -> bool {
    let Some((text, _)) = held.texts.last() else { return false };
    let ends = held.items.separators.iter().any(|separator| text.ends_with(separator.trim()));
    held.items.pattern.is_some()
        || ends
        || (held.divided && !first)
        || (!held.items.texts.is_empty() && !first)
}
