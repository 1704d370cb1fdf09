//! What is said beside a result: when it was known, and why it is not what was expected.

use domain::text::folded;
use jiff::civil::Date;

/// What stands beside a result.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remark {
    /// Line of the file, from 1.
    pub line: u32,
    /// The day on which the value was known.
    pub known: Option<Date>,
    /// Why the result is not what was expected.
    pub cause: Option<Cause>,
    /// The cause in words.
    pub explanation: Option<String>,
}

/// The causes of a deviation (Linee guida DFP 2/2017, § 4.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// *Esterna*: it does not depend on the body (*esogena*).
    External,
    /// *Interna*: it depends on how the body worked (*endogena*).
    Internal,
    /// *Indicatore sbagliato*: the indicator or its expected value was badly chosen.
    WrongIndicator,
}

impl Cause {
    /// What the causes are called.
    pub const TERMS: [&str; 3] = ["esterna", "interna", "indicatore sbagliato"];

    /// The cause that is called so, also with the words of the guidelines.
    pub fn named(text: &str) -> Option<Self> {
        match folded(text).as_str() {
            "esterna" | "esogena" | "causa esterna" | "causa esogena" => Some(Self::External),
            "interna" | "endogena" | "causa interna" | "causa endogena" => Some(Self::Internal),
            "indicatore sbagliato" | "errore dell indicatore" | "errore di indicatore" => {
                Some(Self::WrongIndicator)
            }
            _ => None,
        }
    }

    /// What it is called.
    pub fn term(self) -> &'static str {
        match self {
            Self::External => "esterna",
            Self::Internal => "interna",
            Self::WrongIndicator => "indicatore sbagliato",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn causes_are_named_as_the_table_and_the_guidelines_do() {
        for term in Cause::TERMS {
            assert_eq!(Cause::named(term).map(Cause::term), Some(term));
        }
        assert_eq!(Cause::named(" Endogena "), Some(Cause::Internal));
        assert_eq!(Cause::named("Errore dell'indicatore"), Some(Cause::WrongIndicator));
        assert_eq!(Cause::named("il tempo"), None);
    }
}
