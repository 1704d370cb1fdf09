//! Printed documents as other programs read them.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "tests and their helpers may")]

mod any;
mod crest;
mod index;
mod limits;
mod reading;
mod structure;
mod support;
