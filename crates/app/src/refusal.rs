//! Why a use case did not do what was asked.

use store::Fault;

/// Why a use case did not do what was asked; nothing was written.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Refusal {
    /// There is no such thing, or the person may not know that there is.
    #[error("la pagina o il dato che cerchi non c'è")]
    NotFound,
    /// It cannot be done now, and why: in Italian, with what to do.
    #[error("{0}")]
    Blocked(String),
    /// What was filled in cannot be used.
    #[error("alcuni dati non si possono usare: {}", said(.0))]
    Invalid(Vec<Complaint>),
    /// Somebody else has changed the same fields since they were read (*modifiche in contrasto*).
    #[error("nel frattempo qualcun altro ha modificato gli stessi campi")]
    Clash(Vec<Clash>),
    /// Somebody else has changed the same thing since it was read.
    #[error("nel frattempo qualcun altro ha modificato gli stessi dati")]
    Stale,
    /// The database.
    #[error(transparent)]
    Fault(Fault),
}

/// A field that two people have changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// Name of the field.
    pub field: String,
    /// What people call it.
    pub told: String,
    /// As it was when the form was opened.
    pub was: String,
    /// As somebody else has written it.
    pub now: String,
    /// As it is written here.
    pub mine: String,
}

/// What is wrong with a field of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// Name of the field.
    pub field: String,
    /// What is wrong and how to mend it, in Italian.
    pub what: String,
}

fn said(complaints: &[Complaint]) -> String {
    complaints.iter().map(|complaint| complaint.what.as_str()).collect::<Vec<_>>().join("; ")
}

impl Refusal {
    /// It cannot be done now.
    pub fn blocked(sentence: impl Into<String>) -> Self {
        Self::Blocked(sentence.into())
    }

    /// One field cannot be used.
    pub fn invalid(field: &str, what: impl Into<String>) -> Self {
        Self::Invalid(vec![Complaint { field: field.to_owned(), what: what.into() }])
    }
}

impl From<Fault> for Refusal {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Conflict => Self::Stale,
            other => Self::Fault(other),
        }
    }
}

/// What a use case gives.
pub type Answer<T> = Result<T, Refusal>;
