//! The document model: what a file shows, before anything is known of what it means.
//!
//! A [`Document`] is a list of blocks: paragraphs, tables and rules. It comes from extracted text
//! ([`text::read`]) and goes back to it ([`text::write`]); office formats and PDF bring the same
//! model. The crate knows nothing of performance.

pub mod layout;
mod look;
pub mod model;
mod number;
pub mod picture;
mod pieces;
pub mod text;
mod unread;

pub use look::{Crest, LEGEND, Look, take_legend};
pub use model::{Block, Cell, Document, Page, Paragraph, Role, Row, Table};
pub use number::number;
pub use pieces::Pieces;
pub use unread::UnreadPages;
