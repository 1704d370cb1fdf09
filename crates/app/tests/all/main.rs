//! The use cases over both databases.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod erasure;
mod kept;
mod town;
mod trail;
