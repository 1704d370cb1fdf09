//! OpenDocument: texts (ODT) and spreadsheets (ODS).

mod lists;
mod parts;
mod read;
mod sheets;
mod styles;
mod write;

pub use read::read;
pub use write::write;
