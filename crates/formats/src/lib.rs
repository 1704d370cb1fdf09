//! Bytes <-> document, for the formats that bodies have and want: office files, HTML, PDF, text.
//!
//! A file comes from outside and may be broken or hostile: what it may ask of this machine stands in
//! [`Limits`]. Nothing that a file names elsewhere is ever followed.

mod limits;
mod pdf;
mod unreadable;

pub use limits::Limits;
pub use pdf::read as read_pdf;
pub use unreadable::Unreadable;
