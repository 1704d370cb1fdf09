//! Bytes -> text, or why not.

use std::borrow::Cow;
use std::fmt;

use encoding_rs::WINDOWS_1252;

/// Why bytes cannot be read as a document; `Display` is one clear Italian sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unusable {
    /// Nothing but white space.
    Empty,
    /// Not text.
    Binary,
    /// More bytes than the limit.
    TooLarge {
        /// Size of the input in bytes.
        bytes: usize,
        /// The limit in bytes.
        limit: usize,
    },
}

impl fmt::Display for Unusable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str(
                "Lettura del testo: il file è vuoto o contiene solo spazi; controllare che sia quello giusto \
                 o ripetere l'estrazione del testo.",
            ),
            Self::Binary => f.write_str(
                "Lettura del testo: il file non contiene testo leggibile; salvarlo come testo semplice \
                 (codifica UTF-8) e riprovare.",
            ),
            Self::TooLarge { bytes, limit } => write!(
                f,
                "Lettura del testo: il file è di {bytes} byte e il limite è di {limit}; dividerlo in parti più \
                 piccole o alzare il limite.",
            ),
        }
    }
}

impl std::error::Error for Unusable {}

/// Decodes a file as UTF-8, or else as Windows-1252, with `\n` alone at the end of lines.
pub(super) fn decode(bytes: &[u8], limit: usize) -> Result<Cow<'_, str>, Unusable> {
    if bytes.len() > limit {
        return Err(Unusable::TooLarge { bytes: bytes.len(), limit });
    }
    if bytes.contains(&0) {
        return Err(Unusable::Binary);
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0,
    };
    if mostly_controls(&text) {
        return Err(Unusable::Binary);
    }
    Ok(if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n").into() } else { text })
}

/// True when control characters are too many for the few strays that extraction leaves in a text.
fn mostly_controls(text: &str) -> bool {
    let controls = text.chars().filter(|c| c.is_control() && !c.is_whitespace()).count();
    controls > 8 && controls > text.len() / 50
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf8_with_or_without_mark_then_windows_1252() {
        assert_eq!(decode("Unità".as_bytes(), 99).unwrap(), "Unità");
        assert_eq!(decode(b"\xEF\xBB\xBFUnit\xC3\xA0", 99).unwrap(), "Unità");
        assert_eq!(decode(b"Unit\xE0 \x80", 99).unwrap(), "Unità €");
    }

    #[test]
    fn ends_of_lines_become_one_kind() {
        assert_eq!(decode(b"a\r\nb\rc\n\r\n", 99).unwrap(), "a\nb\nc\n\n");
    }

    #[test]
    fn what_is_not_text_is_refused() {
        assert_eq!(decode(b"abc\0def", 99), Err(Unusable::Binary));
        assert_eq!(decode(&[1; 20], 99), Err(Unusable::Binary));
        assert!(decode("un segno \u{1} di troppo".as_bytes(), 99).is_ok());
        assert_eq!(decode(b"1234", 3), Err(Unusable::TooLarge { bytes: 4, limit: 3 }));
        assert!(Unusable::TooLarge { bytes: 4, limit: 3 }.to_string().contains("limite è di 3"));
    }
}
