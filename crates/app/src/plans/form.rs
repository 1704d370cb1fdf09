//! The method a plan is written with.

use method::Method;
use store::rows;

use crate::library::Library;
use crate::refusal::{Answer, Refusal};

/// A method of a body, read.
#[derive(Clone, Debug)]
pub struct Form {
    /// Identity of its file.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it says.
    pub method: Method,
}

impl Form {
    /// Reads the method file of a row; what it stands on is kept beside it.
    ///
    /// # Errors
    /// When the file, which was read when it came in, cannot be read any more.
    pub fn read(row: &rows::Method) -> Answer<Self> {
        let library = Library::embedded();
        let base = |_: &str| Some(row.base.clone()).filter(|base| !base.is_empty());
        let method = library.parse(&row.text, &base).map_err(|faults| {
            let first = faults.first().map(ToString::to_string).unwrap_or_default();
            Refusal::blocked(format!(
                "il modello «{}» non è più utilizzabile con questa versione del programma ({first}): caricane uno corretto \
                 in Amministrazione, SMVP e modelli di scheda",
                row.name
            ))
        })?;
        Ok(Self { id: row.id.clone(), name: row.name.clone(), method })
    }
}
