//! People and units (family PERS).

use super::Rule;

/// The rules of the family.
pub const RULES: &[Rule] = &[];
