//! The method file of a body (*metodo*): how its forms look and how its values are written.
//!
//! A method is data. [`Method::parse`] turns the TOML file into typed blocks whose labels are
//! [`Template`]s and whose targets are [`Path`]s into the registry of fields, and gives every fault
//! it finds with line and key. The same method reads a document and prints it.

mod check;
pub mod dossier;
pub mod error;
pub mod evaluation;
mod facts;
mod file;
pub mod model;
pub mod outcome;
pub mod path;
pub mod profile;
pub mod recognition;
pub mod scoring;
pub mod template;
pub mod words;

pub use error::Error;
pub use model::{
    Block, BlockKind, Column, Derive, Group, Items, Level, LineBlock, ListBlock, Method, NoteBlock, Pair,
    PairsBlock, Record, Section, TableBlock, TextBlock, ValueForm,
};
pub use path::{Key, Path};
pub use profile::{ACT_KINDS, ActInfo, CheckRule, ComponentKind, Profile, RoleWeights, Smvp};
pub use recognition::{Recognition, Searchable};
pub use template::Template;
