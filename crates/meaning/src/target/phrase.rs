//! Free words inside a target: what is counted, an event, a condition's end.

use domain::text::folded;

use crate::scan::{Cursor, Shape};

/// Words that begin a claim or condition of their own.
const ANNOUNCING: &str = "entro almeno qualora purche fino minimo";

/// Words that cannot end a phrase: what they lead to was not taken with it.
const LEADING: &str = "e ed o oppure di del dello della dell dei degli delle d a ad al allo alla \
    all ai agli alle in con per il lo la l i gli le comunque da";

/// Whether free words stop before the cursor.
pub(super) fn stops(cursor: Cursor<'_>) -> bool {
    let Some(token) = cursor.peek() else { return true };
    match token.shape {
        Shape::Sign(',' | ';' | ':' | '(' | '=' | '<' | '>' | '≤' | '≥' | '*' | '•') => true,
        Shape::Sign('-' | '–' | '—') => {
            token.spaced && cursor.next().peek().is_none_or(|next| next.spaced)
        }
        Shape::Sign('.') => cursor.next().peek().is_none_or(|next| next.spaced && starts_upper(next.text)),
        _ => token.is_any(ANNOUNCING) || cursor.phrase("non oltre").is_some(),
    }
}

fn is_leading(word: &str) -> bool {
    let word = folded(word);
    LEADING.split_ascii_whitespace().any(|leading| leading == word)
}

fn starts_upper(text: &str) -> bool {
    text.starts_with(char::is_uppercase)
}

/// The words from the cursor to where they stop, `more` being another reason to stop; without words
/// at the end that lead to something else.
pub(super) fn free<'t>(cursor: Cursor<'t>, more: impl Fn(Cursor<'t>) -> bool) -> (String, Cursor<'t>) {
    let mut end = cursor;
    while !stops(end) && !more(end) {
        end = end.next();
    }
    (text(cursor, end), end)
}

/// The words between two places, without leading words and points at their end.
pub(super) fn text(start: Cursor<'_>, end: Cursor<'_>) -> String {
    let mut text = start.text_until(end).trim_end();
    loop {
        let last = text.rsplit(' ').next().unwrap_or_default();
        let shorter = match text.strip_suffix(last).map(str::trim_end) {
            // *fase I* and *allegato A* end in a name, not in an article.
            Some(shorter) if !starts_upper(last) && is_leading(last) => shorter,
            _ => return text.strip_suffix('.').unwrap_or(text).to_owned(),
        };
        text = shorter;
    }
}
