//! Pictures of what tables say: they stand beside those tables, in the look of the pages.

pub mod bars;
mod canvas;
pub mod gantt;
pub mod tree;
