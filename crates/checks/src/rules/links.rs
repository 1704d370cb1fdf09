//! Links to the strategic tree (family LINK).

use super::Rule;

/// The rules of the family.
pub const RULES: &[Rule] = &[];
