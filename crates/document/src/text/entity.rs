//! Character entities (`&agrave;`, `&#39;`).

use encoding_rs::WINDOWS_1252;

/// The longest body that is looked at, between `&` and `;`.
const LONGEST: usize = 10;

/// The character of the entity at the start of `text`, and the length of the entity.
///
/// `None` when `text` does not start with a known entity, ended by its semicolon.
pub(super) fn decode(text: &str) -> Option<(char, usize)> {
    let body = text.strip_prefix('&')?;
    let end = body.bytes().take(LONGEST).position(|b| b == b';')?;
    let body = body.get(..end)?;
    let c = match body.strip_prefix('#') {
        Some(number) => numbered(number)?,
        None => named(body)?,
    };
    Some((c, end + 2))
}

fn numbered(number: &str) -> Option<char> {
    let (digits, radix) = match number.strip_prefix(['x', 'X']) {
        Some(hex) => (hex, 16),
        None => (number, 10),
    };
    // `from_str_radix` would take a sign.
    if !digits.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return None;
    }
    let code = u32::from_str_radix(digits, radix).ok()?;
    // Old editors wrote the codes of Windows-1252 (`&#146;`), and browsers read them so.
    let c = match u8::try_from(code) {
        Ok(byte @ 0x80..=0x9F) => WINDOWS_1252.decode_without_bom_handling(&[byte]).0.chars().next()?,
        _ => char::from_u32(code)?,
    };
    (!c.is_control() || c.is_whitespace()).then_some(c)
}

fn named(name: &str) -> Option<char> {
    let position = LATIN.iter().position(|latin| *latin == name);
    if let Some(code) = position.and_then(|p| u32::try_from(p).ok()) {
        return char::from_u32(0xA0 + code);
    }
    OTHERS.iter().find(|(other, _)| *other == name).map(|(_, c)| *c)
}

/// The names of U+00A0 to U+00FF, in order.
#[rustfmt::skip]
const LATIN: [&str; 96] = [
    "nbsp", "iexcl", "cent", "pound", "curren", "yen", "brvbar", "sect", "uml", "copy", "ordf", "laquo",
    "not", "shy", "reg", "macr", "deg", "plusmn", "sup2", "sup3", "acute", "micro", "para", "middot",
    "cedil", "sup1", "ordm", "raquo", "frac14", "frac12", "frac34", "iquest", "Agrave", "Aacute", "Acirc",
    "Atilde", "Auml", "Aring", "AElig", "Ccedil", "Egrave", "Eacute", "Ecirc", "Euml", "Igrave", "Iacute",
    "Icirc", "Iuml", "ETH", "Ntilde", "Ograve", "Oacute", "Ocirc", "Otilde", "Ouml", "times", "Oslash",
    "Ugrave", "Uacute", "Ucirc", "Uuml", "Yacute", "THORN", "szlig", "agrave", "aacute", "acirc", "atilde",
    "auml", "aring", "aelig", "ccedil", "egrave", "eacute", "ecirc", "euml", "igrave", "iacute", "icirc",
    "iuml", "eth", "ntilde", "ograve", "oacute", "ocirc", "otilde", "ouml", "divide", "oslash", "ugrave",
    "uacute", "ucirc", "uuml", "yacute", "thorn", "yuml",
];

/// The other names that office programs and page editors write.
#[rustfmt::skip]
const OTHERS: [(&str, char); 30] = [
    ("amp", '&'), ("lt", '<'), ("gt", '>'), ("quot", '"'), ("apos", '\''),
    ("ndash", '–'), ("mdash", '—'), ("lsquo", '‘'), ("rsquo", '’'), ("sbquo", '‚'),
    ("ldquo", '“'), ("rdquo", '”'), ("bdquo", '„'), ("bull", '•'), ("hellip", '…'),
    ("euro", '€'), ("trade", '™'), ("larr", '←'), ("rarr", '→'), ("harr", '↔'),
    ("le", '≤'), ("ge", '≥'), ("ne", '≠'), ("asymp", '≈'), ("minus", '−'),
    ("ensp", '\u{2002}'), ("emsp", '\u{2003}'), ("thinsp", '\u{2009}'), ("sum", '∑'), ("permil", '‰'),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers() {
        assert_eq!(decode("&agrave; e"), Some(('à', 8)));
        assert_eq!(decode("&Egrave;"), Some(('È', 8)));
        assert_eq!(decode("&yuml;"), Some(('ÿ', 6)));
        assert_eq!(decode("&nbsp;"), Some(('\u{A0}', 6)));
        assert_eq!(decode("&#39;"), Some(('\'', 5)));
        assert_eq!(decode("&#x2019;"), Some(('’', 8)));
        assert_eq!(decode("&#146;"), Some(('’', 6)));
        assert_eq!(decode("&rsquo;"), Some(('’', 7)));
    }

    #[test]
    fn what_is_no_entity() {
        for text in ["&", "&;", "& amp;", "&amp", "&foo;", "&#;", "&#x;", "&#+65;", "&#7;", "&#xD800;", "&è;"]
        {
            assert_eq!(decode(text), None, "{text}");
        }
        assert_eq!(decode("&#99999999999999999999;"), None);
    }
}
