//! The pages and routes of the application.

pub mod headers;
