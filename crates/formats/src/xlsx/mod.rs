//! Excel workbooks.

mod book;
mod edges;
mod numbers;
mod read;
mod styles;
mod write;

pub use book::{Merged, SheetCell, SheetCells, sheets};
pub use read::read;
pub use write::write;
