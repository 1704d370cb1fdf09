//! Excel workbooks.

mod edges;
mod merged;
mod numbers;
mod read;
mod write;

pub use read::read;
pub use write::write;
