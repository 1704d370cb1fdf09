//! Text -> source that reads back as that text.

use super::markup::{has_markup, starred};
use super::read::heading;
use super::{entity, tag};

/// Appends the source of a text in normal form.
pub(super) fn escape(out: &mut String, text: &str, literal: bool) {
    let body = match text.chars().next() {
        Some(first) if literal => guard(out, first, text),
        // At the start a backslash is a guard, so it cannot stand for itself.
        Some('\\') => {
            out.push_str("&#92;");
            &text[1..]
        }
        Some('#') if heading(text).is_some() => {
            out.push('\\');
            text
        }
        _ => text,
    };
    escape_body(out, body);
}

/// Appends the source of a text that reads as a rule when it stands alone.
pub(super) fn escape_rule(out: &mut String, text: &str) {
    if let Some(first) = text.chars().next() {
        out.push_str("&#");
        out.push_str(&u32::from(first).to_string());
        out.push(';');
        escape_body(out, &text[first.len_utf8()..]);
    }
}

/// Guards the first character and returns what follows it.
fn guard<'a>(out: &mut String, first: char, text: &'a str) -> &'a str {
    out.push_str(if starred(first) { r"\\" } else { r"\" });
    out.push(first);
    let rest = &text[first.len_utf8()..];
    // A bare `*`, `_` or `#` after two backslashes would be what they guard.
    match rest.chars().next() {
        Some(second) if first == '\\' && starred(second) => {
            out.push('\\');
            out.push(second);
            &rest[1..]
        }
        _ => rest,
    }
}

fn escape_body(out: &mut String, text: &str) {
    if !has_markup(text) && !text.contains(MARK) {
        out.push_str(text);
        return;
    }
    let mut before = '\0';
    for (at, c) in text.char_indices() {
        let rest = &text[at..];
        match c {
            '\\' => out.push_str(r"\\"),
            '<' if tag::opens(rest) => out.push_str("&lt;"),
            '&' if entity::decode(rest).is_some() => out.push_str("&amp;"),
            '*' | '_' if before == c || rest[1..].starts_with(c) => {
                out.push('\\');
                out.push(c);
            }
            MARK => out.push_str("&#65279;"),
            _ => out.push(c),
        }
        before = c;
    }
}

/// The byte order mark: at the start of a file it would be taken for no text.
const MARK: char = '\u{FEFF}';

#[cfg(test)]
mod tests {
    use super::*;

    fn escaped(text: &str, literal: bool) -> String {
        let mut out = String::new();
        escape(&mut out, text, literal);
        out
    }

    #[test]
    fn only_what_would_be_read_is_escaped() {
        for text in ["Peso * 3", "a_b", "R&S", "< 30 gg", "<https://example.it>", "#1", "[x](y)", "10 %"] {
            assert_eq!(escaped(text, false), text);
        }
        assert_eq!(escaped("**a** __ <b> &amp; \\", false), r"\*\*a\*\* \_\_ &lt;b> &amp;amp; \\");
        assert_eq!(escaped("# a", false), r"\# a");
        assert_eq!(escaped(r"\a\b", false), r"&#92;a\\b");
    }

    #[test]
    fn guards() {
        assert_eq!(escaped("Peso", true), r"\Peso");
        assert_eq!(escaped("*a", true), r"\\*a");
        assert_eq!(escaped("***a", true), r"\\*\*\*a");
        assert_eq!(escaped(r"\*x", true), r"\\\*x");
        assert_eq!(escaped("<b>", true), r"\<b>");
    }
}
