//! What a person sees: findings, faults, summaries, progress.

pub mod derivation;
pub mod entries;
pub mod evaluation;
pub mod excerpt;
pub mod faults;
pub mod findings;
pub mod outcomes;
mod page;
mod progress;
pub mod scores;
mod style;
pub mod summary;

pub use page::Page;
pub use progress::Progress;
pub use style::{Role, Style, number, safe};
