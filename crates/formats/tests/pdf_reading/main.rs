//! PDFs as programs write them and as hands do, and what is read of them.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod broken;
mod made;
mod programs;
mod written;
