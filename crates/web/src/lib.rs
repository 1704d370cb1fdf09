//! The pages and routes of the application.

// Templates name what they use by its full path, whether they belong to the library or to an example.
extern crate self as web;

pub mod assets;
pub mod components;
pub mod form;
pub mod headers;
pub mod page;

#[cfg(test)]
mod rendered;
