//! Texts (family TESTO).

use super::Rule;

/// The rules of the family.
pub const RULES: &[Rule] = &[];
