//! Text as words: the grain at which labels are recognised.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

/// A word of a text in folded form, with the bytes it stands on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Lower case, without accents; one of: a run of letters, a run of digits, a symbol.
    pub text: String,
    /// The bytes of the source text.
    pub range: Range<usize>,
}

/// The words of a text. Letters (with `°`), digits and the symbols `%`, `‰`, `€` make words of their
/// own, so `N°6`, `N. 6` and `Peso%` divide where a reader divides them; everything else separates.
pub fn words(text: &str) -> Vec<Word> {
    first_words(text, usize::MAX)
}

/// The first words of a text, at most so many.
pub fn first_words(text: &str, limit: usize) -> Vec<Word> {
    #[derive(PartialEq, Clone, Copy)]
    enum Class {
        Letters,
        Digits,
        Symbol,
        Space,
    }
    let class = |c: char| match c {
        '%' | '‰' | '€' => Class::Symbol,
        '°' | 'º' | 'ª' => Class::Letters,
        c if c.is_numeric() => Class::Digits,
        c if c.is_alphabetic() => Class::Letters,
        _ => Class::Space,
    };
    let mut out: Vec<Word> = Vec::new();
    let mut previous = Class::Space;
    for (start, c) in text.char_indices() {
        let end = start + c.len_utf8();
        if unicode_normalization::char::is_combining_mark(c) {
            if let (Some(word), true) = (out.last_mut(), previous != Class::Space) {
                word.range.end = end;
            }
            continue;
        }
        let class = class(c);
        if class != Class::Space {
            let joins = class == previous && class != Class::Symbol;
            if let Some(word) = out.last_mut().filter(|_| joins) {
                fold(c, &mut word.text);
                word.range.end = end;
            } else if out.len() == limit {
                return out;
            } else {
                let mut folded = String::new();
                fold(c, &mut folded);
                out.push(Word { text: folded, range: start..end });
            }
        }
        previous = class;
    }
    out
}

fn fold(c: char, out: &mut String) {
    match c {
        'º' | 'ª' => out.push('°'),
        c if c.is_ascii() => out.push(c.to_ascii_lowercase()),
        c => {
            let base =
                std::iter::once(c).nfd().filter(|c| !unicode_normalization::char::is_combining_mark(*c));
            out.extend(base.flat_map(char::to_lowercase));
        }
    }
}

/// The words of a text joined by single spaces: the key under which labels are looked up.
pub fn key(text: &str) -> String {
    let words = words(text);
    let mut out = String::with_capacity(text.len());
    for word in words {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&word.text);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::key;

    #[test]
    fn words_divide_where_a_reader_divides_them() {
        assert_eq!(key("N°6"), "n° 6");
        assert_eq!(key("PESO%"), "peso %");
        assert_eq!(key("PIANO OPERATIVO 1ª ANNUALITÀ"), "piano operativo 1 ° annualita");
        assert_eq!(key("UNITA' ORGANIZZATIVA:"), "unita organizzativa");
    }
}
