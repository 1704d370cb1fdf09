//! Bytes <-> document, for the formats that bodies have and want: office files, HTML, PDF, text.
//!
//! A file comes from outside and may be broken or hostile: what it may ask of this machine stands in
//! [`Limits`]. Nothing that a file names elsewhere is ever followed.

mod archive;
mod counting;
pub mod docx;
mod grid;
mod limits;
pub mod odf;
mod pack;
mod shade;
mod sheet;
mod story;
mod symbols;
mod unreadable;
pub mod xlsx;
mod xml;

pub use limits::Limits;
pub use unreadable::Unreadable;
