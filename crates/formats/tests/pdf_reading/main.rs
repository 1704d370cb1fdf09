//! PDFs as programs write them and as hands do, and what is read of them.

mod broken;
mod made;
mod programs;
mod written;
