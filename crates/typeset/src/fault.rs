//! Why a document was not set on pages.

use std::fmt;

use krilla::configure::ValidationError;
use krilla::error::KrillaError;

/// Why there is no PDF. It is shown in Italian.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The coat of arms is no PNG that can be used.
    Crest(String),
    /// The document is larger than a PDF can be.
    TooLarge,
    /// The PDF would break a rule of PDF/A-2a or PDF/UA-1.
    Rule(String),
    /// The PDF could not be written.
    Other(String),
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Crest(why) => write!(out, "lo stemma non è un'immagine PNG utilizzabile ({why})"),
            Self::TooLarge => write!(out, "il documento è troppo grande per un solo PDF: va diviso"),
            Self::Rule(why) => {
                write!(out, "il PDF non rispetterebbe le norme per l'archiviazione e l'accessibilità: {why}")
            }
            Self::Other(why) => write!(out, "il PDF non è stato scritto ({why})"),
        }
    }
}

impl std::error::Error for Fault {}

impl From<KrillaError> for Fault {
    fn from(error: KrillaError) -> Self {
        match error {
            KrillaError::Validation(broken) => match broken.first() {
                Some((ValidationError::TooManyIndirectObjects | ValidationError::TooLongArray, _)) => {
                    Self::TooLarge
                }
                Some((rule, _)) => Self::Rule(said(rule)),
                None => Self::Rule("norma sconosciuta".to_owned()),
            },
            KrillaError::Image(_, _, why) => Self::Crest(why),
            KrillaError::SixteenBitImage(..) => Self::Crest("16 bit per colore".to_owned()),
            KrillaError::Limit(_) => Self::TooLarge,
            other => Self::Other(other.to_string()),
        }
    }
}

/// A broken rule in Italian; the rare ones keep their technical name.
fn said(rule: &ValidationError) -> String {
    let said = match rule {
        ValidationError::TooLongString => "un testo è troppo lungo",
        ValidationError::TooHighQNestingLevel => "la grafica è troppo annidata",
        ValidationError::ContainsNotDefGlyph(..) => "un carattere non ha un segno",
        ValidationError::NoCodepointMapping(..)
        | ValidationError::InvalidCodepointMapping(..)
        | ValidationError::UnicodePrivateArea(..) => "un carattere non ha un significato proprio",
        ValidationError::MissingAltText(_) | ValidationError::MissingAnnotationAltText(_) => {
            "manca un testo alternativo"
        }
        ValidationError::NoDocumentTitle | ValidationError::MissingHeadingTitle => "manca un titolo",
        ValidationError::ImageInterpolation(_) | ValidationError::Transparency(_) => {
            "lo stemma usa funzioni non ammesse"
        }
        other => return format!("{other:?}"),
    };
    said.to_owned()
}
