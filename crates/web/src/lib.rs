//! The pages and routes of the application.

// Templates name what they use by its full path, whether they belong to the library or to an example.
extern crate self as web;

pub mod assets;
pub mod components;
mod cookies;
mod door;
mod failed;
pub mod form;
mod frame;
mod guard;
pub mod headers;
mod manual;
pub mod page;
mod pages;
mod pending;
mod posted;
#[cfg(test)]
mod rendered;
mod site;
mod table;
mod visit;

pub use guard::Who;
pub use pending::Providers;
pub use site::{Mail, Message, Site};
pub use table::{Endpoint, endpoints, routes};
