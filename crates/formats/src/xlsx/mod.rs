//! Excel workbooks.

mod book;
mod edges;
mod names;
mod numbers;
mod read;
mod styles;
mod write;

pub use book::{Merged, SheetCell, SheetCells, sheets};
pub use names::SheetNames;
pub use read::read;
pub use write::write;
