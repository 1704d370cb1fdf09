//! The cycle and its acts (family CICLO).

use super::Rule;

/// The rules of the family.
pub const RULES: &[Rule] = &[];
