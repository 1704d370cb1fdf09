//! What one engine says otherwise than the other. Everything else is said once, in `queries`.

pub mod postgres;
pub mod sqlite;
