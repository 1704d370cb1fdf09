//! HTML: pages that stand alone.

mod read;
mod svg;
mod tree;
mod write;

pub use read::read;
pub use write::{fragment, write};
