//! Word documents (Office Open XML).

mod numbering;
mod parts;
mod read;
mod styles;
mod write;

pub use read::read;
pub use write::write;
