//! The use cases: who may do what, each in one transaction.

pub mod accounts;
pub mod approval;
pub mod beside;
pub mod copies;
mod copy;
pub mod documents;
pub mod erasure;
pub mod imports;
pub mod items;
pub mod jobs;
pub mod library;
mod moment;
pub mod people;
pub mod plans;
mod refusal;
pub mod registry;
pub mod rights;
pub mod secret;
pub mod settings;
pub mod setup;
pub mod structures;
pub mod trail;

pub use moment::Moment;
pub use refusal::{Answer, Clash, Complaint, Refusal};

/// The catalogue of findings, those of reading too.
pub fn catalogue() -> &'static checks::Catalogue {
    static CATALOGUE: std::sync::OnceLock<checks::Catalogue> = std::sync::OnceLock::new();
    CATALOGUE.get_or_init(|| checks::Catalogue::whole(forms::codes::ALL))
}
