//! Why a file cannot be read.

use std::fmt;

/// Why a file cannot be read, in a sentence for its owner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// It has no text.
    Empty,
    /// It is not what its first bytes say, or is broken: what was being read.
    Broken(String),
    /// It asks for more than the limits allow: what there is too much of.
    TooMuch(&'static str),
    /// It has pages, but they are pictures.
    Scan,
    /// It is locked with a password.
    Locked,
    /// It is in a format that is not read: its name, and what to do.
    Other(&'static str),
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("è vuoto: non contiene nessun testo"),
            Self::Broken(part) => {
                write!(f, "è rovinato o incompleto ({part}): riaprilo e salvalo di nuovo con il programma che l'ha scritto")
            }
            Self::TooMuch(what) => write!(f, "contiene troppo: {what}. Dividilo, oppure togli ciò che non serve"),
            Self::Scan => f.write_str(
                "è una scansione: le pagine sono immagini senza testo. Serve il file da cui è stato stampato, oppure un riconoscimento del testo (OCR)",
            ),
            Self::Locked => f.write_str("è protetto da una password: toglila e salva di nuovo il file"),
            Self::Other(advice) => f.write_str(advice),
        }
    }
}

impl std::error::Error for Unreadable {}
