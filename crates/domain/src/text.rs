//! The normal form of text.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// Text in the form in which it is kept and compared: NFC, single spaces, no space at the ends.
///
/// Two texts with the same normal form are the same content (design: `content(plan)`).
pub fn normal(text: &str) -> Cow<'_, str> {
    let spaced = |text: &str| {
        let mut previous_space = true;
        for c in text.chars() {
            if c.is_whitespace() {
                if previous_space || c != ' ' {
                    return false;
                }
                previous_space = true;
            } else {
                previous_space = false;
            }
        }
        !previous_space || text.is_empty()
    };
    if is_nfc(text) && spaced(text) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.nfc());
    }
    Cow::Owned(out)
}

/// The form in which labels and names are looked up: lower case, apostrophes and dashes of one
/// kind, accents and punctuation dropped, words separated by one space.
pub fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() {
            // Nearly all of an Italian text: nothing to take apart.
            fold_plain(c, &mut out);
        } else {
            for c in std::iter::once(c).nfd().filter(|c| !unicode_normalization::char::is_combining_mark(*c))
            {
                fold_plain(c, &mut out);
            }
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Adds a character without accents to a folded text.
fn fold_plain(c: char, out: &mut String) {
    if c.is_alphanumeric() || matches!(c, '%' | '°' | 'º' | 'ª' | '€' | '/' | '&' | '+') {
        if c.is_ascii() {
            out.push(c.to_ascii_lowercase());
        } else {
            out.extend(if matches!(c, 'º' | 'ª') { '°' } else { c }.to_lowercase());
        }
    } else if !out.is_empty() && !out.ends_with(' ') {
        out.push(' ');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn normal_form_joins_spaces_and_composes_accents() {
        assert_eq!(normal("  Citta\u{300}\t di   Luce\n"), "Città di Luce");
        assert!(matches!(normal("già in forma"), Cow::Borrowed(_)));
    }

    #[test]
    fn folded_form_ignores_case_accents_and_punctuation() {
        assert_eq!(folded("UNITÀ ORGANIZZATIVA: "), folded("unita' organizzativa"));
        assert_eq!(folded("Peso %"), "peso %");
        assert_eq!(folded("Dup – Sezione strategica"), "dup sezione strategica");
    }
}
