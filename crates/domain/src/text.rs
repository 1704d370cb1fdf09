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
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    loop {
        // Nearly all of an Italian text: nothing to take apart.
        let plain = rest.bytes().position(|byte| !byte.is_ascii()).unwrap_or(rest.len());
        let (run, other) = rest.split_at(plain);
        put_run(run.as_bytes(), &mut out);
        let mut chars = other.chars();
        let Some(c) = chars.next() else { break };
        match common(c) {
            Some(plain) => put(plain, &mut out),
            None => take_apart(c, &mut out),
        }
        rest = chars.as_str();
    }
    if out.last() == Some(&b' ') {
        out.pop();
    }
    // Only whole characters were put in.
    String::from_utf8(out).unwrap_or_default()
}

/// What each ASCII character becomes: a space where it parts words.
const PLAIN: [u8; 128] = {
    let mut plain = [b' '; 128];
    let mut byte = 0;
    while byte < 128_u8 {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'%' | b'/' | b'&' | b'+') {
            plain[byte as usize] = byte.to_ascii_lowercase();
        }
        byte += 1;
    }
    plain
};

/// What the usual characters beyond ASCII become, looked up faster than they are taken apart.
fn common(c: char) -> Option<u8> {
    Some(match c {
        'à' | 'á' | 'À' | 'Á' => b'a',
        'è' | 'é' | 'È' | 'É' => b'e',
        'ì' | 'í' | 'Ì' | 'Í' => b'i',
        'ò' | 'ó' | 'Ò' | 'Ó' => b'o',
        'ù' | 'ú' | 'Ù' | 'Ú' => b'u',
        // Dashes, quotation marks, bullets, the ellipsis; guillemets; the space that does not break.
        '\u{2010}'..='\u{2027}' | '«' | '»' | '\u{a0}' => b' ',
        _ => return None,
    })
}

/// Adds a character in its folded form, a space only between words.
fn put(plain: u8, out: &mut Vec<u8>) {
    if plain != b' ' || out.last().is_some_and(|last| *last != b' ') {
        out.push(plain);
    }
}

/// Adds a run of ASCII. Each character is written down; one that is not wanted is written over.
fn put_run(run: &[u8], out: &mut Vec<u8>) {
    let start = out.len();
    let mut parted = out.last().is_none_or(|last| *last == b' ');
    out.resize(start + run.len(), b' ');
    let room = out.get_mut(start..).unwrap_or_default();
    let mut length = 0;
    for &byte in run {
        let plain = PLAIN[usize::from(byte & 0x7f)];
        if let Some(cell) = room.get_mut(length) {
            *cell = plain;
        }
        let parts = plain == b' ';
        length += usize::from(!(parts && parted));
        parted = parts;
    }
    out.truncate(start + length);
}

/// Adds a character without its accents.
fn take_apart(c: char, out: &mut Vec<u8>) {
    for c in std::iter::once(c).nfd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)) {
        if let Some(&plain) = usize::try_from(u32::from(c)).ok().and_then(|code| PLAIN.get(code)) {
            put(plain, out);
        } else if c.is_alphanumeric() || matches!(c, '°' | 'º' | 'ª' | '€') {
            let c = if matches!(c, 'º' | 'ª') { '°' } else { c };
            for lower in c.to_lowercase() {
                out.extend_from_slice(lower.encode_utf8(&mut [0; 4]).as_bytes());
            }
        } else {
            put(b' ', out);
        }
    }
}

/// The text with a capital letter at its beginning.
pub fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// The beginning of a text, for messages: at most `limit` characters, cut at a word.
pub fn short(text: &str, limit: usize) -> String {
    if text.chars().count() <= limit {
        return text.to_owned();
    }
    let mut out = String::new();
    for word in text.split(' ') {
        if out.chars().count() + word.chars().count() >= limit {
            break;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    if out.is_empty() {
        out = text.chars().take(limit.saturating_sub(1)).collect();
    }
    format!("{out}…")
}

/// Letters and digits of a code, without anything that people write between them.
pub fn squeezed(code: &str) -> String {
    code.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
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
    fn usual_characters_are_folded_as_if_taken_apart() {
        for c in '\0'..=char::MAX {
            if let Some(plain) = common(c) {
                let mut apart = b"x".to_vec();
                take_apart(c, &mut apart);
                assert_eq!(apart, [b'x', plain], "{c}");
            }
        }
    }

    #[test]
    fn folded_form_ignores_case_accents_and_punctuation() {
        assert_eq!(folded("UNITÀ ORGANIZZATIVA: "), folded("unita' organizzativa"));
        assert_eq!(folded("Peso %"), "peso %");
        assert_eq!(folded("Dup – Sezione strategica"), "dup sezione strategica");
    }
}
