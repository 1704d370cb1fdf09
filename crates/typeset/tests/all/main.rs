//! Printed documents as other programs read them.

mod any;
mod crest;
mod index;
mod limits;
mod reading;
mod structure;
mod support;
