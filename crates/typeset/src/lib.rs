//! Documents set on pages: PDF that people and programs can read (PDF/A-2a and PDF/UA-1).
//!
//! The layout is this crate's own: words are measured once (`words`), broken into lines (`lines`), put into
//! the cells of tables (`table`, `columns`) and these on pages (`flow`); pages are then drawn (`paint`)
//! and the file is written by `krilla`. All of it takes time and memory in proportion to the document.

mod balance;
mod cells;
mod columns;
mod compose;
mod contents;
mod drawing;
mod ends;
mod fault;
mod file;
mod flow;
mod fonts;
mod furniture;
mod item;
mod lines;
mod page;
mod paint;
mod run;
mod style;
mod table;
mod text;
mod tree;
mod units;
mod words;

pub use fault::Fault;
pub use file::pdf;
