//! Extracted text <-> document.
//!
//! # Lines
//! A line with a TAB is a row, its cells are between the TABs; any other line is text. A line with
//! no content ends the block, and so does the switch between rows and text. `# ` to `###### ` at the
//! start of a line of text make it a heading, alone in its block. A line whose cells are all dashes
//! (two or more), `===` or `***` is a rule.
//!
//! # Markup
//! The remains of Markdown and HTML are read away: `**`, `__`, known tags, character entities,
//! backslash before ASCII punctuation. What bold, italic and underline covered is kept as
//! [`Cell::emphasis`](crate::Cell::emphasis); a `<table>` becomes a nested table.
//!
//! # Guards
//! A backslash before the first character of a cell says that the cell is content and never a label
//! ([`Cell::literal`](crate::Cell::literal)), and takes that character as it is. Since real documents
//! write a footnote as `\*Note`, the three characters `*`, `_` and `#` are guarded by two
//! backslashes:
//!
//! | source     | text      | literal |
//! |------------|-----------|---------|
//! | `\Peso`    | `Peso`    | yes     |
//! | `\*Note`   | `*Note`   | no      |
//! | `\\*Note`  | `*Note`   | yes     |
//! | `\\share`  | `\share`  | yes     |
//! | `\\\*x`    | `\*x`     | yes     |
//! | `&#92;dir` | `\dir`    | no      |
//!
//! A backslash with nothing or white space after it is text. [`write()`] follows the same rules, so
//! every text can be guarded and every text can be left without guard.

pub(crate) mod builder;
mod decode;
mod entity;
mod escape;
mod flow;
mod markup;
mod nested;
mod read;
mod remains;
mod rule;
mod tag;
mod write;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod shown;

pub use decode::Unusable;
pub use read::read;
pub use remains::clear;
pub use write::write;
