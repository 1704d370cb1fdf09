//! The use cases over both databases.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod checked;
mod erasure;
mod kept;
mod saving;
mod sweep;
mod town;
mod trail;
mod upgrade;
